using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Engine;

/// <summary>Two verdicts on one fact: the stored one, which is never changed, and the one under the person's present attributes.</summary>
/// <param name="Gone">Findings of then that would not be made now.</param>
/// <param name="Came">Findings of now that were not made then.</param>
public sealed record Reevaluation(int ThenRevision, int NowRevision, IReadOnlyList<Finding> Gone, IReadOnlyList<Finding> Came)
{
    /// <summary>
    /// Judges a fact again when the person's attributes were corrected after it was judged; null when they were not, when it was struck, or when
    /// both verdicts say the same.
    /// </summary>
    public static Reevaluation? Of(LoadedCase loaded, Guid original)
    {
        var context = loaded.Context;
        if (loaded.History.Effectively(original)?.Headers.Evaluation is not { PersonRevision: { } then } evaluation || then == context.Person.Revision)
        {
            return null;
        }

        // Only what is known of the person differs: the rules are those of then.
        var rules = context.Regulations.Behind(evaluation);
        if (CaseDecisions.Again(loaded.History, original, context with { Regulations = rules }) is not { } now)
        {
            return null;
        }

        var (gone, came) = (Only(evaluation.Findings, now.Findings), Only(now.Findings, evaluation.Findings));
        return gone.Count + came.Count == 0 ? null : new(then, context.Person.Revision, gone, came);
    }

    private static List<Finding> Only(IReadOnlyList<Finding> these, IReadOnlyList<Finding> others) =>
        [.. these.Where(f => f.Severity != Severity.Show && !others.Any(o => o.Rule == f.Rule && o.Code == f.Code))];
}
