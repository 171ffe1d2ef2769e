using System.Text.Json;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Api.Engine;

/// <summary>Anything said about training. Its content as text is what a command id stands for.</summary>
public abstract record TrainingWork(long? ExpectedVersion) : Command
{
    internal abstract string Content { get; }
}

/// <summary>States an act on a training class. For <see cref="ClassOpened"/> and <see cref="ClassPlanned"/> the id is that of the event.</summary>
public sealed record TrainingCommand(Guid ClassId, TrainingEvent Act, long? ExpectedVersion = null) : TrainingWork(ExpectedVersion)
{
    /// <inheritdoc />
    public override string Name => DomainEvents.Catalog.NameOf(Act);

    internal override string Content => $"{ClassId:D}\n{DomainEvents.Catalog.Write(Act).Data}";
}

/// <summary>Several acts on one class as one statement: the results of everybody on a list. All are recorded, or nothing is.</summary>
public sealed record TrainingActs(Guid ClassId, IReadOnlyList<TrainingEvent> Acts, long? ExpectedVersion = null) : TrainingWork(ExpectedVersion)
{
    /// <summary>Most acts of one command: a long list of a large class, each person with attendance and result.</summary>
    public const int Most = 1_000;

    /// <inheritdoc />
    public override string Name => "class_results";

    internal override string Content => string.Join('\n', Acts.Select(a => $"{DomainEvents.Catalog.NameOf(a)} {DomainEvents.Catalog.Write(a).Data}").Prepend(ClassId.ToString("D")));
}

/// <summary>One person in one class with what became of it, as a line of a class list says it: recorded whole or not at all.</summary>
/// <param name="CaseId">The admission case that names the person and that the result is for; null for none.</param>
/// <param name="PersonKey">Names a person across files; see <see cref="FileReferral.PersonKey"/>. Null when <paramref name="CaseId"/> names the person.</param>
/// <param name="NewPerson">Attributes to look the person up by, and to register when nobody is known by them.</param>
/// <param name="EnrolledOn">Day of the call-up.</param>
/// <param name="Passed">Null when there is no result yet.</param>
/// <param name="ResultOn">Null for the certificate's date, else the last day of the class.</param>
/// <param name="CertificateNumber">Needed when passed.</param>
/// <param name="CertificateIssuer">Null for the class's issuer.</param>
public sealed record EnterParticipant(
    Guid ClassId,
    Guid? CaseId,
    Guid? PersonKey,
    PersonAttributes? NewPerson,
    DateOnly EnrolledOn,
    bool? Attended = null,
    bool? Passed = null,
    DateOnly? ResultOn = null,
    string? CertificateNumber = null,
    DateOnly? CertificateDate = null,
    string? CertificateIssuer = null) : TrainingWork((long?)null)
{
    /// <inheritdoc />
    public override string Name => "enter_participant";

    internal override string Content => JsonSerializer.Serialize(this);
}

/// <summary>States an act on a training programme. For <see cref="ProgrammeOpened"/> the id is that of the event.</summary>
public sealed record ProgrammeCommand(Guid ProgrammeId, ProgrammeEvent Act, long? ExpectedVersion = null) : TrainingWork(ExpectedVersion)
{
    /// <inheritdoc />
    public override string Name => DomainEvents.Catalog.NameOf(Act);

    internal override string Content => $"{ProgrammeId:D}\n{DomainEvents.Catalog.Write(Act).Data}";
}

/// <summary>States a certificate a person showed, of a class that is not on record.</summary>
public sealed record EvidenceCommand(EvidenceEvent Act, long? ExpectedVersion = null) : TrainingWork(ExpectedVersion)
{
    /// <inheritdoc />
    public override string Name => DomainEvents.Catalog.NameOf(Act);

    internal override string Content => DomainEvents.Catalog.Write(Act).Data;
}

/// <summary>Ids that follow from codes: a class or a programme of one code is one, whichever door it came through.</summary>
public static class TrainingIds
{
    private static readonly Guid ClassScope = new("93a1b5c7-d9e1-5f24-a6b8-c0d2e4f60718");
    private static readonly Guid ProgrammeScope = new("5f0e6f7a-1c2d-5b3e-9a4f-8d7c6b5a4e3f");

    /// <summary>The class of a code; letters' case makes no difference.</summary>
    public static Guid Class(string code) => Uuid.Of(ClassScope, code.ToUpperInvariant());

    /// <summary>The programme of a code.</summary>
    public static Guid Programme(string code) => Uuid.Of(ProgrammeScope, code.ToUpperInvariant());
}
