using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Rosters;

/// <summary>The people of a unit, in Vietnamese order: by given name, then the rest. For the screen and for paper.</summary>
public sealed class PeoplePage(ReadDesk desk, CadreWorkflow.Projections.Lists.Rosters rosters, PeopleStore people) : ReadPage(desk)
{
    /// <summary>The page of the roster.</summary>
    public PersonRosterPage Result { get; private set; } = new(0, [], 0);

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 100, 0, _ => string.Empty);

    public async Task<IActionResult> OnGetAsync(int? page, int? size)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewReports) || !actor.Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("rosters", "q", "unit");
        var q = Form.Text("q", max: 100);
        var rows = Paging.SizeOf(size ?? 100);
        var at = Math.Max(1, page ?? 1);
        var unit = ReadUnit("unit", Verb.ViewCases);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Result = await rosters.PersonsAsync(
                connection,
                Scope(Verb.ViewCases, unit),
                ReadSide.Within(actor, new CaseListFilter { Reference = q, FoldedName = q is null ? null : NameFolding.Fold(q), Sort = CaseListSort.Name, Skip = (at - 1) * rows, Take = rows }),
                HttpContext.RequestAborted);
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        Title = T["roster.people", ("n", Result.Total)];
        return Page();
    }
}
