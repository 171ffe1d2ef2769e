using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Jobs;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>The actor's own reminders.</summary>
internal static class InboxEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var inbox = api.MapGroup("/inbox").WithTags("Inbox");
        inbox.MapGet("", async (HttpContext context, InboxStore store) =>
        {
            var (page, size) = Query.Page(context);
            var (total, items) = await store.ListAsync(context.Actor().AccountId, (page - 1) * size, size, context.RequestAborted);
            return Results.Ok(new PageBody<Digest>(total, page, size, 0, items));
        }).WithName("inbox").Produces<PageBody<Digest>>().Reads();
        inbox.MapPost("/{day}/read", async (string day, HttpContext context, InboxStore store) =>
            DateOnly.TryParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date)
            && await store.MarkReadAsync(context.Actor().AccountId, date, context.RequestAborted)
                ? Results.NoContent()
                : Problems.Of(StatusCodes.Status404NotFound, "not_found")).WithName("markRead").Produces(StatusCodes.Status204NoContent).Reads();
    }
}
