using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>What would become of a case under other dates, acts, calendars or rules. It records nothing, so it may be asked as often as one likes.</summary>
public sealed class WhatIfPage(CaseDesk desk, CadreClock clock) : CadrePage
{
    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>The answer; null before a question.</summary>
    public WhatIfBody? Answer { get; private set; }

    /// <summary>Why nothing can be supposed of the case, in words; null while it is open.</summary>
    public string? Ended { get; private set; }

    /// <summary>What is wrong with the draft, in words.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The recorded facts, the newest first.</summary>
    public IReadOnlyList<Choice> Facts =>
        [.. Case.History.Facts.Reverse().Select(f => new Choice(f.Id.ToString("D"), $"{T["act." + CaseActs.Of(f.Event).Code]} – {Words.F.Date(f.Event.OccurredOn)}"))];

    /// <summary>Acts that can be supposed, those of the case's stage first.</summary>
    public IReadOnlyList<Choice> Acts { get; private set; } = [];

    /// <summary>Published versions of the families that concern a case.</summary>
    public IReadOnlyList<Choice> Versions =>
    [
        .. Case.Regulations.Policies.Where(p => p.Family is PolicyFamilies.Admission or PolicyFamilies.Guidance).OrderBy(p => p.Family, StringComparer.Ordinal)
            .ThenByDescending(p => p.EffectiveFrom).Select(p => new Choice(p.Id, T["whatif.version", ("instrument", p.Instrument), ("from", p.EffectiveFrom)])),
    ];

    /// <summary>Drafts shipped to try with.</summary>
    public static IReadOnlyList<Choice> Samples => SampleDrafts.Choices(T);

    public Task<IActionResult> OnGetAsync(Guid id) => OpenAsync(id);

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Form.Fill(Request.Form);
        var opened = await OpenAsync(id);
        if (opened is not PageResult || !Form.Valid)
        {
            return opened;
        }

        var changes = Read(out var fields);
        if (Form.Valid && changes.Count == 0)
        {
            Form.Add("fact", T["whatif.nothing_supposed"]);
        }

        if (Form.Valid)
        {
            var answer = WhatIf.Of(Case.History, Case.Loaded.Context, clock.Today, changes);
            Answer = answer.Result is { } result ? WhatIfBody.Of(T, id, Case.History.Version, result) : null;
            if (answer.Refusal is { } refusal)
            {
                Problems = [.. answer.Problems.Select(p => RegulationWords.Of(T, p))];
                Form.Add(FieldOf(refusal, fields), refusal.Code == "what_if_draft_wrong" ? T["refusal.what_if_draft_wrong", ("n", Problems.Count)] : T.Of(refusal));
            }
        }

        if (!Form.Valid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return Page();
    }

    private async Task<IActionResult> OpenAsync(Guid id)
    {
        if (await desk.OpenAsync(id, HttpContext.Actor(), cancellationToken: HttpContext.RequestAborted) is not { } opened)
        {
            return NotFound();
        }

        (Case, Area) = (opened, "cases");
        Title = T["whatif.title", ("name", opened.PersonName)];
        Crumbs = [(T["nav.cases"], "/cases"), (opened.PersonName, $"/cases/{id:D}")];
        var next = CaseActions.Next(opened.History, opened.Loaded.Context, opened.Day).Select(v => v.Code).ToHashSet(StringComparer.Ordinal);
        Acts =
        [
            .. CaseActs.All.Where(a => a.Listed && a.Code != "re-refer").OrderByDescending(a => next.Contains(a.Code))
                .Select(a => new Choice(a.Code, T["act." + a.Code])),
        ];
        Ended = WhatIf.Of(opened.History, opened.Loaded.Context, opened.Day, []).Refusal is { } refusal ? T.Of(refusal) : null;
        return Page();
    }

    private List<WhatIfChange> Read(out List<string> fields)
    {
        var (changes, at) = (new List<WhatIfChange>(), new List<string>());
        fields = at;
        void Take(string field, WhatIfChange change)
        {
            changes.Add(change);
            at.Add(field);
        }

        if (Form.Id("fact") is { } fact && Form.Date("factDate", required: true) is { } moved)
        {
            Take("fact", new WhatIfChange.FactDate(fact, moved));
        }

        if (Form.Text("act") is { } act && Form.Date("actDate", required: true) is { } done)
        {
            Take("act", new WhatIfChange.Act(act, done));
        }

        if (Form.Number("extensionDays", max: 1000) is { } days)
        {
            Take("extensionDays", new WhatIfChange.Extension(days));
        }

        if (CalendarKind.Parse(Form["calendar"]) is { } calendar)
        {
            Take("calendar", new WhatIfChange.Calendar(calendar));
        }

        if (Form.Text("policy") is { } policy)
        {
            Take("policy", new WhatIfChange.Policy(policy));
        }

        if ((SampleDrafts.Find(Form["sample"]) ?? Form.Text("draft", max: ImpactLimits.MaxDraftChars)) is { } draft)
        {
            Take("draft", new WhatIfChange.Draft(draft));
        }

        return changes;
    }

    /// <summary><c>changes[2].date</c> is the date beside the third supposition's field.</summary>
    private static string FieldOf(Refusal refusal, List<string> fields)
    {
        if (refusal.Field is not { } field || !field.StartsWith("changes[", StringComparison.Ordinal))
        {
            return fields.Contains("act") ? "act" : string.Empty;
        }

        var at = fields[int.Parse(field.AsSpan(8, field.IndexOf(']', StringComparison.Ordinal) - 8), System.Globalization.CultureInfo.InvariantCulture)];
        return field.EndsWith(".date", StringComparison.Ordinal) ? at + "Date" : at;
    }
}
