namespace CadreWorkflow.Domain.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>How long a discipline keeps somebody from a higher post (APT-05).</summary>
/// <param name="Months">Length by the version in force on <paramref name="Until"/>.</param>
/// <param name="Until">First day on which it no longer stands in the way.</param>
/// <param name="PolicyVersion">The version that says so.</param>
/// <param name="Over">True when that day has come.</param>
public sealed record DisciplineWait(DisciplineFact Discipline, int Months, DateOnly Until, string PolicyVersion, string Article, bool Over);

/// <summary>Waiting after discipline: the version of the day asked about counts, so a wait begun under one version may end under another.</summary>
public static class DisciplineWaits
{
    private const int MostVersions = 20;

    /// <summary>The waits of a person as on a day; a discipline no version lays a wait down for is left out.</summary>
    public static IReadOnlyList<DisciplineWait> Of(CadreState cadre, Regulations regulations, DateOnly day) =>
        [.. cadre.Disciplines.Where(d => d.On <= day).Select(d => Of(d, regulations, day)).OfType<DisciplineWait>()];

    private static DisciplineWait? Of(DisciplineFact discipline, Regulations regulations, DateOnly day)
    {
        // Each try moves to the day the version of the last try names; another version may be in force by then.
        var asked = day;
        for (var tries = 0; tries < MostVersions; tries++)
        {
            if (regulations.Parameter(ParameterCatalogue.DisciplineWaitMonths, asked) is not { } wait || Deadlines.AddMonths(discipline.On, wait.Parameter.Steps[(int)discipline.Kind]) is not { } until)
            {
                return null;
            }

            if (until <= asked)
            {
                var first = tries == 0 ? until : asked;
                return new(discipline, wait.Parameter.Steps[(int)discipline.Kind], first, wait.Version.Id, wait.Parameter.Article, first <= day);
            }

            asked = until;
        }

        return null;
    }
}
