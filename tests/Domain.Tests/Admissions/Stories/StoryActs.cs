using System.Globalization;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions.Stories;

using CadreWorkflow.Domain.Regulations;
using static Acts;

/// <summary>
/// Acts as people state them: mostly right, sometimes with the wrong paper, tally, flag or place. The stage is asked only to choose a likely next
/// act, so that stories get far; what is stated never depends on what the deciders would say to it.
/// </summary>
internal sealed class StoryActs(Given given, int index, int vary)
{
    private int _vary = vary;

    /// <summary>Every kind of statement that can be made of a case, by our own short names.</summary>
    internal static IReadOnlyList<string> Codes { get; } =
    [
        "submit", "resolve", "send", "return", "acknowledge", "assign-helper", "enrol", "pass", "fail", "apply", "record-paper", "start-verification", "conclude",
        "collect-opinions", "introduce-member", "release-introducer", "introduce", "introduce-youth", "record-consent", "consent-given", "cell-vote", "committee-vote", "decide",
        "receive-decision", "extend", "ceremony", "certify-new-member", "discipline", "leave", "move", "receive-transfer", "reject-transfer", "follow-unit", "suspend", "resume",
        "order-redo", "rectify", "cancel", "withdraw", "close", "correct-statistics",
    ];

    /// <summary>A likely next act, now and then an act beside the road.</summary>
    internal CaseEvent Next(DateOnly day, int pick)
    {
        var stage = Stages.On(given.History, day, given.Regulations, CalendarKind.Public);
        string[] beside = stage is Stage.Probation or Stage.RecognitionDue ? ["discipline", "move", "suspend", "certify-new-member"] : ["suspend", "move", "return", "order-redo", "extend", "record-consent"];
        return Act(pick % 25 == 24 ? beside[pick / 25 % beside.Length] : After(stage, pick / 25), day);
    }

    /// <summary>An act of a kind on a day.</summary>
    internal CaseEvent Act(string code, DateOnly day)
    {
        var reported = Often(2) == 1;
        var act = Plain(code, day, Sheet(code, day), reported);
        return act with { Reported = reported };
    }

    /// <summary>What an earlier record should have said: another day, other contents, or the wrong kind of act altogether.</summary>
    internal CaseEvent Corrected(CaseEvent known, DateOnly day) => Pick(8) switch
    {
        0 => Act(Codes[Pick(Codes.Count)], day),
        1 or 2 when known is not ReferralFiled => Act(CodeOf(known), known.OccurredOn),
        3 => known with { OccurredOn = known.OccurredOn.AddDays(-Pick(30)) },
        _ => known with { OccurredOn = Earlier(known.OccurredOn.AddDays(Pick(20)), day) },
    };

    /// <summary>A new referral after the present case.</summary>
    internal ReferralFiled Again(DateOnly day, Guid next)
    {
        var plain = given.History.Filed! with
        {
            OccurredOn = day,
            Reported = Pick(2) == 0,
            CaseId = next,
            PreviousCase = given.History.CaseId,
            ReferralNumber = 0,
            AgeBand = AgeBand.Unknown,
            FormerPartyMember = false,
        };
        return Pick(14) switch
        {
            0 => plain with { UnionUnit = World.Cell },
            1 => plain with { UnionUnit = Guid.AllBitsSet },
            2 => plain with { PartyBody = Guid.Empty },
            3 => plain with { PersonId = Guid.Empty },
            4 => plain with { PreviousCase = null },
            5 => plain with { PreviousCase = Guid.AllBitsSet },
            6 => plain with { PartyBody = World.OtherCell },
            _ => plain,
        };
    }

