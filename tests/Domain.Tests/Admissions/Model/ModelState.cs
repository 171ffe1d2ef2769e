using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

using static LawTable;

/// <summary>The state machine of 2.2 and 2.5, one act after another, with the papers and votes that count.</summary>
internal sealed class ModelState
{
    /// <summary>The road, one line per place; a rejected or escalated vote stands where the passed one would.</summary>
    private static readonly Stage[][] Road =
    [
        [Stage.Draft], [Stage.UnitReview], [Stage.Nominated], [Stage.SentToParty], [Stage.AcceptedAsSource], [Stage.AwarenessTraining], [Stage.Certified], [Stage.Applied],
        [Stage.BackgroundCheck], [Stage.OpinionsCollected], [Stage.CellResolved, Stage.CellRejected], [Stage.CommitteeResolved, Stage.CommitteeEscalated],
        [Stage.Decided, Stage.CeremonyOverdue], [Stage.Probation], [Stage.RecognitionDue, Stage.RecognitionEscalated], [Stage.Recognised],
    ];

    private DateOnly _day;
    private Stage _road = Stage.Draft;
    private bool _suspended;

    private ModelState(DateOnly day) => _day = day;

    /// <summary>Facts that still count: a redo order sets aside what came after the step it names.</summary>
    internal List<ModelFact> Live { get; } = [];

    internal ModelStops Stops { get; } = new();

    internal Stage Reached => _road;

    internal Stage? Back { get; private set; }

    internal CaseMoved? Sent { get; private set; }

    internal Stage? End { get; private set; }

    internal DateOnly? EndedOn { get; private set; }

    internal CaseClosed? Closing { get; private set; }

    internal Stage ClosedFrom { get; private set; }

    internal bool Admitted => Place(_road) >= Place(Stage.Decided);

    internal static ModelState After(IEnumerable<ModelFact> facts, DateOnly day)
    {
        var state = new ModelState(day);
        foreach (var fact in facts)
        {
            var before = state.End;
            state._day = fact.Day;
            state.Live.Add(fact);
            state.Take(fact.Act);
            state.Stops.Note(fact.Day, state._suspended, state.Back == Stage.Returned);
            state.EndedOn = before == state.End ? state.EndedOn : state.End is null ? null : fact.Day;
        }

        state._day = day;
        return state;
    }

    internal static int Place(Stage stage) => Array.FindIndex(Road, r => r.Contains(stage));

    /// <summary>The place on the road an act belongs to; null for acts beside it.</summary>
    internal static Stage? StepOf(CaseEvent act) => act switch
    {
        ReferralFiled => Stage.Draft,
        ReferralSubmitted => Stage.UnitReview,
        UnionResolved => Stage.Nominated,
        ReferralSent => Stage.SentToParty,
        ReferralAcknowledged => Stage.AcceptedAsSource,
        AwarenessEnrolled or AwarenessFailed => Stage.AwarenessTraining,
        AwarenessCertified => Stage.Certified,
        ApplicationReceived => Stage.Applied,
        VerificationStarted => Stage.BackgroundCheck,
        VerificationConcluded or OpinionsCollected => Stage.OpinionsCollected,
        CellVoted { Purpose: Purpose.Admission } => Stage.CellResolved,
        CommitteeVoted { Purpose: Purpose.Admission } => Stage.CommitteeResolved,
        DecisionIssued { Purpose: Purpose.Admission } or DecisionReceived => Stage.Decided,
        CeremonyHeld => Stage.Probation,
        CellVoted or CommitteeVoted => Stage.RecognitionDue,
        DecisionIssued => Stage.Recognised,
        _ => null,
    };

    internal TAct? Last<TAct>(Func<TAct, bool>? where = null)
        where TAct : CaseEvent => Live.Select(f => f.Act).OfType<TAct>().LastOrDefault(a => where is null || where(a));

    internal IEnumerable<TAct> All<TAct>()
        where TAct : CaseEvent => Live.Select(f => f.Act).OfType<TAct>();

    /// <summary>The date on the newest paper of a kind; null when there is none.</summary>
    internal DateOnly? Paper(Paper kind) => Live.Where(f => KindOf(f.Act) == kind).Select(f => (DateOnly?)DateOf(f.Act)).Max();

    internal static DateOnly DateOf(CaseEvent act) => act.Document?.Date ?? act.OccurredOn;

