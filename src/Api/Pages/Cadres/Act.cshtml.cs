using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Appointments;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cadres;

/// <summary>The form of one act of a cadre's record outside a procedure: taking up a post by election, extension, leaving, discipline and its end, striking.</summary>
public sealed class ActPage(AppointmentDesk desk, CadreAccess access, PersonSearch search, CommandGateway gateway, ReadBarrier barrier) : ActForm(desk, search, gateway, barrier)
{
    private static readonly string[] Known = ["take-post", "extend", "leave-post", "discipline", "end-discipline", "strike-fact"];

    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    /// <summary>The record.</summary>
    public CadreState Cadre { get; private set; } = null!;

    /// <summary>Every name the page shows.</summary>
    public CadreNames Names { get; private set; } = null!;

    /// <summary>Code of the act.</summary>
    public string Act { get; private set; } = string.Empty;

    /// <summary>The post held that the act is about.</summary>
    public HeldPost? Held { get; private set; }

    /// <summary>The discipline that ends.</summary>
    public DisciplineFact? Discipline { get; private set; }

    /// <summary>The record that is struck.</summary>
    public TimelineItem? Struck { get; private set; }

    /// <summary>Posts of the unit chosen.</summary>
    public IReadOnlyList<Choice> Posts { get; private set; } = [];

    /// <summary>The address of the record.</summary>
    public string Href => $"/cadres/{Id:D}";

    /// <summary>Ways out of a post.</summary>
    public static IReadOnlyList<Choice> Leavings => Choice.Of<PostLeaving>(T, "appt.leaving");

    public async Task<IActionResult> OnGetAsync(Guid id, string code, Guid? post, Guid? fact, Guid? again, string? unit)
    {
        Form["unit"] = unit;
        if (await LoadAsync(id, code, post, fact) is { } problem)
        {
            return problem;
        }

        Form["version"] = Cadre.Version.ToString(CultureInfo.InvariantCulture);
        Form["occurredOn"] = Day(Desk.Today);
        if (again is { } original && Cadre.AllRecorded.Find(r => r.Id == original)?.Event is { } stated)
        {
            Prefill(stated);
            ReadPosts();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string code, Guid? post, Guid? fact, bool? look)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, post, fact) is { } problem)
        {
            return problem;
        }

        // Only the posts of another unit were asked for: nothing is stated yet.
        if (look == true)
        {
            return Page();
        }

        var day = Form.Date("occurredOn", required: true) ?? default;
        var paper = ActReader.ReadDocument(Form);
        CadreEvent act = code switch
        {
            "take-post" => new PostTaken(
                day, id, paper, Form.Id("postId", required: true) ?? default, null, Code<PostTaking>("kind"), Form.Date("from", required: true) ?? default, Form.Date("termEndsOn")),
            "extend" => new TenureExtended(day, id, paper, Held!.PostId, Form.Date("termEndsOn", required: true) ?? default),
            "leave-post" => new PostLeft(day, id, paper, Held!.PostId, Code<PostLeaving>("kind"), Form.Date("from", required: true) ?? default),
            "discipline" => new DisciplineRecorded(day, id, paper, Code<Domain.Cadres.Discipline>("kind")),
            "end-discipline" => new DisciplineEnded(day, id, paper, Discipline!.Kind, Discipline.On),
            _ => new CadreFactStruck(day, id, paper, fact!.Value),
        };
        if (!Form.Valid)
        {
            return Again();
        }

        return await SendAsync(new CadreCommand(act, Version), _ => code == "strike-fact" && Restate(fact!.Value) is { } restate ? (T["appt.struck.again"], restate) : (T["appt.done", ("act", Title)], Href));
    }

    private string? Restate(Guid fact) => Cadre.AllRecorded.Find(r => r.Id == fact)?.Event switch
    {
        PostTaken => $"{Href}/acts/take-post?again={fact:D}",
        TenureExtended extended => $"{Href}/acts/extend?post={extended.PostId:D}&again={fact:D}",
        PostLeft left => $"{Href}/acts/leave-post?post={left.PostId:D}&again={fact:D}",
        DisciplineRecorded => $"{Href}/acts/discipline?again={fact:D}",
        _ => null,
    };

    private void Prefill(CadreEvent stated)
    {
        Form["occurredOn"] = Day(stated.OccurredOn);
        switch (stated)
        {
            case PostTaken taken:
                Fill(taken.Document);
                Form["unit"] = Facts.Posts.Post(taken.PostId, Desk.Today) is { } post ? UnitText(post.Unit) : null;
                (Form["postId"], Form["kind"], Form["from"], Form["termEndsOn"]) = (taken.PostId.ToString("D"), Codes.Of(taken.Kind), Day(taken.From), Day(taken.TermEndsOn));
                break;
            case TenureExtended extended:
                Fill(extended.Document);
                Form["termEndsOn"] = Day(extended.TermEndsOn);
                break;
            case PostLeft left:
                Fill(left.Document);
                (Form["kind"], Form["from"]) = (Codes.Of(left.Kind), Day(left.From));
                break;
            case DisciplineRecorded discipline:
                Fill(discipline.Document);
                Form["kind"] = Codes.Of(discipline.Kind);
                break;
        }
    }

    private async Task<IActionResult?> LoadAsync(Guid id, string code, Guid? post, Guid? fact)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Cadre = await Desk.CadreAsync(id, HttpContext.RequestAborted);
        if (!Known.Contains(code) || !await access.MaySeeAsync(actor, id, Cadre, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        Facts = await Desk.FactsAsync(HttpContext.RequestAborted);
        var recorded = await Desk.RecordAsync(id, null, null, HttpContext.RequestAborted);
        Names = await Desk.NamesAsync(Facts, [id], recorded, HttpContext.RequestAborted);
        (Id, Act, Area, Title) = (id, code, "terms", T["appt.cadre." + code]);
        Crumbs = [(T["nav.terms"], "/terms"), (Names.Person(id), Href)];
        Held = code is "extend" or "leave-post" ? Cadre.Posts.FindLast(p => p.PostId == post && p.To is null) : null;
        Discipline = code == "end-discipline" ? Cadre.Disciplines.Find(d => d.Fact == fact) : null;
        Struck = code == "strike-fact" && recorded.FirstOrDefault(i => i.EventId == fact) is { } item ? new CadreFacts(T, Names).Of(item, id) : null;
        ReadPosts();
        return (code is "extend" or "leave-post" && Held is null) || (code == "end-discipline" && Discipline is null) || (code == "strike-fact" && Struck is null) ? NotFound() : null;
    }

    private void ReadPosts()
    {
        if (Act != "take-post" || string.IsNullOrWhiteSpace(Form["unit"]))
        {
            return;
        }

        if (UnitOf(Form["unit"]) is not { } unit || !Access.OnUnit(HttpContext.Actor(), Verb.ManageCadres, unit.Id, Facts.Units, Desk.Today))
        {
            Form.AddKey("unit", "error.unknown_unit", ("value", Form["unit"]));
            return;
        }

        Form["unit"] = UnitChoices.Text(unit);
        Posts = [.. Facts.Posts.Of(unit.Id, Desk.Today).Select(p => new Choice(p.Id.ToString("D"), p.Title))];
    }
}
