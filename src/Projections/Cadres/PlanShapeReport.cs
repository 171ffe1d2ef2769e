using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Statistics;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>A share of the planned persons against what the rules of the day ask for (PLN-05…09).</summary>
/// <param name="Rule">Rule id.</param>
/// <param name="Target">As written, <c>1/4</c>; null where the version only says to strive.</param>
/// <param name="Reached">Null without a target, or when nothing is known.</param>
public sealed record PlanShareFigure(CadreFigure Figure, string Rule, string? Target, bool? Reached, string? PolicyVersion);

/// <summary>A direct child unit, or the unit itself: the posts within it.</summary>
/// <param name="Names">Names; the rows sum to the whole.</param>
/// <param name="Persons">Distinct persons; somebody planned in two units is in both rows.</param>
public sealed record PlanUnitRow(Guid Unit, string Name, bool IsOwn, int Names, int Persons, int Women, int Young);

/// <summary>Names against seats of one post (PLN-16).</summary>
public sealed record PlanPostRow(Guid PostId, string Title, Guid Unit, string UnitName, int Seats, int Names)
{
    /// <summary>Names per seat with two decimals, <c>1,50</c>; <c>–</c> without a seat.</summary>
    public string Ratio => PlanShapeReport.RatioText(Names, Seats);
}

/// <summary>The shape of the plans of a scope on a day (ST-20).</summary>
/// <param name="Names">Names in plans; a person planned for two posts counts twice.</param>
/// <param name="Persons">Distinct persons: what the shares are of.</param>
/// <param name="Seats">Seats of the posts planned for.</param>
/// <param name="Ratio">Names per seat (PLN-16).</param>
/// <param name="Divisions">By gender, age band, education and theory level; each sums to <paramref name="Persons"/>.</param>
/// <param name="HasThreeBands">PLN-08.</param>
/// <param name="Posts">The fewest names per seat first, at most <see cref="PlanShapeReport.MaxPosts"/>.</param>
public sealed record PlanShapeResult(
    CadreHead Head, int Plans, int Names, int Persons, int PostsTotal, int Seats, string Ratio, IReadOnlyList<PlanShareFigure> Shares, IReadOnlyList<CadreDivision> Divisions,
    bool HasThreeBands, IReadOnlyList<PlanUnitRow> Units, IReadOnlyList<PlanPostRow> Posts);

/// <summary>The three bands of PLN-08.</summary>
public enum PlanAgeBand { Unknown, Under40, From40To49, From50 }

/// <summary>Plan shape (ST-20), and the persons each number counts.</summary>
public sealed class PlanShapeReport(ReadFacts facts)
{
    /// <summary>Most posts listed.</summary>
    public const int MaxPosts = 200;

    /// <summary>The shape of one plan, or of all plans for posts in scope.</summary>
    public async Task<PlanShapeResult> QueryAsync(NpgsqlConnection connection, ReadScope scope, Guid? plan = null, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var items = await PlanList.NamesAsync(connection, query, new() { Plan = plan }, cancellationToken);
        var names = items.ConvertAll(Named);
        var shape = PlanShape.Of(names, query.Posts, query.Regulations, scope.Day);
        var persons = PerPerson(items).ToList();
        var young = PlanShape.YoungUnder(query.Regulations, scope.Day);
        var posts = shape.Posts.Select(p => (Row: p, Post: query.PostOf(p.PostId))).Select(p => new PlanPostRow(p.Row.PostId, p.Post.Title, p.Post.Unit, query.NameOf(p.Post.Unit), p.Row.Seats, p.Row.Names)).ToList();
        var rolled = new UnitRollUp(query.Units, scope.Unit, scope.Day);
        var units = items.GroupBy(n => CadreRollUp.RowOf(query, rolled, n.Unit)).Select(g =>
        {
            var people = PerPerson(g).ToList();
            return new PlanUnitRow(
                g.Key, query.NameOf(g.Key), g.Key == rolled.Unit, g.Count(), people.Count, people.Count(p => p.Gender == Gender.Female), people.Count(p => p.AgeYears < young));
        });
        var place = query.UnitPlaces();
        return new(
            CadreHead.Of(query, scope), items.Select(n => n.PlanId).Distinct().Count(), items.Count, shape.Persons, posts.Count, posts.Sum(p => p.Seats),
            RatioText(items.Count, posts.Sum(p => p.Seats)),
            [Share("young", shape.Young), Share("women", shape.Women), Share("ethnic_minority", shape.EthnicMinority), Share("science_technology", shape.ScienceTechnology)],
            [
                CadreDivision.Of("gender", persons.ConvertAll(p => p.Gender)), CadreDivision.Of("plan_age", persons.ConvertAll(p => BandOf(p.AgeYears))),
                CadreDivision.Of("education", persons.ConvertAll(p => p.Education)), CadreDivision.Of("theory", persons.ConvertAll(p => p.Theory)),
            ],
            shape.HasThreeBands, [.. units.OrderBy(u => u.IsOwn ? -1 : place(u.Unit))],
            [.. posts.OrderBy(p => p.Seats == 0 ? double.MaxValue : (double)p.Names / p.Seats).ThenBy(p => place(p.Unit)).ThenBy(p => p.PostId).Take(MaxPosts)]);
    }

