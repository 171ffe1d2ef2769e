using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.People;

public sealed class PersonStateTests
{
    private static readonly Guid Person = new(1, 1, 1, new byte[8]);
    private static readonly Guid First = new(2, 1, 1, new byte[8]);
    private static readonly Guid Second = new(3, 1, 1, new byte[8]);

    [Fact]
    public void Given_an_opened_case_then_it_is_open_until_it_ends()
    {
        var open = Fold(new PersonRegistered(Day(1), Person), new CaseOpened(Day(2), First));
        Assert.Equal(First, open.OpenCase);
        Assert.Equal(1, open.ReferralCount);
        Assert.Equal(2, open.Version);

        var ended = Fold(new PersonRegistered(Day(1), Person), new CaseOpened(Day(2), First), new CaseEnded(Day(3), First, CaseEnding.Withdrawn));
        Assert.Null(ended.OpenCase);
        Assert.Equal([new EndedCase(First, CaseEnding.Withdrawn, Day(3))], ended.EndedCases);
    }

    [Fact]
    public void Given_a_referral_that_supersedes_another_then_only_the_new_case_is_open()
    {
        var state = Fold(new CaseOpened(Day(2), First), new CaseEnded(Day(9), First, CaseEnding.SupersededBy), new CaseOpened(Day(9), Second));
        Assert.Equal(Second, state.OpenCase);
        Assert.Equal([First, Second], state.Cases);
        Assert.Equal(2, state.ReferralCount);
    }

    [Fact]
    public void Given_the_same_append_names_the_new_case_first_then_ending_the_old_one_leaves_the_new_one_open()
    {
        var state = Fold(new CaseOpened(Day(2), First), new CaseOpened(Day(9), Second), new CaseEnded(Day(9), First, CaseEnding.SupersededBy));
        Assert.Equal(Second, state.OpenCase);
    }

    [Fact]
    public void Given_an_ending_entered_wrongly_when_the_case_opens_again_then_it_counts_once()
    {
        var state = Fold(new CaseOpened(Day(2), First), new CaseEnded(Day(3), First, CaseEnding.Withdrawn), new CaseOpened(Day(2), First));
        Assert.Equal(First, state.OpenCase);
        Assert.Empty(state.EndedCases);
        Assert.Equal(1, state.ReferralCount);
    }

    [Fact]
    public void Given_exits_revisions_and_a_readmission_then_each_is_kept()
    {
        var state = Fold(
            new PersonRevised(Day(1), 2), new PartyExitRecorded(Day(20), PartyExit.StruckOff, null),
            new PartyExitRecorded(Day(10), PartyExit.LessSeriousCrime, Day(11)), new ReadmissionRecorded(Day(25), First));
        Assert.Equal(2, state.Revision);
        Assert.Equal([Day(10), Day(20)], state.Exits.Select(e => e.OccurredOn));
        Assert.Single(state.Readmissions);
    }

    [Theory]
    [InlineData("2004-06-15", "2022-06-14", AgeBand.Under18)]
    [InlineData("2004-06-15", "2022-06-15", AgeBand.From18To30)]
    [InlineData("1991-06-15", "2022-06-14", AgeBand.From18To30)]
    [InlineData("1991-06-15", "2022-06-15", AgeBand.From31To35)]
    [InlineData("1986-06-15", "2022-06-15", AgeBand.From36To40)]
    [InlineData("1981-06-15", "2022-06-15", AgeBand.From41To45)]
    [InlineData("1976-06-15", "2022-06-15", AgeBand.From46To50)]
    [InlineData("1971-06-15", "2022-06-15", AgeBand.From51To55)]
    [InlineData("1961-06-16", "2022-06-15", AgeBand.From56To60)]
    [InlineData("1961-06-15", "2022-06-15", AgeBand.Over60)]
    [InlineData("2004-02-29", "2022-02-28", AgeBand.From18To30)]
    [InlineData("2004-02-29", "2022-02-27", AgeBand.Under18)]
    [InlineData("2030-01-01", "2022-02-27", AgeBand.Unknown)]
    public void Given_a_birth_date_then_the_band_goes_by_completed_years(string born, string day, AgeBand band) =>
        Assert.Equal(band, AgeBands.On(DateOnly.Parse(born), DateOnly.Parse(day)));

    [Fact]
    public void Given_no_birth_date_then_the_band_is_unknown() => Assert.Equal(AgeBand.Unknown, AgeBands.On(null, Day(1)));

    private static DateOnly Day(int day) => new(2022, 3, day);

    private static PersonState Fold(params PersonEvent[] events) =>
        PersonState.Of(events.Select((e, i) =>
            new Recorded<PersonEvent>(e, new Guid(i, 5, 5, new byte[8]), Streams.Person(Person), i + 1, i + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null)));
}
