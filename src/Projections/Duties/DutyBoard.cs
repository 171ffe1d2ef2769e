using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Statements;
using Npgsql;

namespace CadreWorkflow.Projections.Duties;

/// <summary>Where a duty stands on the board: exactly one of these.</summary>
[JsonConverter(typeof(CodeConverter<DutyUrgency>))]
public enum DutyUrgency
{
    /// <summary>The latest period that is over was missed.</summary>
    Overdue,

    /// <summary>Nothing is owed from before, and the running period ends within <see cref="DutyBoard.SoonDays"/> days.</summary>
    Soon,

    /// <summary>The running period has time.</summary>
    Open,

    /// <summary>The running period is done already, or no period runs.</summary>
    Done,
}

/// <summary>What is asked about recurring duties.</summary>
/// <param name="Day">The day on which they are looked at.</param>
public sealed record DutyRequest(DateOnly Day)
{
    /// <summary>Scope; the root of the union tree when null.</summary>
    public Guid? Unit { get; init; }

    /// <summary>One kind; all when null.</summary>
    public DutyKind? Kind { get; init; }

    /// <summary>Periods that end from this day on are counted; the first of the day's year when null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Null for all that is known.</summary>
    public long? AsKnownPosition { get; init; }
}

/// <summary>One duty of one unit on the board.</summary>
/// <param name="DutyId">The duty; for the review of a plan the plan, for yearly declarations the unit.</param>
/// <param name="Times">How often at least; for yearly declarations how many people declare.</param>
/// <param name="Missed">Periods missed from the beginning to the day; for yearly declarations people who are late.</param>
/// <param name="LastMissed">The latest of them.</param>
/// <param name="Now">The running period; null when none runs.</param>
/// <param name="LastHeldOn">When it was last held.</param>
/// <param name="NextDue">Last day of the running period where it is not done.</param>
public sealed record DutyRow(
    Guid Unit, string Code, string Name, Guid DutyId, DutyKind Kind, DutyPeriod Period, int Times, DutyUrgency Urgency, int Missed, DutyOccasion? LastMissed, DutyOccasion? Now,
    DateOnly? LastHeldOn, DateOnly? NextDue);

/// <summary>How far a unit, with everything below it, works by rule and keeps its duties.</summary>
/// <param name="Units">Grassroots unions active on the day.</param>
/// <param name="WithPaper">Those with a coordination rule or programme in force, their own or a superior's within the scope.</param>
/// <param name="WithDuty">Those with a duty laid down.</param>
/// <param name="Held">How many of those due were held, over periods that ended from <see cref="DutyRequest.From"/> to the day.</param>
/// <param name="Due">How many were due.</param>
public sealed record DutyCoverage(Guid Unit, string Code, string Name, int Units, int WithPaper, int WithDuty, int Held, int Due)
{
    /// <summary>Held ÷ due.</summary>
    public string HeldText => VietnameseNumber.Percent(Held, Due);

    /// <summary>With paper ÷ units.</summary>
    public string PaperText => VietnameseNumber.Percent(WithPaper, Units);
}

/// <summary>A unit that has neither a programme nor a coordination rule.</summary>
public sealed record UnitWithoutPaper(Guid Unit, string Code, string Name);

/// <summary>A count a unit reported by itself.</summary>
public sealed record ReportedTally(Guid Unit, string Code, string Name, DutyKind Kind, int Year, int Held, int Due, DocumentRef? Document)
{
    /// <summary>Held ÷ due.</summary>
    public string Text => VietnameseNumber.Percent(Held, Due);
}

/// <summary>The board, and the coverage of a unit and its direct children.</summary>
/// <param name="Without">Grassroots unions without programme or rule, in the order of their codes.</param>
public sealed record DutyAnswer(
    DateOnly Day, DateOnly From, long Position, IReadOnlyList<DutyRow> Items, DutyCoverage Total, IReadOnlyList<DutyCoverage> Rows, IReadOnlyList<UnitWithoutPaper> Without,
    IReadOnlyList<ReportedTally> Tallies);

/// <summary>Recurring duties of units on a day: what is overdue, due soon, done, and who works by no plan or rule at all (ST-14's sister for duties; P5, P6).</summary>
public sealed class DutyBoard(ReadFacts facts, PlanList plans, DeclarationBoard declarations)
{
    /// <summary>Due soon begins this many days before the end of a period.</summary>
    public const int SoonDays = 30;

