using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>A fact of a known type with the id findings cite.</summary>
internal readonly record struct Fact<TEvent>(TEvent It, Guid Id)
    where TEvent : CaseEvent;

/// <summary>
/// The facts of a case in force on a day and how far they carried it. The stage is the furthest step reached since the last setback, so that gaps
/// do not matter and steps of one day may have been recorded in any order.
/// </summary>
internal sealed class CaseView
{
    private readonly List<Recorded<CaseEvent>> _inForce = [];
    private readonly Dictionary<Paper, DossierPaper> _newest = [];
    private readonly CaseHistory _history;
    private readonly Law _law;
    private List<ClockPause>? _stops;
    private Dictionary<CaseEvent, PolicyOverride>? _overridden;
    private int _taken;

    private CaseView(CaseHistory history, Law law)
    {
        _history = history;
        _law = law;
    }

    internal DateOnly Day { get; private set; }

    /// <summary>Facts with <c>occurredOn</c> up to the day, without those a redo order set aside (ADM-50).</summary>
    internal IReadOnlyList<Recorded<CaseEvent>> InForce => _inForce;

    internal bool HasFacts => _inForce.Count > 0;

    /// <summary>The furthest step reached, whatever stops the case now.</summary>
    internal Stage Reached { get; private set; } = Stage.Draft;

    /// <summary>Returned or ordered to be redone, until the next step is taken.</summary>
    internal Stage? Setback { get; private set; }

    internal bool IsSuspended { get; private set; }

    /// <summary>Stretches in which the case was suspended or back for supplement, by the day they began; the last may still last.</summary>
    internal IReadOnlyList<ClockPause> Stops => _stops ?? (IReadOnlyList<ClockPause>)[];

    internal CaseMoved? Moving { get; private set; }

    /// <summary>Withdrawn, declined, recognised, removed, left, cancelled or closed: nothing leads on from there.</summary>
    internal Stage? Terminal { get; private set; }

    internal DateOnly? EndedOn { get; private set; }

    internal CaseClosed? Closing { get; private set; }

    /// <summary>The stage in which the case was closed.</summary>
    internal Stage ClosedFrom { get; private set; }

    internal bool IsAdmitted => Reached.IsAtLeast(Stage.Decided);

    internal static CaseView On(CaseHistory history, DateOnly day, Law law)
    {
        var view = Before(history, law);
        view.AdvanceTo(day);
        return view;
    }

    /// <summary>A view with no fact yet, to be moved forward from day to day.</summary>
    internal static CaseView Before(CaseHistory history, Law law) => new(history, law);

    /// <summary>Takes in the facts up to a day, which must not be before the view's own.</summary>
    internal void AdvanceTo(DateOnly day)
    {
        var facts = _history.Facts;
        for (; _taken < facts.Count && facts[_taken].Event.OccurredOn <= day; _taken++)
        {
            // A closing looks at the stage of its own day, not of the day asked about.
            Day = facts[_taken].Event.OccurredOn;
            Add(facts[_taken]);
        }

        Day = day;
    }

    /// <summary>The newest paper of a kind among the facts in force.</summary>
    internal DossierPaper? Newest(Paper kind) => _newest.TryGetValue(kind, out var paper) ? paper : null;

    /// <summary>Whether a vote of the case reached its threshold, by the version applied to it where one was.</summary>
    internal bool Passes(CellVoted vote) => LawOf(vote).Passes(vote);

    internal Fact<TEvent>? Last<TEvent>(Func<TEvent, bool>? where = null)
        where TEvent : CaseEvent
    {
        for (var i = _inForce.Count - 1; i >= 0; i--)
        {
            if (_inForce[i].Event is TEvent it && (where is null || where(it)))
            {
                return new(it, _inForce[i].Id);
            }
        }

        return null;
    }

    internal IEnumerable<Fact<TEvent>> All<TEvent>()
        where TEvent : CaseEvent
    {
        foreach (var fact in _inForce)
        {
            if (fact.Event is TEvent it)
            {
                yield return new(it, fact.Id);
            }
        }
    }

    /// <summary>The stage on the day, from dates alone. A late ceremony needs a calendar: <see cref="Stages"/> adds it.</summary>
    internal Stage Stage
    {
        get
        {
            if (Terminal is { } end)
            {
                return end;
            }

            if (IsSuspended)
            {
                return Stage.Suspended;
            }

            return Moving is not null ? Stage.TransferredOut : Setback ?? StageOnTheRoad();
        }
    }

