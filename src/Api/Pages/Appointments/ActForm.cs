using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>A form of cadre work: a unit of either tree, a person found by name, the version the page was made from.</summary>
public abstract class ActForm(AppointmentDesk desk, PersonSearch search, CommandGateway gateway, ReadBarrier barrier) : CommandPage(gateway, barrier)
{
    /// <summary>Opens what the page is about.</summary>
    protected AppointmentDesk Desk { get; } = desk;

    /// <summary>Trees, posts and regulations.</summary>
    public FactsSnapshot Facts { get; protected set; } = null!;

    /// <summary>People found under a name typed, to choose from.</summary>
    public IReadOnlyList<FoundPerson> Found { get; private set; } = [];

    /// <summary>Units to suggest: those the actor holds the right over, and bodies that manage posts.</summary>
    public IReadOnlyList<string> UnitSuggestions =>
        [.. Facts.Units.Units.Select(u => Facts.Units.Unit(u, Desk.Today)!).Where(u => u.Active).OrderBy(u => u.Code, StringComparer.Ordinal).Take(UnitChoices.Most).Select(UnitChoices.Text)];

    /// <summary>Done now or reported, as the form says it.</summary>
    public static IReadOnlyList<Choice> ReportChoices => [new("false", T["report.false"]), new("true", T["report.true"])];

    /// <summary>The choices of a person found by name.</summary>
    public IReadOnlyList<Choice> FoundChoices =>
        [.. Found.Select(p => new Choice(p.Id.ToString("D"), T["person.born", ("name", p.FullName), ("year", p.Born)] + (p.Unit is null ? "" : " – " + p.Unit)))];

    /// <summary>The version the page was made from; null when any will do.</summary>
    protected long? Version => long.TryParse(Form["version"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var v) ? v : null;

    /// <summary>A unit of either tree.</summary>
    protected Guid? ReadUnit(string field)
    {
        var typed = Form.Text(field, required: true);
        var unit = UnitOf(typed);
        if (unit is null && typed is not null)
        {
            Form.AddKey(field, "error.unknown_unit", ("value", typed));
        }

        return unit?.Id;
    }

    /// <summary>The unit a text names; null when there is none.</summary>
    protected UnitFacts? UnitOf(string? typed) =>
        UnitChoices.Read(Facts.Units, typed, Desk.Today, Tree.Party) ?? UnitChoices.Read(Facts.Units, typed, Desk.Today, Tree.Union);

    /// <summary>How a unit is written in a field.</summary>
    protected string? UnitText(Guid unit) => Facts.Units.Unit(unit, Desk.Today) is { } facts ? UnitChoices.Text(facts) : null;

    /// <summary>A person found by name: nobody types an id. Those of the name are shown, and only a person can tell which is meant.</summary>
    protected async Task<Guid?> ReadPersonAsync()
    {
        var name = Form.Text("personName", required: true, max: 100);
        if (name is null)
        {
            return null;
        }

        Found = await search.NamedAsync(name, HttpContext.Actor(), HttpContext.RequestAborted);
        if (Found.Count == 0)
        {
            Form.AddKey("personName", "appt.error.nobody", ("name", name));
            return null;
        }

        // An id chosen under another name is not of these people.
        if (Guid.TryParse(Form["personId"], out var chosen) && Found.Any(p => p.Id == chosen))
        {
            return chosen;
        }

        Form["personId"] = null;
        Form.AddKey("personId", "error.which_person", ("n", Found.Count), ("name", name));
        return null;
    }

    /// <summary>A code of a list.</summary>
    protected TEnum Code<TEnum>(string field)
        where TEnum : struct, Enum => Form.Code<TEnum>(field, required: true) ?? default;

    /// <summary>A day as people write it.</summary>
    protected static string? Day(DateOnly? day) => day is { } d ? Words.F.Date(d) : null;

    /// <summary>Fills the fields of a paper.</summary>
    protected void Fill(DocumentRef? paper)
    {
        if (paper is not null)
        {
            (Form["document.number"], Form["document.date"], Form["document.issuer"]) = (paper.Number, Day(paper.Date), paper.Issuer);
        }
    }
}