    private string After(Stage stage, int pick) => stage switch
    {
        Stage.Draft => "submit",
        Stage.UnitReview => "resolve",
        Stage.Nominated => "send",
        Stage.SentToParty => "acknowledge",
        Stage.AcceptedAsSource => "enrol",
        Stage.AwarenessTraining => pick % 12 == 11 ? "fail" : "pass",
        Stage.Certified => "apply",
        Stage.Applied => given.History.Facts.Any(f => f.Event is PaperRecorded { Paper: Paper.PersonalHistory }) ? "start-verification" : "record-paper",
        Stage.BackgroundCheck => "conclude",
        Stage.OpinionsCollected or Stage.CellRejected => Preparing(pick),
        Stage.RedoOrdered => After(((RedoOrdered)given.History.Facts.Last(f => f.Event is RedoOrdered).Event).FromStage, pick),
        Stage.CellResolved => pick % 12 == 11 ? "extend" : "committee-vote",
        Stage.CommitteeResolved or Stage.CommitteeEscalated => "decide",
        Stage.Decided => Has<DecisionReceived>() || pick % 6 == 0 ? "ceremony" : "receive-decision",
        Stage.CeremonyOverdue => pick % 3 == 0 ? "ceremony" : "consent-given",
        Stage.Probation => Has<NewMemberCertified>() ? "cell-vote" : "certify-new-member",
        Stage.RecognitionDue => Voted() && pick % 2 == 0 ? "decide" : "cell-vote",
        Stage.RecognitionEscalated => "decide",
        Stage.Returned => pick % 3 == 0 ? "submit" : "send",
        Stage.Suspended => "resume",
        Stage.TransferredOut => pick % 4 == 0 ? "reject-transfer" : "receive-transfer",
        Stage.Lapsed => new[] { "pass", "apply", "record-paper", "collect-opinions" }[pick % 4],
        _ => pick % 3 == 0 ? "cancel" : "withdraw",
    };

    private string Preparing(int pick)
    {
        var members = given.History.Facts.Count(f => f.Event is IntroducedByMember);
        return !Has<OpinionsCollected>() ? "collect-opinions"
            : members == 0 || (members == 1 && pick % 2 == 0) ? "introduce-member"
            : !Has<IntroducedByUnion>() && !Has<IntroducedByYouthUnion>() ? (pick % 3 == 0 ? "introduce-youth" : "introduce")
            : "cell-vote";
    }

