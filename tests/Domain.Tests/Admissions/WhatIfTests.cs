using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Admissions.Outlooks;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using static Acts;

/// <summary>Suppositions about a case: what they move, and which are refused.</summary>
public sealed class WhatIfTests
{
    private static readonly Given Voted = Given.Facts(RoadToCellVote).On(D("2026-03-02"));
    private static readonly Given InSixty = Given.Facts(RoadToOpinions.With(Sent("2025-01-13"))).And(CellVote("2026-10-05")).On(D("2026-11-22"));

    [Fact]
    public void Another_date_of_the_meeting_moves_the_decision_and_all_that_follows()
    {
        var voted = Voted.History.Facts[^1].Id;
        var moves = If(Voted, new WhatIfChange.FactDate(voted, D("2026-01-12"))).Comparison.Moves;
        // Sat 10/01 is worked for Fri 02/01.
        Assert.Equal((D("2026-04-09"), D("2026-04-13")), (moves[0].From!.Value, moves[0].To!.Value));
        Assert.Equal([MoveCause.Start], moves[0].Causes);
        Assert.Equal(6, moves.Count);
    }

    [Fact]
    public void A_later_receipt_moves_the_ceremony_under_the_versions_that_count_from_it()
    {
        var given = Given.Facts([.. RoadToDecision, Received("2026-02-12")]).On(D("2026-02-20"));
        var move = If(given, new WhatIfChange.FactDate(given.History.Facts[^1].Id, D("2026-02-25"))).Comparison.Moves[0];
        Assert.Equal(("ADM-30", D("2026-04-02"), D("2026-04-08")), (move.Rule, move.From!.Value, move.To!.Value));
    }

    [Fact]
    public void Working_days_granted_move_the_running_clock_and_name_the_extension_as_cause()
    {
        var result = If(Voted, new WhatIfChange.Extension(10));
        Assert.Equal((D("2026-04-23"), MoveCause.Extension), (result.Comparison.Moves[0].To!.Value, Assert.Single(result.Comparison.Moves[0].Causes)));
        Assert.True(Assert.Single(result.Acts).Allowed);
    }

    [Fact]
    public void A_supposed_act_is_judged_and_what_would_follow_is_shown()
    {
        var result = If(Voted, new WhatIfChange.Act("committee-vote", D("2026-03-10")), new WhatIfChange.Act("decide", D("2026-03-16")));
        Assert.Equal(["committee-vote", "decide"], result.Acts.Select(a => a.Code));
        Assert.All(result.Acts, a => Assert.True(a.Allowed));
        Assert.Equal((Stage.CellResolved, Stage.Decided), (result.Comparison.StageBefore, result.Comparison.StageAfter));
        Assert.Contains("ceremony", result.Comparison.Opened);
        Assert.Contains("committee-vote", result.Comparison.Closed);
        Assert.Contains(result.Comparison.Moves, m => m is { Rule: "ADM-28", After: null });
    }

    [Fact]
    public void A_blocked_act_is_shown_as_blocked_with_what_would_follow_all_the_same()
    {
        var result = If(Voted, new WhatIfChange.Act("ceremony", D("2026-03-10")));
        Assert.False(Assert.Single(result.Acts).Allowed);
        Assert.Contains(result.Comparison.Moves, m => m.Kind == OutlookKind.ProbationEnd && m.To == D("2027-03-10"));
    }

    [Fact]
    public void The_calendar_of_private_enterprises_moves_what_the_swap_days_decide()
    {
        // W1: 09/04 for the public sector, 10/04 without its swaps.
        var move = If(Voted, new WhatIfChange.Calendar(CalendarKind.Private5)).Comparison.Moves[0];
        Assert.Equal((D("2026-04-09"), D("2026-04-10"), MoveCause.Calendar), (move.From!.Value, move.To!.Value, Assert.Single(move.Causes)));
    }

    [Fact]
    public void A_draft_calendar_moves_the_clocks_that_run_over_its_days()
    {
        // Resolved on 12/10/2026 with 30 days left over the swap: a decision on recognition.
        var given = Given.Facts([.. RoadToCeremony.Without<CeremonyHeld>(), Ceremony("2025-10-10"), NewMember("2026-03-02"), CellVote("2026-10-15", purpose: Purpose.Recognition)]).On(D("2026-11-01"));
        var plain = OutlookTests.On(given, "2026-11-01").Dates.Single(d => d.Rule == "ADM-33");
        var move = If(given, new WhatIfChange.Draft(Drafts.Swap)).Comparison.Moves;
        Assert.Equal(D("2026-11-27"), plain.Date);
        Assert.Equal((D("2026-11-28"), MoveCause.Calendar), (move[0].To!.Value, Assert.Single(move[0].Causes)));
        Assert.True(move[0].After!.Clock.Provisional);
    }

    [Fact]
    public void A_draft_amendment_moves_the_clocks_begun_under_it_and_names_the_policy_as_cause()
    {
        var move = If(InSixty, new WhatIfChange.Draft(Drafts.Amendment)).Comparison.Moves[0];
        Assert.Equal(("ADM-28", "208-qd-tw-2026", "999-qd-tw-2026-vi-du"), (move.Rule, move.Before!.Clock.PolicyVersion, move.After!.Clock.PolicyVersion));
        Assert.True(move.To < move.From);
        Assert.Equal([MoveCause.Policy], move.Causes);
    }

