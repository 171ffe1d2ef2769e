using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Statistics;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Cadres of a direct child unit.</summary>
public sealed record CadreUnitRow(Guid Unit, string Name, int Persons, int Women, int ReviewDue, int Overdue);

/// <summary>Who the holders of posts are, and where their terms stand.</summary>
/// <param name="Persons">Distinct holders of posts on the day.</param>
/// <param name="Tenures">Posts held; somebody in two posts counts twice.</param>
/// <param name="Terms">Tenures by where the term stands (APT-13, APT-16); they sum to <paramref name="Tenures"/>.</param>
/// <param name="Divisions">By gender, age, education and theory level; each sums to <paramref name="Persons"/>.</param>
/// <param name="Units">By the unit of the highest post; they sum to <paramref name="Persons"/>.</param>
public sealed record CadreQualificationResult(
    CadreHead Head, int Persons, int Tenures, IReadOnlyList<CadreFigure> Figures, IReadOnlyList<CadrePart> Terms, IReadOnlyList<CadreDivision> Divisions, IReadOnlyList<CadreUnitRow> Units);

/// <summary>Qualification, theory level, gender and age of cadres (the figures of a personnel desk's yearly report), from the persons' attributes and the theory levels their certificates prove.</summary>
public sealed class CadreQualifications(ReadFacts facts)
{
    /// <param name="knownAt">Attributes recorded later are not known; null for all.</param>
    public async Task<CadreQualificationResult> QueryAsync(
        NpgsqlConnection connection, ReadScope scope, DateTimeOffset? knownAt = null, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var held = await TermList.HeldAsync(connection, query, new(), cancellationToken);
        var highest = held.GroupBy(t => t.PersonId).ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Rank).ThenBy(t => t.PostId).First());
        var people = (await query.PeopleAsync(connection, highest.Keys, knownAt, cancellationToken)).Values.ToList();
        var rolled = new UnitRollUp(query.Units, scope.Unit, scope.Day);
        var place = query.UnitPlaces();
        var genders = people.ToDictionary(p => p.PersonId, p => p.Gender);
        var overdue = held.ToLookup(t => t.PersonId, t => t.Status);
        long Above(Education least) => people.Count(p => p.Education >= least);
        return new(
            CadreHead.Of(query, scope), people.Count, held.Count,
            [
                new("S1", "doctorate", Above(Education.Doctorate), people.Count), new("S1", "master", people.Count(p => p.Education == Education.Master), people.Count),
                new("S1", "bachelor", people.Count(p => p.Education == Education.Bachelor), people.Count),
                new("S1", "theory_advanced_or_bachelor", people.Count(p => p.TheoryLevel is TheoryLevel.Advanced or TheoryLevel.Bachelor), people.Count),
                new("S1", "women", people.Count(p => p.Gender == Gender.Female), people.Count(p => p.Gender != Gender.Unknown), people.Count(p => p.Gender == Gender.Unknown)),
            ],
            [.. Enum.GetValues<TermStatus>().Select(s => new CadrePart(Domain.Events.Codes.Of(s), Domain.Events.Codes.Of(s), held.Count(t => t.Status == s), held.Count))],
            [
                CadreDivision.Of("gender", people.ConvertAll(p => p.Gender)), CadreDivision.Of("age", people.ConvertAll(p => AgeBands.On(p.BirthDate, scope.Day))),
                CadreDivision.Of("education", people.ConvertAll(p => p.Education)), CadreDivision.Of("theory", people.ConvertAll(p => p.TheoryLevel)),
            ],
            [
                .. highest.Values.GroupBy(t => CadreRollUp.RowOf(query, rolled, t.Unit)).OrderBy(g => place(g.Key)).Select(g => new CadreUnitRow(
                    g.Key, query.NameOf(g.Key), g.Count(), g.Count(t => genders[t.PersonId] == Gender.Female), g.Count(t => overdue[t.PersonId].Contains(TermStatus.ReviewDue)),
                    g.Count(t => overdue[t.PersonId].Contains(TermStatus.Overdue)))),
            ]);
    }
}
