using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Units;

/// <summary>The acts on a unit that have a form, and how a form becomes the fact it states.</summary>
internal static class UnitActs
{
    private static readonly string[] OfBoth = ["rename", "move", "merge", "split", "dissolve", "reclassify"];

    /// <summary>Acts that need no decision to show: everyday facts of a workplace.</summary>
    private static readonly string[] WithoutPaper = ["youth-union", "count-members", "strike-fact"];

    private static readonly string[] PaperFields = ["document.number", "document.date", "document.issuer"];

    internal static bool HasForm(string code) => OfBoth.Contains(code) || code is "open" or "count-members" or "youth-union" or "assign-party-body" or "strike-fact";

    internal static bool NeedsPaper(string code) => !WithoutPaper.Contains(code);

    /// <summary>Whether the actor may state an act on a unit.</summary>
    internal static bool May(Actor actor, string code, Guid unit, OrgTree units, DateOnly today) =>
        Access.OnUnit(actor, Verb.ManageUnits, unit, units, today) || (code == "count-members" && Access.OnUnit(actor, Verb.UnionActs, unit, units, today));

    /// <summary>An ending: what stands under the unit and belongs to it must go somewhere.</summary>
    internal static bool Ends(string code) => code is "merge" or "split" or "dissolve";

    /// <summary>Units under it are placed by hand.</summary>
    internal static bool PlacesChildren(string code) => code is "split" or "dissolve";

    /// <summary>What the actor may state of a unit as it stands today.</summary>
    internal static IReadOnlyList<string> For(Actor actor, OrgTree units, UnitFacts unit, DateOnly today)
    {
        if (!unit.Active)
        {
            return [];
        }

        if (!May(actor, "open", unit.Id, units, today))
        {
            return May(actor, "count-members", unit.Id, units, today) && unit.Tree == Tree.Union ? ["count-members"] : [];
        }

        var root = units.Root(unit.Tree) == unit.Id;
        return
        [
            "open", .. OfBoth.Where(a => !root || a is "rename" or "reclassify"),
            .. unit.Tree == Tree.Union ? new[] { "youth-union", "assign-party-body", "count-members" } : [],
        ];
    }

    /// <summary>Reads the fact; null when something is wrong, which is then on the form.</summary>
    internal static UnitEvent? Read(FormState form, string code, UnitFacts? unit, Guid newId, bool correcting, OrgTree units, DateOnly today)
    {
        var day = form.Date("occurredOn", required: true);
        var paper = Paper(form, NeedsPaper(code));
        var tree = unit?.Tree ?? form.Code<Tree>("tree", required: true) ?? Tree.Union;
        UnitEvent? act = code switch
        {
            "open" => Opening(form, unit, tree, newId, correcting, units, today),
            "rename" => form.Text("name", required: true, max: 300) is { } name ? new UnitRenamed(default, null, name) : null,
            "move" => UnitChoices.Read(form, "parent", true, units, today, tree) is { } parent ? new UnitMoved(default, null, parent) : null,
            "merge" => UnitChoices.Read(form, "into", true, units, today, tree) is { } into ? new UnitMerged(default, null, into) : null,
            "split" => Successors(form, units, today, tree) is { Count: > 0 } successors ? new UnitSplit(default, null, successors) : null,
            "dissolve" => new UnitDissolved(default, null),
            "youth-union" => form.Text("exists", required: true) is { } exists ? new YouthUnionChanged(default, null, exists == "yes") : null,
            "reclassify" => (form.Code<Sector>("sector", required: true), Calendar(form)) is ({ } sector, { } calendar) ? new UnitReclassified(default, null, sector, calendar) : null,
            "assign-party-body" => UnitChoices.Read(form, "partyBody", true, units, today, Tree.Party) is { } body ? new PartyBodyAssigned(default, null, body) : null,
            "count-members" => form.Number("members", required: true, max: 10_000_000) is { } members
                ? new UnitMembersCounted(default, null, members, form.Number("women", max: 10_000_000), form.Ticked("approximate")) : null,
            "strike-fact" => new UnitFactStruck(default, null, null),
            _ => null,
        };
        return form.Valid && act is not null ? act with { OccurredOn = day!.Value, Document = paper } : null;
    }

    /// <summary>Where each unit under an ending one goes; a unit left blank goes where all others go.</summary>
    internal static IReadOnlyList<UnitPlacement> Placements(FormState form, IReadOnlyList<UnitFacts> children, OrgTree units, DateOnly today, Tree tree)
    {
        var placed = new List<UnitPlacement>();
        var all = string.IsNullOrWhiteSpace(form["childrenTo"]) ? null : UnitChoices.Read(form, "childrenTo", false, units, today, tree);
        foreach (var child in children)
        {
            var field = FieldOf(child.Id);
            if (string.IsNullOrWhiteSpace(form[field]))
            {
                if (all is { } together)
                {
                    placed.Add(new(child.Id, together));
                }
            }
            else if (UnitChoices.Read(units, form[field], today, tree) is { } parent)
            {
                placed.Add(new(child.Id, parent.Id));
            }
            else
            {
                form.Add(field, CadrePage.T["error.unknown_unit", ("value", form[field])]);
            }
        }

        return placed;
    }

    internal static string FieldOf(Guid child) => "child." + child.ToString("N");

    private static UnitOpened? Opening(FormState form, UnitFacts? unit, Tree tree, Guid newId, bool correcting, OrgTree units, DateOnly today)
    {
        var code = correcting ? unit!.Code : form.Text("code", required: true, max: 40);
        var name = form.Text("name", required: true, max: 300);
        var kind = form.Code<UnitKind>("kind", required: true);
        var sector = form.Code<Sector>("sector") ?? Sector.Unknown;
        var calendar = Calendar(form);
        var parent = correcting ? UnitChoices.Read(form, "parent", units.Root(tree) != unit!.Id, units, today, tree) : unit?.Id;
        return form.Valid
            ? new UnitOpened(default, null, correcting ? unit!.Id : newId, tree, kind!.Value, code!, name!, parent, sector, calendar!.Value, form.Ticked("hasYouthUnion"))
            : null;
    }

    private static CalendarKind? Calendar(FormState form)
    {
        var kind = CalendarKind.Parse(form["calendar"]);
        if (kind is null)
        {
            form.AddKey("calendar", "error.choose");
        }

        return kind;
    }

    private static List<Guid>? Successors(FormState form, OrgTree units, DateOnly today, Tree tree)
    {
        if (form.Text("successors", required: true, max: 2000) is not { } typed)
        {
            return null;
        }

        var found = new List<Guid>();
        foreach (var line in typed.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (UnitChoices.Read(units, line, today, tree) is { } successor)
            {
                found.Add(successor.Id);
            }
            else
            {
                form.AddKey("successors", "error.unknown_unit", ("value", line));
            }
        }

        return found;
    }

    private static DocumentRef? Paper(FormState form, bool required)
    {
        if (!required && PaperFields.All(f => string.IsNullOrWhiteSpace(form[f])))
        {
            return null;
        }

        var number = form.Text("document.number", required: true, max: 100);
        var date = form.Date("document.date", required: true);
        var issuer = form.Text("document.issuer", required: true, max: 200);
        return number is not null && date is { } on && issuer is not null ? new DocumentRef(number, on, issuer) : null;
    }
}
