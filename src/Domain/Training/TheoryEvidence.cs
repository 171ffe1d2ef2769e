using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Training;

/// <summary>A paper that proves a level of political theory.</summary>
/// <param name="Confirms">For a confirmation: the level it confirms.</param>
/// <param name="ClassId">Class it was issued by; null for a paper shown by the person.</param>
public sealed record TheoryEvidence(TrainingKind Kind, DocumentRef Certificate, TheoryLevel? Confirms = null, Guid? ClassId = null)
{
    /// <summary>The level it proves on a day; null when it proves none then.</summary>
    public TheoryLevel? LevelOn(DateOnly day) =>
        Certificate.Date > day ? null
        : Kind == TrainingKind.TheoryConfirmed ? (Certificate.Date < TrainingKinds.ConfirmationsEndedOn ? Confirms : null)
        : TrainingKinds.Level(Kind);
}

/// <summary>A person's level of political theory (section 5): the highest over valid evidence, not the one entered last.</summary>
public static class TheoryLevels
{
    /// <summary>The highest level proved on a day, with the paper that proves it; null when nothing does.</summary>
    public static (TheoryLevel Level, TheoryEvidence By)? Highest(IEnumerable<TheoryEvidence> evidence, DateOnly day)
    {
        (TheoryLevel Level, TheoryEvidence By)? highest = null;
        foreach (var paper in evidence)
        {
            if (paper.LevelOn(day) is { } level && (highest is not { } best || level > best.Level || (level == best.Level && paper.Certificate.Date < best.By.Certificate.Date)))
            {
                highest = (level, paper);
            }
        }

        return highest;
    }

    /// <summary>What is stated of a person and what papers prove, together: the higher of the two.</summary>
    public static TheoryLevel Effective(TheoryLevel stated, IEnumerable<TheoryEvidence> evidence, DateOnly day) =>
        Highest(evidence, day) is { } proved && proved.Level > stated ? proved.Level : stated;
}
