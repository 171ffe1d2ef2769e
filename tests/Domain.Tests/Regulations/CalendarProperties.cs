namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Days;

public sealed class CalendarProperties
{
    private static readonly Regulations R = Regulations.FromFiles();
    private static readonly DateOnly First = D("01/01/2016");
    private static readonly int Span = D("30/06/2027").DayNumber - First.DayNumber;

    private static readonly Arbitrary<(DateOnly Start, int Length, CalendarKind Kind)> Counts =
        (from offset in Gen.Choose(0, Span)
         from length in Gen.Choose(1, 90)
         from kind in Gen.Elements(CalendarKind.Public, CalendarKind.Private5)
         select (First.AddDays(offset), length, kind)).ToArbitrary();

    private static readonly Arbitrary<(DateOnly Start, string Rule, CalendarKind Kind)> Clocks =
        (from offset in Gen.Choose(D("25/07/2016").DayNumber - First.DayNumber, Span)
         from rule in Gen.Elements("ADM-28", "ADM-29", "ADM-30", "ADM-32", "ADM-33", "ADM-36")
         from kind in Gen.Elements(CalendarKind.Public, CalendarKind.Private5)
         select (First.AddDays(offset), rule, kind)).ToArbitrary();

    [Fact]
    public void The_end_of_a_count_is_a_working_day_and_the_days_between_number_the_length() => Check(Prop.ForAll(Counts, c =>
    {
        var calendar = R.Calendar(c.Kind);
        var end = calendar.AddWorkingDays(c.Start, c.Length)!.Value;
        return calendar.IsWorking(end) && calendar.CountWorkingDays(c.Start, end) == c.Length && end > c.Start;
    }));

    [Fact]
    public void Counting_twice_is_counting_the_sum_once() => Check(Prop.ForAll(Counts, c =>
    {
        var calendar = R.Calendar(c.Kind);
        var half = c.Length / 2;
        return calendar.AddWorkingDays(calendar.AddWorkingDays(c.Start, half)!.Value, c.Length - half) == calendar.AddWorkingDays(c.Start, c.Length);
    }));

    [Fact]
    public void A_later_start_never_ends_earlier_and_a_longer_count_always_ends_later() => Check(Prop.ForAll(Counts, c =>
    {
        var calendar = R.Calendar(c.Kind);
        var end = calendar.AddWorkingDays(c.Start, c.Length);
        return calendar.AddWorkingDays(c.Start.AddDays(1), c.Length) >= end && calendar.AddWorkingDays(c.Start, c.Length + 1) > end;
    }));

    [Fact]
    public void The_index_agrees_with_counting_day_by_day() => Check(Prop.ForAll(Counts, c =>
    {
        var calendar = R.Calendar(c.Kind);
        var day = c.Start;
        for (var left = c.Length; left > 0;)
        {
            day = day.AddDays(1);
            left -= calendar.Describe(day).Counted ? 1 : 0;
        }

        return day == calendar.AddWorkingDays(c.Start, c.Length);
    }));

    [Fact]
    public void A_rest_day_start_ends_as_the_last_working_day_before_it() => Check(Prop.ForAll(Counts, c =>
    {
        var calendar = R.Calendar(c.Kind);
        var before = c.Start;
        while (!calendar.IsWorking(before) && before > First)
        {
            before = before.AddDays(-1);
        }

        return calendar.AddWorkingDays(before, c.Length) == calendar.AddWorkingDays(c.Start, c.Length);
    }));

    [Fact]
    public void An_explained_deadline_lists_every_day_once_and_counts_its_length() => Check(Prop.ForAll(Clocks, c =>
    {
        var deadline = Deadlines.Compute(R, c.Rule, c.Start, c.Kind)!;
        return deadline.Days.Count == deadline.Due.DayNumber - c.Start.DayNumber
            && deadline.Days.Select((d, i) => d.Date == c.Start.AddDays(i + 1)).All(x => x)
            && deadline.Days.Count(d => d.Counted) == deadline.Length
            && deadline.Days[^1].Counted;
    }));

    [Fact]
    public void A_pause_that_holds_no_working_day_of_the_count_changes_nothing_and_any_other_moves_the_end() => Check(Prop.ForAll(Clocks, Gen.Choose(0, 120).ToArbitrary(), (c, offset) =>
    {
        var calendar = R.Calendar(c.Kind);
        var plain = Deadlines.Compute(R, c.Rule, c.Start, c.Kind)!;
        var pause = new Pause(c.Start.AddDays(offset), c.Start.AddDays(offset + 6));
        var paused = Deadlines.Explain(R, c.Rule, c.Start, c.Kind.Code(), pauses: [pause]).Deadline!;
        var touched = plain.Days.Any(d => d.Counted && pause.Contains(d.Date));
        return touched ? paused.Due > plain.Due && paused.Days.Count(d => d.Counted) == plain.Length : paused.Due == plain.Due;
    }));

    [Fact]
    public void CAL_05_every_swap_takes_one_working_day_and_gives_one_back()
    {
        foreach (var year in R.Calendar(CalendarKind.Public).Years)
        {
            var rows = R.Calendar(CalendarKind.Public).Years.SelectMany(y => y.Days).ToDictionary(d => d.Date);
            Assert.All(year.Days.Where(d => d.Kind is DayKind.SwapOff or DayKind.SwapWorked), d =>
            {
                Assert.Equal(d.Date, rows[d.Pair!.Value].Pair);
                Assert.NotEqual(d.Kind, rows[d.Pair!.Value].Kind);
            });
        }
    }

    [Fact]
    public void CAL_06_over_the_years_public_and_private_bodies_work_the_same_number_of_days()
    {
        // A swap moves a working day and never gives one away; one swap crosses the end of 2018.
        Assert.Equal(
            R.Calendar(CalendarKind.Private5).CountWorkingDays(D("31/12/2016"), D("31/12/2026")),
            R.Calendar(CalendarKind.Public).CountWorkingDays(D("31/12/2016"), D("31/12/2026")));
    }

    [Fact]
    public void CAL_02_month_ends_never_skip_a_month_and_keep_the_day_where_there_is_one() => Check(Prop.ForAll(Counts, c =>
    {
        var end = Deadlines.AddMonths(c.Start, c.Length)!.Value;
        var months = ((end.Year - c.Start.Year) * 12) + end.Month - c.Start.Month;
        return months == c.Length && (end.Day == c.Start.Day || end.AddDays(1).Day == 1);
    }));

    [Fact]
    public void ADM_27_a_tie_never_passes_and_adding_a_vote_for_never_loses() => Check(Prop.ForAll(Gen.Choose(1, 200).ToArbitrary(), n =>
    {
        var half = new Ratio(1, 2);
        var thirds = new Ratio(2, 3);
        return !half.IsReachedBy(n, 2 * n, inclusive: false)
            && Enumerable.Range(0, n + 1).All(agree =>
                thirds.IsReachedBy(agree, n, true) == (agree >= thirds.Needed(n, true)) && half.IsReachedBy(agree, n, false) == (agree >= half.Needed(n, false)));
    }));

    private static void Check(Property property) => property.QuickCheckThrowOnFailure();
}
