using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Domain.Training;

/// <summary>Kinds of training (section 5). <see cref="TheoryUnspecified"/> is political theory of a level a report does not state: no class has it.</summary>
[JsonConverter(typeof(CodeConverter<TrainingKind>))]
public enum TrainingKind
{
    PartyAwareness, NewMember, TheoryElementary, TheoryIntermediate, TheoryAdvanced, TheoryBachelor, TheoryConfirmed,
    UnionSkills, Professional, Workshop, KnowledgeUpdate, TheoryUnspecified,
}

/// <summary>What having been through a kind of training counts as (section 5).</summary>
public enum CountsAs
{
    /// <summary>Volume of training only; no certificate of it qualifies for anything.</summary>
    VolumeOnly,

    /// <summary>Volume, and a certificate that is kept as evidence of skill.</summary>
    Certificate,

    /// <summary>Needed before the cell considers admission (ADM-13).</summary>
    BeforeAdmission,

    /// <summary>Needed before recognition (ADM-37).</summary>
    BeforeRecognition,

    /// <summary>A level of political theory, for good.</summary>
    TheoryLevel,
}

/// <summary>What each row of section 5 means.</summary>
public static class TrainingKinds
{
    /// <summary>
    /// Day from which no paper confirming a theory level is issued any more; those issued before stay good. What ended is the paper itself, so no later
    /// rule can move the day: it is not one of the dated parameters.
    /// </summary>
    public static DateOnly ConfirmationsEndedOn { get; } = new(2021, 7, 9);

    /// <summary>What it counts as.</summary>
    public static CountsAs Counts(TrainingKind kind) => kind switch
    {
        TrainingKind.PartyAwareness => CountsAs.BeforeAdmission,
        TrainingKind.NewMember => CountsAs.BeforeRecognition,
        TrainingKind.UnionSkills or TrainingKind.Professional => CountsAs.Certificate,
        TrainingKind.Workshop or TrainingKind.KnowledgeUpdate => CountsAs.VolumeOnly,
        _ => CountsAs.TheoryLevel,
    };

    /// <summary>Whether its classes end in a certificate or a failure; of the others only the volume counts.</summary>
    public static bool GivesCertificate(TrainingKind kind) => Counts(kind) != CountsAs.VolumeOnly;

    /// <summary>Whether classes of it are held: a paper is confirmed without one, and an unstated level is known from reports only.</summary>
    public static bool HasClasses(TrainingKind kind) => kind is not (TrainingKind.TheoryConfirmed or TrainingKind.TheoryUnspecified);

    /// <summary>The level its certificate proves; null when it proves none by itself.</summary>
    public static TheoryLevel? Level(TrainingKind kind) => kind switch
    {
        TrainingKind.TheoryElementary => TheoryLevel.Elementary,
        TrainingKind.TheoryIntermediate => TheoryLevel.Intermediate,
        TrainingKind.TheoryAdvanced => TheoryLevel.Advanced,
        TrainingKind.TheoryBachelor => TheoryLevel.Bachelor,
        _ => null,
    };

    /// <summary>
    /// Last day a certificate is good for, as the rules in force on <paramref name="asOf"/> have it; null when no rule ends it. Theory certificates are for good; a
    /// centre that was abolished since takes nothing away from them.
    /// </summary>
    public static DateOnly? LastDay(TrainingKind kind, DateOnly issuedOn, Regulations.Regulations regulations, DateOnly asOf)
    {
        var code = kind switch
        {
            TrainingKind.PartyAwareness => ParameterCatalogue.CertificateMonths,
            TrainingKind.UnionSkills => ParameterCatalogue.TrainingUnionSkillsMonths,
            _ => null,
        };
        return code is not null && regulations.Parameter(code, asOf) is var (_, term) && Deadlines.AddMonths(issuedOn, term.Int) is { } end
            ? term.Inclusive ? end : end.AddDays(-1)
            : null;
    }
}
