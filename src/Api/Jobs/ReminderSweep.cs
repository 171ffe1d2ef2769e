using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Deadlines;
using CadreWorkflow.Projections.Duties;
using CadreWorkflow.Projections.Lists;

namespace CadreWorkflow.Api.Jobs;

/// <summary>
/// Looks at what is due and puts one digest a day into each officer's inbox. It asks what is due now, not what it once scheduled, so a missed
/// tick is merely late.
/// </summary>
internal sealed class ReminderSweep(CadreDatabases databases, AccountStore accounts, InboxStore inbox, DeadlineBoard board, DeadlineMoves moves, DutyBoard duties, ReferenceFacts reference, CadreClock clock, ILogger<ReminderSweep> logger)
{
    private const int MaxItems = 200;

    /// <summary>Whoever has no digest yet is told of publications this many days back.</summary>
    private const int NewsDays = 14;

    /// <summary>Reminders go out from this hour of the Vietnamese day on.</summary>
    private const int FirstHour = 7;

    /// <summary>The number of digests made.</summary>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var regulations = (await reference.RefreshAsync(cancellationToken)).Regulations;
        if (clock.Now.ToOffset(VietnamTime.Offset).Hour < FirstHour || !IsWorking(regulations, today))
        {
            return 0;
        }

        var made = 0;
        foreach (var actor in await accounts.AllAsync(cancellationToken))
        {
            var verb = actor.Has(Verb.PartyActs) ? Verb.PartyActs : Verb.UnionActs;
            IReadOnlyList<DigestItem> items =
            [
                .. actor.Has(verb) ? await DueAsync(actor, verb, today, cancellationToken) : [],
                .. actor.Has(Verb.ManageCadres) ? await OwedAsync(actor, today, cancellationToken) : [],
            ];
            if (items.Count > 0 && await inbox.AddAsync(actor.AccountId, today, items, cancellationToken))
            {
                made++;
            }
        }

        logger.LogInformation("Reminder sweep of {Day}: {Count} digests", today, made);
        return made;
    }

    private async Task<IReadOnlyList<DigestItem>> DueAsync(Actor actor, Verb verb, DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(cancellationToken);
        var page = await board.QueryAsync(connection, ReadSide.Scope(actor, verb, today, today), new DeadlineFilter { Take = MaxItems }, cancellationToken);
        return
        [
            .. page.Items.Where(i => i.Urgency != Urgency.NotYet).Select(i => new DigestItem(i.CaseId, i.Rule, i.Due, Codes.Of(i.Urgency))),
            .. await MovedAsync(connection, actor, verb, today, cancellationToken),
        ];
    }

    /// <summary>Recurring duties that are overdue or due soon, of the units the actor answers for.</summary>
    private async Task<IReadOnlyList<DigestItem>> OwedAsync(Actor actor, DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(cancellationToken);
        var items = new List<DigestItem>();
        foreach (var unit in Access.Tops(actor, Verb.ManageCadres).Select(u => (Guid?)u).DefaultIfEmpty())
        {
            var owed = await duties.QueryAsync(connection, new(today) { Unit = unit }, cancellationToken);
            items.AddRange(owed.Items.Where(i => i.Urgency is DutyUrgency.Overdue or DutyUrgency.Soon)
                .Select(i => new DigestItem(i.Unit, "DUT-02", i is { Urgency: DutyUrgency.Overdue, LastMissed: { } missed } ? missed.To : i.NextDue ?? today, Codes.Of(i.Urgency), Duty: Codes.Of(i.Kind))));
        }

        return [.. items.Take(MaxItems)];
    }

    /// <summary>Open deadlines that a rule or calendar published since the last digest moved to another day.</summary>
    private async Task<IReadOnlyList<DigestItem>> MovedAsync(Npgsql.NpgsqlConnection connection, Actor actor, Verb verb, DateOnly today, CancellationToken cancellationToken)
    {
        var (_, last) = await inbox.ListAsync(actor.AccountId, 0, 1, cancellationToken);
        var since = last is [var digest, ..] ? digest.CreatedAt : clock.Now.AddDays(-NewsDays);
        var items = new List<DigestItem>();
        foreach (var publication in await DeadlineMoves.PublicationsAsync(connection, cancellationToken: cancellationToken))
        {
            if (publication.Moved > 0 && publication.RecordedAt > since && items.Count < MaxItems)
            {
                var page = await moves.QueryAsync(connection, ReadSide.Scope(actor, verb, today, today), new CaseListFilter(), publication.Position, 0, MaxItems, cancellationToken);
                items.AddRange(page.Items.Where(m => m.Open && m.OldDue != m.NewDue).Select(m => new DigestItem(m.CaseId, m.Rule, m.NewDue, "moved", m.OldDue)));
            }
        }

        return items;
    }

    /// <summary>A day outside the published calendars is taken as working: a reminder too many is better than none.</summary>
    private static bool IsWorking(Regulations regulations, DateOnly day) =>
        regulations.Calendar(CalendarCodes.Public) is not { } calendar || !calendar.Covers(day) || calendar.IsWorking(day);
}
