using System.Globalization;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>How the forms of plans and posts are read; what is wrong is noted on the form.</summary>
internal static class PlanForms
{
    /// <summary>Most candidates of one conference.</summary>
    internal const int MostRows = 60;

    private const int MostPeople = 20_000;

    private static readonly string[] PaperFields = ["document.number", "document.date", "document.issuer"];

    /// <summary>The paper; null when none was named and none is needed.</summary>
    internal static DocumentRef? Paper(FormState form, bool required)
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

    /// <summary>A unit of either tree from what was typed.</summary>
    internal static Guid? Unit(FormState form, string field, OrgTree units, DateOnly day)
    {
        if (form.Text(field, required: true) is not { } typed)
        {
            return null;
        }

        var unit = UnitChoices.Read(units, typed, day, Tree.Union) ?? UnitChoices.Read(units, typed, day, Tree.Party);
        if (unit is null)
        {
            form.AddKey(field, "error.unknown_unit", ("value", typed));
        }

        return unit?.Id;
    }

    /// <summary>Before a form is shown again, an id becomes text again.</summary>
    internal static void Unread(FormState form, string field, OrgTree units, DateOnly day)
    {
        if (Guid.TryParse(form[field], out var id) && units.Unit(id, day) is { } unit)
        {
            form[field] = UnitChoices.Text(unit);
        }
    }

    /// <summary>The counts of a conference.</summary>
    internal static Conference Conference(FormState form, bool hasBallot)
    {
        int Count(string field, bool required) => form.Number(field, required, MostPeople) ?? 0;
        var (summoned, present) = (Count("plan.summoned", true), Count("plan.present", true));
        return hasBallot
            ? new(Count("plan.members", false), summoned, present, form.Ticked("plan.secret"), Count("plan.issued", true), Count("plan.returned", true), Count("plan.invalid", false))
            : new(Count("plan.members", false), summoned, present, false, 0, 0, 0);
    }

    /// <summary>How many rows of candidates the form has.</summary>
    internal static int Rows(FormState form) =>
        int.TryParse(form["rows"], NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? Math.Clamp(rows, 1, MostRows) : 1;

    /// <summary>Name of a field of a row.</summary>
    internal static string Field(int row, string part) => string.Create(CultureInfo.InvariantCulture, $"c.{row}.{part}");

    /// <summary>Parts of a row.</summary>
    internal static IReadOnlyList<string> Parts { get; } = ["plan_name", "plan_person", "plan_post", "plan_agree", "plan_disagree"];

    /// <summary>True when nothing at all was filled in.</summary>
    internal static bool IsBlank(FormState form, int row) => Parts.Where(p => p != "plan_post").All(p => string.IsNullOrWhiteSpace(form[Field(row, p)]));

    /// <summary>Adds a row or takes one away, as a button asks; false when none did.</summary>
    internal static bool ChangeRows(FormState form)
    {
        var rows = Rows(form);
        switch (form["step"])
        {
            case "add":
                form["rows"] = Math.Min(rows + 1, MostRows).ToString(CultureInfo.InvariantCulture);
                return true;
            case { } text when text.StartsWith("drop-", StringComparison.Ordinal) && int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var dropped) && dropped < rows:
                for (var row = dropped; row < rows; row++)
                {
                    foreach (var part in Parts)
                    {
                        form[Field(row, part)] = row + 1 < rows ? form[Field(row + 1, part)] : null;
                    }
                }

                form["rows"] = Math.Max(1, rows - 1).ToString(CultureInfo.InvariantCulture);
                return true;
            default:
                return false;
        }
    }
}

/// <summary>Finds whom a name means: one of that name is taken, of several one must be chosen.</summary>
public sealed class PersonPick(PersonSearch search)
{
    /// <summary>People found under a name, by field, where one must be chosen.</summary>
    public Dictionary<string, IReadOnlyList<FoundPerson>> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>Who was taken, by field, to be looked at before anything is recorded.</summary>
    public Dictionary<string, FoundPerson> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Words that tell namesakes apart.</summary>
    public static string Words(FoundPerson person) =>
        (person.BirthDate is null ? person.FullName : CadrePage.T["person.born", ("name", person.FullName), ("year", person.Born)]) + (person.Unit is null ? string.Empty : " – " + person.Unit);

    /// <summary>The lines to choose from.</summary>
    public IReadOnlyList<Choice> Choices(string field) => [.. Found[field].Select(p => new Choice(p.Id.ToString("D"), Words(p)))];

    /// <summary>Reads a person by name; null when nobody is meant yet, which is then on the form.</summary>
    public async Task<Guid?> ReadAsync(FormState form, string nameField, string idField, HttpContext context)
    {
        if (form.Text(nameField, required: true) is not { } name)
        {
            return null;
        }

        var found = await search.NamedAsync(name, context.Actor(), context.RequestAborted);
        var chosen = found.Count == 1 ? found[0] : Guid.TryParse(form[idField], out var id) ? found.FirstOrDefault(f => f.Id == id) : null;
        if (found.Count > 1)
        {
            Found[idField] = found;
        }

        if (chosen is null)
        {
            form[idField] = null;
            form.AddKey(found.Count == 0 ? nameField : idField, found.Count == 0 ? "plan.error.nobody" : "error.which_person", ("n", found.Count), ("name", name));
            return null;
        }

        form[idField] = chosen.Id.ToString("D");
        Taken[idField] = chosen;
        return chosen.Id;
    }
}
