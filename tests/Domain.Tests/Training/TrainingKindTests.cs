using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Domain.Tests.Training;

using CadreWorkflow.Domain.Regulations;

/// <summary>Every row of section 5: what it counts as, what it proves, how long its certificate is good.</summary>
public sealed class TrainingKindTests
{
    private static readonly Regulations R = Regulations.FromFiles();
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Theory]
    [InlineData(TrainingKind.PartyAwareness, CountsAs.BeforeAdmission, null, true)]
    [InlineData(TrainingKind.NewMember, CountsAs.BeforeRecognition, null, true)]
    [InlineData(TrainingKind.TheoryElementary, CountsAs.TheoryLevel, TheoryLevel.Elementary, true)]
    [InlineData(TrainingKind.TheoryIntermediate, CountsAs.TheoryLevel, TheoryLevel.Intermediate, true)]
    [InlineData(TrainingKind.TheoryAdvanced, CountsAs.TheoryLevel, TheoryLevel.Advanced, true)]
    [InlineData(TrainingKind.TheoryBachelor, CountsAs.TheoryLevel, TheoryLevel.Bachelor, true)]
    [InlineData(TrainingKind.TheoryConfirmed, CountsAs.TheoryLevel, null, false)]
    [InlineData(TrainingKind.UnionSkills, CountsAs.Certificate, null, true)]
    [InlineData(TrainingKind.Professional, CountsAs.Certificate, null, true)]
    [InlineData(TrainingKind.Workshop, CountsAs.VolumeOnly, null, true)]
    [InlineData(TrainingKind.KnowledgeUpdate, CountsAs.VolumeOnly, null, true)]
    [InlineData(TrainingKind.TheoryUnspecified, CountsAs.TheoryLevel, null, false)]
    public void Each_kind_counts_as_section_5_says(TrainingKind kind, CountsAs counts, TheoryLevel? level, bool hasClasses)
    {
        Assert.Equal(counts, TrainingKinds.Counts(kind));
        Assert.Equal(level, TrainingKinds.Level(kind));
        Assert.Equal(hasClasses, TrainingKinds.HasClasses(kind));
        Assert.Equal(counts != CountsAs.VolumeOnly, TrainingKinds.GivesCertificate(kind));
    }

    [Fact]
    public void The_awareness_certificate_is_good_for_the_sixty_months_of_the_guidance_and_theory_certificates_for_ever()
    {
        Assert.Equal(new DateOnly(2025, 1, 15), TrainingKinds.LastDay(TrainingKind.PartyAwareness, new(2020, 1, 15), R, new(2025, 2, 3)));
        Assert.All(
            Enum.GetValues<TrainingKind>().Where(k => k != TrainingKind.PartyAwareness),
            k => Assert.Null(TrainingKinds.LastDay(k, new(2000, 1, 15), R, Day)));
    }

    [Fact]
    public void How_long_a_union_skills_certificate_is_good_is_what_a_published_version_says()
    {
        const string Text = """
            {"family": "training", "id": "9-hd-tld-2026", "instrument": "9/HD-TLĐ ngày 05/01/2026", "issuedOn": "2026-01-05", "effectiveFrom": "2026-02-01", "supersedes": "154-hd-btgtw-2020",
             "confirmed": false, "source": "invented",
             "parameters": [{"code": "Training.UnionSkillsMonths", "value": 36, "unit": "month", "article": "9/HD-TLĐ ngày 05/01/2026, điểm 3", "confirmed": false}]}
            """;
        var (document, problems) = R.Propose(Text);
        Assert.Empty(problems);
        var then = R.With(document!);
        Assert.Equal(new DateOnly(2027, 3, 1), TrainingKinds.LastDay(TrainingKind.UnionSkills, new(2024, 3, 1), then, Day));
        Assert.Null(TrainingKinds.LastDay(TrainingKind.UnionSkills, new(2024, 3, 1), then, new(2026, 1, 31)));
    }

    [Fact]
    public void The_theory_level_is_the_highest_over_valid_evidence_and_not_the_last_entered()
    {
        TheoryEvidence[] papers =
        [
            new(TrainingKind.TheoryAdvanced, Paper("88/CC", new(2015, 6, 1))),
            new(TrainingKind.TheoryIntermediate, Paper("12/TC", new(2009, 6, 1))),
            new(TrainingKind.UnionSkills, Paper("1/CĐ", new(2024, 6, 1))),
            new(TrainingKind.TheoryElementary, Paper("7/SC", new(2022, 6, 1))),
        ];
        Assert.Equal((TheoryLevel.Advanced, papers[0]), TheoryLevels.Highest(papers, Day));
        Assert.Equal((TheoryLevel.Intermediate, papers[1]), TheoryLevels.Highest(papers, new(2014, 1, 1)));
        Assert.Null(TheoryLevels.Highest(papers, new(2000, 1, 1)));
        Assert.Equal(TheoryLevel.Bachelor, TheoryLevels.Effective(TheoryLevel.Bachelor, papers, Day));
        Assert.Equal(TheoryLevel.Advanced, TheoryLevels.Effective(TheoryLevel.Unknown, papers, Day));
    }

    [Fact]
    public void A_confirmation_counts_when_issued_before_9_July_2021_and_not_on_that_day()
    {
        TheoryEvidence Confirmed(DateOnly on) => new(TrainingKind.TheoryConfirmed, Paper("3/XN", on), TheoryLevel.Intermediate);
        Assert.Equal(TheoryLevel.Intermediate, TheoryLevels.Highest([Confirmed(new(2021, 7, 8))], Day)?.Level);
        Assert.Null(TheoryLevels.Highest([Confirmed(new(2021, 7, 9))], Day));

        var person = new Guid(2, 1, 1, new byte[8]);
        EvidenceRecorded Shown(DateOnly on, TheoryLevel? level = TheoryLevel.Intermediate) => new(Day, person, TrainingKind.TheoryConfirmed, Paper("3/XN", on), level);
        Assert.Single(EvidenceDecisions.Decide(EvidenceState.Empty, Shown(new(2021, 7, 8)), Day).Events);
        Assert.Equal("confirmation_too_late", EvidenceDecisions.Decide(EvidenceState.Empty, Shown(new(2021, 7, 9)), Day).Refusal?.Code);
        Assert.Equal("confirmed_level_missing", EvidenceDecisions.Decide(EvidenceState.Empty, Shown(new(2020, 7, 9), null), Day).Refusal?.Code);
    }

    [Fact]
    public void A_certificate_of_a_centre_abolished_since_stays_good_evidence()
    {
        // Districts and their centres ended on 01/7/2025; the issuer is text on the paper and is never looked up.
        var paper = new TheoryEvidence(TrainingKind.TheoryElementary, new DocumentRef("4/SC", new(2019, 5, 5), "TTCT huyện cũ"));
        Assert.Equal(TheoryLevel.Elementary, TheoryLevels.Highest([paper], Day)?.Level);
    }

    [Fact]
    public void A_paper_shown_twice_is_one_and_one_entered_by_mistake_can_be_struck()
    {
        var person = new Guid(2, 1, 1, new byte[8]);
        var shown = new EvidenceRecorded(Day, person, TrainingKind.TheoryIntermediate, Paper("12/TC", new(2009, 6, 1)));
        var state = Fold(shown);
        Assert.Empty(EvidenceDecisions.Decide(state, shown with { OccurredOn = Day.AddDays(-1) }, Day).Events);
        Assert.Equal("certificate_exists", EvidenceDecisions.Decide(state, shown with { Certificate = Paper("12/TC", new(2010, 6, 1)) }, Day).Refusal?.Code);
        Assert.Equal("kind_without_certificate", EvidenceDecisions.Decide(state, shown with { Kind = TrainingKind.Workshop }, Day).Refusal?.Code);
        Assert.Equal("document_missing", EvidenceDecisions.Decide(state, shown with { Certificate = Paper(" ", Day) }, Day).Refusal?.Code);
        Assert.Equal("future_date", EvidenceDecisions.Decide(state, shown with { Certificate = Paper("13/TC", Day.AddDays(1)) }, Day).Refusal?.Code);
        var strike = new EvidenceStruck(Day, person, TrainingKind.TheoryIntermediate, "12/TC");
        Assert.Single(EvidenceDecisions.Decide(state, strike, Day).Events);
        Assert.Empty(Fold(shown, strike).Papers);
        Assert.Equal("certificate_unknown", EvidenceDecisions.Decide(Fold(shown, strike), strike, Day).Refusal?.Code);
    }

    private static EvidenceState Fold(params EvidenceEvent[] events) =>
        EvidenceState.Of(events.Select((e, i) => new Recorded<EvidenceEvent>(e, new Guid(i, 5, 5, new byte[8]), Streams.Evidence(e.PersonId), i + 1, i + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null)));

    private static DocumentRef Paper(string number, DateOnly on) => new(number, on, "Trường Chính trị tỉnh");
}
