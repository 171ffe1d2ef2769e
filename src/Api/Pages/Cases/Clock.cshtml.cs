using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Explanations;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>One month of a count.</summary>
public sealed record ClockMonth(int Year, int Month, IReadOnlyList<ClockDayBody> Days)
{
    /// <summary>Days that count.</summary>
    public int Counted => Days.Count(d => d.Counted);
}

/// <summary>One clock of a case: who must act, by whose calendar, from which fact, its stops, and every day of the count in words.</summary>
public sealed class ClockPage(CaseDesk desk, ReadSide reads, CadreClock clock) : CadrePage
{
    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>The clock; null when under the regulations asked for the case has none of the kind.</summary>
    public CaseClockBody? Clock { get; private set; }

    /// <summary>The same clock as counted today, where it differs.</summary>
    public CaseClockBody? Today { get; private set; }

    /// <summary>The count by month.</summary>
    public IReadOnlyList<ClockMonth> Months { get; private set; } = [];

    /// <summary>Only what was recorded and published by the end of this day.</summary>
    public DateOnly? AsKnownOn { get; private set; }

    /// <summary>The log position of the regulations asked for.</summary>
    public long? Under { get; private set; }

    /// <summary>True when the count is not today's.</summary>
    public bool IsPast => AsKnownOn is not null || Under is not null;

    public async Task<IActionResult> OnGetAsync(Guid id, string rule, Guid? fact, string? asKnownOn, string? regulations)
    {
        rule = rule.ToUpperInvariant();
        if (!DeadlineRules.All.ContainsKey(rule) || await desk.OpenAsync(id, HttpContext.Actor(), cancellationToken: HttpContext.RequestAborted) is not { } opened)
        {
            return NotFound();
        }

        (Case, Area) = (opened, "cases");
        Crumbs = [(T["nav.cases"], "/cases"), (opened.PersonName, $"/cases/{id:D}")];
        Form["asKnownOn"] = asKnownOn;
        AsKnownOn = Form.Date("asKnownOn");
        if (AsKnownOn > clock.Today)
        {
            Form.AddKey("asKnownOn", "error.future", ("value", AsKnownOn));
            AsKnownOn = null;
        }

        Under = AsKnownOn is null && long.TryParse(regulations, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
        var now = ClockExplanation.One(opened.Loaded, Moment.Now(opened.Loaded, clock.Today), rule, fact, T);
        Clock = IsPast ? ClockExplanation.One(opened.Loaded, await ThenAsync(opened.Loaded), rule, fact, T) : now;
        if (Clock is null && now is null)
        {
            return NotFound();
        }

        Today = IsPast ? now : null;
        Months = [.. (Clock?.Days ?? []).GroupBy(d => (d.Date.Year, d.Date.Month)).Select(g => new ClockMonth(g.Key.Year, g.Key.Month, [.. g]))];
        Title = Clock is null ? T["clock." + rule.ToLowerInvariant()] : T["explain.answer", ("clock", Clock.Title), ("due", Clock.Due)];
        return Page();
    }

    /// <summary>The sentence of the whole count.</summary>
    public string Sentence => T[Clock!.Unit == "WD" ? "explain.sentence.days" : "explain.sentence.months", ("start", Clock.Start), ("length", Clock.Length), ("due", Clock.Due)];

    private async Task<Moment> ThenAsync(LoadedCase loaded)
    {
        if (AsKnownOn is not { } known)
        {
            return Moment.Under(loaded, clock.Today, Under!.Value);
        }

        var instant = VietnamTime.EndOf(known).AddTicks(-1);
        return await Moment.KnownAtAsync(loaded, clock.Today, instant, reads, HttpContext.RequestAborted);
    }
}
