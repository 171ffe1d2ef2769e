using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.People;

/// <summary>One case of a person, as on the day asked for.</summary>
public sealed record PersonCase(OpenCase Case, IReadOnlyList<StagePeriod> Periods, IReadOnlyList<TimelineItem> Items);

/// <summary>Everything on record about one person: every referral with its stages and facts, as of a day and as known on a day.</summary>
public sealed class PersonPage(ReadDesk desk, CaseReader reader, CaseDesk cases, PeopleStore people, PersonAccess access) : ReadPage(desk)
{
    /// <summary>Attributes now.</summary>
    public PersonAttributes? Person { get; private set; }

    /// <summary>Cases the actor may see, the latest first.</summary>
    public IReadOnlyList<PersonCase> Cases { get; private set; } = [];

    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var actor = HttpContext.Actor();
        if (!await access.MaySeeAsync(actor, id, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        await PrepareAsync("history");
        Id = id;
        var state = await reader.PersonAsync(id, HttpContext.RequestAborted);
        Person = (await people.NamesAsync([id], HttpContext.RequestAborted)).GetValueOrDefault(id);
        var opened = new List<PersonCase>();
        foreach (var caseId in state.Cases.Reverse())
        {
            if (await cases.OpenAsync(caseId, actor, AsOf, AsKnownOn, HttpContext.RequestAborted) is { History.Filed: not null } one)
            {
                opened.Add(new PersonCase(one, [.. Stages.Periods(one.History, one.Regulations).Where(p => p.From <= Day)], one.Timeline(T)));
            }
        }

        Cases = opened;
        Title = T["person.title", ("name", Person?.FullName ?? "–"), ("n", Cases.Count)];
        Crumbs = [(T["nav.history"], "/history")];
        return Page();
    }
}
