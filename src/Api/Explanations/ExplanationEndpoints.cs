using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Api.Explanations;

/// <summary>What a case allows on a day, and why not.</summary>
internal static class ExplanationEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var actions = api.MapGroup("/cases/{id:guid}/actions").WithTags("Cases");
        actions.MapGet("/", ListAsync).WithName("caseActions").Produces<IReadOnlyList<ActionBody>>().ProducesProblem(StatusCodes.Status400BadRequest).Reads()
            .WithDescription("The acts the caller may try, each with its verdict on the day `on` (today when absent; a day ahead is asked as if it had come).");
        actions.MapGet("/{code}", ExplainAsync).WithName("explainAction").Produces<ActionExplanationBody>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).Reads()
            .WithDescription("Whether the act could be done on the day `on`, and why. Fields of the act beside it (`tally.agree=12`) are judged as stated; without any, a neutral act is. `override` asks by one version of the rules.");
    }

    private static async Task<IResult> ListAsync(Guid id, HttpContext context, CaseReader reader, CadreClock clock)
    {
        if (await CaseEndpoints.LoadAsync(id, context, reader, clock) is not { } loaded)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var day = Query.Date(context, "on") ?? clock.Today;
        Doors.SetVersion(context, loaded.History.Version);
        var scope = CaseScope.Of(loaded.History, clock.Today);
        return Results.Ok(CaseActions.For(loaded.History, loaded.Context, day)
            .Where(a => CaseActions.Candidate(a.Code, loaded.History, loaded.Context, day) is not { } candidate
                || Access.OnCase(context.Actor(), candidate.Act with { Reported = true }, scope, loaded.Facts.Units, clock.Today) == Verdict.Allowed)
            .Select(a => new ActionBody(a.Code, a.Allowed, FindingBody.Of(a.Findings), a.Earliest))
            .ToList());
    }

    private static async Task<IResult> ExplainAsync(Guid id, string code, HttpContext context, CaseReader reader, CadreClock clock)
    {
        if (await CaseEndpoints.LoadAsync(id, context, reader, clock) is not { } loaded)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        if (CaseActs.Find(code) is not { Listed: true } kind)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_act", "code", code);
        }

        var day = Query.Date(context, "on") ?? clock.Today;
        if (Query.Text(context, "override") is { Length: > 0 } version)
        {
            if (ActionExplanation.Refuse(loaded, version) is { } refusal)
            {
                return Problems.Of(refusal);
            }

            loaded = ActionExplanation.Under(loaded, version);
        }

        var stated = StatedAct.Read(kind, loaded, day, Fields(context));
        Doors.SetVersion(context, loaded.History.Version);
        return Results.Ok(ActionExplanation.Body(loaded, ActionExplanation.Ask(loaded, code, day, stated)!, day, stated is not null, Texts.Current));
    }

    /// <summary>Everything in the address beside the day is a field of the act.</summary>
    internal static List<KeyValuePair<string, string>> Fields(HttpContext context) =>
        [.. context.Request.Query.Keys.Where(k => k is not ("on" or "override")).Select(k => KeyValuePair.Create(k, Query.Text(context, k) ?? ""))];
}
