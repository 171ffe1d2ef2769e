using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>Disciplines that make a cadre wait for a higher post (APT-05).</summary>
[JsonConverter(typeof(CodeConverter<Discipline>))]
public enum Discipline { Reprimand, Warning, RemovalFromOffice }

/// <summary>How somebody came to a post.</summary>
[JsonConverter(typeof(CodeConverter<PostTaking>))]
public enum PostTaking { Appointment, Promotion, Reappointment, Rotation, Transfer, Secondment, Election }

/// <summary>How somebody ceased to hold a post.</summary>
[JsonConverter(typeof(CodeConverter<PostLeaving>))]
public enum PostLeaving { TermEnded, Release, Dismissal, Resignation, Removal, Retirement, Moved, PostAbolished, Deceased }

/// <summary>Why a name left a plan (PLN-14).</summary>
[JsonConverter(typeof(CodeConverter<PlanRemoval>))]
public enum PlanRemoval { OverAge, Disciplined, PoliticalStandardNotMet, Retired, Moved, Appointed, NotReconfirmed, OwnWish, Deceased, EnteredWrongly }

/// <summary>
/// Facts of one person as a cadre: posts held, plans named in, open personnel procedures, disciplines. What stands in several streams is here once
/// per person, so that "three posts at most" and "one open procedure" are decided on one version.
/// </summary>
public abstract record CadreEvent(DateOnly OccurredOn, Guid PersonId) : IDomainEvent;

/// <summary>The name was put in a plan for a post.</summary>
public sealed record NamedInPlan(DateOnly OccurredOn, Guid PersonId, Guid PlanId, Guid PostId, PostLevel Level) : CadreEvent(OccurredOn, PersonId);

/// <summary>The name was taken out of the plan for the post.</summary>
public sealed record TakenOutOfPlan(DateOnly OccurredOn, Guid PersonId, Guid PlanId, Guid PostId, PlanRemoval Reason) : CadreEvent(OccurredOn, PersonId);

/// <summary>A personnel procedure names the person for a post; it stays open until decided or ended (PLN-04).</summary>
public sealed record ProposedForPost(DateOnly OccurredOn, Guid PersonId, Guid AppointmentId, Guid PostId) : CadreEvent(OccurredOn, PersonId);

/// <summary>The procedure ended for the person, with or without the post.</summary>
public sealed record ProposalEnded(DateOnly OccurredOn, Guid PersonId, Guid AppointmentId, Guid PostId) : CadreEvent(OccurredOn, PersonId);

/// <summary>A decision gives the person a post. The decision may be known before it is in force.</summary>
/// <param name="From">First day in the post.</param>
/// <param name="TermEndsOn">Last day of the term; null for a post without term.</param>
public sealed record PostTaken(DateOnly OccurredOn, Guid PersonId, DocumentRef? Document, Guid PostId, Guid? AppointmentId, PostTaking Kind, DateOnly From, DateOnly? TermEndsOn)
    : CadreEvent(OccurredOn, PersonId);

/// <summary>Holding the post was extended (APT-14).</summary>
public sealed record TenureExtended(DateOnly OccurredOn, Guid PersonId, DocumentRef? Document, Guid PostId, DateOnly TermEndsOn) : CadreEvent(OccurredOn, PersonId);

/// <summary>The person no longer holds the post.</summary>
/// <param name="From">First day without it.</param>
public sealed record PostLeft(DateOnly OccurredOn, Guid PersonId, DocumentRef? Document, Guid PostId, PostLeaving Kind, DateOnly From) : CadreEvent(OccurredOn, PersonId);

/// <summary>The person was disciplined; contents stay where they are kept.</summary>
public sealed record DisciplineRecorded(DateOnly OccurredOn, Guid PersonId, DocumentRef? Document, Discipline Kind) : CadreEvent(OccurredOn, PersonId);

/// <summary>The decision on discipline ceased to have effect, or was recalled (PLN-13).</summary>
/// <param name="DisciplinedOn">Day of the discipline it ends.</param>
public sealed record DisciplineEnded(DateOnly OccurredOn, Guid PersonId, DocumentRef? Document, Discipline Kind, DateOnly DisciplinedOn) : CadreEvent(OccurredOn, PersonId);

/// <summary>A recorded fact was wrong and no longer counts; for what follows from a procedure it is struck there.</summary>
/// <param name="Fact">Event id of the original.</param>
public sealed record CadreFactStruck(DateOnly OccurredOn, Guid PersonId, DocumentRef? Document, Guid Fact) : CadreEvent(OccurredOn, PersonId);
