using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Declarations;

/// <summary>Kinds of asset and income declarations (AST-01).</summary>
[JsonConverter(typeof(CodeConverter<DeclarationKind>))]
public enum DeclarationKind { First, Yearly, Supplementary, ForPersonnelWork }

/// <summary>How a declaration was made public (AST-08).</summary>
[JsonConverter(typeof(CodeConverter<DisclosureForm>))]
public enum DisclosureForm { Posting, Meeting }

/// <summary>
/// Facts of one person's duties to declare: that it was due, filed, handed over, published. What was declared is never here, nor any amount (AST-01…08).
/// </summary>
public abstract record DeclarationEvent(DateOnly OccurredOn, Guid PersonId, Guid ObligationId) : IDomainEvent;

/// <summary>A duty to declare arose.</summary>
/// <param name="Year">The year it belongs to.</param>
/// <param name="DueOn">The last day that is on time.</param>
public sealed record ObligationArose(DateOnly OccurredOn, Guid PersonId, Guid ObligationId, DeclarationKind Kind, int Year, DateOnly DueOn)
    : DeclarationEvent(OccurredOn, PersonId, ObligationId);

/// <summary>The declaration was filed.</summary>
public sealed record DeclarationFiled(DateOnly OccurredOn, Guid PersonId, Guid ObligationId) : DeclarationEvent(OccurredOn, PersonId, ObligationId);

/// <summary>A copy was handed over to the control body (AST-06, AST-07).</summary>
/// <param name="ControlBody">Code of the body.</param>
public sealed record DeclarationHandedOver(DateOnly OccurredOn, Guid PersonId, Guid ObligationId, DocumentRef? Document, string ControlBody)
    : DeclarationEvent(OccurredOn, PersonId, ObligationId);

/// <summary>It was made public (AST-08).</summary>
public sealed record DeclarationPublished(DateOnly OccurredOn, Guid PersonId, Guid ObligationId, DocumentRef? Document, DisclosureForm Form)
    : DeclarationEvent(OccurredOn, PersonId, ObligationId);

/// <summary>The duty ended without a declaration: the person left the post, or it was entered wrongly.</summary>
public sealed record ObligationWaived(DateOnly OccurredOn, Guid PersonId, Guid ObligationId, DocumentRef? Document) : DeclarationEvent(OccurredOn, PersonId, ObligationId);
