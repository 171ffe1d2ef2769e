using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Jobs;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>What surrounds every page: who is signed in and where they may go.</summary>
/// <param name="Here">Address of this page, to come back to.</param>
public sealed record PageFrame(string? UserName, string Here, IReadOnlyList<NavEntry> Entries, Func<string, string> Asset)
{
    /// <summary>The frame of a request.</summary>
    public static Task<PageFrame> OfAsync(HttpContext context) => context.RequestServices.GetRequiredService<PageFrames>().OfAsync(context);
}

/// <summary>Builds the frame once per request.</summary>
internal sealed class PageFrames(AssetVersions assets, InboxStore inbox)
{
    private PageFrame? _frame;

    internal async Task<PageFrame> OfAsync(HttpContext context) => _frame ??= await BuildAsync(context);

    private async Task<PageFrame> BuildAsync(HttpContext context)
    {
        var request = context.Request;
        var here = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path.Value ?? "/";
        var actor = context.FindActor();
        return new PageFrame(actor?.UserName, here, actor is null ? [] : await EntriesAsync(actor, context.RequestAborted), assets.Address);
    }

    private async Task<IReadOnlyList<NavEntry>> EntriesAsync(Actor actor, CancellationToken cancellationToken) =>
        Navigation.Of(actor, await inbox.UnreadAsync(actor.AccountId, cancellationToken));
}
