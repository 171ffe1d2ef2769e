using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Rules;

/// <summary>One version whole: its figures, its rules, its source, and who put it on record by which paper. A calendar year as twelve months.</summary>
public sealed class VersionPage(ReferenceFacts reference, RegulationDrafts drafts, AccountNames accounts) : CadrePage
{
    /// <summary>The version.</summary>
    public VersionBody Version { get; private set; } = null!;

    /// <summary>Its text.</summary>
    public RegulationDocument Document { get; private set; } = null!;

    /// <summary>Rules of its family, as it words them.</summary>
    public IReadOnlyList<RuleBody> Rules { get; private set; } = [];

    /// <summary>How it came to be on record.</summary>
    public Publication Publication { get; private set; } = null!;

    /// <summary>Accounts of the publication by id.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The months of a calendar year; null for a policy version.</summary>
    public YearView? Year { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var regulations = (await reference.RefreshAsync(HttpContext.RequestAborted)).Regulations;
        if (regulations.Document(id) is not { } document)
        {
            return NotFound();
        }

        Area = "regulations";
        Document = document;
        Version = VersionBody.Of(document, regulations);
        Title = Version.Title;
        Crumbs = [(T["nav.regulations"], "/regulations")];
        Publication = await drafts.OfVersionAsync(document, HttpContext.RequestAborted);
        Accounts = await accounts.OfAsync(
            [.. new[] { Publication.Published?.UserName, Publication.Draft?.State.Proposed?.Account }.OfType<string>().Distinct(StringComparer.Ordinal)], HttpContext.RequestAborted);
        if (document.Policy is { } policy)
        {
            Rules = [.. regulations.RulesOf(policy.Id).Select(RuleBody.Of)];
        }
        else
        {
            Year = YearView.Of(document.Calendar!, T);
        }

        return Page();
    }

    /// <summary>The draft the version was, when it was published through the application.</summary>
    public StoredDraft? Draft => Publication.Draft is { State.Status: DraftStatus.Approved } draft ? draft : null;

    /// <summary>Name of an account; the program itself when there is none.</summary>
    public string Who(string? account) => account is null ? T["regulations.program"] : Accounts.GetValueOrDefault(account, account);

    /// <summary>Its parameters in the order of their codes.</summary>
    public IEnumerable<PolicyParameter> Parameters => Document.Policy!.Parameters.Values.OrderBy(p => p.Code, StringComparer.Ordinal);
}

/// <summary>A calendar year as people read one: months, weeks, and the reason of every day that is not plain.</summary>
public sealed record YearView(IReadOnlyList<MonthView> Months)
{
    internal static YearView Of(CalendarVersion year, Texts texts)
    {
        var rows = year.Days.ToDictionary(d => d.Date);
        return new([.. Enumerable.Range(1, 12).Select(month => MonthView.Of(year, month, rows, texts))]);
    }
}

/// <summary>One month: weeks from Monday to Sunday, null where a week reaches into another month.</summary>
public sealed record MonthView(int Month, IReadOnlyList<IReadOnlyList<DayView?>> Weeks, IReadOnlyList<DayView> Noted)
{
    internal static MonthView Of(CalendarVersion year, int month, Dictionary<DateOnly, CalendarDay> rows, Texts texts)
    {
        var first = new DateOnly(year.Year, month, 1);
        var days = Enumerable.Range(0, DateTime.DaysInMonth(year.Year, month)).Select(i => DayView.Of(first.AddDays(i), year, rows, texts)).ToList();
        var cells = Enumerable.Repeat<DayView?>(null, ((int)first.DayOfWeek + 6) % 7).Concat(days).ToList();
        while (cells.Count % 7 != 0)
        {
            cells.Add(null);
        }

        return new(month, [.. cells.Chunk(7)], [.. days.Where(d => d.Reason is not null)]);
    }
}

/// <summary>One day.</summary>
/// <param name="Mark">The letter beside its number; null for a plain working day.</param>
/// <param name="Reason">Why it is not plain; null for working days and the weekly rest.</param>
public sealed record DayView(DateOnly Date, bool Works, string? Mark, string? Reason, bool Confirmed)
{
    internal static DayView Of(DateOnly date, CalendarVersion year, Dictionary<DateOnly, CalendarDay> rows, Texts texts)
    {
        if (rows.TryGetValue(date, out var row))
        {
            return new(date, row.Kind == DayKind.SwapWorked, texts["regulations.letter." + row.Kind.Code()], RegulationWords.Of(texts, row), row.Confirmed);
        }

        return year.WeeklyRest.Contains(date.DayOfWeek) ? new(date, false, texts["regulations.letter.weekend"], null, true) : new(date, true, null, null, true);
    }
}
