using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>What a draft of a regulation or a calendar would do to the open cases; nothing is recorded.</summary>
internal static class ImpactEndpoints
{
    internal static void Map(RouteGroupBuilder api) => api
        .MapPost("/regulations/impact", AskAsync).WithName("regulationImpact").WithTags("Regulations").Accepts<object>("application/json").Produces<ImpactBody>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).Reads()
        .WithDescription("Body: {\"content\": a policy or calendar file, as object or text, \"day\", \"effect\", \"page\", \"pageSize\"}. Goes over the open cases the reader may see. Counts are of all of them, cases come a page at a time.");

    private static async Task<IResult> AskAsync(HttpContext context, ReferenceFacts reference, ReadBarrier barrier, PeopleStore people)
    {
        if (ImpactWords.Asker(context.Actor()) is not { } asker)
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        Doors.LimitBody(context, ImpactLimits.MaxDraftChars * 4L);
        var asked = await StrictJson.ReadAsync<ImpactRequest>(context);
        var text = DraftText.Of(asked.Content, "content");
        var effect = asked.Effect is null ? ImpactEffects.None
            : Codes.TryParse<ImpactEffects>(asked.Effect, out var kind) && kind != ImpactEffects.None ? kind
            : throw new BadInputException("invalid_value", "effect", asked.Effect);
        var page = asked.Page is >= 1 and <= 100_000 ? asked.Page : throw new BadInputException("invalid_value", "page", asked.Page.ToString(CultureInfo.InvariantCulture));
        var size = asked.PageSize is >= 1 and <= ImpactWords.MaxPageSize ? asked.PageSize : throw new BadInputException("invalid_value", "pageSize", asked.PageSize.ToString(CultureInfo.InvariantCulture));
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        var preview = context.RequestServices.GetRequiredService<ImpactPreview>();
        var (summary, problems) = await preview.RunAsync(text, asker.As, asked.Day, context.RequestAborted);
        return summary is null
            ? Problems.Of(problems)
            : Results.Ok(await ImpactWords.BodyAsync(preview, summary, people, await reference.CurrentAsync(context.RequestAborted), asker.As, effect, page, size, context.RequestAborted, asker.WithCases));
    }
}