    /// <summary>The board of a scope: overdue first, then by the day due, then by unit.</summary>
    public async Task<DutyAnswer> QueryAsync(NpgsqlConnection connection, DutyRequest request, CancellationToken cancellationToken = default)
    {
        var position = request.AsKnownPosition ?? await ReadModel.PositionAsync(connection, cancellationToken);
        var tree = await facts.UnitsAsync(connection, request.AsKnownPosition, cancellationToken);
        var (unit, day) = (request.Unit ?? tree.Root(Tree.Union), request.Day);
        var from = request.From ?? new DateOnly(day.Year, 1, 1);
        var below = tree.Subtree(unit, day);
        var said = await UnitStatements.ReadAsync<DutyEvent>(connection, UnitStatements.Duties, below, request.AsKnownPosition, cancellationToken);
        var states = said.ToDictionary(s => s.Key, DutyState.Of);
        var seen = states.SelectMany(s => s.Value.Duties.Where(d => request.Kind is not { } kind || d.Said.Kind == kind)
            .Select(d => (Unit: s.Key, Duty: d, Occasions: d.On(day, tree.Unit(s.Key, day)?.EndedOn)))).ToList();
        var counted = seen.ToLookup(s => s.Unit, s => Counted(s.Occasions, from, day));
        bool Works(Guid u) => states.TryGetValue(u, out var s) && s.Papers.Exists(p => p.On(day));
        var papers = below.Where(Works).ToHashSet();
        var grassroots = below.Where(u => tree.Unit(u, day) is { Active: true, Kind: UnitKind.GrassrootsUnion }).ToList();
        bool Covered(Guid u) => papers.Contains(u) || tree.Ancestors(u, day).TakeWhile(_ => u != unit).Any(papers.Contains);
        var covered = grassroots.Where(Covered).ToHashSet();

        DutyCoverage Coverage(Guid id)
        {
            var (named, within) = (tree.Unit(id, day)!, tree.Subtree(id, day));
            var mine = within.Where(u => tree.Unit(u, day) is { Active: true, Kind: UnitKind.GrassrootsUnion }).ToList();
            return new(
                id, named.Code, named.Name, mine.Count, mine.Count(covered.Contains), mine.Count(u => states.TryGetValue(u, out var s) && s.Duties.Exists(d => d.EndedOn is null || d.EndedOn > day)),
                within.Sum(u => counted[u].Sum(c => c.Held)), within.Sum(u => counted[u].Sum(c => c.Due)));
        }

        return new(
            day, from, position,
            [
                .. (await FromRecordsAsync(connection, request, tree, unit, cancellationToken)).Concat(seen.Where(s => s.Duty.EndedOn is null || s.Duty.EndedOn > day).Where(s => tree.Unit(s.Unit, day) is { Active: true }).Select(s => Row(tree.Unit(s.Unit, day)!, s.Duty, s.Occasions, day)))
                    .OrderBy(r => r.Urgency).ThenBy(r => r.LastMissed is { } missed && r.Urgency == DutyUrgency.Overdue ? missed.To : r.NextDue ?? DateOnly.MaxValue)
                    .ThenBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.Kind),
            ],
            Coverage(unit), [.. tree.Children(unit, day).Select(Coverage)],
            [.. grassroots.Where(u => !covered.Contains(u)).Select(u => tree.Unit(u, day)!).OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => new UnitWithoutPaper(u.Id, u.Code, u.Name))],
            [
                .. states.SelectMany(s => s.Value.Tallies.Select(t => (Unit: tree.Unit(s.Key, day)!, t.Said))).Where(t => t.Said.Year <= day.Year && (request.Kind is not { } kind || t.Said.Kind == kind))
                    .OrderByDescending(t => t.Said.Year).ThenBy(t => t.Unit.Code, StringComparer.Ordinal)
                    .Select(t => new ReportedTally(t.Unit.Id, t.Unit.Code, t.Unit.Name, t.Said.Kind, t.Said.Year, t.Said.Held, t.Said.Due, t.Said.Document)),
            ]);
    }

    /// <summary>Yearly reviews of plans (PLN-15) and yearly declarations (AST-02): duties whose record is elsewhere.</summary>
    private async Task<IEnumerable<DutyRow>> FromRecordsAsync(NpgsqlConnection connection, DutyRequest request, OrgTree tree, Guid unit, CancellationToken cancellationToken)
    {
        var day = request.Day;
        var scope = new ReadScope(day, day) { AsKnownPosition = request.AsKnownPosition, Unit = unit };
        var rows = new List<DutyRow>();
        if (request.Kind is null or DutyKind.PlanReview)
        {
            var open = await plans.PlansAsync(connection, scope, new() { Open = true, Take = CaseList.MaxPage }, cancellationToken);
            rows.AddRange(open.Items.Select(p => Review(p, tree.Unit(p.Body, day)!, day)));
        }

        if (request.Kind is null or DutyKind.YearlyDeclaration)
        {
            foreach (var year in new[] { day.Year - 1, day.Year })
            {
                var page = await declarations.QueryAsync(connection, scope, new() { Year = year, Kind = DeclarationKind.Yearly, Take = 1 }, cancellationToken);
                if (Declared(page, tree.Unit(unit, day)!, year, day) is { } row)
                {
                    rows.Add(row);
                }
            }
        }

        return rows;
    }

    private static DutyRow Review(PlanItem plan, UnitFacts body, DateOnly day)
    {
        var year = new DutyOccasion(
            new(day.Year, 1, 1), new(day.Year, 12, 31), 1, [], plan.ReviewedYears.Contains(day.Year) || plan.OpenedOn.Year == day.Year ? DutyStanding.Done : DutyStanding.Open);
        var missed = plan.MissedReview is { } gone ? new DutyOccasion(new(gone, 1, 1), new(gone, 12, 31), 1, [], DutyStanding.Missed) : null;
        var due = year.Standing == DutyStanding.Open ? year.To : (DateOnly?)null;
        return new(
            body.Id, body.Code, body.Name, plan.PlanId, DutyKind.PlanReview, DutyPeriod.Year, 1, missed is not null ? DutyUrgency.Overdue : UrgencyOf(due, day), missed is null ? 0 : 1, missed, year,
            null, due);
    }

    private static DutyRow? Declared(DutyPage page, UnitFacts unit, int year, DateOnly day)
    {
        var (late, waiting) = (page.ByStatus[DutyStatus.Late], page.ByStatus[DutyStatus.Due]);
        var filed = page.ByStatus[DutyStatus.FiledOnTime] + page.ByStatus[DutyStatus.FiledLate];
        if (late + waiting + filed == 0 || (year < day.Year && late == 0))
        {
            return null;
        }

        var period = new DutyOccasion(new(year, 1, 1), new(year, 12, 31), late + waiting + filed, [], late > 0 ? DutyStanding.Missed : waiting > 0 ? DutyStanding.Open : DutyStanding.Done);
        var due = waiting > 0 ? page.Items.Select(i => (DateOnly?)i.DueOn).FirstOrDefault() ?? period.To : (DateOnly?)null;
        return new(
            unit.Id, unit.Code, unit.Name, unit.Id, DutyKind.YearlyDeclaration, DutyPeriod.Year, late + waiting + filed, late > 0 ? DutyUrgency.Overdue : UrgencyOf(due, day), late,
            late > 0 ? period : null, year == day.Year ? period : null, null, due);
    }

    private static DutyUrgency UrgencyOf(DateOnly? owed, DateOnly day) =>
        owed is not { } due ? DutyUrgency.Done : due.DayNumber - day.DayNumber <= SoonDays ? DutyUrgency.Soon : DutyUrgency.Open;

    /// <summary>Held and due over the periods that ended in a stretch, or were done before their end.</summary>
    internal static (int Held, int Due) Counted(IReadOnlyList<DutyOccasion> occasions, DateOnly from, DateOnly day)
    {
        var over = occasions.Where(o => o.To >= from && (o.To < day || o.Standing != DutyStanding.Open)).ToList();
        return (over.Sum(o => o.HeldOfDue), over.Sum(o => o.Due));
    }

    /// <summary>One duty of a unit as the board shows it.</summary>
    public static DutyRow Row(UnitFacts unit, Duty duty, IReadOnlyList<DutyOccasion> occasions, DateOnly day)
    {
        var now = occasions.LastOrDefault(o => o.To >= day);
        var over = occasions.Where(o => o.To < day).ToList();
        var missed = over.Where(o => o.Standing == DutyStanding.Missed).ToList();
        var owed = now is { Standing: DutyStanding.Open } ? now.To : (DateOnly?)null;
        var urgency = over is [.., { Standing: DutyStanding.Missed }] ? DutyUrgency.Overdue : UrgencyOf(owed, day);
        return new(
            unit.Id, unit.Code, unit.Name, duty.Said.DutyId, duty.Said.Kind, duty.Said.Period, duty.Said.Times, urgency, missed.Count, missed.Count == 0 ? null : missed[^1], now,
            duty.Held.Where(h => h.Said.OccurredOn <= day).Select(h => (DateOnly?)h.Said.OccurredOn).Max(), owed);
    }
}
