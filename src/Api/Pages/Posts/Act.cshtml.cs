using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Plans;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Posts;

/// <summary>Opens, changes or abolishes a post.</summary>
public sealed class ActPage(ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock) : CommandPage(gateway, barrier)
{
    private const int Most = 1000;

    /// <summary>The post as it stands; null when one is opened.</summary>
    public PostFacts? Post { get; private set; }

    /// <summary>Code of the act.</summary>
    public string Code { get; private set; } = string.Empty;

    /// <summary>Units of both trees, for suggestions; empty when too many to list.</summary>
    public IReadOnlyList<UnitFacts> Suggestions { get; private set; } = [];

    /// <summary>Where to go back to.</summary>
    public string Back => Post is { } post ? $"/posts/{post.Id:D}" : "/posts";

    /// <summary>Theory levels a standard can ask for.</summary>
    public static IReadOnlyList<Choice> Levels => Choice.Of<TheoryLevel>(T, "theory_level", l => l is not (TheoryLevel.Unknown or TheoryLevel.None));

    private FactsSnapshot _facts = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] Guid? id, [FromRoute] string? code, [FromQuery] string? unit)
    {
        if (await LoadAsync(id, code ?? "open") is { } answer)
        {
            return answer;
        }

        Form["occurredOn"] = Words.F.Date(clock.Today);
        Form["post.unit"] = unit;
        if (Post is { } post)
        {
            Form["post.managedBy"] = post.ManagedBy.ToString("D");
            Form["post.rank"] = Digits(post.Rank);
            Form["post.seats"] = Digits(post.Seats);
            Form["post.theory"] = post.Theory is { } theory ? Codes.Of(theory) : null;
            Form["post.termMonths"] = post.TermMonths is { } months ? Digits(months) : null;
        }
        else
        {
            Form["post.seats"] = "1";
        }

        Unread();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] Guid? id, [FromRoute] string? code)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code ?? "open") is { } answer)
        {
            return answer;
        }

        var postId = Post?.Id ?? Uuid.Of(CommandId, "post");
        if (Read(postId) is not { } act)
        {
            return Again();
        }

        return await SendAsync(new PostCommand(act), _ => (T["act.done", ("act", Title)], $"/posts/{postId:D}"));
    }

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) => refusal.Field switch
    {
        "unit" or "managedBy" or "code" or "seats" or "rank" or "termMonths" => "post." + refusal.Field,
        "postId" => string.Empty,
        _ => base.FieldFor(refusal),
    };

    private PostEvent? Read(Guid postId)
    {
        var day = Form.Date("occurredOn", required: true) ?? default;
        var paper = PlanForms.Paper(Form, required: false);
        if (Code == "abolish")
        {
            return Form.Valid ? new PostAbolished(day, paper, postId) : null;
        }

        var unit = Code == "open" ? PlanForms.Unit(Form, "post.unit", _facts.Units, clock.Today) : null;
        var title = Code == "open" ? Form.Text("post.title", required: true) : null;
        var code = Code == "open" ? Form.Text("post.code", required: true, max: 60) : null;
        var level = Code == "open" ? Form.Code<PostLevel>("post.level", required: true) : null;
        var managedBy = PlanForms.Unit(Form, "post.managedBy", _facts.Units, clock.Today);
        var rank = Form.Number("post.rank", required: true, Most);
        var seats = Form.Number("post.seats", required: true, Most);
        var theory = Form.Code<TheoryLevel>("post.theory");
        var months = Form.Number("post.termMonths", max: Most);
        return !Form.Valid ? null
            : Code == "open" ? new PostOpened(day, paper, postId, unit!.Value, managedBy!.Value, code!, title!, level!.Value, rank!.Value, seats!.Value, Form.Ticked("post.isHead"), theory, months)
            : new PostChanged(day, paper, postId, managedBy!.Value, rank!.Value, seats!.Value, theory, months);
    }

    private async Task<IActionResult?> LoadAsync(Guid? id, string code)
    {
        var actor = HttpContext.Actor();
        if (code is not ("open" or "change" or "abolish"))
        {
            return NotFound();
        }

        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        _facts = await reference.RefreshAsync(HttpContext.RequestAborted);
        if (code != "open")
        {
            if (id is not { } known || _facts.Posts.Post(known, clock.Today) is not { } post)
            {
                return NotFound();
            }

            if (!Access.OnUnit(actor, Verb.ManageCadres, post.Unit, _facts.Units, clock.Today))
            {
                return StatusCode(StatusCodes.Status403Forbidden);
            }

            Post = post;
        }

        (Code, Area, Title) = (code, "posts", T["post.act." + code]);
        Crumbs = Post is null ? [(T["nav.posts"], "/posts")] : [(T["nav.posts"], "/posts"), (Post.Title, Back)];
        var all = _facts.Units.Units.Select(u => _facts.Units.Unit(u, clock.Today)!).Where(u => u.Active).OrderBy(u => u.Code, StringComparer.Ordinal).ToList();
        Suggestions = all.Count > UnitChoices.Most ? [] : all;
        return null;
    }

    private void Unread()
    {
        PlanForms.Unread(Form, "post.unit", _facts.Units, clock.Today);
        PlanForms.Unread(Form, "post.managedBy", _facts.Units, clock.Today);
    }

    private static string Digits(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
