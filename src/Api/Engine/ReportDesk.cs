using CadreWorkflow.Api.Identity;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Reports;
using CadreWorkflow.Projections.Statistics;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>A published report in a list with how many of its figures changed.</summary>
public sealed record ListedReport(PublishedReport Report, int Changed);

/// <summary>A published report looked at now.</summary>
public sealed record OpenReport(PublishedReport Report, ReviewedReport Review, int CausesTotal, IReadOnlyList<ReportCause> Causes);

/// <summary>Opens published reports for pages and programs: rights first, then the figures of then against those of now.</summary>
public sealed class ReportDesk(ReadSide reads, ReadBarrier barrier, ReportReview review, ReferenceFacts reference, CadreClock clock) : IDisposable
{
    // Figures only change when the log grows or the day turns: one review per report, position and day.
    private readonly MemoryCache _changed = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Reports about units the actor may report on, the latest first.</summary>
    public async Task<(int Total, long Position, IReadOnlyList<ListedReport> Items)> ListAsync(HttpContext context, int skip, int take)
    {
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, context.RequestAborted);
        var (total, reports) = await PublishedReports.ListAsync(connection, await VisibleAsync(context), skip, take, context.RequestAborted);
        var position = await ReadModel.PositionAsync(connection, context.RequestAborted);
        var items = new List<ListedReport>();
        foreach (var report in reports)
        {
            items.Add(new(report, await ChangedAsync(connection, report, position, context.RequestAborted)));
        }

        return (total, position, items);
    }

    /// <summary>A report with what changed and why; null when there is none or the actor may not know of it.</summary>
    public async Task<OpenReport?> OpenAsync(HttpContext context, Guid id)
    {
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, context.RequestAborted);
        if (await PublishedReports.FindAsync(connection, id, context.RequestAborted) is not { } report || !await MaySeeAsync(context, report))
        {
            return null;
        }

        var reviewed = await review.OfAsync(connection, report.It, clock.Today, context.RequestAborted);
        var (total, causes) = reviewed.Changes.Count == 0 ? (0, []) : await review.CausesAsync(connection, report.It, clock.Today, context.RequestAborted);
        return new(report, reviewed, total, causes);
    }

    /// <summary>The last report with the same question, with how many of its figures changed since; null when nothing was published.</summary>
    public async Task<ListedReport?> SameQuestionAsync(NpgsqlConnection connection, StatisticsResult shown, CancellationToken cancellationToken)
    {
        var report = await PublishedReports.LatestAsync(connection, shown.Period.From, shown.Period.To, shown.Unit, shown.By, shown.Structure, cancellationToken);
        return report is null ? null : new(report, await ChangedAsync(connection, report, await ReadModel.PositionAsync(connection, cancellationToken), cancellationToken));
    }

    /// <inheritdoc />
    public void Dispose() => _changed.Dispose();

    private async Task<int> ChangedAsync(NpgsqlConnection connection, PublishedReport report, long position, CancellationToken cancellationToken)
    {
        var key = (report.It.ReportId, position, clock.Today);
        if (!_changed.TryGetValue(key, out int changed))
        {
            changed = (await review.OfAsync(connection, report.It, clock.Today, cancellationToken)).Changes.Count;
            _changed.Set(key, changed, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
        }

        return changed;
    }

    private async Task<bool> MaySeeAsync(HttpContext context, PublishedReport report)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        return Access.OnUnit(context.Actor(), Verb.ViewReports, report.It.Question.Unit, facts.Units, clock.Today);
    }

    /// <summary>Units whose reports the actor may see; null for all.</summary>
    private async Task<IReadOnlyCollection<Guid>?> VisibleAsync(HttpContext context)
    {
        var tops = Access.Tops(context.Actor(), Verb.ViewReports);
        if (tops.Count == 0)
        {
            return context.Actor().Has(Verb.ViewReports) ? null : [];
        }

        var units = (await reference.CurrentAsync(context.RequestAborted)).Units;
        return [.. units.Units.Where(u => tops.Any(t => units.IsWithin(u, t, clock.Today)))];
    }
}
