using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>One entry of a case with everything it ever said.</summary>
/// <param name="Values">By label; a field that was not said is missing.</param>
public sealed record EntryVersion(TimelineItem Item, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The Vietnamese day it was recorded on: what was known at its end is one address away.</summary>
    public DateOnly KnownOn => VietnamTime.ToVietnamDate(Item.Recorded);

    /// <summary>True for the record that says the act never happened.</summary>
    public bool IsStrike { get; init; }
}

/// <summary>What one entry said before and after each correction: who, when, why and by which paper. Nothing said is ever lost.</summary>
public sealed class EntryPage(CaseDesk desk) : CadrePage
{
    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>The first record and its corrections, in order of recording.</summary>
    public IReadOnlyList<EntryVersion> Versions { get; private set; } = [];

    /// <summary>Every field any of them said, in order.</summary>
    public IReadOnlyList<string> Labels { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, Guid fact)
    {
        if (await desk.OpenAsync(id, HttpContext.Actor(), cancellationToken: HttpContext.RequestAborted) is not { } opened)
        {
            return NotFound();
        }

        if (opened.History.AllRecorded.FirstOrDefault(r => r.Id == fact) is not { } named)
        {
            return NotFound();
        }

        var original = CaseHistory.OriginalOf(named);
        if (original != fact)
        {
            return LocalRedirect($"/cases/{id:D}/facts/{original:D}");
        }

        (Case, Area) = (opened, "cases");
        var texts = opened.Facts(T);
        var strikes = opened.History.AllRecorded.Where(r => r.Event is FactStruck).Select(r => r.Id).ToHashSet();
        var events = opened.History.AllRecorded.ToDictionary(r => r.Id, r => r.Event);
        Versions =
        [
            .. opened.Timeline(T).Where(i => i.EventId == original || i.Corrects == original).OrderBy(i => i.Recorded).ThenBy(i => i.EventId == original ? 0 : 1)
                .Select(i => new EntryVersion(i, texts.Values(events[i.EventId])) { IsStrike = strikes.Contains(i.EventId) }),
        ];
        Labels = [.. Versions.Where(v => !v.IsStrike).SelectMany(v => v.Values.Keys).Distinct(StringComparer.Ordinal)];
        Title = T["entry.title", ("act", Versions[0].Item.Title)];
        Crumbs = [(T["nav.cases"], "/cases"), (opened.PersonName, $"/cases/{id:D}")];
        return Page();
    }

    /// <summary>Whether a version says something else than the one before it.</summary>
    public bool Changed(int version, string label) =>
        version > 0 && !Versions[version].IsStrike && Versions[version].Values.GetValueOrDefault(label) != Versions[version - 1].Values.GetValueOrDefault(label);
}
