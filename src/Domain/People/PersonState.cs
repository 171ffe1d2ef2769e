using System.Collections.Immutable;
using System.Diagnostics;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.People;

/// <summary>What a person's own stream says: which case is open, how earlier ones ended, exits from the Party and re-admissions.</summary>
public sealed record PersonState
{
    /// <summary>Nobody yet.</summary>
    public static PersonState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>The person; null before registration.</summary>
    public Guid? PersonId { get; private init; }

    /// <summary>Latest revision of the attributes in the identity schema; 0 before the first.</summary>
    public int Revision { get; private init; }

    /// <summary>The one case that is open; a second is refused meanwhile.</summary>
    public Guid? OpenCase { get; private init; }

    /// <summary>Every case ever opened, in order of opening.</summary>
    public ImmutableList<Guid> Cases { get; private init; } = [];

    /// <summary>Cases that ended and did not open again, in order of recording.</summary>
    public ImmutableList<EndedCase> EndedCases { get; private init; } = [];

    /// <summary>Exits from the Party, by day (ADM-44…47).</summary>
    public ImmutableList<PartyExitRecorded> Exits { get; private init; } = [];

    /// <summary>Exits stated by themselves, by the event that states them: these can be struck; one of a case follows its case.</summary>
    public ImmutableDictionary<Guid, PartyExitRecorded> StatedExits { get; private init; } = ImmutableDictionary<Guid, PartyExitRecorded>.Empty;

    /// <summary>Events whose exit was struck.</summary>
    public ImmutableHashSet<Guid> StruckExits { get; private init; } = [];

    /// <summary>Re-admissions: one is all there can be (ADM-44).</summary>
    public ImmutableList<ReadmissionRecorded> Readmissions { get; private init; } = [];

    private ImmutableDictionary<PersonEvent, Guid> Facts { get; init; } = ImmutableDictionary<PersonEvent, Guid>.Empty;

    /// <summary>The event an exit or re-admission was recorded by, for findings to cite; null when there is none.</summary>
    public Guid? FactOf(PersonEvent fact) => Facts.TryGetValue(fact, out var id) ? id : null;

    /// <summary>How many referrals the person has had: the next one's number is one more.</summary>
    public int ReferralCount => Cases.Count;

    /// <summary>Folds a person stream.</summary>
    public static PersonState Of(IEnumerable<Recorded<PersonEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public PersonState Evolve(Recorded<PersonEvent> recorded)
    {
        var next = recorded.Event switch
        {
            PersonRegistered registered => this with { PersonId = registered.PersonId },
            PersonRevised revised => this with { Revision = Math.Max(Revision, revised.Revision) },
            CaseOpened opened => this with
            {
                OpenCase = opened.CaseId,
                Cases = Cases.Contains(opened.CaseId) ? Cases : Cases.Add(opened.CaseId),
                EndedCases = EndedCases.RemoveAll(c => c.CaseId == opened.CaseId),
            },
            CaseEnded ended => this with
            {
                OpenCase = OpenCase == ended.CaseId ? null : OpenCase,
                EndedCases = EndedCases.RemoveAll(c => c.CaseId == ended.CaseId).Add(new(ended.CaseId, ended.Ending, ended.OccurredOn)),
            },
            PartyExitRecorded exit => this with
            {
                Exits = Ordered(Exits.Add(exit)),
                StatedExits = exit.CaseId is null ? StatedExits.SetItem(recorded.Id, exit) : StatedExits,
            },
            PartyExitStruck when recorded.Headers.Corrects is { } original && StatedExits.TryGetValue(original, out var struck) => this with
            {
                Exits = Exits.Remove(struck),
                StatedExits = StatedExits.Remove(original),
                StruckExits = StruckExits.Add(original),
            },
            PartyExitStruck => this,
            PartyExitRetracted retracted => this with { Exits = ExitOf(retracted.CaseId, retracted.Kind, retracted.ExitOn) is { } undone ? Exits.Remove(undone) : Exits },
            ReadmissionRecorded again => this with { Readmissions = Readmissions.RemoveAll(r => r.CaseId == again.CaseId).Add(again) },
            ReadmissionRetracted undone => this with { Readmissions = Readmissions.RemoveAll(r => r.CaseId == undone.CaseId) },
            _ => throw new UnreachableException(recorded.Event.GetType().Name),
        };
        return next with
        {
            Version = recorded.Version,
            Facts = recorded.Event is PartyExitRecorded or ReadmissionRecorded ? Facts.SetItem(recorded.Event, recorded.Id) : Facts,
        };
    }

    /// <summary>The exit a case left on record. Records from before exits named their case are known by kind and day.</summary>
    public PartyExitRecorded? ExitOf(Guid caseId, PartyExit kind, DateOnly on) =>
        Exits.Find(e => e.CaseId == caseId && e.Kind == kind && e.OccurredOn == on) ?? Exits.Find(e => e.CaseId is null && e.Kind == kind && e.OccurredOn == on);

    /// <summary>By day; on one day what was stated of the person comes after what a case implies, because it tells more exactly how they left.</summary>
    private static ImmutableList<PartyExitRecorded> Ordered(ImmutableList<PartyExitRecorded> exits) =>
        [.. exits.OrderBy(e => e.OccurredOn).ThenBy(e => e.CaseId is null)];
}

/// <summary>A case that is over.</summary>
/// <param name="On">Day it ended.</param>
public sealed record EndedCase(Guid CaseId, CaseEnding Ending, DateOnly On);
