using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>The statistics of cadre work, the same for programs and the command line; each number opens to a list.</summary>
internal static class CadreStatistics
{
    internal static void Map(RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("/statistics").WithTags("Statistics");
        statistics.MapGet("/staffing", StaffingAsync).WithName("staffingStatistics").Produces<StaffingStatisticsBody>().Reads().Asks("secondedAt");
        statistics.MapGet("/plans", PlansAsync).WithName("planStatistics").Produces<PlanShapeResult>().Reads().Asks("plan");
        statistics.MapGet("/plans/persons", PlanPersonsAsync).WithName("planStatisticsPersons").Produces<CadrePageBody<NamedBody<PlanNameItem>>>().Reads().Asks("plan", "measure", "key");
        statistics.MapGet("/declarations", DeclarationsAsync).WithName("declarationStatistics").Produces<DeclarationResult>().Reads().Asks("year");
        statistics.MapGet("/cadres", CadresAsync).WithName("cadreStatistics").Produces<CadreQualificationResult>().Reads().Asks();
    }

    private static async Task<IResult> StaffingAsync(HttpContext context, CadreAsked asked, StaffingReport report)
    {
        var (scope, _, _) = await asked.OfAsync(context, wholeWhenUnasked: true);
        await using var connection = await asked.OpenAsync(context);
        return await StaffingOfAsync(connection, report, scope, Query.Code<SecondedCountedAt>(context, "secondedAt") ?? default, context.RequestAborted) is { } body
            ? Results.Ok(body)
            : Problems.Of(StatusCodes.Status404NotFound, "not_found");
    }

    private static async Task<IResult> PlansAsync(HttpContext context, CadreAsked asked, PlanShapeReport report)
    {
        var (scope, _, _) = await asked.OfAsync(context, wholeWhenUnasked: true);
        await using var connection = await asked.OpenAsync(context);
        return Results.Ok(InWords(await report.QueryAsync(connection, scope, Query.Id(context, "plan"), context.RequestAborted), Texts.Current));
    }

    private static async Task<IResult> PlanPersonsAsync(HttpContext context, CadreAsked asked, PlanShapeReport report)
    {
        var (scope, page, size) = await asked.OfAsync(context, wholeWhenUnasked: true);
        var (measure, key) = (Query.Text(context, "measure"), Query.Text(context, "key"));
        var counts = measure is null ? null : PlanShapeReport.Counts(measure, key) ?? throw new BadInputException("invalid_parameter", key is null ? "measure" : "key", key ?? measure);
        await using var connection = await asked.OpenAsync(context);
        var found = await report.PersonsAsync(connection, scope, Query.Id(context, "plan"), counts, (page - 1) * size, size, context.RequestAborted);
        return Results.Ok(new CadrePageBody<NamedBody<PlanNameItem>>(
            found.Total, page, size, found.Position, new Dictionary<string, int>(StringComparer.Ordinal) { ["persons"] = found.Persons }, await asked.NamedAsync(context, found.Items, i => i.PersonId)));
    }

    private static async Task<IResult> DeclarationsAsync(HttpContext context, CadreAsked asked, DeclarationReport report)
    {
        var (scope, _, _) = await asked.OfAsync(context, wholeWhenUnasked: true);
        await using var connection = await asked.OpenAsync(context);
        var year = Query.Number(context, "year", scope.Day.Year, 1990, 2199);
        return Results.Ok(InWords(await report.QueryAsync(connection, scope, year, context.RequestAborted), Texts.Current));
    }

    private static async Task<IResult> CadresAsync(HttpContext context, CadreAsked asked, CadreQualifications report)
    {
        var (scope, _, _) = await asked.OfAsync(context, wholeWhenUnasked: true);
        await using var connection = await asked.OpenAsync(context);
        return Results.Ok(InWords(await report.QueryAsync(connection, scope, Query.Instant(context, "asKnownOn"), context.RequestAborted), Texts.Current));
    }

    internal static async Task<StaffingStatisticsBody?> StaffingOfAsync(
        NpgsqlConnection connection, StaffingReport report, ReadScope scope, SecondedCountedAt counted, CancellationToken cancellationToken) =>
        await report.QueryAsync(connection, scope, counted, cancellationToken) is { } found
            ? new(
                "ST-19", new(found.Unit, found.Code, found.Name, scope.Day, scope.AsKnownOn, found.Position), counted, new("ST-19", "staffing", found.Total.Present, found.Total.Assigned ?? 0), found.Total,
                found.Unknown, found.Rows)
            : null;

    internal static PlanShapeResult InWords(PlanShapeResult result, Texts texts) => result with { Divisions = InWords(result.Divisions, texts) };

    internal static CadreQualificationResult InWords(CadreQualificationResult result, Texts texts) => result with
    {
        Divisions = InWords(result.Divisions, texts),
        Terms = [.. result.Terms.Select(p => p with { Label = texts["cadre_stats.term." + p.Key] })],
    };

    internal static DeclarationResult InWords(DeclarationResult result, Texts texts) => result with
    {
        Kinds = [.. result.Kinds.Select(k => k with { Label = texts["cadre_stats.duty." + k.Key] })],
        Units = [.. result.Units.Select(u => u.Key.Length == 0 ? u with { Label = texts["cadre_stats.no_unit"] } : u)],
    };

    private static IReadOnlyList<CadreDivision> InWords(IReadOnlyList<CadreDivision> divisions, Texts texts) =>
        [.. divisions.Select(d => d with { Parts = [.. d.Parts.Select(p => p with { Label = texts[Prefix(d.By) + "." + p.Key] })] })];

    private static string Prefix(string by) => by switch { "age" => "age_band", "theory" => "theory_level", "plan_age" => "cadre_stats.plan_age", _ => by };
}

/// <summary>ST-19: present over assigned on a day.</summary>
/// <param name="Definition">Definition id.</param>
/// <param name="SecondedCountedAt">Where seconded people count (STF-04).</param>
/// <param name="Figure">Present over assigned; <c>–</c> where some quota is unknown.</param>
/// <param name="UnknownQuotas">Units within whose quota nobody can say (STF-03).</param>
/// <param name="Rows">They sum to the total; each opens to <c>/api/staff?unit=</c>.</param>
public sealed record StaffingStatisticsBody(
    string Definition, CadreHead Head, SecondedCountedAt SecondedCountedAt, CadreFigure Figure, StaffingFigures Total, int UnknownQuotas, IReadOnlyList<StaffingUnit> Rows);
