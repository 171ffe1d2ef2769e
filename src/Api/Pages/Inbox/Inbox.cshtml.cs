using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Jobs;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Api.Engine;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Inbox;

/// <summary>The actor's reminders: one digest a day at most, the newest first.</summary>
public sealed class InboxPage(InboxStore inbox, PeopleStore people, CaseReader reader, ReferenceFacts reference, CadreClock clock) : CadrePage
{
    private const int Shown = 20;

    /// <summary>The digests.</summary>
    public IReadOnlyList<Digest> Digests { get; private set; } = [];

    /// <summary>Names by case, and of the units that owe a duty.</summary>
    public Dictionary<Guid, string> Names { get; } = [];

    public async Task OnGetAsync()
    {
        Area = "inbox";
        (var total, Digests) = await inbox.ListAsync(HttpContext.Actor().AccountId, 0, Shown, HttpContext.RequestAborted);
        var unread = Digests.Count(d => d.ReadAt is null);
        Title = T["inbox.title", ("n", total), ("unread", unread)];

        // Digests hold ids; whose case it is is asked when shown. Only the newest are named: older ones are seldom opened.
        var cases = new Dictionary<Guid, Guid>();
        var units = (await reference.CurrentAsync(HttpContext.RequestAborted)).Units;
        foreach (var id in Digests.SelectMany(d => d.Items).Where(i => i.Duty is not null).Select(i => i.CaseId).Distinct())
        {
            Names[id] = units.Unit(id, clock.Today)?.Name ?? "–";
        }

        foreach (var id in Digests.Take(3).SelectMany(d => d.Items).Where(i => i.Duty is null).Select(i => i.CaseId).Distinct().Take(200))
        {
            if ((await reader.HistoryAsync(id, HttpContext.RequestAborted)).Filed is { } filed)
            {
                cases[id] = filed.PersonId;
            }
        }

        var found = await people.NamesAsync([.. cases.Values], HttpContext.RequestAborted);
        foreach (var (caseId, personId) in cases)
        {
            Names[caseId] = found.GetValueOrDefault(personId)?.FullName ?? Pages.Cases.OpenCase.ShortIdOf(caseId);
        }
    }

    public async Task<IActionResult> OnPostAsync(string? day)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date) || !await inbox.MarkReadAsync(HttpContext.Actor().AccountId, date, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        Banner = T["inbox.read_done", ("day", date)];
        return LocalRedirect("/inbox");
    }

    /// <summary>Words and colour of an urgency code.</summary>
    public static (string Words, string Tag) Urgency(string code)
    {
        if (code == "moved")
        {
            return (T["inbox.moved"], "c-tag--blue");
        }

        var urgency = code switch { "overdue_serious" => DeadlineUrgency.Critical, "overdue" => DeadlineUrgency.Overdue, "soon" => DeadlineUrgency.Soon, _ => DeadlineUrgency.Later };
        return (T["urgency." + urgency.ToString().ToLowerInvariant()], Urgencies.TagOf(urgency));
    }
}