    /// <summary>The stage as if nothing stopped the case: what a suspension or a transfer goes back to.</summary>
    internal Stage StageOnTheRoad()
    {
        if (Reached == Stage.Probation)
        {
            return Probation();
        }

        return Reached.IsBetween(Stage.Certified, Stage.OpinionsCollected) && Dossier.HasLapsed(this, _law) ? Stage.Lapsed : Reached;
    }

    private Stage Probation()
    {
        if (RecognitionRounds.Of(this, _law).IsEscalated)
        {
            return Stage.RecognitionEscalated;
        }

        return _law.TwelveMonthDate(this) is { } end && end <= Day ? Stage.RecognitionDue : Stage.Probation;
    }

    private void Add(Recorded<CaseEvent> fact)
    {
        var before = Terminal;
        _inForce.Add(fact);
        if (fact.Headers.Evaluation?.Override is { } applied)
        {
            (_overridden ??= new(ReferenceEqualityComparer.Instance))[fact.Event] = applied;
        }

        Keep(fact);
        switch (fact.Event)
        {
            case ReferralReturned:
                // Before the Party took the person in, a return sends the case back; afterwards it only stops it for a supplement.
                Setback = Stage.Returned;
                Reached = Reached.IsAtLeast(Stage.AcceptedAsSource) ? Reached : Stage.Draft;
                break;
            case AwarenessFailed:
                // Who sends a moved case to the class has taken it over; a class not passed takes no step forward.
                Moving = null;
                Reached = Reached == Stage.AwarenessTraining ? Stage.AcceptedAsSource : Reached;
                break;
            case CaseMoved moved:
                Moving = moved;
                break;
            case TransferReceived or TransferRejected:
                Moving = null;
                break;
            case CaseSuspended:
                IsSuspended = true;
                break;
            case CaseResumed:
                IsSuspended = false;
                break;
            case RedoOrdered redo:
                Redo(redo);
                break;
            case DecisionCancelled cancelled:
                Cancel(cancelled);
                break;
            case CaseWithdrawn:
                Terminal ??= Stage.Withdrawn;
                break;
            case ProbationLeft:
                Terminal ??= Stage.LeftProbation;
                break;
            case CaseClosed closed when Terminal is null:
                ClosedFrom = Stage;
                Closing = closed;
                Terminal = Stage.Closed;
                break;
            case DecisionIssued decision:
                Decide(decision);
                break;
            default:
                if (CaseActs.Step(fact.Event) is { } step)
                {
                    Reach(fact.Event, step);
                }

                break;
        }

        KeepStop(PauseCause.Suspension, IsSuspended, fact);
        KeepStop(PauseCause.Return, Setback == Stage.Returned, fact);
        if (before != Terminal)
        {
            EndedOn = Terminal is null ? null : fact.Event.OccurredOn;
        }
    }

    private void Keep(Recorded<CaseEvent> fact)
    {
        if (Dossier.PaperOf(fact.Event) is { } paper && (!_newest.TryGetValue(paper.Paper, out var known) || paper.Date >= known.Date))
        {
            _newest[paper.Paper] = new(paper.Paper, paper.Date, fact.Id);
        }
    }

    private void KeepStop(PauseCause cause, bool isStopped, Recorded<CaseEvent> fact)
    {
        var last = _stops?.FindIndex(s => s.Cause == cause && s.To is null) ?? -1;
        if (isStopped && last < 0)
        {
            (_stops ??= []).Add(new(cause, fact.Event.OccurredOn, null, fact.Id));
        }
        else if (!isStopped && last >= 0)
        {
            // Stopped and taken up again on one day is no pause.
            var end = fact.Event.OccurredOn.AddDays(-1);
            if (end < _stops![last].From)
            {
                _stops.RemoveAt(last);
            }
            else
            {
                _stops[last] = _stops[last] with { To = end };
            }
        }
    }

    /// <summary>Facts set aside take their papers with them.</summary>
    private void SetAside(Predicate<Recorded<CaseEvent>> which)
    {
        _inForce.RemoveAll(which);
        _newest.Clear();
        _inForce.ForEach(Keep);
    }

