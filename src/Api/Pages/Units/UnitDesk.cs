using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections;

namespace CadreWorkflow.Api.Pages.Units;

/// <summary>What pages about units need: the trees as known on a day, and a unit's own recorded facts with the names they speak of.</summary>
public sealed class UnitDesk(ReadSide reads, ReadFacts facts, IEventLog log, AccountNames accounts, PeopleStore people)
{
    private static readonly IReadOnlyDictionary<Type, string> Codes = new Dictionary<Type, string>
    {
        [typeof(UnitOpened)] = "open",
        [typeof(UnitRenamed)] = "rename",
        [typeof(UnitMoved)] = "move",
        [typeof(UnitMerged)] = "merge",
        [typeof(UnitSplit)] = "split",
        [typeof(UnitDissolved)] = "dissolve",
        [typeof(YouthUnionChanged)] = "youth-union",
        [typeof(UnitReclassified)] = "reclassify",
        [typeof(PartyBodyAssigned)] = "assign-party-body",
        [typeof(UnitMembersCounted)] = "count-members",
    };

    /// <summary>Both trees as known at a log position.</summary>
    public async Task<OrgTree> TreeAsync(long position, CancellationToken cancellationToken)
    {
        await using var connection = await reads.OpenAsync(cancellationToken);
        return await facts.UnitsAsync(connection, position, cancellationToken);
    }

    /// <summary>Code of the act that states a fact.</summary>
    public static string? CodeOf(UnitEvent fact) => Codes.GetValueOrDefault(fact.GetType());

    /// <summary>The unit's own facts, as recorded.</summary>
    public async Task<IReadOnlyList<Recorded<UnitEvent>>> RecordsAsync(Guid unit, CancellationToken cancellationToken) =>
        [.. EventCodec.Decode<UnitEvent>(await log.ReadStreamAsync(Streams.Unit(unit), 0, cancellationToken))];

    /// <summary>The dated history of a unit, ready to be read.</summary>
    public async Task<IReadOnlyList<TimelineItem>> HistoryAsync(Guid unit, OrgTree units, DateOnly? asOf, long? position, Texts t, CancellationToken cancellationToken)
    {
        var all = (await RecordsAsync(unit, cancellationToken)).Where(r => (position is null || r.Position <= position) && (asOf is null || r.Event.OccurredOn <= asOf)).ToList();
        var names = await accounts.OfAsync([.. all.Select(r => r.UserName).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        var notes = await people.NotesAsync([.. all.Select(r => (r.Event as UnitFactStruck)?.NoteId).OfType<Guid>()], cancellationToken);
        return [.. all.OrderBy(r => r.Event.OccurredOn).ThenBy(r => r.Position).Select(r =>
        {
            var later = r.Headers.Corrects is null ? all.Where(o => o.Headers.Corrects == r.Id).MaxBy(o => o.Position) : null;
            var first = r.Headers.Corrects is { } id ? all.FirstOrDefault(o => o.Id == id) : null;
            var struck = later?.Event is UnitFactStruck;
            return new TimelineItem(
                r.Id, t["event." + DomainEvents.Catalog.NameOf(r.Event)], r.Event.OccurredOn, r.RecordedAt,
                r.UserName is { } user ? names.GetValueOrDefault(user, user) : t["account.system"], r.Headers.Via, r.Headers.Source, false, r.Event.Document,
                Details(r.Event, units, t), [], r.Headers.Corrects, later?.Id, struck, first is null ? [] : Details(first.Event, units, t),
                (r.Event as UnitFactStruck)?.NoteId is { } note ? notes.GetValueOrDefault(note) : null,
                r.Headers.Corrects is null && !struck ? CodeOf(r.Event) : null);
        })];
    }

    /// <summary>What a fact says beside its day and paper.</summary>
    public static IReadOnlyList<Detail> Details(UnitEvent fact, OrgTree units, Texts t)
    {
        string Name(Guid id) => units.Unit(id, fact.OccurredOn) is { } unit ? $"{unit.Code} – {unit.Name}" : id.ToString("D");
        Detail Of(string field, string value) => new(t["field." + field], value);
        return fact switch
        {
            UnitOpened o =>
            [
                Of("name", o.Name), Of("kind", t.Code("unit_kind", o.Kind)), .. o.Parent is { } parent ? new[] { Of("parent", Name(parent)) } : [],
                Of("sector", t.Code("sector", o.Sector)), Of("calendar", t.Calendar(o.Calendar.Value)), Of("hasYouthUnion", t[o.HasYouthUnion ? "yes" : "no"]),
            ],
            UnitRenamed r => [Of("name", r.Name)],
            UnitMoved m => [Of("parent", Name(m.Parent))],
            UnitMerged m => [Of("into", Name(m.Into))],
            UnitSplit s => [Of("successors", string.Join("; ", s.Successors.Select(Name)))],
            YouthUnionChanged y => [Of("hasYouthUnion", t[y.Exists ? "yes" : "no"])],
            UnitReclassified c => [Of("sector", t.Code("sector", c.Sector)), Of("calendar", t.Calendar(c.Calendar.Value))],
            PartyBodyAssigned a => [Of("partyBody", Name(a.PartyBody))],
            UnitMembersCounted c => [Of("members", (c.Approximate ? t["unit.about"] + " " : string.Empty) + t.Format.Number(c.Members)), .. c.Women is { } women ? new[] { Of("women", t.Format.Number(women)) } : []],
            _ => [],
        };
    }
}