    private CaseEvent Plain(string code, DateOnly day, DocumentRef? paper, bool reported)
    {
        var wrong = Pick(9) == 0;
        return code switch
        {
            "submit" => new ReferralSubmitted(day, reported, paper),
            "resolve" => new UnionResolved(day, reported, paper, Pick(3) == 0 ? Votes(10, 5 + Pick(3)) : null),
            "send" => new ReferralSent(day, reported, paper),
            "return" => new ReferralReturned(day, reported, paper, Pick(3) == 0 ? Tree.Union : Tree.Party, wrong ? ReasonCode.Other : ReasonCode.MissingPapers, null),
            "acknowledge" => new ReferralAcknowledged(day, reported, paper, Pick(3) == 0 ? null : Somebody()),
            "assign-helper" => new HelperAssigned(day, reported, paper, Somebody(), Pick(2) == 0 ? Somebody() : null),
            "enrol" => new AwarenessEnrolled(day, reported, paper, Class()),
            "pass" => new AwarenessCertified(day, reported, paper, Class()),
            "fail" => new AwarenessFailed(day, reported, paper, Class()),
            "apply" => new ApplicationReceived(day, reported, paper),
            "record-paper" => new PaperRecorded(day, reported, paper, Pick(4) == 0 ? Enum.GetValues<Paper>()[Pick(18)] : Paper.PersonalHistory),
            "start-verification" => new VerificationStarted(day, reported, paper, !wrong),
            "conclude" => new VerificationConcluded(day, reported, paper, Pick(12) != 5, Pick(12) != 6, !wrong),
            "collect-opinions" => new OpinionsCollected(day, reported, paper, Pick(10) != 5, !wrong),
            "introduce-member" => Member(day, reported, paper, wrong),
            "release-introducer" => new IntroducerReleased(day, reported, paper, Somebody(), ReasonCode.Left),
            "introduce" => new IntroducedByUnion(day, reported, paper),
            "introduce-youth" => new IntroducedByYouthUnion(day, reported, paper),
            "record-consent" => new ConsentRecorded(day, reported, paper, (ConsentKind)Pick(4)),
            "consent-given" => new ConsentRecorded(day, reported, paper, ConsentKind.LateCeremony),
            "cell-vote" => new CellVoted(day, reported, paper, About(wrong), Ballot()),
            "committee-vote" => new CommitteeVoted(day, reported, paper, About(wrong), Body(), Pick(4) == 0, Ballot(15)),
            "decide" => new DecisionIssued(day, reported, paper, About(wrong), Pick(12) == 5 ? Outcome.Declined : Outcome.Approved, Body(), Pick(9) == 5 ? day : null, null),
            "receive-decision" => new DecisionReceived(day, reported, paper),
            "extend" => new DeadlineExtended(day, reported, paper, wrong ? "ADM-30" : OnProbation ? "ADM-33" : "ADM-28", new[] { 0, 31, -1, 5, 30, 10 }[Pick(6)]),
            "ceremony" => new CeremonyHeld(day, reported, paper),
            "certify-new-member" => new NewMemberCertified(day, reported, paper, Class()),
            "discipline" => new ProbationerDisciplined(day, reported, paper, ProbationDiscipline.Reprimand),
            "leave" => new ProbationLeft(day, reported, paper, ReasonCode.Left),
            "move" => new CaseMoved(day, reported, paper, wrong ? TransferPoint.Probation : LikelyPoint(day), Pick(2) == 0 ? World.OtherUnion : null, Pick(9) == 0 ? World.Factory : World.OtherCell),
            "receive-transfer" => new TransferReceived(day, reported, paper),
            "reject-transfer" => new TransferRejected(day, reported, paper, ReasonCode.MissingPapers),
            "follow-unit" => new CaseFollowedUnit(day, reported, paper, Pick(2) == 0 ? World.OtherUnion : null, Pick(2) == 0 ? World.OtherCell : null, new Guid(Pick(3), 7, 7, new byte[8])),
            "suspend" => new CaseSuspended(day, reported, paper, wrong ? ReasonCode.Other : ReasonCode.Verification, null),
            "resume" => new CaseResumed(day, reported, paper),
            "order-redo" => new RedoOrdered(day, reported, paper, wrong ? Enum.GetValues<Stage>()[Pick(31)] : Pick(2) == 0 ? Stage.OpinionsCollected : Stage.SentToParty),
            "rectify" => new DecisionRectified(day, reported, paper),
            "cancel" => new DecisionCancelled(day, reported, paper, About(wrong)),
            "withdraw" => new CaseWithdrawn(day, reported, paper),
            "close" => new CaseClosed(day, reported, paper, (ReasonCode)Pick(15), wrong ? Guid.AllBitsSet : null),
            _ => new ReferralStatisticsCorrected(day, reported, paper, Gender.Male, (AgeBand)Pick(10), (Education)Pick(11), TheoryLevel.None, Sector.Fdi),
        };
    }

    private IntroducedByMember Member(DateOnly day, bool reported, DocumentRef? paper, bool wrong)
    {
        var together = Pick(4) == 0 ? day.AddMonths(-12).AddDays(Pick(5) - 2) : day.AddYears(-3);
        return new(
            day, reported, paper, Pick(40) == 7 ? Given.PersonId : Somebody(), Pick(12) == 5 ? day.AddDays(Pick(40)) : day.AddMonths(-6), Pick(20) == 5 ? day.AddDays(1) : together,
            Pick(9) == 5, !wrong, Pick(6) == 5 ? Somebody() : null, Pick(12) == 5);
    }