    internal bool IsTooOld(Paper kind, DateOnly date, DateOnly day) =>
        day > MonthsOn(date, kind == Domain.Admissions.Paper.AwarenessCertificate ? CertificateMonths : PaperMonths);

    internal DateOnly? TwelveMonths => Last<CeremonyHeld>() is { } ceremony ? MonthsOn(ceremony.OccurredOn, ProbationMonths) : null;

    internal static bool Passed(CellVoted vote) =>
        vote.Tally.Summoned - vote.Tally.ExemptAbsent >= 3 && TwoThirds(vote.Tally.Agree, vote.Tally.Summoned - vote.Tally.ExemptAbsent);

    internal static bool Passed(CommitteeVoted vote) => vote.Tally.Summoned > 0 && vote.Body switch
    {
        VotingBody.Cell => TwoThirds(vote.Tally.Agree, vote.Tally.Summoned - vote.Tally.ExemptAbsent) && vote.Tally.Summoned - vote.Tally.ExemptAbsent >= 3,
        VotingBody.GrassrootsCommittee or VotingBody.GrassrootsStandingCommittee => TwoThirds(vote.Tally.Agree, vote.Tally.Summoned),
        _ => MoreThanHalf(vote.Tally.Agree, vote.Tally.Summoned),
    };

    /// <summary>The last vote on recognition or striking off that reached two thirds.</summary>
    internal CellVoted? Settled => All<CellVoted>().LastOrDefault(v => v.Purpose != Purpose.Admission && Passed(v));

    /// <summary>Three meeting days on which neither recognition nor striking off reached two thirds, and no other day on which one did (ADM-39).</summary>
    internal bool VotesUsedUp
    {
        get
        {
            var meetings = All<CellVoted>().Where(v => v.Purpose != Purpose.Admission).GroupBy(v => v.OccurredOn).ToList();
            return meetings.Count >= 3 && meetings.TrueForAll(m => !m.Any(Passed));
        }
    }

    /// <summary>What the state is called on the day, without the calendar's word on an overdue ceremony.</summary>
    internal Stage Name => End ?? (_suspended ? Stage.Suspended : Sent is not null ? Stage.TransferredOut : Back ?? OnTheRoad);

    /// <summary>As if nothing stopped it.</summary>
    internal Stage OnTheRoad
    {
        get
        {
            if (_road == Stage.Probation)
            {
                return VotesUsedUp ? Stage.RecognitionEscalated : TwelveMonths <= _day ? Stage.RecognitionDue : Stage.Probation;
            }

            var preparing = Place(_road) >= Place(Stage.Certified) && Place(_road) <= Place(Stage.OpinionsCollected);
            return preparing && Ageing.Any(kind => Paper(kind) is { } date && IsTooOld(kind, date, _day)) ? Stage.Lapsed : _road;
        }
    }

    /// <summary>ST-07: what became of it by the day.</summary>
    internal CaseOutcome Outcome => Name switch
    {
        Stage.Returned => CaseOutcome.Returned,
        Stage.CellRejected or Stage.DeclinedByAuthority => CaseOutcome.Rejected,
        Stage.Withdrawn => CaseOutcome.Withdrawn,
        Stage.Lapsed => CaseOutcome.Lapsed,
        Stage.RemovedFromProbation => CaseOutcome.Removed,
        Stage.Cancelled => CaseOutcome.Cancelled,
        Stage.TransferredOut when !Admitted && Sent is { ToUnionUnit: null, ToPartyBody: null } => CaseOutcome.Moved,
        Stage.Closed => ClosedFrom switch
        {
            Stage.Returned => CaseOutcome.Returned,
            Stage.CellRejected => CaseOutcome.Rejected,
            Stage.Lapsed => CaseOutcome.Lapsed,
            Stage.TransferredOut => CaseOutcome.Moved,
            _ when Admitted => CaseOutcome.Admitted,
            _ => Closing!.Reason switch
            {
                ReasonCode.ApplicantWish or ReasonCode.Died => CaseOutcome.Withdrawn,
                ReasonCode.Left => CaseOutcome.Moved,
                _ => CaseOutcome.Rejected,
            },
        },
        _ => Admitted ? CaseOutcome.Admitted : CaseOutcome.InProgress,
    };

