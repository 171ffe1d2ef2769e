using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Admissions.Outlooks;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>Every later date of a case, and what changes between two outlooks.</summary>
public sealed class OutlookTests
{
    [Fact]
    public void After_the_cell_has_resolved_the_whole_road_ahead_is_dated_each_step_on_its_last_day_in_time()
    {
        var outlook = On(Given.Facts(RoadToCellVote), "2026-01-20");
        Assert.Equal(
            [(OutlookKind.Deadline, "ADM-28"), (OutlookKind.Deadline, "ADM-30"), (OutlookKind.ProbationEnd, "ADM-31"), (OutlookKind.RecognitionWindow, "ADM-32"), (OutlookKind.Deadline, "ADM-32"), (OutlookKind.Deadline, "ADM-33")],
            outlook.Dates.Select(d => (d.Kind, d.Rule)));
        Assert.Equal(D("2026-04-09"), outlook.Dates[0].Date);
        Assert.Equal([false, true, true, true, true, true], outlook.Dates.Select(d => d.Expected));
        Assert.Equal(outlook.Dates[0].Date, outlook.Dates[1].Start);
        Assert.Equal(outlook.Dates[1].Date.AddMonths(12), outlook.Dates[2].Date);
        Assert.Equal(outlook.Dates[4].Date, outlook.Dates[5].Start);
    }

    [Fact]
    public void Case_39_the_window_of_recognition_opens_the_day_after_the_exact_twelve_months()
    {
        var outlook = On(Given.Facts(RoadToCeremony), "2026-06-01");
        Assert.Equal((D("2027-03-02"), false), Of(outlook, OutlookKind.ProbationEnd, "ADM-31"));
        Assert.Equal((D("2027-03-03"), false), Of(outlook, OutlookKind.RecognitionWindow, "ADM-32"));
    }

    [Fact]
    public void Before_the_cell_meets_the_papers_run_out_and_nothing_else_is_dated()
    {
        var outlook = On(Given.Facts(RoadToOpinions), "2025-12-01");
        Assert.All(outlook.Dates, d => Assert.Equal(OutlookKind.Expiry, d.Kind));
        Assert.Contains(outlook.Dates, d => (d.Paper, d.Date) == (Paper.AwarenessCertificate, D("2030-03-28")));
    }

    [Fact]
    public void A_case_that_has_ended_has_no_later_date() =>
        Assert.Empty(On(Given.Facts([.. RoadToCellVote, new CaseWithdrawn(D("2026-02-02"), true, null)]), "2026-03-02").Dates);

    [Fact]
    public void Over_generated_histories_an_outlook_compared_with_itself_is_empty_and_two_compare_antisymmetrically() => Prop.ForAll(Walk.Scripts, script =>
    {
        var walk = Walk.Along(script, mayEnd: false);
        var given = walk.Given;
        var draft = given.Regulations.With(given.Regulations.Propose(Drafts.Amendment).Document!);
        var (a, b) = (CaseOutlook.Of(given.History, given.Context, walk.Day), CaseOutlook.Of(given.History, given.Context with { Regulations = draft }, walk.Day));
        var (there, back) = (CaseOutlook.Compare(a, b), CaseOutlook.Compare(b, a));
        return CaseOutlook.Compare(a, a).IsEmpty
            && there.Moves.Count == back.Moves.Count
            && there.Moves.All(m => back.Moves.Any(r => (r.From, r.To, r.Kind, r.Rule, r.Paper) == (m.To, m.From, m.Kind, m.Rule, m.Paper) && r.Causes.SequenceEqual(m.Causes)))
            && Same(there.Gained, back.Lost) && Same(there.Lost, back.Gained)
            && there.Opened.SequenceEqual(back.Closed) && there.Closed.SequenceEqual(back.Opened);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_next_acts_are_those_the_stage_allows_with_the_same_verdicts_as_all_acts_have() => Prop.ForAll(Walk.Scripts, script =>
    {
        var walk = Walk.Along(script);
        var given = walk.Given;
        var all = CaseActions.For(given.History, given.Context, walk.Day).ToDictionary(v => v.Code);
        var next = CaseActions.Next(given.History, given.Context, walk.Day);

        // What is allowed without being at its stage is allowed at any stage.
        return next.All(v => all[v.Code].Allowed == v.Allowed && all[v.Code].Findings.Select(f => (f.Rule, f.Code)).SequenceEqual(v.Findings.Select(f => (f.Rule, f.Code))))
            && next.All(v => v.Findings.All(f => f.Code != "not_in_this_stage"));
    }).QuickCheckThrowOnFailure();

    internal static CaseOutlook On(Given given, string day) => CaseOutlook.Of(given.History, given.Context, D(day));

    private static (DateOnly, bool) Of(CaseOutlook outlook, OutlookKind kind, string rule) =>
        outlook.Dates.Where(d => d.Kind == kind && d.Rule == rule).Select(d => (d.Date, d.Expected)).Single();

    private static bool Same(IReadOnlyList<FindingChange> a, IReadOnlyList<FindingChange> b) =>
        a.Select(c => (c.Act, c.Finding.Rule, c.Finding.Code)).SequenceEqual(b.Select(c => (c.Act, c.Finding.Rule, c.Finding.Code)));
}
