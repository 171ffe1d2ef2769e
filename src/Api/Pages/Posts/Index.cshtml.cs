using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Posts;

/// <summary>Posts of a unit and what is below it on a day: level, rank, seats, who holds them, what is vacant.</summary>
public sealed class IndexPage(ReadDesk desk, VacancyList posts, TermList terms, PeopleStore people) : ExportPage(desk)
{
    /// <summary>The page of the list.</summary>
    public VacancyPage Result { get; private set; } = new(0, 0, 0, 0, 0, [], 0);

    /// <summary>Holders of the posts shown.</summary>
    public ILookup<Guid, TermItem> Holders { get; private set; } = Array.Empty<TermItem>().ToLookup(t => t.PostId);

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    /// <summary>The unit asked about; null for all in scope.</summary>
    public Guid? Unit { get; private set; }

    /// <summary>Units the actor may ask about, for suggestions.</summary>
    public IReadOnlyList<UnitFacts> Suggestions { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>All pages of the list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("posts", "unit", "post.vacant");
        Unit = ReadUnit("unit", Verb.ManageCadres);
        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var filter = new VacancyFilter { OnlyVacant = Form.Ticked("post.vacant"), Skip = (at - 1) * rows, Take = rows };
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres, Unit);
            Result = await posts.QueryAsync(connection, scope, filter, HttpContext.RequestAborted);
            Title = T["post.list.title", ("n", Result.Total)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["nav.posts"], SheetOf(connection, scope, filter));
            }

            Holders = await HoldersAsync(connection, scope, Result.Items);
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Holders.SelectMany(h => h).Select(h => h.PersonId)], HttpContext.RequestAborted);
        Suggestions = [.. new[] { Tree.Union, Tree.Party }.SelectMany(t => UnitChoices.Of(Facts.Units, t, Desk.Today, actor, Verb.ManageCadres)).Take(UnitChoices.Most)];
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total);
        return Page();
    }

    private async Task<ILookup<Guid, TermItem>> HoldersAsync(NpgsqlConnection connection, ReadScope scope, IReadOnlyList<VacancyItem> shown)
    {
        var holders = new List<TermItem>();
        foreach (var post in shown.Where(p => p.Holders > 0))
        {
            holders.AddRange((await terms.QueryAsync(connection, scope, new TermFilter { Post = post.PostId, Sort = TermSort.Name }, HttpContext.RequestAborted)).Items);
        }

        return holders.ToLookup(h => h.PostId);
    }

    private Sheet SheetOf(NpgsqlConnection connection, ReadScope scope, VacancyFilter filter)
    {
        return new Sheet(
            T["nav.posts"],
            Title,
            Notes((T["field.unit"], Form["unit"]), (T["field.post.vacant"], filter.OnlyVacant ? T["export.yes"] : null)),
            [
                new(T["post.title"], 34), new(T["field.unit"], 40), new(T["post.level"], 14), new(T["post.rank"], 8), new(T["post.seats"], 8), new(T["post.holders"], 10), new(T["post.vacancies"], 10),
                new(T["post.planned"], 10), new(T["post.held_by"], 60),
            ],
            PagesAsync(
                connection,
                async skip => (await posts.QueryAsync(connection, scope, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted)).Items,
                async items =>
                {
                    var holders = await HoldersAsync(connection, scope, items);
                    var names = await people.NamesAsync([.. holders.SelectMany(h => h).Select(h => h.PersonId)], HttpContext.RequestAborted);
                    return items.Select(i => new object?[]
                    {
                        i.Title, i.UnitName, T.Code("post_level", i.Level), i.Rank, i.Seats, i.Holders, i.Vacant, i.Planned,
                        string.Join("; ", holders[i.PostId].Select(h => names.GetValueOrDefault(h.PersonId)?.FullName ?? OpenCase.ShortIdOf(h.PersonId))),
                    });
                }),
            n => T["post.list.title", ("n", n)]);
    }
}
