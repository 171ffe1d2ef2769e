using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Engine.Planning;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>A case opened for reading, with every name a page about it shows.</summary>
/// <param name="Person">Null when the identity schema knows nothing.</param>
/// <param name="History">What is shown: everything, or what was so and was known on the days asked for.</param>
/// <param name="Day">The day the page speaks of.</param>
public sealed record OpenCase(LoadedCase Loaded, CaseHistory History, DateOnly Day, PersonAttributes? Person, IReadOnlyDictionary<Guid, PersonAttributes> People, IReadOnlyDictionary<string, string> Accounts, IReadOnlyDictionary<Guid, string> Notes)
{
    /// <summary>Id of the case.</summary>
    public Guid Id => Loaded.Id;

    /// <summary>Both trees.</summary>
    public OrgTree Units => Loaded.Facts.Units;

    /// <summary>The regulations.</summary>
    public Regulations Regulations => Loaded.Facts.Regulations;

    /// <summary>Name of the person; a dash when unknown.</summary>
    public string PersonName => Person?.FullName ?? "–";

    /// <summary>Stage on the day.</summary>
    public Stage Stage => Stages.On(History, Day, Regulations, Units);

    /// <summary>Short number people quote: the tail of the id.</summary>
    public string ShortId => ShortIdOf(Id);

    /// <summary>Short number of a case.</summary>
    public static string ShortIdOf(Guid id) => id.ToString("N")[^8..].ToUpperInvariant();

    /// <summary>Name of a unit on the day.</summary>
    public string UnitName(Guid id) => Units.Unit(id, Day)?.Name ?? "–";

    /// <summary>Name of a person named in a fact.</summary>
    public string NameOf(Guid id) => People.GetValueOrDefault(id)?.FullName ?? "–";

    /// <summary>Name of an account.</summary>
    public string AccountName(string? id) => id is null or "system" ? Texts.Current["account.system"] : Accounts.GetValueOrDefault(id) ?? id;

    /// <summary>The clocks of the case, the most urgent first.</summary>
    public IReadOnlyList<DeadlineView> Deadlines(Texts t) =>
        [.. CaseDeadlines.Of(History, Regulations, Units, Day).Select(d => DeadlineView.Of(t, Id, d, Day, Regulations, UnitName, d.Rule == "ADM-35" ? PaperOf(t, d.StartFact) : null)).OrderBy(d => d.Urgency).ThenBy(d => d.Deadline.Due)];

    private string? PaperOf(Texts t, Guid fact) => History.Facts.FirstOrDefault(f => f.Id == fact)?.Event switch
    {
        PaperRecorded paper => t.Code("paper", paper.Paper),
        ApplicationReceived => t.Code("paper", Paper.AdmissionApplication),
        OpinionsCollected => t.Code("paper", Paper.OpinionSummary),
        _ => null,
    };

    /// <summary>Everything recorded, readable.</summary>
    public IReadOnlyList<TimelineItem> Timeline(Texts t) => [.. Facts(t).Of(History).Select(i => i with { Again = AgainOf(i.EventId), Lateness = LatenessOf(i.EventId) })];

    /// <summary>What facts say, readable.</summary>
    public Timelines Facts(Texts t) => new(t, NameOf, UnitName, AccountName, Notes, Regulations);

    private LatenessNow? LatenessOf(Guid eventId)
    {
        var original = CaseHistory.OriginalOf(History.AllRecorded.First(r => r.Id == eventId));
        return History.Effectively(original)?.Id == eventId ? LatenessNow.Of(Loaded, original) : null;
    }

    private Reevaluation? AgainOf(Guid eventId)
    {
        var original = CaseHistory.OriginalOf(History.AllRecorded.First(r => r.Id == eventId));
        return History.Effectively(original)?.Id == eventId ? Reevaluation.Of(Loaded, original) : null;
    }
}

/// <summary>Opens cases for pages: rights first, then the names.</summary>
public sealed class CaseDesk(CaseReader reader, PeopleStore people, AccountNames accounts, ReadSide reads, CadreClock clock)
{
    /// <summary>The case, or null when there is none or the actor may not know of it.</summary>
    /// <param name="asOf">Only what had happened by this day; null for today.</param>
    /// <param name="asKnownOn">Only what was recorded by the end of this day; null for all.</param>
    public async Task<OpenCase?> OpenAsync(Guid id, Actor actor, DateOnly? asOf = null, DateOnly? asKnownOn = null, CancellationToken cancellationToken = default)
    {
        var loaded = await reader.LoadAsync(id, cancellationToken);
        if (loaded is null || Access.View(actor, CaseScope.Of(loaded.History, clock.Today), loaded.Facts.Units, clock.Today) != Verdict.Allowed)
        {
            return null;
        }

        var history = loaded.History;
        if (asKnownOn is { } known)
        {
            // What was known then was judged by the rules and calendars of then.
            var instant = VietnamTime.EndOf(known).AddTicks(-1);
            var position = await reads.PositionAsync(instant, cancellationToken);
            var regulations = position is { } at ? loaded.Context.Regulations.At(at) : loaded.Context.Regulations;
            var units = position is { } then ? await reads.UnitsAsync(then, cancellationToken) : loaded.Facts.Units;
            history = history.KnownAt(instant);
            loaded = loaded with { Context = loaded.Context with { Regulations = regulations, Units = units }, Facts = loaded.Facts with { Regulations = regulations, Units = units } };
        }

        history = asOf is { } day ? history.AsOf(day) : history;
        var ids = PeopleIn(loaded.History);
        var names = await people.NamesAsync(ids, cancellationToken);
        var notes = await people.NotesAsync(
            [.. loaded.History.AllRecorded.SelectMany(CasePlanner.NotesOf)], cancellationToken);
        var users = await accounts.OfAsync([.. loaded.History.AllRecorded.Select(r => r.UserName).OfType<string>().Distinct()], cancellationToken);
        return new OpenCase(loaded, history, asOf ?? clock.Today, names.GetValueOrDefault(loaded.History.Filed!.PersonId), names, users, notes);
    }

    private static HashSet<Guid> PeopleIn(CaseHistory history)
    {
        var ids = new HashSet<Guid> { history.Filed!.PersonId };
        foreach (var recorded in history.AllRecorded)
        {
            ids.UnionWith(recorded.Event switch
            {
                IntroducedByMember e => [e.Introducer, e.Replaces ?? e.Introducer],
                IntroducerReleased e => [e.Introducer],
                HelperAssigned e => [e.Helper, e.Replaces ?? e.Helper],
                ReferralAcknowledged { Helper: { } helper } => [helper],
                _ => Array.Empty<Guid>(),
            });
        }

        return ids;
    }
}
