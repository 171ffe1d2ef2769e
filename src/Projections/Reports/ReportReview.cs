using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Projections.Statistics;
using Npgsql;

namespace CadreWorkflow.Projections.Reports;

/// <summary>Why a recorded event moved a figure.</summary>
public enum CauseKind { Correction, Strike, Cancellation, Redo, LateRecord }

/// <summary>An event recorded after a report went out.</summary>
public sealed record CauseEvent(Guid EventId, CauseKind Kind, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt);

/// <summary>How one case counts otherwise than when published.</summary>
/// <param name="Delta">+1: counted now and not then; −1: counted then and not now.</param>
public sealed record CauseEffect(string Row, string Measure, int Delta);

/// <summary>A case that moved figures, and what was recorded of it since. No event: another case of the person, a unit or a rule changed.</summary>
public sealed record ReportCause(Guid CaseId, IReadOnlyList<CauseEffect> Effects, IReadOnlyList<CauseEvent> Events);

/// <summary>A published report looked at now.</summary>
/// <param name="Changes">Figures that differ.</param>
/// <param name="Reproduced">The log, read as known then, still gives exactly what was published.</param>
/// <param name="Position">Log position "now" stands at.</param>
public sealed record ReviewedReport(IReadOnlyList<ReportChange> Changes, bool Reproduced, long Position, StatisticsResult Now);

/// <summary>What became of published figures: then against now, and because of which events.</summary>
public sealed class ReportReview(AdmissionStatistics statistics, IStreamReader streams)
{
    /// <summary>Most cases whose events are read for one review.</summary>
    public const int MaxCauses = 200;

    /// <summary>The figures of then against those of now.</summary>
    public async Task<ReviewedReport> OfAsync(NpgsqlConnection connection, ReportPublished report, DateOnly today, CancellationToken cancellationToken = default)
    {
        var now = await statistics.QueryAsync(connection, ReportFigures.Now(report, today), cancellationToken);
        var then = await statistics.QueryAsync(connection, ReportFigures.Then(report), cancellationToken);
        return new(
            ReportComparison.Of(report.Figures, ReportFigures.Of(now)), ReportComparison.Of(report.Figures, ReportFigures.Of(then)).Count == 0, now.Position, now);
    }

    /// <summary>The cases that count otherwise now, with what was recorded of them since; the total is exact, the list is bounded.</summary>
    public async Task<(int Total, IReadOnlyList<ReportCause> Causes)> CausesAsync(
        NpgsqlConnection connection, ReportPublished report, DateOnly today, CancellationToken cancellationToken = default)
    {
        var then = await statistics.CountedAsync(connection, ReportFigures.Then(report), cancellationToken);
        var now = await statistics.CountedAsync(connection, ReportFigures.Now(report, today), cancellationToken);
        var moved = now.Except(then).Select(c => (Counted: c, Delta: 1)).Concat(then.Except(now).Select(c => (Counted: c, Delta: -1)))
            .GroupBy(c => c.Counted.CaseId).OrderBy(g => g.Key).ToList();
        var shown = moved.Take(MaxCauses).ToList();
        var events = (await streams.ReadAsync([.. shown.Select(g => Streams.Case(g.Key))], cancellationToken)).Where(e => e.Position > report.Position).ToLookup(e => e.StreamId, StringComparer.Ordinal);
        return (moved.Count,
        [
            .. shown.Select(g => new ReportCause(
                g.Key,
                [.. g.Select(c => new CauseEffect(c.Counted.Row, c.Counted.Measure, c.Delta)).OrderBy(e => e.Measure, StringComparer.Ordinal).ThenBy(e => e.Delta)],
                [.. events[Streams.Case(g.Key)].Select(e => Cause(e, report)).OfType<CauseEvent>()])),
        ]);
    }

    private static CauseEvent? Cause(Recorded<IDomainEvent> e, ReportPublished report)
    {
        var last = report.Question.ObservedOn > report.Question.To ? report.Question.ObservedOn : report.Question.To;
        CauseKind? kind = e.Event switch
        {
            FactStruck => CauseKind.Strike,
            _ when e.Headers.Corrects is not null => CauseKind.Correction,
            DecisionCancelled => CauseKind.Cancellation,
            RedoOrdered => CauseKind.Redo,
            _ when e.Event.OccurredOn <= last => CauseKind.LateRecord,

            // What happened after the period belongs to a later report.
            _ => null,
        };
        return kind is { } why ? new(e.Id, why, DomainEvents.Catalog.NameOf(e.Event), e.Event.OccurredOn, e.RecordedAt) : null;
    }
}
