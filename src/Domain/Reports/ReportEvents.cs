using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Reports;

/// <summary>What a published report asked: with the same question and the same log position anybody gets the same figures for ever.</summary>
/// <param name="Unit">The unit asked about, of either tree.</param>
/// <param name="By">What the rows divide by, such as <c>unit</c>; null for totals only.</param>
/// <param name="Structure"><c>then</c> or <c>now</c>.</param>
/// <param name="ObservedOn">The day outcomes were looked at.</param>
/// <param name="AsKnownOn">The day of knowledge it was asked as of; null for all that was known when published.</param>
public sealed record ReportQuestion(DateOnly From, DateOnly To, Guid Unit, string? By, string Structure, DateOnly ObservedOn, DateOnly? AsKnownOn);

/// <summary>One figure; a figure that is not listed is 0.</summary>
/// <param name="Row">Key of the row: a unit id, a code, a month; empty for the total.</param>
/// <param name="Measure">Such as <c>referredPersons</c> or <c>outcome.returned</c>.</param>
public sealed record ReportFigure(string Row, string Measure, int Value);

/// <summary>A fact of one published report.</summary>
public abstract record ReportEvent(DateOnly OccurredOn) : IDomainEvent;

/// <summary>Figures were published: they stand as they were given out, whatever is corrected later.</summary>
/// <param name="Definitions">Definition ids of the figures, <c>ST-01</c>…</param>
/// <param name="Position">Log position the figures stand at.</param>
/// <param name="Document">The paper they went out with; null when none.</param>
public sealed record ReportPublished(
    DateOnly OccurredOn, Guid ReportId, IReadOnlyList<string> Definitions, ReportQuestion Question, long Position, IReadOnlyList<ReportFigure> Figures, DocumentRef? Document)
    : ReportEvent(OccurredOn);
