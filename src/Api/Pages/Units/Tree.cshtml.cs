using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Organisation;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Units;

/// <summary>A unit with the units under it.</summary>
/// <param name="Below">How many units stand under it, at any depth.</param>
/// <param name="Open">Shown unfolded.</param>
/// <param name="Cut">The units under it are on a page of their own.</param>
public sealed record UnitNode(UnitFacts Unit, IReadOnlyList<UnitNode> Children, int Below, bool Open, bool Cut);

/// <summary>Both organisation trees on any day, as known on any day; and units by name or code, ended ones with their successors.</summary>
public sealed class TreePage(ReadDesk desk, UnitDesk units) : ReadPage(desk)
{
    /// <summary>Most units a page unfolds; deeper ones are a page of their own.</summary>
    private const int MostNodes = 1_500;

    private const int MostFound = 200;

    /// <summary>The trees shown.</summary>
    public OrgTree Units { get; private set; } = OrgTree.Empty;

    /// <summary>A root of each tree, or the unit looked into.</summary>
    public IReadOnlyList<UnitNode> Roots { get; private set; } = [];

    /// <summary>Units found by name or code; null when nothing was asked.</summary>
    public IReadOnlyList<UnitFacts>? Found { get; private set; }

    /// <summary>Units that have ended by the day, latest first.</summary>
    public IReadOnlyList<Endpoints.EndedUnit> EndedUnits { get; private set; } = [];

    /// <summary>The reader may change the trees.</summary>
    public bool Manages { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await PrepareAsync("units", "unit", "q");
        Manages = HttpContext.Actor().Has(Verb.ManageUnits);
        Units = Position is { } position ? await units.TreeAsync(position, HttpContext.RequestAborted) : Facts.Units;
        Title = T["units.title", ("day", Day)];
        if (Form.Text("q", max: 100) is { } q)
        {
            var folded = NameFolding.Fold(q);
            Found = [.. Units.Units.Select(u => Units.Unit(u, Day)!)
                .Where(u => NameFolding.Fold(u.Name).Contains(folded, StringComparison.Ordinal) || u.Code.StartsWith(q, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(u => u.Active).ThenBy(u => u.Code, StringComparer.Ordinal).Take(MostFound)];
            return Page();
        }

        var top = Cases.UnitChoices.Read(Units, Form["unit"], Day, Tree.Union) ?? Cases.UnitChoices.Read(Units, Form["unit"], Day, Tree.Party);
        if (top is null && !string.IsNullOrWhiteSpace(Form["unit"]))
        {
            Form.AddKey("unit", "error.unknown_unit", ("value", Form["unit"]));
        }

        var roots = top is not null ? [top] : new[] { Tree.Union, Tree.Party }.Select(t => Units.Unit(Units.Root(t), Day)).OfType<UnitFacts>().Where(u => u.Active).ToList();
        var left = MostNodes;
        Roots = [.. roots.Select(r => Node(r, 0, ref left))];
        if (top is null)
        {
            EndedUnits = [.. Units.Units.Select(u => Endpoints.EndedUnit.Of(Units, u, Day)).OfType<Endpoints.EndedUnit>()
                .OrderByDescending(e => e.EndedOn).ThenBy(e => e.Unit.Code, StringComparer.Ordinal).Take(MostFound)];
        }
        else
        {
            Title = T["units.title.under", ("unit", top.Name), ("day", Day)];
            Crumbs = [(T["nav.units"], Here(("unit", null))), .. Units.Ancestors(top.Id, Day).Reverse().Select(a => (Units.Unit(a, Day)!.Name, Here(("unit", a.ToString("D")))))];
        }

        return Page();
    }

    /// <summary>Address of a unit's own page, on the same days.</summary>
    public string UnitHref(Guid unit) => "/units/" + unit.ToString("D") + QueryString.Create(
        new[] { ("asOf", Form["asOf"]), ("asKnownOn", Form["asKnownOn"]) }.Where(p => !string.IsNullOrWhiteSpace(p.Item2)).Select(p => KeyValuePair.Create(p.Item1, p.Item2)));

    private UnitNode Node(UnitFacts unit, int depth, ref int left)
    {
        left--;
        var ids = Units.Children(unit.Id, Day);
        var cut = ids.Count > left;
        var children = new List<UnitNode>();
        foreach (var id in cut ? [] : ids)
        {
            children.Add(Node(Units.Unit(id, Day)!, depth + 1, ref left));
        }

        return new(unit, children, cut ? ids.Count : children.Sum(c => c.Below + 1), depth == 0, cut);
    }
}
