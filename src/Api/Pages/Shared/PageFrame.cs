using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Jobs;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>One entry of the navigation; its text is <c>nav.{Area}</c>.</summary>
/// <param name="Count">Shown beside the text; null for none.</param>
public sealed record NavEntry(string Area, string Href, int? Count = null);

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

    private async Task<IReadOnlyList<NavEntry>> EntriesAsync(Actor actor, CancellationToken cancellationToken)
    {
        var entries = new List<NavEntry> { new("home", "/") };
        if (actor.Has(Verb.ViewCases))
        {
            entries.Add(new("queue", "/queue"));
            entries.Add(new("cases", "/cases"));
        }

        if (actor.Has(Verb.UnionActs))
        {
            entries.Add(new("new", "/cases/new"));
            entries.Add(new("imports", "/imports"));
        }

        if (actor.Has(Verb.ViewReports))
        {
            entries.Add(new("statistics", "/statistics"));
        }

        if (actor.Has(Verb.ViewCases))
        {
            entries.Add(new("rosters", "/rosters"));
            entries.Add(new("history", "/history"));
        }

        entries.Add(new("deadlines", "/deadlines"));
        var unread = await inbox.UnreadAsync(actor.AccountId, cancellationToken);
        entries.Add(new("inbox", "/inbox", unread == 0 ? null : unread));
        return entries;
    }
}
