using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>Units to choose from, and what was typed read back as a unit.</summary>
public static class UnitChoices
{
    /// <summary>Longest list of suggestions sent with a page.</summary>
    public const int Most = 600;

    /// <summary>Active units of a tree the actor holds a verb over, by code; those that can refer or receive when only ends are wanted.</summary>
    public static IReadOnlyList<UnitFacts> Of(OrgTree units, Tree tree, DateOnly day, Actor actor, Verb verb, Func<UnitFacts, bool>? where = null)
    {
        var tops = Access.Tops(actor, verb);
        return [.. units.Units
            .Select(u => units.Unit(u, day)!)
            .Where(u => u.Tree == tree && u.Active && (where is null || where(u)) && (tops.Count == 0 || tops.Any(t => units.IsWithin(u.Id, t, day))))
            .OrderBy(u => u.Code, StringComparer.Ordinal)];
    }

    /// <summary>How a unit is written in a field: <c>CD0101 – Công đoàn …</c>.</summary>
    public static string Text(UnitFacts unit) => $"{unit.Code} – {unit.Name}";

    /// <summary>The unit of a typed text: an id, a code, a code with its name, or a name nobody else has.</summary>
    public static UnitFacts? Read(OrgTree units, string? typed, DateOnly day, Tree tree)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        var text = TypedText.Composed(typed).Trim();
        if (Guid.TryParse(text, out var id))
        {
            return units.Unit(id, day) is { } byId && byId.Tree == tree ? byId : null;
        }

        var code = text.Split(" – ", 2)[0].Trim();
        if (units.ByCode(code, day) is { } byCode && byCode.Tree == tree)
        {
            return byCode;
        }

        var folded = NameFolding.Fold(text);
        var named = units.Units.Select(u => units.Unit(u, day)!).Where(u => u.Tree == tree && NameFolding.Fold(u.Name) == folded).Take(2).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    /// <summary>Reads a unit field, noting on the form what is wrong.</summary>
    public static Guid? Read(FormState form, string field, bool required, OrgTree units, DateOnly day, Tree tree)
    {
        var typed = form.Text(field, required);
        if (typed is null)
        {
            return null;
        }

        var unit = Read(units, typed, day, tree);
        if (unit is null)
        {
            form.AddKey(field, "error.unknown_unit", ("value", typed));
        }

        return unit?.Id;
    }

    /// <summary>Notes on the form that a unit was no more on the day of the act, and who took over.</summary>
    public static void RefuseEnded(FormState form, string field, Guid? unit, OrgTree units, DateOnly? day)
    {
        if (unit is { } id && day is { } on && EndedUnit.Of(units, id, on) is { } ended)
        {
            form.Add(field, ended.Sentence(Localisation.Texts.Current));
        }
    }
}
