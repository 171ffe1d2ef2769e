using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Planning;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>One plan: whom it names for what, what can be done next, the consultation with its arithmetic, the yearly reviews, the history with findings.</summary>
public sealed class OnePlanPage(PlanDesk desk) : PlanReadPage(desk)
{
    private readonly PlanDesk _desk = desk;

    /// <summary>Names standing on the day, by post.</summary>
    public IReadOnlyList<IGrouping<Guid, NameInPlan>> Names { get; private set; } = [];

    /// <summary>Acts possible now.</summary>
    public IReadOnlyList<PlanVerdict> Now { get; private set; } = [];

    /// <summary>Acts not possible now, each with why.</summary>
    public IReadOnlyList<PlanVerdict> NotNow { get; private set; } = [];

    /// <summary>Consultations again, reviews ahead and the end: possible but beside the road.</summary>
    public IReadOnlyList<PlanVerdict> Beside { get; private set; } = [];

    /// <summary>The consultation.</summary>
    public IReadOnlyList<StepOutcome> Steps { get; private set; } = [];

    /// <summary>Carried to the end and not in the plan.</summary>
    public IReadOnlyList<StepVotes> Waiting { get; private set; } = [];

    /// <summary>Years since the first, and whether each was reviewed.</summary>
    public IReadOnlyList<(int Year, bool Done)> Reviews { get; private set; } = [];

    /// <summary>First year whose review is missed.</summary>
    public int? Missed { get; private set; }

    /// <summary>What happened.</summary>
    public IReadOnlyList<TimelineItem> Items { get; private set; } = [];

    /// <summary>Training needs.</summary>
    public int Needs { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await LoadAsync(id) is { } answer)
        {
            return answer;
        }

        var (history, day) = (Plan.History, Plan.Day);
        Title = Plan.Title(T);
        Names = [.. history.NamesOn(day).GroupBy(n => n.Named.PostId).OrderByDescending(g => Plan.Facts.Posts.Post(g.Key, day)?.Rank).ThenBy(g => Plan.PostName(g.Key), StringComparer.Ordinal)];
        Steps = PlanSteps.On(history, Plan.Facts.Regulations, day);
        Missed = history.MissedReview(day);
        Items = Plan.Timeline(T);
        Needs = PlanNeeds.On(history, Plan.Facts.Posts, day, p => Plan.People.GetValueOrDefault(p)?.TheoryLevel).Count;
        var last = Math.Min(day.Year, history.ClosedOn?.Year ?? day.Year);
        Reviews = [.. Enumerable.Range(Plan.Opened.OccurredOn.Year, Math.Max(0, last - Plan.Opened.OccurredOn.Year + 1)).Select(y => (y, history.ReviewedYears.Contains(y)))];
        if (!IsPast)
        {
            Sort([.. PlanActions.For(history, id, Plan.Context(_desk.Today), day)]);
        }

        return Page();
    }

    /// <summary>Names, votes and training needs as a workbook.</summary>
    public async Task<IActionResult> OnGetExportAsync(Guid id) =>
        await LoadAsync(id) ?? File(
            await XlsxBook.WriteAsync(PlanSheets.Of(T, Plan, HttpContext.Actor().UserName, _desk.Now), HttpContext.RequestAborted), XlsxBook.ContentType,
            $"{Plan.Title(T)} {DisplayFormat.Iso(Plan.Day)}.xlsx");

    /// <summary>Address of the workbook, for the days asked for.</summary>
    public string ExportHref => Then(string.Empty) + (IsPast ? "&" : "?") + "handler=Export";

    /// <summary>Address of an act's form.</summary>
    public string ActHref(PlanVerdict act) => $"{Plan.Href}/acts/{act.Code}" + (act.Step is { } step ? $"?step={step}" : string.Empty);

    /// <summary>Words of an act.</summary>
    public string ActName(PlanVerdict act) => act.Step is { } step ? T["plan.act.consult.n", ("n", step)] : T["plan.act." + act.Code];

    private void Sort(List<PlanVerdict> verdicts)
    {
        var next = Steps.FirstOrDefault(s => s.Held is null)?.Step.Number;
        var onRoad = (PlanVerdict v) => v.Code switch
        {
            "consult" => v.Step == next,
            "name" or "remove-name" => true,
            "review" => Missed is not null || Plan.Opened.OccurredOn.Year < Plan.Day.Year,
            _ => false,
        };

        // What the review will show of the shape stands on the page of the shape.
        verdicts = [.. verdicts.Select(v => v.Allowed ? v with { Findings = [.. v.Findings.Where(f => f.Rule == "PLN-15")] } : v)];
        Now = [.. verdicts.Where(v => v.Allowed && onRoad(v))];
        Beside = [.. verdicts.Where(v => v.Allowed && !onRoad(v))];
        NotNow = [.. verdicts.Where(v => !v.Allowed && v.Findings.Count > 0)];
        Waiting = Steps.Count == 0 || Steps.Any(s => s.Held is null) ? [] : [.. Steps[^1].Votes.Where(v =>
            Steps.All(s => s.Votes.Any(o => (o.PersonId, o.PostId) == (v.PersonId, v.PostId) && o.Carried) || !s.Step.HasBallot)
            && !Names.SelectMany(g => g).Any(n => (n.Named.PersonId, n.Named.PostId) == (v.PersonId, v.PostId)))];
    }
}
