using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Posts;

/// <summary>Who may be planned for, or appointed to, a post on a day: every cadre in scope with what the rules say, those allowed first.</summary>
public sealed class EligiblePage(ReadDesk desk, EligibilityList list, PeopleStore people) : ExportPage(desk)
{
    /// <summary>The post.</summary>
    public PostFacts Post { get; private set; } = null!;

    /// <summary>The answer.</summary>
    public EligibilityPage Result { get; private set; } = null!;

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    /// <summary>Planned for, or appointed.</summary>
    public EligibleFor For { get; private set; }

    /// <summary>Verdicts with how many have them.</summary>
    public IReadOnlyList<Choice> VerdictChoices =>
        [.. Codes.All<EligibilityVerdict>().Select(v => new Choice(v, T["post.verdict.n", ("verdict", T["eligibility." + v]), ("n", Codes.TryParse<EligibilityVerdict>(v, out var it) ? Result.ByVerdict.GetValueOrDefault(it) : 0)]))];

    public Task<IActionResult> OnGetAsync(Guid id, int? page, int? size) => ShowAsync(id, page, size, export: false);

    /// <summary>All pages of the list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync(Guid id) => ShowAsync(id, null, null, export: true);

    /// <summary>Name of a person.</summary>
    public string NameOf(Guid person) => People.GetValueOrDefault(person)?.FullName ?? OpenCase.ShortIdOf(person);

    /// <summary>Colour of a verdict; its word stands beside.</summary>
    public static string TagOf(EligibilityVerdict verdict) => verdict switch
    {
        EligibilityVerdict.Allowed => "c-tag--green",
        EligibilityVerdict.Warned => "c-tag--amber",
        EligibilityVerdict.Blocked => "c-tag--red",
        _ => "c-tag--blue",
    };

    private async Task<IActionResult> ShowAsync(Guid id, int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        await PrepareAsync("posts", "post.for", "post.verdict");
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (Facts.Posts.Post(id, Day) is not { Active: true } post)
        {
            return NotFound();
        }

        if (!Access.OnUnit(actor, Verb.ManageCadres, post.Unit, Facts.Units, Desk.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Post = post;
        For = Form.Code<EligibleFor>("post.for") ?? EligibleFor.Plan;
        Form["post.for"] = Codes.Of(For);
        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var filter = new EligibilityFilter { For = For, Verdict = Form.Code<EligibilityVerdict>("post.verdict"), Skip = (at - 1) * rows, Take = rows };
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres);
            if (await list.QueryAsync(connection, scope, id, filter, HttpContext.RequestAborted) is not { } found)
            {
                return NotFound();
            }

            Result = found;
            Title = T["post.eligible.title." + Codes.Of(For), ("post", post.Title)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["post.eligible.sheet"], SheetOf(connection, scope, id, filter));
            }
        }

        IsStale = !fresh;
        Crumbs = [(T["nav.posts"], "/posts"), (post.Title, $"/posts/{id:D}")];
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total, ("post.for", Form["post.for"]));
        return Page();
    }

    private Sheet SheetOf(NpgsqlConnection connection, ReadScope scope, Guid id, EligibilityFilter filter)
    {
        return new Sheet(
            T["post.eligible.sheet"],
            Title,
            Notes((T["field.post.verdict"], filter.Verdict is { } verdict ? T.Code("eligibility", verdict) : null)),
            [new(T["field.fullName"], 26), new(T["field.birthDate"], 12), new(T["post.eligible.verdict"], 18), new(T["post.eligible.findings"], 90), new(T["post.eligible.earliest"], 12)],
            PagesAsync<EligibilityAnswer>(
                connection,
                async skip => (await list.QueryAsync(connection, scope, id, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted))?.Items ?? [],
                people,
                i => i.PersonId,
                (i, person) =>
                [
                    person?.FullName ?? OpenCase.ShortIdOf(i.PersonId), person?.BirthDate, T.Code("eligibility", i.Verdict),
                    string.Join("; ", i.Findings.Select(f => $"{f.Rule}: {T.Of(f)}")), i.Earliest,
                ]),
            n => T["post.eligible.n", ("n", n)]);
    }
}
