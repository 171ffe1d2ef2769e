using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Units;

/// <summary>One unit: what it is on a day, what it was called, where it stood, whom it came from and went to, by which decisions. An old id or code leads here too.</summary>
public sealed class UnitPage(ReadDesk desk, UnitDesk units, CaseList cases) : ReadPage(desk)
{
    /// <summary>The unit on the day.</summary>
    public UnitFacts Unit { get; private set; } = null!;

    /// <summary>The trees shown.</summary>
    public OrgTree Units { get; private set; } = OrgTree.Empty;

    /// <summary>Set when the unit is no more on the day.</summary>
    public EndedUnit? IsEnded { get; private set; }

    /// <summary>Units that ended into this one.</summary>
    public IReadOnlyList<EndedUnit> Predecessors { get; private set; } = [];

    /// <summary>Units directly under it.</summary>
    public IReadOnlyList<UnitFacts> Children { get; private set; } = [];

    /// <summary>The Party body that serves a union unit; null when none does.</summary>
    public UnitFacts? ServedBy { get; private set; }

    /// <summary>Union units a Party body serves by its own assignment.</summary>
    public IReadOnlyList<UnitFacts> Serves { get; private set; } = [];

    /// <summary>Its dated history.</summary>
    public IReadOnlyList<TimelineItem> History { get; private set; } = [];

    /// <summary>Open cases of it and of what stands under it; null when the reader may not see cases there.</summary>
    public int? OpenCases { get; private set; }

    /// <summary>The reader may correct what is on record.</summary>
    public bool Manages { get; private set; }

    /// <summary>The reader works on the unit's posts and plans.</summary>
    public bool MayManageCadres => Access.OnUnit(HttpContext.Actor(), Verb.ManageCadres, Unit.Id, Facts.Units, Desk.Today);

    /// <summary>Acts the reader may state.</summary>
    public IReadOnlyList<string> Acts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id)
    {
        await PrepareAsync("units");
        Units = Position is { } position ? await units.TreeAsync(position, HttpContext.RequestAborted) : Facts.Units;
        if ((Guid.TryParse(id, out var guid) ? Units.Unit(guid, Day) : Units.ByCode(id, Day)) is not { } unit)
        {
            return NotFound();
        }

        var actor = HttpContext.Actor();
        Unit = unit;
        Title = $"{unit.Code} – {unit.Name}";
        Crumbs = [(T["nav.units"], "/units"), .. Units.Ancestors(unit.Id, Day).Reverse().Select(a => (Units.Unit(a, Day)!.Name, Href(a)))];
        IsEnded = EndedUnit.Of(Units, unit.Id, Day);
        Predecessors = [.. Units.Predecessors(unit.Id).Select(p => EndedUnit.Of(Units, p, Day)).OfType<EndedUnit>()];
        Children = [.. Units.Children(unit.Id, Day).Select(c => Units.Unit(c, Day)!)];
        ServedBy = unit.Tree == Tree.Union && Units.PartyBodyFor(unit.Id, Day) is { } body ? Units.Unit(body, Day) : null;
        Serves = unit.Tree == Tree.Party
            ? [.. Units.Units.Select(u => Units.Unit(u, Day)!).Where(u => u is { Tree: Tree.Union, Active: true } && u.CurrentPartyBody == unit.Id).OrderBy(u => u.Code, StringComparer.Ordinal)]
            : [];
        History = await units.HistoryAsync(unit.Id, Units, AsOf, Position, T, HttpContext.RequestAborted);
        Acts = IsPast ? [] : UnitActs.For(actor, Facts.Units, unit, Desk.Today);
        Manages = !IsPast && Access.OnUnit(actor, Verb.ManageUnits, unit.Id, Facts.Units, Desk.Today);
        if (actor.Has(Verb.ViewCases) && Access.OnUnit(actor, Verb.ViewCases, unit.Id, Facts.Units, Desk.Today))
        {
            var (connection, fresh) = await Desk.OpenAsync(HttpContext);
            await using (connection)
            {
                var counts = await cases.CountsAsync(connection, Scope(Verb.ViewCases, unit.Id), Engine.ReadSide.Within(actor, new CaseListFilter { OpenOnly = true }), HttpContext.RequestAborted);
                OpenCases = counts.Values.Sum();
            }

            IsStale = !fresh;
        }

        return Page();
    }

    /// <summary>Address of another unit, on the same days.</summary>
    public string Href(Guid unit) => "/units/" + unit.ToString("D") + Request.QueryString;
}
