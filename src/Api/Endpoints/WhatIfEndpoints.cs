using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Domain.Admissions.Outlooks;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>What would become of a case; nothing is recorded.</summary>
internal static class WhatIfEndpoints
{
    internal static void Map(RouteGroupBuilder api) => api
        .MapPost("/cases/{id:guid}/what-if", AskAsync).WithName("whatIf").WithTags("Cases").Accepts<object>("application/json").Produces<WhatIfBody>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).Reads()
        .WithDescription("Body: {\"day\": date or absent, \"changes\": [one of {fact, date}, {act, date}, {calendar}, {policy}, {extensionDays}, {draft: a file as object or text}]}. Nothing is stored.");

    private static async Task<IResult> AskAsync(Guid id, HttpContext context, CaseReader reader, CadreClock clock)
    {
        var asked = await StrictJson.ReadAsync<WhatIfRequest>(context);
        if (await reader.LoadAsync(id, context.RequestAborted) is not { } loaded
            || Access.View(context.Actor(), CaseScope.Of(loaded.History, clock.Today), loaded.Facts.Units, clock.Today) != Verdict.Allowed)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var answer = WhatIf.Of(loaded.History, loaded.Context, asked.Day ?? clock.Today, [.. asked.Changes.Select((c, i) => c.ToChange(i))]);
        return answer.Result is { } result
            ? Results.Ok(WhatIfBody.Of(Texts.Current, id, loaded.History.Version, result))
            : answer.Problems.Count > 0 ? Problems.Of(answer.Problems, answer.Refusal!.Field!) : Problems.Of(answer.Refusal!);
    }
}
