using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Staffing;

/// <summary>A form by which the personnel desk states something of one unit. Its own fields are named <c>st.…</c>, so that their labels belong to these pages alone.</summary>
public abstract class UnitFormPage(ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock) : CommandPage(gateway, barrier)
{
    /// <summary>Prefix of the fields of these forms.</summary>
    protected const string Prefix = "st.";

    /// <summary>The unit spoken of.</summary>
    public UnitFacts Unit { get; private set; } = null!;

    /// <summary>The trees of now.</summary>
    public OrgTree Units { get; private set; } = OrgTree.Empty;

    /// <summary>Today in Viet Nam.</summary>
    protected DateOnly Today => clock.Today;

    /// <summary>Finds the unit by id or code and asks for the right to speak for it; a result when it is not to be had.</summary>
    protected async Task<IActionResult?> LoadUnitAsync(string id)
    {
        Units = (await reference.RefreshAsync(HttpContext.RequestAborted)).Units;
        if ((Guid.TryParse(id, out var guid) ? Units.Unit(guid, Today) : Units.ByCode(id, Today)) is not { } unit)
        {
            return NotFound();
        }

        Unit = unit;
        return Access.OnUnit(HttpContext.Actor(), Verb.ManageCadres, unit.Id, Units, Today) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) => FieldOf(refusal.Field);

    /// <summary>The paper of what is stated; noted on the form where it must be there and is not.</summary>
    protected DocumentRef? Paper(bool required) => PaperOf(Form, required);

    internal static DocumentRef? PaperOf(FormState form, bool required)
    {
        var paper = ActReader.ReadDocument(form);
        if (paper is null && required && form.ErrorOf("document.number") is null && string.IsNullOrWhiteSpace(form["document.number"]))
        {
            form.AddKey("document.number", "error.required");
        }

        return paper;
    }

    internal static string FieldOf(string? field) => field switch
    {
        null or "unit" or "replaces" or "report" or "fact" or "dutyId" or "obligationId" => string.Empty,
        "document" => "document.number",
        "personId" => Prefix + "person",
        _ => Prefix + field,
    };
}
