using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>Planned people below the standard of the post: what training they need (PLN-12).</summary>
public sealed class NeedsPage(PlanDesk desk, TheoryReader theory) : PlanReadPage(desk)
{
    /// <summary>The gaps, the widest first.</summary>
    public IReadOnlyList<PlanNeed> Needs { get; private set; } = [];

    /// <summary>Names standing on the day.</summary>
    public int Names { get; private set; }

    /// <summary>Where the rule stands on the day.</summary>
    public string Source { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await LoadAsync(id) is { } answer)
        {
            return answer;
        }

        Crumbs = [.. Crumbs, (Plan.Title(T), Then(string.Empty))];
        Names = Plan.History.NamesOn(Plan.Day).Count();
        var proved = IsPast ? new Dictionary<Guid, TheoryLevel>() : await theory.ProvedAsync([.. Plan.People.Keys], Plan.Day, null, HttpContext.RequestAborted);
        Needs = PlanNeeds.On(Plan.History, Plan.Facts.Posts, Plan.Day, p => IsPast ? null : Higher(Plan.People.GetValueOrDefault(p)?.TheoryLevel, proved, p));
        Title = T["plan.needs.title", ("n", Needs.Count)];
        Source = ShapePage.Source(T, Plan.Facts.Regulations.Rule("PLN-12", Plan.Day));
        return Page();
    }

    /// <summary>What is stated of a person, or what certificates prove where that is more.</summary>
    private static TheoryLevel? Higher(TheoryLevel? stated, IReadOnlyDictionary<Guid, TheoryLevel> proved, Guid person) =>
        proved.TryGetValue(person, out var level) && level > (stated ?? TheoryLevel.Unknown) ? level : stated;
}
