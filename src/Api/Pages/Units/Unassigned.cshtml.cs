using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Units;

/// <summary>Open cases of one ended unit, waiting for a successor each.</summary>
public sealed record WaitingGroup(EndedUnit Unit, IReadOnlyList<CaseListItem> Cases);

/// <summary>The row "chưa phân": open cases whose unit has ended. An officer gives each its successor, one by one or many at once.</summary>
public sealed class UnassignedPage(ReadDesk desk, CaseList list, PeopleStore people, Assignments assignments, ReadBarrier barrier) : ReadPage(desk)
{
    /// <summary>Cases by the unit they still belong to.</summary>
    public IReadOnlyList<WaitingGroup> Groups { get; private set; } = [];

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>What became of each case assigned just now; null before.</summary>
    public IReadOnlyList<AssignmentResultBody>? Results { get; private set; }

    /// <summary>How many there are in all.</summary>
    public int Total { get; private set; }

    /// <summary>The reader may assign.</summary>
    public bool MayAssign { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await PrepareAsync("units", "unit");
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await PrepareAsync("units", "unit");
        Form.Fill(Request.Form);
        var all = Guid.TryParse(Form["all"], out var successor) ? successor : (Guid?)null;
        var ticked = Request.Form["pick"].Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(i => i != Guid.Empty).ToHashSet();
        var asked = new List<Assignment>();
        foreach (var name in Request.Form.Keys.Where(k => k.StartsWith("to.", StringComparison.Ordinal)))
        {
            if (Guid.TryParse(name.AsSpan(3), out var caseId) && (Guid.TryParse(Form[name], out var own) ? own : ticked.Contains(caseId) ? all : null) is { } to)
            {
                asked.Add(new(caseId, to));
            }
        }

        if (asked.Count is 0 or > Assignments.Most)
        {
            Form.AddKey(string.Empty, "assign.pick_one");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync();
        }

        var results = await assignments.AssignAsync(asked, HttpContext.Actor(), CommandId, "page", HttpContext.RequestAborted);
        if (results.Select(r => r.Result).OfType<CommandResult.Accepted>().Select(a => a.Position).DefaultIfEmpty().Max() is > 0 and var position)
        {
            barrier.Wrote(HttpContext, position);
        }

        Results = [.. results.Select(r => StructureEndpoints.Body(r, T))];
        foreach (var done in results)
        {
            Form["to." + done.CaseId.ToString("D")] = null;
        }

        RenewCommandId();
        return await ShowAsync(results.Select(r => r.CaseId));
    }

    /// <summary>Units a case of a group may go to.</summary>
    public static IReadOnlyList<Choice> Choices(EndedUnit unit) => [.. unit.Successors.Select(s => new Choice(s.Id.ToString("D"), $"{s.Code} – {s.Name}"))];

    /// <summary>Name of a unit in a result.</summary>
    public string UnitName(Guid? id) => id is { } of ? Facts.Units.Unit(of, Desk.Today)?.Name ?? "–" : "–";

    /// <summary>The person of a case assigned just now.</summary>
    public string NameOf(Guid caseId) => _nameOfCase.GetValueOrDefault(caseId, "–");

    private readonly Dictionary<Guid, string> _nameOfCase = [];

    private async Task<IActionResult> ShowAsync(IEnumerable<Guid>? assigned = null)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        MayAssign = actor.Has(Verb.UnionActs) || actor.Has(Verb.PartyActs);
        var only = Cases.UnitChoices.Read(Facts.Units, Form["unit"], Desk.Today, Tree.Union) ?? Cases.UnitChoices.Read(Facts.Units, Form["unit"], Desk.Today, Tree.Party);
        var filter = StructureEndpoints.Filter(actor, Facts.Units, Desk.Today, only?.Id) with { Take = CaseList.MaxPage };
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        CaseListPage found;
        await using (connection)
        {
            found = await list.QueryAsync(connection, Scope(Verb.ViewCases), filter, HttpContext.RequestAborted);
        }

        IsStale = !fresh;
        Total = found.Total;
        People = await people.NamesAsync([.. found.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Groups = [.. found.Items
            .SelectMany(i => StructureEndpoints.Left(i, Facts.Units, Desk.Today).Where(l => only is null || l.Unit.Id == only.Id).Select(l => (Left: l, Item: i)))
            .GroupBy(x => x.Left.Unit.Id).Select(g => new WaitingGroup(g.First().Left, [.. g.Select(x => x.Item)])).OrderBy(g => g.Unit.Unit.Code, StringComparer.Ordinal)];
        if (assigned is not null)
        {
            await NameAsync(assigned);
        }

        Title = T["assign.title", ("n", Total)];
        Crumbs = [(T["nav.units"], "/units")];
        return Page();
    }

    private async Task NameAsync(IEnumerable<Guid> caseIds)
    {
        var reader = HttpContext.RequestServices.GetRequiredService<CaseReader>();
        foreach (var id in caseIds)
        {
            if ((await reader.HistoryAsync(id, HttpContext.RequestAborted)).Filed is { } filed)
            {
                _nameOfCase[id] = (await people.NamesAsync([filed.PersonId], HttpContext.RequestAborted)).GetValueOrDefault(filed.PersonId)?.FullName ?? "–";
            }
        }
    }
}
