using System.Globalization;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Deadlines;
using CadreWorkflow.Projections.Lists;

namespace CadreWorkflow.Api.Explanations;

/// <summary>A published version and how many deadlines it moved.</summary>
/// <param name="Document">The document that announced it, as papers cite it.</param>
public sealed record PublicationBody(long Position, string Id, string Kind, string Document, DateTimeOffset RecordedAt, int Moved);

/// <summary>One deadline that moved.</summary>
/// <param name="VerdictChanged">An act judged in time or late before is judged otherwise since; both verdicts stay.</param>
public sealed record DeadlineMoveBody(
    Guid CaseId, string? PersonName, string Rule, string RuleText, Guid StartFact, DateOnly Start, DateOnly OldDue, DateOnly NewDue, DateOnly? MetOn, bool Open, bool VerdictChanged,
    bool WasProvisional, bool Provisional, string OldPolicyVersion, string PolicyVersion, Guid ActingUnit, string ActingUnitName, string Calendar);

/// <summary>What one publication moved.</summary>
public sealed record DeadlineMovesBody(PublicationBody Cause, int Total, int Open, IReadOnlyList<DeadlineMoveBody> Items);

/// <summary>Deadlines that a published rule or calendar moved, with the document that did it.</summary>
public sealed class MoveDesk(ReadSide reads, ReferenceFacts reference, DeadlineMoves moves, PeopleStore people, CadreClock clock)
{
    private const int PublicationsShown = 200;

    /// <summary>Publications, the newest first.</summary>
    public async Task<IReadOnlyList<PublicationBody>> PublicationsAsync(CancellationToken cancellationToken)
    {
        var regulations = (await reference.CurrentAsync(cancellationToken)).Regulations;
        await using var connection = await reads.OpenAsync(cancellationToken);
        return [.. (await DeadlineMoves.PublicationsAsync(connection, PublicationsShown, cancellationToken)).Select(p => Body(p, regulations))];
    }

    /// <summary>What a publication moved, by its log position or version id; null when nothing was published there.</summary>
    public async Task<DeadlineMovesBody?> FindAsync(string key, Actor actor, int skip, int take, Texts t, CancellationToken cancellationToken)
    {
        var published = await PublicationsAsync(cancellationToken);
        if (published.FirstOrDefault(p => p.Id == key || p.Position.ToString(CultureInfo.InvariantCulture) == key) is not { } cause)
        {
            return null;
        }

        await using var connection = await reads.OpenAsync(cancellationToken);
        var scope = ReadSide.Scope(actor, Verb.ViewCases, clock.Today, clock.Today);
        var page = await moves.QueryAsync(connection, scope, ReadSide.Within(actor, new CaseListFilter()), cause.Position, skip, take, cancellationToken);
        var names = await people.NamesAsync([.. page.Items.Select(i => i.PersonId)], cancellationToken);
        return new(cause, page.Total, page.Open, [.. page.Items.Select(i => new DeadlineMoveBody(
            i.CaseId, names.GetValueOrDefault(i.PersonId)?.FullName, i.Rule, t["clock." + i.Rule.ToLowerInvariant()], i.StartFact, i.ClockStart, i.OldDue, i.NewDue, i.MetOn, i.Open,
            i.VerdictChanged, i.WasProvisional, i.Provisional, i.OldPolicyVersion, i.PolicyVersion, i.ActingUnit, i.ActingUnitName, i.Calendar))]);
    }

    private static PublicationBody Body(Projections.Deadlines.Publication p, Regulations regulations) => new(
        p.Position,
        p.Id,
        p.IsCalendar ? "calendar" : "policy",
        p.IsCalendar
            ? regulations.CalendarVersions.FirstOrDefault(c => c.Id == p.Id)?.Source ?? p.Id
            : regulations.Policy(p.Id)?.Instrument.ToString() ?? p.Id,
        p.RecordedAt,
        p.Moved);

}

/// <summary>The same over HTTP.</summary>
internal static class MoveEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/regulations/moves").WithTags("Regulations");
        group.MapGet("/", async (MoveDesk desk, HttpContext context) => Results.Ok(await desk.PublicationsAsync(context.RequestAborted)))
            .WithName("publications").Produces<IReadOnlyList<PublicationBody>>().Reads();
        group.MapGet("/{key}", OneAsync).WithName("deadlineMoves").Produces<DeadlineMovesBody>().ProducesProblem(StatusCodes.Status400BadRequest).Reads()
            .WithDescription("Deadlines that a publication moved: by its log position or version id.");
    }

    private static async Task<IResult> OneAsync(string key, HttpContext context, MoveDesk desk)
    {
        var (page, size) = Query.Page(context);
        return await desk.FindAsync(key, context.Actor(), (page - 1) * size, size, Texts.Current, context.RequestAborted) is { } body
            ? Results.Ok(body)
            : Problems.Of(StatusCodes.Status404NotFound, "not_found");
    }
}
