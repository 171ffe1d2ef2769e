using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Projections.Cadres;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Declarations;

/// <summary>One person's duties to declare and what was done about each; never what was declared.</summary>
public sealed class PersonPage(CadreReader cadres, PeopleStore people, CadreClock clock) : CadrePage
{
    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    /// <summary>The latest due first.</summary>
    public IReadOnlyList<Obligation> Duties { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if ((await people.NamesAsync([id], HttpContext.RequestAborted)).GetValueOrDefault(id) is not { } person)
        {
            return NotFound();
        }

        Id = id;
        Area = "declarations";
        Title = T["decl.of", ("name", person.FullName)];
        Crumbs = [(T["nav.declarations"], "/declarations")];
        Duties = [.. (await cadres.DeclarationsAsync(id, HttpContext.RequestAborted)).Obligations.Values.OrderByDescending(o => o.DueOn).ThenBy(o => o.Id)];
        return Page();
    }

    /// <summary>How a duty stands today.</summary>
    public DutyStatus StatusOf(Obligation duty) =>
        duty.WaivedOn is not null ? DutyStatus.Waived
        : duty.FiledOn is { } filed ? filed <= duty.DueOn ? DutyStatus.FiledOnTime : DutyStatus.FiledLate
        : clock.Today > duty.DueOn ? DutyStatus.Late : DutyStatus.Due;

    /// <summary>What may still be stated of a duty.</summary>
    public static IEnumerable<string> ActsOf(Obligation duty)
    {
        if (duty.WaivedOn is not null)
        {
            yield break;
        }

        if (duty.FiledOn is null)
        {
            yield return "file";
        }
        else
        {
            if (duty.HandedOverOn is null)
            {
                yield return "hand-over";
            }

            if (duty.PublishedOn is null)
            {
                yield return "publish";
            }
        }

        yield return "waive";
    }
}
