using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Staffing;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Declarations;

/// <summary>Finds the person whose duties to declare are looked at.</summary>
public sealed class FindPage(PersonField person) : CadrePage
{
    /// <summary>The search.</summary>
    public PersonField Person { get; } = person;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Area = "declarations";
        Title = T["decl.find"];
        Crumbs = [(T["nav.declarations"], "/declarations")];
        foreach (var field in new[] { PersonField.Name, PersonField.Chosen })
        {
            Form[field] = Request.Query.TryGetValue(field, out var value) ? value.ToString() : null;
        }

        return Form[PersonField.Name] is not null && await Person.ReadAsync(Form, HttpContext.Actor(), HttpContext.RequestAborted) is { } found
            ? LocalRedirect($"/declarations/{found:D}")
            : Page();
    }
}
