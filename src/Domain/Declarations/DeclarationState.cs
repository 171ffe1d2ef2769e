using System.Collections.Immutable;
using System.Diagnostics;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Declarations;

/// <summary>One duty to declare and what became of it.</summary>
public sealed record Obligation(
    Guid Id, DeclarationKind Kind, int Year, DateOnly AroseOn, DateOnly DueOn, DateOnly? FiledOn, DateOnly? HandedOverOn, DateOnly? PublishedOn, DateOnly? WaivedOn)
{
    /// <summary>Filed by its day; null while it is neither filed nor past.</summary>
    public bool? OnTime(DateOnly day) => WaivedOn is not null ? null : FiledOn is { } filed && filed <= day ? filed <= DueOn : day > DueOn ? false : null;
}

/// <summary>One person's duties to declare.</summary>
public sealed record DeclarationState
{
    /// <summary>None yet.</summary>
    public static DeclarationState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>Every duty, by id.</summary>
    public ImmutableDictionary<Guid, Obligation> Obligations { get; private init; } = ImmutableDictionary<Guid, Obligation>.Empty;

    /// <summary>Folds a declaration stream.</summary>
    public static DeclarationState Of(IEnumerable<Recorded<DeclarationEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public DeclarationState Evolve(Recorded<DeclarationEvent> recorded)
    {
        var e = recorded.Event;
        var next = e switch
        {
            ObligationArose a => this with { Obligations = Obligations.SetItem(a.ObligationId, new(a.ObligationId, a.Kind, a.Year, a.OccurredOn, a.DueOn, null, null, null, null)) },
            DeclarationFiled => Change(e, o => o with { FiledOn = e.OccurredOn }),
            DeclarationHandedOver => Change(e, o => o with { HandedOverOn = e.OccurredOn }),
            DeclarationPublished => Change(e, o => o with { PublishedOn = e.OccurredOn }),
            ObligationWaived => Change(e, o => o with { WaivedOn = e.OccurredOn }),
            _ => throw new UnreachableException(e.GetType().Name),
        };
        return next with { Version = recorded.Version };
    }

    private DeclarationState Change(DeclarationEvent e, Func<Obligation, Obligation> change) =>
        Obligations.TryGetValue(e.ObligationId, out var known) ? this with { Obligations = Obligations.SetItem(known.Id, change(known)) } : this;
}