    [Fact]
    public void Another_version_of_the_policy_is_applied_on_every_date()
    {
        var given = Given.Facts([.. RoadToDecision, Received("2026-02-12")]).On(D("2026-02-20"));
        var result = If(given, new WhatIfChange.Policy("208-qd-tw-2026"));
        var move = result.Comparison.Moves[0];
        Assert.Equal("ADM-30", move.Rule);
        Assert.Equal([MoveCause.Start, MoveCause.Policy], move.Causes);
        Assert.Equal(D("2026-02-10"), move.After!.Start);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_by_its_place()
    {
        Refused(Voted, "what_if_unknown_fact", "changes[0].fact", new WhatIfChange.FactDate(Guid.NewGuid(), D("2026-01-12")));
        Refused(Voted, "what_if_date_out_of_range", "changes[1].date", new WhatIfChange.Extension(1), new WhatIfChange.FactDate(Given.EventId(2), D("1202-01-12")));
        Refused(Voted, "what_if_date_out_of_range", "changes[0].date", new WhatIfChange.Act("decide", D("2099-01-12")));
        Refused(Voted, "what_if_unknown_act", "changes[0].act", new WhatIfChange.Act("promote", D("2026-03-10")));
        Refused(Voted, "what_if_unknown_version", "changes[0].policy", new WhatIfChange.Policy("300-qd-tw-2030"));
        Refused(Voted, "what_if_unknown_calendar", "changes[0].calendar", new WhatIfChange.Calendar(CalendarKind.Parse("org-nowhere")!.Value));
        Refused(Voted, "what_if_extension_too_long", "changes[0].extensionDays", new WhatIfChange.Extension(31));
        Refused(Voted, "what_if_extension_too_long", "changes[1].extensionDays", new WhatIfChange.Extension(20), new WhatIfChange.Extension(20));
        Refused(Voted, "what_if_days_not_positive", "changes[0].extensionDays", new WhatIfChange.Extension(0));
        Refused(Given.Facts(RoadToOpinions), "what_if_no_running_clock", "changes[0].extensionDays", new WhatIfChange.Extension(5));
        Refused(Voted, "what_if_too_many", "changes", [.. Enumerable.Repeat(new WhatIfChange.Extension(1), 21)]);
    }

    [Fact]
    public void A_closed_case_is_refused_with_its_ending()
    {
        var closed = Voted.And(new CaseWithdrawn(D("2026-02-02"), true, null));
        var refusal = Refused(closed, "what_if_case_closed", "caseId", new WhatIfChange.Extension(1));
        Assert.Equal(("withdrawn", "2026-02-02"), (refusal.Parameters!["stage"], refusal.Parameters["on"]));
    }

    [Fact]
    public void A_draft_with_faults_is_refused_with_every_one_of_them()
    {
        var answer = WhatIf.Of(Voted.History, Voted.Context, Voted.Today, [new WhatIfChange.Draft(Drafts.Amendment.Replace("\"value\": 45", "\"value\": 0", StringComparison.Ordinal))]);
        Assert.Equal("what_if_draft_wrong", answer.Refusal!.Code);
        Assert.Contains(answer.Problems, p => p.Code == RegulationProblems.ValueOutOfRange);
    }

    [Fact]
    public void Nothing_supposed_changes_nothing() => Prop.ForAll(Walk.Scripts, script =>
    {
        var walk = Walk.Along(script, mayEnd: false);
        var answer = WhatIf.Of(walk.Given.History, walk.Given.Context, walk.Day, []);
        return answer.Refusal is { Code: "what_if_case_closed" } || answer.Result!.Comparison.IsEmpty;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Giving_a_fact_the_date_it_has_changes_nothing() => Prop.ForAll(Walk.Scripts, script =>
    {
        var walk = Walk.Along(script, mayEnd: false);
        var facts = walk.Given.History.Facts;
        var fact = facts[script.Sum(n => n % 97) % facts.Count];
        var answer = WhatIf.Of(walk.Given.History, walk.Given.Context, walk.Day, [new WhatIfChange.FactDate(fact.Id, fact.Event.OccurredOn)]);
        return answer.Refusal is { Code: "what_if_case_closed" } || answer.Result!.Comparison.IsEmpty;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_working_days_granted_never_end_a_clock_earlier() => Prop.ForAll(Gen.Choose(1, 29).ToArbitrary(), days =>
    {
        var (fewer, more) = (If(Voted, new WhatIfChange.Extension(days)), If(Voted, new WhatIfChange.Extension(days + 1)));
        return more.After.Dates[0].Date > fewer.After.Dates[0].Date && fewer.After.Dates[0].Date > fewer.Before.Dates[0].Date;
    }).QuickCheckThrowOnFailure();

    private static WhatIfResult If(Given given, params WhatIfChange[] changes)
    {
        var answer = WhatIf.Of(given.History, given.Context, given.Today, changes);
        Assert.True(answer.Refusal is null, answer.Refusal?.Code + " " + answer.Refusal?.Field + " " + string.Join("; ", answer.Problems));
        return answer.Result!;
    }

    private static Domain.Events.Refusal Refused(Given given, string code, string field, params WhatIfChange[] changes)
    {
        var answer = WhatIf.Of(given.History, given.Context, given.Today, changes);
        Assert.Null(answer.Result);
        Assert.Equal((code, field), (answer.Refusal!.Code, answer.Refusal.Field));
        Assert.Contains(code, WhatIf.Refusals);
        return answer.Refusal;
    }
}
