using System.Collections.Immutable;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>
/// A case as its set of effective dated facts: corrections applied, struck facts gone, ordered by the day they happened and then by the place of
/// the original record, so that a fact entered late takes its own place and a corrected one keeps it.
/// </summary>
public sealed class CaseHistory
{
    private readonly ImmutableList<Recorded<CaseEvent>> _all;
    private readonly Lazy<Effective> _effective;

    private CaseHistory(ImmutableList<Recorded<CaseEvent>> all)
    {
        _all = all;
        _effective = new(() => Effective.Of(all));
    }

    /// <summary>No fact at all.</summary>
    public static CaseHistory Empty { get; } = new([]);

    /// <summary>Version of the stream, which an append expects; 0 before the first event.</summary>
    public long Version => _all.IsEmpty ? 0 : _all[^1].Version;

    /// <summary>Everything recorded, corrections and struck facts too, in order of recording.</summary>
    public IReadOnlyList<Recorded<CaseEvent>> AllRecorded => _all;

    /// <summary>The effective facts, by <c>occurredOn</c> and then the original's position.</summary>
    public IReadOnlyList<Recorded<CaseEvent>> Facts => _effective.Value.Facts;

    /// <summary>The referral as it now stands; null while the case is not filed.</summary>
    public ReferralFiled? Filed => _effective.Value.Filed;

    /// <summary>The case's id; empty while it is not filed.</summary>
    public Guid CaseId => Filed?.CaseId ?? Guid.Empty;

    /// <summary>Folds a case stream.</summary>
    public static CaseHistory Of(IEnumerable<Recorded<CaseEvent>> events) => new([.. events]);

    /// <summary>
    /// The case as it stood on a day, by what is known now: every record whose fact had happened by then, in the form it was corrected to. A record
    /// corrected to a later day had not happened yet; a struck one stays readable from its own day on.
    /// </summary>
    public CaseHistory AsOf(DateOnly day)
    {
        var inForce = Facts.Where(f => f.Event.OccurredOn <= day).Select(OriginalOf).ToHashSet();
        var effective = Facts.Select(OriginalOf).ToHashSet();
        var struck = _all.Where(r => r.Headers.Corrects is null && r.Event.OccurredOn <= day && !effective.Contains(r.Id)).Select(r => r.Id).ToHashSet();
        return new(_all.RemoveAll(r => !inForce.Contains(OriginalOf(r)) && !struck.Contains(OriginalOf(r))));
    }

    /// <summary>The case as it was known at an instant: what was recorded later is left out.</summary>
    public CaseHistory KnownAt(DateTimeOffset instant) => new(_all.RemoveAll(r => r.RecordedAt > instant));

    /// <summary>The history with one more event of its stream.</summary>
    public CaseHistory Evolve(Recorded<CaseEvent> recorded) => new(_all.Add(recorded));

    /// <summary>The id of the original record a fact stands for: its own unless it is a correction.</summary>
    public static Guid OriginalOf(Recorded<CaseEvent> fact) => fact.Headers.Corrects ?? fact.Id;

    /// <summary>The effective form of an original record; null when it was struck or never was.</summary>
    public Recorded<CaseEvent>? Effectively(Guid original) => Facts.FirstOrDefault(f => OriginalOf(f) == original);

    /// <summary>The grassroots union the case belongs to on a day; an accepted transfer or a followed unit changes it.</summary>
    public Guid UnionUnitOn(DateOnly day) => CasePlace.On(this, day).UnionUnit;

    /// <summary>The Party body the case belongs to on a day.</summary>
    public Guid PartyBodyOn(DateOnly day) => CasePlace.On(this, day).PartyBody;

    /// <summary>Where the case is on a day, with a transfer still under way: both ends may see it.</summary>
    public CasePlace PlaceOn(DateOnly day) => CasePlace.On(this, day);

    /// <summary>A transfer or a followed unit is on record: the case may belong to other units than it was filed in.</summary>
    internal bool HasMoved => _effective.Value.HasMoved;

    /// <summary>The coarse statistics of the referral as last corrected; null while the case is not filed.</summary>
    public ReferralStatistics? Statistics
    {
        get
        {
            if (Filed is not { } filed)
            {
                return null;
            }

            // The latest correction recorded is the best knowledge, whatever day it was made on.
            var corrected = Facts.Where(f => f.Event is ReferralStatisticsCorrected).MaxBy(f => f.Position)?.Event as ReferralStatisticsCorrected;
            return corrected is null
                ? new(filed.Gender, filed.AgeBand, filed.Education, filed.TheoryLevel, filed.Sector)
                : new(corrected.Gender, corrected.AgeBand, corrected.Education, corrected.TheoryLevel, corrected.Sector);
        }
    }

    /// <summary>The history as if these events had been appended: what a decider judges before it is so.</summary>
    /// <param name="applied">The version applied to them by decision.</param>
    internal CaseHistory Plus(IEnumerable<(Guid Id, CaseEvent Event, Guid? Corrects)> planned, PolicyOverride? applied = null)
    {
        var all = _all;
        var judged = applied is null ? null : new Evaluation(0, [], null, [], applied);
        foreach (var (id, @event, corrects) in planned)
        {
            var position = all.IsEmpty ? 1 : all[^1].Position + 1;
            var version = all.IsEmpty ? 1 : all[^1].Version + 1;
            all = all.Add(new(@event, id, "", version, position, default, new(Corrects: corrects, Evaluation: judged), null));
        }

        return new(all);
    }

    /// <summary>The history as if one record had told of another day; its place among the facts follows.</summary>
    internal CaseHistory Dated(Guid id, CaseEvent instead) => new([.. _all.Select(e => e.Id == id ? e with { Event = instead } : e)]);

    /// <summary>The history without one original record and its corrections.</summary>
    internal CaseHistory Without(Guid original) => new(_all.RemoveAll(e => OriginalOf(e) == original));

    private sealed record Effective(ImmutableArray<Recorded<CaseEvent>> Facts, ReferralFiled? Filed, bool HasMoved)
    {
        internal static Effective Of(ImmutableList<Recorded<CaseEvent>> all)
        {
            var byOriginal = new Dictionary<Guid, (Recorded<CaseEvent> Fact, long Place)>(all.Count);
            foreach (var recorded in all)
            {
                var original = OriginalOf(recorded);
                if (recorded.Event is FactStruck)
                {
                    byOriginal.Remove(original);
                }
                else if (recorded.Headers.Corrects is null)
                {
                    byOriginal[original] = (recorded, recorded.Position);
                }
                else if (byOriginal.TryGetValue(original, out var known))
                {
                    byOriginal[original] = (recorded, known.Place);
                }
            }

            var facts = byOriginal.Values.OrderBy(f => f.Fact.Event.OccurredOn).ThenBy(f => f.Place).Select(f => f.Fact).ToImmutableArray();
            return new(facts, facts.FirstOrDefault(f => f.Event is ReferralFiled)?.Event as ReferralFiled, facts.Any(f => f.Event is CaseMoved or CaseFollowedUnit));
        }
    }
}
