using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Api.Pages.CadreRosters;

/// <summary>A column of a roster.</summary>
/// <param name="Key">Text of its heading.</param>
/// <param name="Width">In a workbook, in characters.</param>
public sealed record RosterColumn(string Key, double Width, bool IsNumber = false);

/// <summary>A list the personnel desk prints.</summary>
public sealed record CadreRoster(string Code, IReadOnlyList<RosterColumn> Columns)
{
    /// <summary>Text of its name.</summary>
    public string TitleKey => "cadre_roster." + Code;
}

/// <summary>A line.</summary>
/// <param name="Href">Where the first cell leads; null for nowhere.</param>
/// <param name="Cells">Texts, whole numbers, days or nothing, one for each column.</param>
public sealed record RosterLine(string? Href, object?[] Cells);

/// <summary>The rosters of cadres, the same lines for the page and the workbook.</summary>
public sealed class RosterBook(TermList terms, PlanList plans, VacancyList vacancies, StaffingReport staff, PeopleStore people)
{
    private static readonly RosterColumn Name = new("field.fullName", 26);
    private static readonly RosterColumn Born = new("field.birthDate", 12);
    private static readonly RosterColumn Gender = new("field.gender", 10);
    private static readonly RosterColumn Education = new("field.education", 16);
    private static readonly RosterColumn Theory = new("field.theoryLevel", 16);
    private static readonly RosterColumn Unit = new("field.unit", 40);
    private static readonly RosterColumn Post = new("cadre_roster.post", 30);
    private static readonly RosterColumn TermEnds = new("cadre_roster.term_ends", 12);
    private static readonly RosterColumn From = new("cadre_roster.from", 12);

    /// <summary>Every roster, in the order offered.</summary>
    public static IReadOnlyList<CadreRoster> All { get; } =
    [
        new("posts", [Name, Born, Gender, Post, Unit, new("cadre_roster.taking", 14), From, TermEnds, Education, Theory]),
        new("plan", [Name, Born, Gender, new("cadre_roster.planned_for", 30), Unit, new("cadre_roster.planned_on", 12), new("cadre_roster.age", 8, true), Education, Theory]),
        new("terms", [Name, Post, Unit, From, TermEnds, new("cadre_roster.review_from", 12), new("cadre_roster.status", 24)]),
        new(
            "vacancies",
            [
                Post, Unit, new("cadre_roster.level", 12), new("cadre_roster.seats", 8, true), new("cadre_roster.holders", 8, true), new("cadre_roster.coming", 8, true),
                new("cadre_roster.vacant", 8, true), new("cadre_roster.planned", 8, true), new("cadre_roster.procedures", 8, true),
            ]),
        new("staff", [Name, Born, Gender, Unit, new("cadre_roster.staff_kind", 18), new("cadre_roster.joined", 12), new("cadre_roster.away", 18), Education, Theory]),
    ];

    /// <summary>Lines of a roster within a scope.</summary>
    /// <param name="status">Of terms only.</param>
    public async Task<(int Total, IReadOnlyList<RosterLine> Lines)> ReadAsync(
        NpgsqlConnection connection, CadreRoster roster, ReadScope scope, TermStatus? status, int skip, int take, CancellationToken cancellationToken)
    {
        var t = Texts.Current;
        switch (roster.Code)
        {
            case "plan":
                var planned = await plans.NamesAsync(connection, scope, new() { Skip = skip, Take = take }, cancellationToken);
                return (planned.Total, await LinesAsync(planned.Items, n => n.PersonId, (n, p) =>
                    [Full(p), p?.BirthDate, Code("gender", n.Gender), n.Title, n.UnitName, n.From, n.AgeYears, Code("education", n.Education), Code("theory_level", n.Theory)], cancellationToken));
            case "terms":
                var ending = await terms.QueryAsync(connection, scope, new() { Status = status, Skip = skip, Take = take }, cancellationToken);
                return (ending.Total, await LinesAsync(ending.Items, h => h.PersonId, (h, p) =>
                    [Full(p), h.Title, h.UnitName, h.From, h.TermEndsOn, h.ReviewStartsOn, t["cadre_stats.term." + Codes.Of(h.Status)]], cancellationToken));
            case "vacancies":
                var posts = await vacancies.QueryAsync(connection, scope, new() { Skip = skip, Take = take }, cancellationToken);
                return (posts.Total,
                [
                    .. posts.Items.Select(v => new RosterLine(
                        $"/posts/{v.PostId:D}", [v.Title, v.UnitName, t["post_level." + Codes.Of(v.Level)], v.Seats, v.Holders, v.Coming, v.Vacant, v.Planned, v.OpenProcedures])),
                ]);
            case "staff":
                var found = await staff.StaffAsync(connection, scope, skip, take, default, cancellationToken);
                return (found.Total, await LinesAsync(found.Items, s => s.PersonId, (s, p) =>
                    [Full(p), p?.BirthDate, OfPerson("gender", p?.Gender), s.UnitName, t["cadre_roster.staff." + Codes.Of(s.Kind)], s.From, s.Away is { } away ? t["cadre_roster.away." + Codes.Of(away)] : null, OfPerson("education", p?.Education), OfPerson("theory_level", p?.TheoryLevel)],
                    cancellationToken));
            default:
                var held = await terms.QueryAsync(connection, scope, new() { Sort = TermSort.Post, Skip = skip, Take = take }, cancellationToken);
                return (held.Total, await LinesAsync(held.Items, h => h.PersonId, (h, p) =>
                    [Full(p), p?.BirthDate, OfPerson("gender", p?.Gender), h.Title, h.UnitName, t["cadre_roster.taking." + Codes.Of(h.Kind)], h.From, h.TermEndsOn, OfPerson("education", p?.Education), OfPerson("theory_level", p?.TheoryLevel)],
                    cancellationToken));
        }
    }

    private async Task<IReadOnlyList<RosterLine>> LinesAsync<T>(
        IReadOnlyList<T> items, Func<T, Guid> person, Func<T, PersonAttributes?, object?[]> cells, CancellationToken cancellationToken)
    {
        var names = await people.NamesAsync([.. items.Select(person)], cancellationToken);
        return [.. items.Select(i => new RosterLine($"/people/{person(i):D}", cells(i, names.GetValueOrDefault(person(i)))))];
    }

    private static string Full(PersonAttributes? person) => person?.FullName ?? "–";

    private static string Code<TEnum>(string prefix, TEnum value)
        where TEnum : struct, Enum => Texts.Current.Code(prefix, value);

    private static string? OfPerson<TEnum>(string prefix, TEnum? value)
        where TEnum : struct, Enum => value is { } known ? Texts.Current.Code(prefix, known) : null;
}
