using System.Diagnostics;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Training;

/// <summary>Facts of a person's own papers: certificates of classes that are not on record here.</summary>
public abstract record EvidenceEvent(DateOnly OccurredOn, Guid PersonId) : IDomainEvent;

/// <summary>A person showed a certificate or a confirmation.</summary>
/// <param name="Confirms">The level a confirmation confirms; null for certificates, whose kind says it.</param>
public sealed record EvidenceRecorded(DateOnly OccurredOn, Guid PersonId, TrainingKind Kind, DocumentRef Certificate, TheoryLevel? Confirms = null) : EvidenceEvent(OccurredOn, PersonId);

/// <summary>The paper was entered by mistake.</summary>
public sealed record EvidenceStruck(DateOnly OccurredOn, Guid PersonId, TrainingKind Kind, string Number) : EvidenceEvent(OccurredOn, PersonId);

/// <summary>What a person has shown.</summary>
public sealed record EvidenceState
{
    /// <summary>Nothing yet.</summary>
    public static EvidenceState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>The papers, in the order entered.</summary>
    public IReadOnlyList<EvidenceRecorded> Papers { get; private init; } = [];

    /// <summary>Folds the stream.</summary>
    public static EvidenceState Of(IEnumerable<Recorded<EvidenceEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public EvidenceState Evolve(Recorded<EvidenceEvent> recorded) => recorded.Event switch
    {
        EvidenceRecorded paper => this with { Papers = [.. Papers, paper], Version = recorded.Version },
        EvidenceStruck struck => this with { Papers = [.. Papers.Where(p => !Same(p, struck.Kind, struck.Number))], Version = recorded.Version },
        _ => throw new UnreachableException(recorded.Event.GetType().Name),
    };

    internal static bool Same(EvidenceRecorded paper, TrainingKind kind, string number) =>
        paper.Kind == kind && string.Equals(paper.Certificate.Number, number, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Decides what is stated of a person's papers. Refusals: <c>future_date</c>, <c>document_missing</c>, <c>kind_without_certificate</c>, <c>confirmation_too_late</c>,
/// <c>confirmed_level_missing</c>, <c>certificate_exists</c>, <c>certificate_unknown</c>.
/// </summary>
public static class EvidenceDecisions
{
    /// <summary>Every code of a refusal, for the test that each has a text.</summary>
    public static IReadOnlyList<string> RefusalCodes { get; } =
        ["future_date", "document_missing", "kind_without_certificate", "confirmation_too_late", "confirmed_level_missing", "certificate_exists", "certificate_unknown"];

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(EvidenceState state, EvidenceEvent act, DateOnly today)
    {
        if (act.OccurredOn > today)
        {
            return TrainingDecisions.Future(act.OccurredOn, today);
        }

        return act switch
        {
            EvidenceRecorded paper => Record(state, paper, today),
            EvidenceStruck struck => state.Papers.Any(p => EvidenceState.Same(p, struck.Kind, struck.Number))
                ? Decision.Accept(Streams.Evidence(struck.PersonId), struck)
                : Decision.Refuse(new("certificate_unknown", "number", struck.Number)),
            _ => throw new UnreachableException(act.GetType().Name),
        };
    }

    private static Decision Record(EvidenceState state, EvidenceRecorded paper, DateOnly today)
    {
        if (paper.Certificate.Date > today)
        {
            return TrainingDecisions.Future(paper.Certificate.Date, today, "certificate.date");
        }

        if (string.IsNullOrWhiteSpace(paper.Certificate.Number) || string.IsNullOrWhiteSpace(paper.Certificate.Issuer))
        {
            return Decision.Refuse(new("document_missing", "certificate"));
        }

        if (paper.Kind == TrainingKind.TheoryUnspecified || !TrainingKinds.GivesCertificate(paper.Kind))
        {
            return Decision.Refuse(new("kind_without_certificate", "kind", Codes.Of(paper.Kind)));
        }

        if (paper.Kind == TrainingKind.TheoryConfirmed)
        {
            if (paper.Certificate.Date >= TrainingKinds.ConfirmationsEndedOn)
            {
                return Decision.Refuse(new("confirmation_too_late", "certificate.date", Iso(paper.Certificate.Date)));
            }

            if (paper.Confirms is null or TheoryLevel.Unknown or TheoryLevel.None)
            {
                return Decision.Refuse(new("confirmed_level_missing", "confirms"));
            }
        }

        if (state.Papers.FirstOrDefault(p => EvidenceState.Same(p, paper.Kind, paper.Certificate.Number)) is { } known)
        {
            return known.Certificate.Date == paper.Certificate.Date && known.Confirms == paper.Confirms
                ? Decision.Nothing
                : Decision.Refuse(new("certificate_exists", "certificate", paper.Certificate.Number));
        }

        return Decision.Accept(Streams.Evidence(paper.PersonId), paper);
    }
}
