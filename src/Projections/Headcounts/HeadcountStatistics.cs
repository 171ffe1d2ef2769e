using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Statements;
using CadreWorkflow.Projections.Statistics;
using Npgsql;

namespace CadreWorkflow.Projections.Headcounts;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// Shares of what units reported (ST-15, ST-16, ST-18). A unit's own report speaks for everything below it; a unit without one is the sum of what is
/// reported beneath, and those nobody reported for are named, never guessed.
/// </summary>
public sealed class HeadcountStatistics(ReadFacts facts, AdmissionStatistics admissions)
{
    // NQ 21-NQ/TW of 2022 asks for 3-4 % new Party members a year: a benchmark to show, no rule that says no.
    private const int BenchmarkSince = 2022;
    private const int BenchmarkLeast = 3;
    private const int BenchmarkMost = 4;

    /// <summary>The latest reports on or before a day, of a unit and its direct children.</summary>
    public async Task<HeadcountAnswer> QueryAsync(NpgsqlConnection connection, HeadcountRequest request, CancellationToken cancellationToken = default)
    {
        var position = request.AsKnownPosition ?? await ReadModel.PositionAsync(connection, cancellationToken);
        var tree = await facts.UnitsAsync(connection, request.AsKnownPosition, cancellationToken);
        var unit = request.Unit ?? tree.Root(Tree.Union);
        var reports = await ReportsAsync(connection, tree, unit, request, cancellationToken);
        var fold = new Fold(tree, request.Day, reports);
        return new(
            request.Day, Codes.Of(request.Body), request.Body == CountedBody.Together, position, fold.Row(unit), [.. tree.Children(unit, request.Day).Select(fold.Row)],
            [.. fold.Without(unit).Select(u => tree.Unit(u, request.Day)!).OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => new UnitWithoutReport(u.Id, u.Code, u.Name))]);
    }

    /// <summary>Admitted in a year against the Party members reported at its start (ST-18).</summary>
    /// <param name="today">Today in Viet Nam: a year that still runs is counted until then.</param>
    public async Task<PartyGrowth> GrowthAsync(
        NpgsqlConnection connection, Guid? asked, int year, DateOnly today, long? asKnownPosition = null, CancellationToken cancellationToken = default)
    {
        var tree = await facts.UnitsAsync(connection, asKnownPosition, cancellationToken);
        var unit = asked ?? tree.Root(Tree.Union);
        var last = new DateOnly(year, 12, 31);
        var to = today < last ? today : last;
        var start = new DateOnly(year, 1, 1).AddDays(-1);
        var admitted = await admissions.QueryAsync(
            connection, new StatisticsRequest(new(year, 1, 1), to, today) { Unit = unit, By = StatisticsBy.Unit, AsKnownPosition = asKnownPosition }, cancellationToken);
        var request = new HeadcountRequest(start) { Unit = unit, AsKnownPosition = asKnownPosition };
        var fold = new Fold(tree, start, await ReportsAsync(connection, tree, unit, request, cancellationToken));
        var byUnit = admitted.Rows.Where(r => !r.IsOwn).ToDictionary(r => r.Key, r => r.Admitted, StringComparer.Ordinal);

        PartyGrowthRow Row(Guid id, int count)
        {
            var row = fold.Row(id);
            var atStart = (long?)row.Figures.PartyMembers;
            return new(id, row.Code, row.Name, count, atStart, row.Missing, VietnameseNumber.Percent(count, atStart), Standing(count, atStart));
        }

        string? Standing(int count, long? atStart) =>
            year < BenchmarkSince || today <= last || atStart is not > 0 ? null
            : count * 100L < BenchmarkLeast * atStart ? "below"
            : count * 100L > BenchmarkMost * atStart ? "above"
            : "within";

        return new(
            year, to, asKnownPosition ?? await ReadModel.PositionAsync(connection, cancellationToken), Row(unit, admitted.Admitted),
            [.. tree.Children(unit, to).Select(c => Row(c, byUnit.GetValueOrDefault(c.ToString("D"))))]);
    }

    private static async Task<Dictionary<Guid, HeadcountReport>> ReportsAsync(
        NpgsqlConnection connection, OrgTree tree, Guid unit, HeadcountRequest request, CancellationToken cancellationToken)
    {
        var said = await UnitStatements.ReadAsync<HeadcountEvent>(connection, UnitStatements.Counts, tree.Subtree(unit, request.Day), request.AsKnownPosition, cancellationToken);
        return said.Select(s => (Unit: s.Key, Report: HeadcountState.Of(s).On(request.Day, request.Body))).Where(s => s.Report is not null).ToDictionary(s => s.Unit, s => s.Report!);
    }

    /// <summary>Reports rolled up through the tree of a day.</summary>
    private sealed class Fold(OrgTree tree, DateOnly day, Dictionary<Guid, HeadcountReport> reports)
    {
        private static readonly (string Name, Func<HeadcountFigures, int?> Of)[] Parts =
        [
            ("workers", f => f.Workers), ("members", f => f.Members), ("men", f => f.Men), ("women", f => f.Women), ("genderUnknown", f => f.GenderUnknown),
            ("partyMembers", f => f.PartyMembers), ("doctors", f => f.Doctors), ("masters", f => f.Masters), ("bachelors", f => f.Bachelors), ("theoryAdvanced", f => f.TheoryAdvanced),
        ];

        private readonly Dictionary<Guid, (List<HeadcountReport> Reports, List<Guid> Without)> _known = [];

        internal List<Guid> Without(Guid unit) => Of(unit).Without;

        internal HeadcountRow Row(Guid unit)
        {
            var named = tree.Unit(unit, day)!;
            var (found, without) = Of(unit);
            var figures = found.Select(r => r.Said.Figures).ToList();
            int? Sum(Func<HeadcountFigures, int?> part) => figures.Exists(f => part(f) is not null) ? figures.Sum(f => part(f) ?? 0) : null;
            return new(
                unit, named.Code, named.Name, reports.GetValueOrDefault(unit) is { } own ? new(own.Fact, own.Said.OccurredOn, own.Said.Precision, own.Said.Document) : null, found.Count,
                without.Count,
                new(
                    Sum(f => f.Workers), Sum(f => f.Members), Sum(f => f.Men), Sum(f => f.Women), Sum(f => f.GenderUnknown), Sum(f => f.PartyMembers), Sum(f => f.Doctors), Sum(f => f.Masters),
                    Sum(f => f.Bachelors), Sum(f => f.TheoryAdvanced)),
                [.. Parts.Where(p => found.Exists(r => r.Said.Precision != Precision.Exact && p.Of(r.Said.Figures) is not null)).Select(p => p.Name)], found.Count == 0 ? null : found.Min(r => r.Said.OccurredOn),
                HeadcountShare.Of(figures.Select(f => (f.PartyMembers, f.Members))), HeadcountShare.Of(figures.Select(f => (f.Members, f.Workers))),
                HeadcountShare.Of(figures.Select(f => (f.Women, f.Members))));
        }

        private (List<HeadcountReport> Reports, List<Guid> Without) Of(Guid unit)
        {
            if (_known.TryGetValue(unit, out var known))
            {
                return known;
            }

            if (reports.TryGetValue(unit, out var own))
            {
                known = ([own], []);
            }
            else if (tree.Children(unit, day) is { Count: > 0 } children)
            {
                var parts = children.Select(Of).ToList();
                known = ([.. parts.SelectMany(p => p.Reports)], [.. parts.SelectMany(p => p.Without)]);
            }
            else
            {
                known = ([], [unit]);
            }

            return _known[unit] = known;
        }
    }
}
