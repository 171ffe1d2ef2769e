using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>The union's own steps: filing, committee review, resolution, sending, formal introduction.</summary>
internal static class UnionSide
{
    internal static void Judge(ActScene s, ReferralFiled act)
    {
        UnionMustBeActive(s, act.UnionUnit);
        CellMayBeAssignedFromAbove(s, act);
        Readmission.JudgeFiling(s, act);

        // A corrected filing is not stopped by what its own case came to.
        if (s.Context.PersonStream.EndedCases.LastOrDefault(c => c.CaseId != act.CaseId) is { Ending: CaseEnding.Recognised } && s.Context.PersonStream.Exits.Count == 0)
        {
            s.Found.Block("ADM-11", "already_a_member", unblock: "record_party_exit");
        }
    }

    internal static void Judge(ActScene s, ReferralSubmitted _) => UnionMustBeActive(s, s.UnionUnit);

    internal static void Judge(ActScene s, UnionResolved act)
    {
        UnionMustBeActive(s, s.UnionUnit);

        // The union's own charter asks for more than half; a tally is optional because small committees agree without ballots.
        if (act.Tally is { } tally && 2 * tally.Agree <= tally.Summoned)
        {
            s.Found.Block("ADM-11", "majority_not_reached", unblock: "vote_again", with: [ActScene.With("agree", tally.Agree), ActScene.With("base", tally.Summoned)]);
        }
    }

    /// <summary>Formal introduction (4A): only where the workplace has no Youth Union (ADM-06). A source nomination is open to every union.</summary>
    internal static void Judge(ActScene s, IntroducedByUnion _)
    {
        UnionMustBeActive(s, s.UnionUnit);
        if (s.Unit(s.UnionUnit) is { HasYouthUnion: true })
        {
            s.Found.Block("ADM-06", "youth_union_exists", unblock: Introductions.IsOfYouthAge(s) == true ? "introduce_youth" : "two_members");
        }
    }

    internal static void Judge(ActScene s, IntroducedByYouthUnion _)
    {
        if (s.Unit(s.UnionUnit) is { HasYouthUnion: false })
        {
            s.Found.Block("ADM-06", "no_youth_union");
        }

        if (Introductions.IsOfYouthAge(s) == false)
        {
            s.Found.Block("ADM-06", "beyond_youth_age", unblock: "two_members");
        }

        if (Introductions.IsYouthUnionMember(s) == false)
        {
            s.Found.Block("ADM-06", "not_a_youth_union_member", unblock: "join_youth_union");
        }
    }

    private static void UnionMustBeActive(ActScene s, Guid union)
    {
        if (s.Unit(union) is { Active: false } unit)
        {
            var opensLater = unit.OpenedOn > s.Day;
            s.Found.Block("ADM-06", "union_not_active", unblock: "follow_successor", freeOn: opensLater ? unit.OpenedOn : null, with: [("unit", unit.Code)]);
        }
    }

    /// <summary>A place without member or cell: a higher committee assigns a cell to help and run the procedure (ADM-10).</summary>
    private static void CellMayBeAssignedFromAbove(ActScene s, ReferralFiled act)
    {
        if (s.Context.Units.PartyBodyFor(act.UnionUnit, s.Day) is var usual && usual != act.PartyBody)
        {
            s.Found.Show("ADM-10", "cell_assigned_from_above");
        }

        if (s.Unit(act.PartyBody) is { Active: false } body)
        {
            s.Found.Block("ADM-10", "party_body_not_active", unblock: "other_party_body", freeOn: body.OpenedOn > s.Day ? body.OpenedOn : null, with: [("unit", body.Code)]);
        }
    }
}
