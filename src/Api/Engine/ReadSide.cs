using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>What lists, boards and reports share: a connection, a position, and what the actor may see.</summary>
public sealed class ReadSide(CadreDatabases databases, IEventLog log, SubscriptionMonitor monitor, ReadFacts facts)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    // Before it is sent a referral is the union's own draft.
    private static readonly IReadOnlyList<string> StagesKnownToParty =
        [.. Codes.All<Stage>().Except([Codes.Of(Stage.Draft), Codes.Of(Stage.UnitReview), Codes.Of(Stage.Nominated)], StringComparer.Ordinal)];

    /// <summary>A connection of the requests' pool.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => await databases.Requests.OpenConnectionAsync(cancellationToken);

    /// <summary>The position an instant stands for, once the read side has got there; null for all that is known.</summary>
    public async Task<long?> PositionAsync(DateTimeOffset? asKnownOn, CancellationToken cancellationToken)
    {
        if (asKnownOn is null)
        {
            return null;
        }

        var position = await log.PositionAtAsync(asKnownOn, cancellationToken);
        await monitor.WaitForPositionAsync(ReadModel.Name, position, LongestWait, cancellationToken);
        return position;
    }

    /// <summary>Both trees as known at a position.</summary>
    public async Task<OrgTree> UnitsAsync(long position, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await facts.UnitsAsync(connection, position, cancellationToken);
    }

    /// <summary>The scope of a list for an actor.</summary>
    public static ReadScope Scope(Actor actor, Verb verb, DateOnly day, DateOnly today, long? asKnownPosition = null, Guid? unit = null) => new(day, today)
    {
        AsKnownPosition = asKnownPosition,
        Allowed = Access.Tops(actor, verb) is { Count: > 0 } tops ? tops : actor.Has(verb) ? null : [Guid.Empty],
        Unit = unit,
    };

    /// <summary>The filter with what the actor may not know of left out: the Party side sees a case from its sending on.</summary>
    public static CaseListFilter Within(Actor actor, CaseListFilter filter)
    {
        if (actor.IsSystem || actor.Grants.Any(g => g.Role != Roles.PartyOfficer && Roles.VerbsOf(g.Role).Contains(Verb.ViewCases)))
        {
            return filter;
        }

        var stages = filter.Stages is { Count: > 0 } asked ? StagesKnownToParty.Intersect(asked, StringComparer.Ordinal).DefaultIfEmpty(string.Empty) : StagesKnownToParty;

        // The union's own committee can return a referral it never sent: its stage then says "returned", and it is still the union's own.
        return filter with { Stages = [.. stages], KnownToParty = true };
    }
}
