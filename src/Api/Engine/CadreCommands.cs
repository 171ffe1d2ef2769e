using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;

namespace CadreWorkflow.Api.Engine;

/// <summary>A person to register with the first act about them.</summary>
/// <param name="Key">Names the person across commands: the same key is the same person, registered once.</param>
public sealed record NewPerson(Guid Key, PersonAttributes Attributes);

/// <summary>States an act of cadre work. The event is the statement; it becomes the stored fact as it is.</summary>
/// <param name="Event">The candidate fact.</param>
/// <param name="ExpectedVersion">The version the caller looked at (<c>If-Match</c>); null when any will do.</param>
public abstract record CadreWorkCommand(IDomainEvent Event, long? ExpectedVersion) : Command
{
    /// <inheritdoc />
    public override string Name => DomainEvents.Catalog.NameOf(Event);

    /// <summary>Stream the act belongs to.</summary>
    public abstract string StreamId { get; }

    /// <summary>Set where the act is about somebody who may not be on record yet: joining a staff, taking up a post.</summary>
    public NewPerson? Registers { get; init; }
}

/// <summary>An act on a post of a unit.</summary>
public sealed record PostCommand(PostEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Posts;
}

/// <summary>An act on a cadre plan.</summary>
public sealed record PlanCommand(Guid PlanId, PlanEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Plan(PlanId);
}

/// <summary>An act of a personnel procedure.</summary>
public sealed record AppointmentCommand(Guid AppointmentId, AppointmentEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Appointment(AppointmentId);
}

/// <summary>What happens to a person in a post outside a procedure.</summary>
public sealed record CadreCommand(CadreEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Cadre(Act.PersonId);
}

/// <summary>An act on the quota or the staff of a unit.</summary>
public sealed record StaffingCommand(StaffingEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Staffing(Act.UnitId);
}

/// <summary>An act on a person's duty to declare.</summary>
public sealed record DeclarationCommand(DeclarationEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Declarations(Act.PersonId);
}

/// <summary>Counts a unit reports of itself.</summary>
public sealed record HeadcountCommand(HeadcountEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Headcount(Act.UnitId);
}

/// <summary>An act about what a unit owes again and again.</summary>
public sealed record DutyCommand(DutyEvent Act, long? ExpectedVersion = null) : CadreWorkCommand(Act, ExpectedVersion)
{
    /// <inheritdoc />
    public override string StreamId => Streams.Duties(Act.UnitId);
}
