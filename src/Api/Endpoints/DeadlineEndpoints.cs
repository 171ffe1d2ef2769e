using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A deadline with every day of its count.</summary>
/// <param name="Provisional">The calendar is not announced for some counted day.</param>
/// <param name="AlternativeDue">The other end still possible; null when the same.</param>
/// <param name="Confirmed">Whether the parameter was seen on an official source.</param>
/// <param name="Days">From the day after the start to the end; empty for month clocks.</param>
public sealed record DeadlineBody(
    DateOnly Due,
    bool Provisional,
    DateOnly? AlternativeDue,
    string PolicyVersion,
    string Article,
    bool Confirmed,
    IReadOnlyList<DeadlineDayBody> Days,
    string Rule,
    DateOnly Start,
    int Length,
    string Unit,
    string CalendarVersion,
    IReadOnlyList<string> Marks)
{
    internal static DeadlineBody Of(Deadline deadline) => new(
        deadline.Due, deadline.Provisional, deadline.AlternativeDue, deadline.PolicyVersion, deadline.Article, deadline.Confirmed,
        [.. deadline.Days.Select(d => new DeadlineDayBody(d.Date, d.Counted, d.ReasonCode, d.HolidayCode))],
        deadline.Rule, deadline.ClockStart, deadline.Length, deadline.Unit, deadline.CalendarVersion, deadline.Marks);
}

/// <summary>One day of a count.</summary>
/// <param name="Reason"><c>working</c>, <c>weekend</c>, <c>holiday</c>, <c>substitute</c>, <c>swap_off</c>, <c>swap_worked</c>.</param>
public sealed record DeadlineDayBody(DateOnly Date, bool Counted, string Reason, string? Holiday);

/// <summary>Explains a deadline before there is one.</summary>
internal static class DeadlineEndpoints
{
    internal static void Map(RouteGroupBuilder api) => api
        .MapGet("/deadlines/explain", ExplainAsync).WithName("explainDeadline").WithTags("Deadlines").Produces<DeadlineBody>()
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).Reads();

    private static async Task<IResult> ExplainAsync(HttpContext context, ReferenceFacts reference)
    {
        var rule = Query.Need(context, "rule");
        var start = Query.NeedDate(context, "start");
        var calendar = Query.Text(context, "calendar") ?? CalendarCodes.Public;
        var regulations = (await reference.CurrentAsync(context.RequestAborted)).Regulations;
        var answer = Deadlines.Explain(regulations, rule, start, calendar);
        return answer.Deadline is { } deadline
            ? Results.Ok(DeadlineBody.Of(deadline))
            : Problems.Of(
                StatusCodes.Status422UnprocessableEntity,
                answer.Refusal!,
                answer.Refusal switch { DeadlineRefusals.UnknownRule => "rule", DeadlineRefusals.UnknownCalendar => "calendar", _ => "start" },
                answer.Refusal switch { DeadlineRefusals.UnknownRule => rule, DeadlineRefusals.UnknownCalendar => calendar, _ => Query.Text(context, "start") });
    }
}