    private void Reach(CaseEvent @event, Stage step)
    {
        Setback = null;
        Moving = null;
        var result = @event switch
        {
            CellVoted { Purpose: Purpose.Admission } vote => Passes(vote) ? Stage.CellResolved : Stage.CellRejected,
            CommitteeVoted { Purpose: Purpose.Admission } vote => AfterCommittee(vote),
            VerificationConcluded { Ok: false } => Stage.BackgroundCheck,
            CellVoted or CommitteeVoted => Reached,
            _ => step,
        };
        if (result.Rank() >= Reached.Rank())
        {
            Reached = result;
        }
    }

    private Law LawOf(CaseEvent fact) => _overridden is not null && _overridden.TryGetValue(fact, out var applied) ? _law.Under(applied) : _law;

    private Stage AfterCommittee(CommitteeVoted vote)
    {
        if (vote.Body == VotingBody.SectionalCommittee)
        {
            return Reached;
        }

        if (LawOf(vote).Passes(vote))
        {
            return Stage.CommitteeResolved;
        }

        // Only a body delegated to decide reports a failed vote upwards (ADM-24); otherwise the cell's proposal still stands.
        return vote.Delegated || Reached == Stage.CommitteeEscalated ? Stage.CommitteeEscalated : Reached;
    }

    private void Decide(DecisionIssued decision)
    {
        Setback = null;
        Moving = null;
        switch (decision)
        {
            case { Purpose: Purpose.Admission, Outcome: Outcome.Approved } when !IsAdmitted:
                Reached = Stage.Decided;
                break;
            case { Purpose: Purpose.Admission, Outcome: Outcome.Declined } when !IsAdmitted:
                Terminal ??= Stage.DeclinedByAuthority;
                break;
            case { Purpose: Purpose.Recognition, Outcome: Outcome.Approved }:
                Reached = Stage.Probation;
                Terminal ??= Stage.Recognised;
                break;
            case { Purpose: Purpose.StrikeOff, Outcome: Outcome.Approved }:
                Reached = Stage.Probation;
                Terminal ??= Stage.RemovedFromProbation;
                break;
        }
    }

    private void Redo(RedoOrdered redo)
    {
        SetAside(f => f.Event is not RedoOrdered && (CaseActs.Step(f.Event)?.Rank() ?? -1) > redo.FromStage.Rank());
        Reached = redo.FromStage.Rank() < Reached.Rank() ? redo.FromStage : Reached;
        Setback = Stage.RedoOrdered;
    }

    private void Cancel(DecisionCancelled cancelled)
    {
        if (cancelled.Purpose == Purpose.Admission)
        {
            Terminal = Stage.Cancelled;
            return;
        }

        // A cancelled recognition or striking-off leaves the person in probation, with the votes to be taken again.
        SetAside(f => f.Event is DecisionIssued d && d.Purpose == cancelled.Purpose);
        Terminal = Terminal is Stage.Recognised or Stage.RemovedFromProbation ? null : Terminal;
    }
}

internal static class StageOrder
{
    /// <summary>Place on the road; stages that stop or end a case have none (-1).</summary>
    internal static int Rank(this Stage stage) => stage switch
    {
        Stage.Draft => 1,
        Stage.UnitReview => 2,
        Stage.Nominated => 3,
        Stage.SentToParty => 4,
        Stage.AcceptedAsSource => 5,
        Stage.AwarenessTraining => 6,
        Stage.Certified => 7,
        Stage.Applied => 8,
        Stage.BackgroundCheck => 9,
        Stage.OpinionsCollected => 10,
        Stage.CellResolved or Stage.CellRejected => 12,
        Stage.CommitteeResolved or Stage.CommitteeEscalated => 14,
        Stage.Decided or Stage.CeremonyOverdue => 16,
        Stage.Probation => 19,
        Stage.RecognitionDue or Stage.RecognitionEscalated => 20,
        Stage.Recognised => 22,
        _ => -1,
    };

    internal static bool IsAtLeast(this Stage stage, Stage other) => stage.Rank() >= other.Rank();

    internal static bool IsBetween(this Stage stage, Stage first, Stage last) => stage.Rank() >= first.Rank() && stage.Rank() <= last.Rank();
}
