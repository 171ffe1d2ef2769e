using System.Globalization;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>Acts of a case with nothing wrong in them, on days given as <c>2026-01-09</c>.</summary>
public static class Acts
{
    public static readonly Guid FirstMember = new("55555555-0000-0000-0000-000000000001");
    public static readonly Guid SecondMember = new("55555555-0000-0000-0000-000000000002");

    public static DateOnly D(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DocumentRef Doc(string number, string date, string issuer = "X") => new(number, D(date), issuer);

    public static Tally Pass(int members = 9) => new(members, members, 0, 0, members, members, 0, members, 0, 0);

    public static Tally Votes(int summoned, int agree, int exemptAbsent = 0, int absent = 0)
    {
        var present = summoned - exemptAbsent - absent;
        return new(summoned, present, exemptAbsent, 0, present, present, 0, agree, present - agree, 0);
    }

    public static ReferralFiled Filed(string on, Guid? union = null) => new(
        D(on), false, null, Given.CaseId, Given.PersonId, union ?? World.Factory, World.Cell, null, 1, null,
        Gender.Female, AgeBand.From31To35, Education.Bachelor, TheoryLevel.Elementary, Sector.NonState, true, false);

    public static ReferralSubmitted Submitted(string on) => new(D(on), false, null);

    public static UnionResolved Resolved(string on) => new(D(on), false, Doc("15/NQ-CĐCS", on), null);

    public static ReferralSent Sent(string on) => new(D(on), false, Doc("16/CV-CĐCS", on));

    public static ReferralReturned Returned(string on, Tree by = Tree.Party) => new(D(on), true, null, by, ReasonCode.MissingPapers, null);

    public static ReferralAcknowledged Acknowledged(string on) => new(D(on), true, null, FirstMember);

    public static AwarenessEnrolled Enrolled(string on) => new(D(on), true, null, null);

    public static AwarenessCertified Certified(string on) => new(D(on), true, Doc("120/GCN", on), null);

    public static ApplicationReceived Applied(string on) => new(D(on), true, Doc("", on));

    public static PaperRecorded PersonalHistory(string on) => new(D(on), true, Doc("", on), Paper.PersonalHistory);

    public static VerificationStarted Verification(string on) => new(D(on), true, Doc("7-CV/CB", on), true);

    public static VerificationConcluded Concluded(string on) => new(D(on), true, Doc("8-KL/CB", on), true, true, true);

    public static OpinionsCollected Opinions(string on) => new(D(on), true, Doc("9-TH/CB", on), true, true);

    public static IntroducedByMember Member(string on, Guid? who = null) =>
        new(D(on), true, Doc("", on), who ?? FirstMember, D(on).AddYears(-5), D(on).AddYears(-3), false, true, null, false);

    public static IntroducedByUnion UnionIntroduction(string on) => new(D(on), true, Doc("17/NQ-CĐCS", on));

    public static IntroducedByYouthUnion YouthIntroduction(string on) => new(D(on), true, Doc("18-NQ/ĐTN", on));

    public static CellVoted CellVote(string on, Tally? tally = null, Purpose purpose = Purpose.Admission) => new(D(on), true, Doc("30-NQ/CB", on), purpose, tally ?? Pass());

    public static CommitteeVoted Committee(string on, Tally? tally = null, Purpose purpose = Purpose.Admission, VotingBody body = VotingBody.GrassrootsCommittee, bool delegated = false) =>
        new(D(on), true, Doc("40-NQ/ĐU", on), purpose, body, delegated, tally ?? Pass(15));

    public static DecisionIssued Decided(string on, Purpose purpose = Purpose.Admission, Outcome outcome = Outcome.Approved, VotingBody body = VotingBody.UpperStandingCommittee) =>
        new(D(on), true, Doc("50-QĐ/ĐU", on), purpose, outcome, body, null, null);

    public static DecisionReceived Received(string on) => new(D(on), true, null);

    public static CeremonyHeld Ceremony(string on) => new(D(on), true, null);

    public static NewMemberCertified NewMember(string on) => new(D(on), true, Doc("130/GCN", on), null);

    public static ConsentRecorded Consent(string on, ConsentKind kind) => new(D(on), true, Doc("60-CV/TU", on), kind);

    /// <summary>As a proposal: to be done through the system.</summary>
    public static TEvent Proposed<TEvent>(this TEvent act)
        where TEvent : CaseEvent => (TEvent)(act with { Reported = false });

    /// <summary>As a report of an act done outside.</summary>
    public static TEvent Reported<TEvent>(this TEvent act)
        where TEvent : CaseEvent => (TEvent)(act with { Reported = true });

    /// <summary>The facts without those of a kind.</summary>
    public static CaseEvent[] Without<TEvent>(this CaseEvent[] facts)
        where TEvent : CaseEvent => [.. facts.Where(f => f is not TEvent)];

    /// <summary>The facts with some more, in place of those of the same kinds.</summary>
    public static CaseEvent[] With(this CaseEvent[] facts, params CaseEvent[] others) =>
        [.. facts.Where(f => !Array.Exists(others, o => o.GetType() == f.GetType())), .. others];

    /// <summary>The road up to and with the opinions, everything in order and in time for a meeting in January 2026.</summary>
    public static CaseEvent[] RoadToOpinions { get; } =
    [
        Filed("2025-01-06"), Submitted("2025-01-07"), Resolved("2025-01-10"), Sent("2025-01-13"), Acknowledged("2025-02-03"), Enrolled("2025-03-03"),
        Certified("2025-03-28"), Applied("2025-09-01"), PersonalHistory("2025-09-05"), Verification("2025-09-10"), Concluded("2025-10-10"),
        Opinions("2025-11-05"), Member("2025-11-10"), UnionIntroduction("2025-11-12"),
    ];

    public static CaseEvent[] RoadToCellVote { get; } = [.. RoadToOpinions, CellVote("2026-01-09")];

    public static CaseEvent[] RoadToDecision { get; } = [.. RoadToCellVote, Committee("2026-01-20"), Decided("2026-02-10")];

    public static CaseEvent[] RoadToCeremony { get; } = [.. RoadToDecision, Received("2026-02-12"), Ceremony("2026-03-02")];
}
