using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Deadlines;

/// <summary>A deadline and how it is counted, day by day: asked from a case, or typed in to see.</summary>
public sealed class ExplainPage(ReferenceFacts reference) : CadrePage
{
    /// <summary>Clocks that can be asked about.</summary>
    public static IReadOnlyList<string> Rules { get; } = ["ADM-28", "ADM-30", "ADM-31", "ADM-32", "ADM-33", "ADM-34", "ADM-35", "ADM-36"];

    /// <summary>The answer; null before a question or after one that has none.</summary>
    public Deadline? Deadline { get; private set; }

    /// <summary>Calendars to count in.</summary>
    public IReadOnlyList<Choice> Calendars { get; private set; } = [];

    /// <summary>Title and explanation of the rule.</summary>
    public RuleText? Rule { get; private set; }

    public async Task OnGetAsync(string? rule, string? start, string? calendar)
    {
        Area = "deadlines";
        Title = T["explain.title"];
        Form["rule"] = rule ?? "ADM-28";
        Form["calendar"] = calendar ?? CalendarCodes.Public;
        Form["start"] = start;
        var regulations = (await reference.CurrentAsync(HttpContext.RequestAborted)).Regulations;
        Calendars = Choice.Calendars(T, regulations);
        if (start is null)
        {
            return;
        }

        var day = Form.Date("start", required: true);
        if (Form["rule"] is not { } asked || !Rules.Contains(asked))
        {
            Form.AddKey("rule", "error.choose");
        }

        if (!Form.Valid)
        {
            return;
        }

        Form["start"] = Words.F.Date(day!.Value);
        var answer = Domain.Regulations.Deadlines.Explain(regulations, Form["rule"]!, day.Value, Form["calendar"]!);
        if (answer.Refusal is { } refusal)
        {
            Form.Add("start", T["refusal." + refusal] + " " + T.Citation(new(refusal)));
            return;
        }

        Deadline = answer.Deadline;
        Rule = regulations.Rule(Deadline!.Rule, day.Value);
        Title = T["explain.answer", ("clock", T["clock." + Deadline.Rule.ToLowerInvariant()]), ("due", Deadline.Due)];
    }

    /// <summary>Why a day counts or not.</summary>
    public static string Reason(CountedDay day) =>
        day.HolidayCode is { } holiday && Holidays.IsKnown(holiday)
            ? T["day." + day.ReasonCode] + ": " + (T.Language == "vi" ? Holidays.Name(holiday).Vi : Holidays.Name(holiday).En)
            : T["day." + day.ReasonCode];
}