    private static readonly Paper[] Ageing =
        [Domain.Admissions.Paper.AwarenessCertificate, Domain.Admissions.Paper.AdmissionApplication, Domain.Admissions.Paper.PersonalHistory, Domain.Admissions.Paper.OpinionSummary];

    private static Paper? KindOf(CaseEvent act) => act switch
    {
        AwarenessCertified => Domain.Admissions.Paper.AwarenessCertificate,
        ApplicationReceived => Domain.Admissions.Paper.AdmissionApplication,
        OpinionsCollected => Domain.Admissions.Paper.OpinionSummary,
        IntroducedByMember => Domain.Admissions.Paper.MemberIntroduction,
        IntroducedByUnion => Domain.Admissions.Paper.UnionIntroduction,
        IntroducedByYouthUnion => Domain.Admissions.Paper.YouthUnionIntroduction,
        NewMemberCertified => Domain.Admissions.Paper.NewMemberCertificate,
        PaperRecorded recorded => recorded.Paper,
        _ => null,
    };

    private void Take(CaseEvent act)
    {
        switch (act)
        {
            case ReferralReturned:
                _road = Place(_road) < Place(Stage.AcceptedAsSource) ? Stage.Draft : _road;
                Back = Stage.Returned;
                return;
            case CaseMoved moved:
                Sent = moved;
                return;
            case TransferReceived or TransferRejected:
                Sent = null;
                return;
            case CaseSuspended or CaseResumed:
                _suspended = act is CaseSuspended;
                return;
            case RedoOrdered redo:
                Live.RemoveAll(f => f.Act is not RedoOrdered && StepOf(f.Act) is { } step && Place(step) > Place(redo.FromStage));
                _road = Place(redo.FromStage) < Place(_road) ? redo.FromStage : _road;
                Back = Stage.RedoOrdered;
                return;
            case DecisionCancelled { Purpose: Purpose.Admission }:
                End = Stage.Cancelled;
                return;
            case DecisionCancelled cancelled:
                Live.RemoveAll(f => f.Act is DecisionIssued d && d.Purpose == cancelled.Purpose);
                End = End is Stage.Recognised or Stage.RemovedFromProbation ? null : End;
                return;
            case CaseWithdrawn:
                End ??= Stage.Withdrawn;
                return;
            case ProbationLeft:
                End ??= Stage.LeftProbation;
                return;
            case CaseClosed closed:
                if (End is null)
                {
                    ClosedFrom = Name;
                    (Closing, End) = (closed, Stage.Closed);
                }

                return;
        }

        if (StepOf(act) is not { } at)
        {
            return;
        }

        // Whoever takes a step has what was sent back or sent on.
        Sent = null;
        if (act is AwarenessFailed)
        {
            _road = _road == Stage.AwarenessTraining ? Stage.AcceptedAsSource : _road;
            return;
        }

        Back = null;
        if (act is DecisionIssued decision)
        {
            Decide(decision);
            return;
        }

        var result = act switch
        {
            CellVoted { Purpose: Purpose.Admission } vote => Passed(vote) ? Stage.CellResolved : Stage.CellRejected,
            CommitteeVoted { Purpose: Purpose.Admission, Body: VotingBody.SectionalCommittee } => _road,
            CommitteeVoted { Purpose: Purpose.Admission } vote => Passed(vote) ? Stage.CommitteeResolved : vote.Delegated || _road == Stage.CommitteeEscalated ? Stage.CommitteeEscalated : _road,
            CellVoted or CommitteeVoted => _road,
            VerificationConcluded { Ok: false } => Stage.BackgroundCheck,
            _ => at,
        };
        _road = Place(result) >= Place(_road) ? result : _road;
    }

    private void Decide(DecisionIssued decision)
    {
        switch (decision.Purpose, decision.Outcome)
        {
            case (Purpose.Admission, Domain.Admissions.Outcome.Approved):
                _road = Admitted ? _road : Stage.Decided;
                break;
            case (Purpose.Admission, _):
                End ??= Admitted ? null : Stage.DeclinedByAuthority;
                break;
            case (Purpose.Recognition, Domain.Admissions.Outcome.Approved):
                (_road, End) = (Stage.Probation, End ?? Stage.Recognised);
                break;
            case (Purpose.StrikeOff, Domain.Admissions.Outcome.Approved):
                (_road, End) = (Stage.Probation, End ?? Stage.RemovedFromProbation);
                break;
        }
    }
}
