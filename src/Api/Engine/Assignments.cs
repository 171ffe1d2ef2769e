using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine;

/// <summary>A case, and the successor of its ended unit it goes to.</summary>
public sealed record Assignment(Guid CaseId, Guid Successor);

/// <summary>What became of one assignment.</summary>
public sealed record AssignmentResult(Guid CaseId, Guid Successor, CommandResult Result);

/// <summary>
/// Gives cases of ended units their successors, one command each: what one case is refused for keeps no other. Sent again under the same id it does what
/// is left and changes nothing already done.
/// </summary>
public sealed class Assignments(CommandGateway gateway, CaseReader cases, ReferenceFacts reference, IEventLog log, CadreClock clock)
{
    /// <summary>Most cases in one go.</summary>
    public const int Most = 500;

    /// <summary>Assigns, in order.</summary>
    public async Task<IReadOnlyList<AssignmentResult>> AssignAsync(
        IReadOnlyList<Assignment> assignments, Actor actor, Guid commandId, string via, CancellationToken cancellationToken)
    {
        var units = (await reference.RefreshAsync(cancellationToken)).Units;
        var changes = new Dictionary<Guid, Recorded<UnitEvent>?>();
        var results = new List<AssignmentResult>();
        foreach (var assignment in assignments)
        {
            results.Add(new(assignment.CaseId, assignment.Successor, await OneAsync(assignment, units, changes, actor, commandId, via, cancellationToken)));
        }

        return results;
    }

    private async Task<CommandResult> OneAsync(
        Assignment assignment, OrgTree units, Dictionary<Guid, Recorded<UnitEvent>?> changes, Actor actor, Guid commandId, string via, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var history = await cases.HistoryAsync(assignment.CaseId, cancellationToken);
        if (history.Filed is null || Access.View(actor, CaseScope.Of(history, today), units, today) != Verdict.Allowed)
        {
            return new CommandResult.NotFound("case");
        }

        if (units.Unit(assignment.Successor, today) is not { } target)
        {
            return new CommandResult.Refused(new("unknown_unit", "successor", assignment.Successor.ToString("D")));
        }

        var left = target.Tree == Tree.Union ? history.UnionUnitOn(today) : history.PartyBodyOn(today);
        if (left == assignment.Successor)
        {
            return new CommandResult.Accepted(0, new CommandAnswer(true, history.Version, CaseId: assignment.CaseId));
        }

        if (!units.Successors(left).Contains(assignment.Successor) || await ChangeAsync(left, changes, cancellationToken) is not { } change)
        {
            return new CommandResult.Refused(new("not_a_successor", "successor", target.Code, Parameters: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["successors"] = string.Join(", ", units.Successors(left).Select(s => units.Unit(s, today)?.Code)) is { Length: > 0 } codes ? codes : "–",
            }));
        }

        var party = target.Tree == Tree.Party;
        var act = new CaseFollowedUnit(change.Event.OccurredOn, true, change.Event.Document, party ? null : assignment.Successor, party ? assignment.Successor : null, change.Id);
        return await gateway.SendAsync(
            new CaseActCommand(assignment.CaseId, act), actor, Uuid.CommandFor(commandId, assignment.CaseId), via, new CommandOrigin(CorrelationId: commandId.ToString("D")), cancellationToken);
    }

    private async Task<Recorded<UnitEvent>?> ChangeAsync(Guid unit, Dictionary<Guid, Recorded<UnitEvent>?> known, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue(unit, out var change))
        {
            var events = EventCodec.Decode<UnitEvent>(await log.ReadStreamAsync(Streams.Unit(unit), 0, cancellationToken)).ToList();
            var struck = events.Where(e => e.Event is UnitFactStruck).Select(e => e.Headers.Corrects).ToHashSet();
            known[unit] = change = events.LastOrDefault(e => e.Event is UnitMerged or UnitSplit && e.Headers.Corrects is null && !struck.Contains(e.Id));
        }

        return change;
    }
}
