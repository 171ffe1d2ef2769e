using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Planning;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>A plan as a workbook: its names, the votes of the consultation, the training needs.</summary>
internal static class PlanSheets
{
    internal static IReadOnlyList<Sheet> Of(Texts t, OpenPlan plan, string who, DateTimeOffset now)
    {
        var title = plan.Title(t);
        List<string> notes = [t["export.as_of", ("day", plan.Day)], t["export.made", ("at", t.Format.Instant(now)), ("who", who)]];
        var names = plan.History.NamesOn(plan.Day).OrderByDescending(n => plan.Facts.Posts.Post(n.Named.PostId, plan.Day)?.Rank).ThenBy(n => plan.PostName(n.Named.PostId), StringComparer.Ordinal);
        var steps = PlanSteps.On(plan.History, plan.Facts.Regulations, plan.Day);
        var needs = PlanNeeds.On(plan.History, plan.Facts.Posts, plan.Day, p => plan.People.GetValueOrDefault(p)?.TheoryLevel);
        return
        [
            new(
                t["plan.sheet.names"], title, notes,
                [
                    new(t["plan.post"], 40), new(t["field.fullName"], 26), new(t["field.birthDate"], 12), new(t["field.gender"], 10), new(t["field.education"], 16), new(t["field.theoryLevel"], 18), new(t["plan.since"], 12),
                    new(t["field.document"], 22), new(t["plan.approved_by"], 30),
                ],
                Rows(names.Select(n => new object?[]
                {
                    plan.PostName(n.Named.PostId), plan.PersonName(n.Named.PersonId), plan.People.GetValueOrDefault(n.Named.PersonId)?.BirthDate, t.Code("gender", n.Named.Gender),
                    t.Code("education", n.Named.Education), t.Code("theory_level", n.Named.Theory), n.Named.OccurredOn, n.Named.Document?.Number, plan.UnitName(n.Named.ApprovedBy),
                })),
                n => t["plan.names", ("n", n)]),
            new(
                t["plan.sheet.steps"], title, notes,
                [
                    new(t["plan.step"], 6), new(t["plan.conference"], 34), new(t["field.occurredOn"], 12), new(t["field.fullName"], 26), new(t["plan.post"], 40), new(t["field.plan_agree"], 10),
                    new(t["plan.sheet.base"], 10), new(t["stats.share"], 10), new(t["plan.sheet.result"], 12),
                ],
                Rows(steps.Where(s => s.Held is not null).SelectMany(s => s.Votes.Select(v => new object?[]
                {
                    s.Step.Number.ToString(CultureInfo.InvariantCulture), StepWords.Meeting(t, s.Step), s.Held!.OccurredOn, plan.PersonName(v.PersonId), plan.PostName(v.PostId),
                    s.Step.HasBallot ? v.Agree : null, s.Step.HasBallot ? v.Base : null, s.Step.HasBallot ? new Share(v.Agree, v.Base) : null, t[v.Carried ? "plan.carried" : "plan.not_carried"],
                })))),
            new(
                t["plan.sheet.needs"], title, notes,
                [new(t["field.fullName"], 26), new(t["plan.post"], 40), new(t["plan.needs.has"], 18), new(t["plan.needs.needed"], 22)],
                Rows(needs.Select(n => new object?[] { plan.PersonName(n.PersonId), plan.PostName(n.PostId), t.Code("theory_level", n.Has), t.Code("theory_level", n.Needed) })),
                n => t["plan.needs.title", ("n", n)]),
        ];
    }

    private static async IAsyncEnumerable<object?[]> Rows(IEnumerable<object?[]> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
        }

        await Task.CompletedTask;
    }
}
