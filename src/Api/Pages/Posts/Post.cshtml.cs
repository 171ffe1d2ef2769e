using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Projections.Cadres;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Posts;

/// <summary>One post on a day: its standard, who holds it, who is planned for it, what can be done with it, its history.</summary>
public sealed class PostPage(ReadDesk desk, TermList terms, PlanList plans, PeopleStore people, AccountNames accounts) : ReadPage(desk)
{
    /// <summary>The post on the day.</summary>
    public PostFacts Post { get; private set; } = null!;

    /// <summary>Who holds it.</summary>
    public IReadOnlyList<TermItem> Holders { get; private set; } = [];

    /// <summary>Who is planned for it.</summary>
    public IReadOnlyList<PlanNameItem> Planned { get; private set; } = [];

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>What happened.</summary>
    public IReadOnlyList<TimelineItem> Items { get; private set; } = [];

    /// <summary>Name of a unit on the day.</summary>
    public string UnitName(Guid id) => Facts.Units.Unit(id, Day)?.Name ?? Cases.OpenCase.ShortIdOf(id);

    /// <summary>Name of a person.</summary>
    public string PersonName(Guid id) => People.GetValueOrDefault(id)?.FullName ?? Cases.OpenCase.ShortIdOf(id);

    /// <summary>Length of one appointment in words.</summary>
    public string Term => PostWords.Term(T, Post.TermMonths);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var actor = HttpContext.Actor();
        await PrepareAsync("posts");
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (Facts.Posts.Post(id, Day) is not { } post)
        {
            return NotFound();
        }

        if (!Access.OnUnit(actor, Verb.ManageCadres, post.Unit, Facts.Units, Desk.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Post = post;
        Title = post.Title;
        Crumbs = [(T["nav.posts"], "/posts"), (UnitName(post.Unit), $"/posts?unit={post.Unit:D}")];
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres);
            Holders = (await terms.QueryAsync(connection, scope, new TermFilter { Post = id, Sort = TermSort.Name }, HttpContext.RequestAborted)).Items;
            Planned = (await plans.NamesAsync(connection, scope, new PlanNameFilter { Post = id, ByName = true }, HttpContext.RequestAborted)).Items;
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Holders.Select(h => h.PersonId), .. Planned.Select(p => p.PersonId)], HttpContext.RequestAborted);
        var history = Facts.Posts.History(id);
        var users = await accounts.OfAsync([.. history.Select(r => r.UserName).OfType<string>().Distinct(StringComparer.Ordinal)], HttpContext.RequestAborted);
        Items = PostWords.Timeline(T, history, Facts, Day, users);
        return Page();
    }
}