    private Tally Ballot(int members = 9)
    {
        if (_vary == CaseStory.Plain)
        {
            return Pass(members);
        }

        if (OnProbation && Pick(4) != 0)
        {
            return Votes(members, members / 2);
        }

        return Pick(24) switch
        {
            0 or 1 => Votes(members, members / 2),
            2 => Votes(members, members * 2 / 3),
            3 => Votes(members, (members * 2 / 3) - 1),
            4 => Votes(20, 13, absent: 3),
            5 => Votes(20, 12, exemptAbsent: 2),
            6 => Votes(3, 2),
            7 => Votes(2, 2),
            8 => Votes(20, 10),
            9 => Pass(members) with { ProbationaryVoters = 1 },
            10 => Pass(members) with { Disagree = 1 },
            11 => Pass(members) with { Present = members + 1 },
            12 => Pass(members) with { Agree = -1 },
            13 => new(members, members, 0, 0, members, members, 1, members - 2, 0, 1),
            _ => Pass(members),
        };
    }

    private Purpose About(bool wrong)
    {
        var natural = !OnProbation ? Purpose.Admission : Pick(5) == 3 ? Purpose.StrikeOff : Purpose.Recognition;
        return wrong ? (Purpose)Pick(3) : natural;
    }

    private VotingBody Body() => Pick(8) switch
    {
        0 => VotingBody.SectionalCommittee,
        1 => VotingBody.GrassrootsStandingCommittee,
        2 or 3 => VotingBody.GrassrootsCommittee,
        4 => VotingBody.Cell,
        _ => VotingBody.UpperStandingCommittee,
    };

    private TransferPoint LikelyPoint(DateOnly day) => Stages.On(given.History, day, given.Regulations, CalendarKind.Public) switch
    {
        Stage.CellResolved => TransferPoint.AfterCellResolution,
        Stage.CommitteeResolved or Stage.CommitteeEscalated => TransferPoint.AfterCommitteeResolution,
        Stage.Decided or Stage.CeremonyOverdue => TransferPoint.AfterDecision,
        Stage.Probation or Stage.RecognitionDue => TransferPoint.Probation,
        _ => TransferPoint.WhileHelped,
    };

    private DocumentRef? Sheet(string code, DateOnly day)
    {
        var own = $"{(index + 1).ToString(CultureInfo.InvariantCulture)}/{code}";
        if (_vary == CaseStory.Plain)
        {
            return new(own, day, "X");
        }

        return Pick(24) switch
        {
            0 or 1 => null,
            2 => new("", day, ""),
            3 => new(own, day.AddDays(-Pick(40)), "X"),
            4 => new(own, day.AddMonths(-12).AddDays(Pick(3) - 1), "X"),
            5 => new(own, day.AddMonths(-60).AddDays(Pick(3) - 1), "X"),
            6 => new("1/X", day, "x"),
            7 => Pick(4) == 0 ? new(own, given.Today.AddDays(1), "X") : new(own, day, "X"),
            _ => new(own, day, "X"),
        };
    }

    private bool OnProbation => given.History.Facts.Any(f => f.Event is CeremonyHeld);

    private bool Has<TEvent>()
        where TEvent : CaseEvent => given.History.Facts.Any(f => f.Event is TEvent);

    private bool Voted() => given.History.Facts.Count(f => f.Event is CellVoted { Purpose: not Purpose.Admission }) > given.History.Facts.Count(f => f.Event is DecisionIssued { Purpose: not Purpose.Admission });

    private Guid Somebody() => Pick(2) == 0 ? FirstMember : SecondMember;

    private Guid? Class() => Pick(3) switch { 0 => new Guid(1, 1, 1, new byte[8]), 1 when Pick(4) == 0 => new Guid(2, 1, 1, new byte[8]), _ => null };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static string CodeOf(CaseEvent act) => CaseActs.Of(act).Code;

    private int Often(int choices) => Pick(3) == 0 ? Pick(choices) : 0;

    /// <summary>One choice after another from the step's number; a plain step always takes a middle one.</summary>
    private int Pick(int choices)
    {
        if (_vary == CaseStory.Plain)
        {
            return choices - 1;
        }

        _vary = (int)(((_vary * 1_103_515_245L) + 12_345) & 0x7fffffff);
        return (_vary >> 8) % choices;
    }
}
