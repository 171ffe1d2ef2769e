using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Planning;

using CadreWorkflow.Domain.Regulations;

/// <summary>A share of the planned persons, as two integers; never rounded before it is compared (case 59 of the law book).</summary>
/// <param name="Rule">PLN-05…09.</param>
/// <param name="Known">Persons of whom it is known either way: the denominator.</param>
/// <param name="Target">Share the version asks for; null where it only says to strive.</param>
/// <param name="Reached">Null without a target.</param>
public sealed record PlanShare(string Rule, int Count, int Known, int Unknown, Ratio? Target, bool? Reached, string? PolicyVersion);

/// <summary>Names against seats for one post (PLN-16, ST-20).</summary>
public sealed record PlanPost(Guid PostId, int Seats, int Names);

/// <summary>The shape of a plan on a day (ST-20, PLN-05…09, PLN-16): shares of persons, three age bands, names per post.</summary>
/// <param name="Persons">Distinct persons named: the denominators count persons, not names.</param>
public sealed record PlanShape(
    int Persons, PlanShare Young, PlanShare Women, PlanShare EthnicMinority, PlanShare ScienceTechnology, int AgeUnder40, int Age40To49, int Age50AndOver, int AgeUnknown,
    IReadOnlyList<PlanPost> Posts)
{
    private const int YoungWhereNotStated = 40;

    /// <summary>True when each of the three bands has somebody (PLN-08).</summary>
    public bool HasThreeBands => AgeUnder40 > 0 && Age40To49 > 0 && Age50AndOver > 0;

    /// <summary>The shape on a day, under the rules of that day.</summary>
    /// <param name="ethnicMinority">Whether a person belongs to an ethnic minority, from the person's attributes: sensitive, so never in the log.</param>
    public static PlanShape On(PlanHistory plan, PostBook posts, Regulations regulations, DateOnly day, Func<Guid, bool?>? ethnicMinority = null) =>
        Of([.. plan.NamesOn(day).Select(n => n.Named)], posts, regulations, day, ethnicMinority);

    /// <summary>The completed years a name stands for on a day: those of the naming plus the calendar years since, as the log holds no birth date.</summary>
    public static int? YearsOn(PlanNamed named, DateOnly day) => named.AgeYears + (day.Year - named.OccurredOn.Year);

    /// <summary>Years below which somebody is young under the rules of a day (PLN-05).</summary>
    public static int YoungUnder(Regulations regulations, DateOnly day) => regulations.Parameter(ParameterCatalogue.PlanningYoungUnderYears, day)?.Parameter.Int ?? YoungWhereNotStated;

    /// <summary>The shape of the names standing on a day, of one plan or of several together.</summary>
    public static PlanShape Of(IReadOnlyCollection<PlanNamed> names, PostBook posts, Regulations regulations, DateOnly day, Func<Guid, bool?>? ethnicMinority = null)
    {
        var persons = names.GroupBy(n => n.PersonId).Select(g => g.MaxBy(n => n.OccurredOn)!).ToList();
        var young = YoungUnder(regulations, day);
        var ages = persons.Select(p => YearsOn(p, day)).ToList();
        return new(
            persons.Count,
            Share("PLN-05", ages.Select(a => a is { } years ? years < young : (bool?)null), ParameterCatalogue.PlanningYoungShare, regulations, day),
            Share("PLN-06", persons.Select(p => p.Gender == Gender.Unknown ? (bool?)null : p.Gender == Gender.Female), ParameterCatalogue.PlanningWomenShare, regulations, day),
            Share("PLN-07", persons.Select(p => ethnicMinority?.Invoke(p.PersonId)), null, regulations, day),
            Share("PLN-09", persons.Select(p => p.ScienceTechnology), null, regulations, day),
            ages.Count(a => a < 40),
            ages.Count(a => a is >= 40 and < 50),
            ages.Count(a => a >= 50),
            ages.Count(a => a is null),
            [.. names.GroupBy(n => n.PostId).Select(g => new PlanPost(g.Key, posts.Post(g.Key, day)?.Seats ?? 0, g.Count())).OrderBy(p => p.PostId)]);
    }

    private static PlanShare Share(string rule, IEnumerable<bool?> values, string? code, Regulations regulations, DateOnly day)
    {
        var all = values.ToList();
        var (count, known) = (all.Count(v => v == true), all.Count(v => v is not null));
        var found = code is null ? null : regulations.Parameter(code, day);
        return new(
            rule, count, known, all.Count - known, found?.Parameter.Ratio,
            found is { } f && known > 0 ? f.Parameter.Ratio.IsReachedBy(count, known, f.Parameter.Inclusive) : null, found?.Version.Id);
    }
}