    /// <summary>The persons a number counts, each once with the latest naming, in the Vietnamese order of names.</summary>
    /// <param name="counts">Which persons; null for all planned.</param>
    public async Task<PlanNamePage> PersonsAsync(
        NpgsqlConnection connection, ReadScope scope, Guid? plan, Func<PlanNameItem, int, bool>? counts, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var young = PlanShape.YoungUnder(query.Regulations, scope.Day);
        var found = PerPerson(await PlanList.NamesAsync(connection, query, new() { Plan = plan }, cancellationToken)).Where(n => counts?.Invoke(n, young) != false).ToList();
        var names = await People.PlacesAsync(connection, found.Select(n => n.PersonId), cancellationToken);
        return new(found.Count, found.Count, CadreQuery.Page(found.OrderBy(n => names[n.PersonId]), skip, take), query.Position);
    }

    /// <summary>Which persons a measure of the answer counts: <c>women</c>, <c>young</c>, <c>science_technology</c>, or a property with its code; null when there is no such measure.</summary>
    public static Func<PlanNameItem, int, bool>? Counts(string measure, string? key) => (measure, key) switch
    {
        ("women", null) => (n, _) => n.Gender == Gender.Female,
        ("young", null) => (n, young) => n.AgeYears < young,
        ("science_technology", null) => (n, _) => n.ScienceTechnology == true,
        ("gender", { } code) when Codes.TryParse<Gender>(code, out var gender) => (n, _) => n.Gender == gender,
        ("plan_age", { } code) when Codes.TryParse<PlanAgeBand>(code, out var band) => (n, _) => BandOf(n.AgeYears) == band,
        ("education", { } code) when Codes.TryParse<Education>(code, out var education) => (n, _) => n.Education == education,
        ("theory", { } code) when Codes.TryParse<TheoryLevel>(code, out var theory) => (n, _) => n.Theory == theory,
        _ => null,
    };

    /// <summary>Two decimals, rounded half away from zero on integers.</summary>
    internal static string RatioText(long names, long seats)
    {
        if (seats == 0)
        {
            return Domain.Regulations.VietnameseNumber.NoValue;
        }

        var hundredths = ((200 * names) + seats) / (2 * seats);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{hundredths / 100},{hundredths % 100:D2}");
    }

    private static IEnumerable<PlanNameItem> PerPerson(IEnumerable<PlanNameItem> names) => names.GroupBy(n => n.PersonId).Select(g => g.MaxBy(n => (n.From, n.Fact))!);

    internal static PlanNamed Named(PlanNameItem n) =>
        new(n.From, true, null, n.PersonId, n.PostId, n.ApprovedBy, n.Gender, n.AgeAtNaming, n.Education, n.Theory, n.ScienceTechnology);

    private static PlanAgeBand BandOf(int? years) => years switch { null => PlanAgeBand.Unknown, < 40 => PlanAgeBand.Under40, < 50 => PlanAgeBand.From40To49, _ => PlanAgeBand.From50 };

    private static PlanShareFigure Share(string measure, PlanShare share) =>
        new(new("ST-20", measure, share.Count, share.Known, share.Unknown), share.Rule, share.Target?.ToString(), share.Reached, share.PolicyVersion);
}
