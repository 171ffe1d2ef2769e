using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Planning;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Rows about a plan: <c>unit</c> is the body planned for, <c>plan</c> the plan's code there. Posts stand in that unit, or in another as <c>UNIT/CODE</c>.</summary>
internal static class PlanReader
{
    public static CadreStatement Read(RowReader row, CadreHead h)
    {
        var code = row.RequiredText("plan", 60);
        var plan = Guid.TryParseExact(code, "D", out var given) ? given : ImportIds.Plan(h.Unit, code);
        switch (h.Act)
        {
            case CadreAct.OpenPlan:
                var term = row.RequiredCode<PlanTerm>("term", "import.plan_term");
                var (from, to) = (row.RequiredDate("from"), row.RequiredDate("to"));
                return CadreHead.Says(code, [], s => new PlanCommand(plan, new PlanOpened(h.Day, h.Reported, h.Paper, plan, s.Unit(h.Unit, "unit_code"), term, from, to)));
            case CadreAct.Consult:
                var (step, conference, candidates) = MeetingReader.Read(row);
                var common = row.Text("post", 60);
                return CadreHead.Says(code, [.. candidates.Select(c => c.Who)], s => new PlanCommand(
                    plan, new ConsultationHeld(h.Day, h.Reported, h.Paper, step, conference, s.Votes(candidates, named => Post(s, h, named ?? common, "votes"), h.Unit))));
            case CadreAct.ReviewPlan:
                var year = row.Count("year") ?? h.Day.Year;
                return CadreHead.Says(code, [], _ => new PlanCommand(plan, new PlanReviewed(h.Day, h.Reported, h.Paper, year)));
            case CadreAct.ClosePlan:
                return CadreHead.Says(code, [], _ => new PlanCommand(plan, new PlanClosed(h.Day, h.Reported, h.Paper)));
        }

        var who = PersonRef.Read(row);
        var post = row.RequiredText("post", 60);
        if (h.Act == CadreAct.RemoveName)
        {
            var why = row.RequiredCode<PlanRemoval>("reason", "import.plan_removal");
            return CadreHead.Says(code, [who], s => new PlanCommand(plan, new PlanNameRemoved(h.Day, h.Reported, h.Paper, s.Person(who, h.Unit), Post(s, h, post, "post"), why)));
        }

        var by = row.Text("decided_by", 40);
        var science = row.YesNo("science_technology");
        return CadreHead.Says(code, [who], s =>
        {
            var id = Post(s, h, post, "post");
            var approver = by is null ? s.ManagerOf(id) : s.Unit(by, "decided_by");
            return new PlanCommand(plan, new PlanNamed(h.Day, h.Reported, h.Paper, s.Person(who, h.Unit), id, approver, default, null, default, default, science));
        });
    }

    /// <summary>A post of the body itself, or of a unit below it as <c>UNIT/CODE</c>.</summary>
    private static Guid Post(CadreScope scope, CadreHead h, string? code, string field)
    {
        if (code is null)
        {
            scope.Refuse(new("required", "post"));
            return Guid.Empty;
        }

        var slash = code.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? scope.Post(scope.Unit(h.Unit, "unit_code"), code, field) : scope.Post(scope.Unit(code[..slash], field), code[(slash + 1)..], field);
    }
}
