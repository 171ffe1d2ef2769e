using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Cadres;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>One unit's staff on a day, its own and with everything below it.</summary>
/// <param name="SecondedCountedAt">Where seconded people count (STF-04): <c>sender</c> or <c>receiver</c>.</param>
public sealed record StaffingBody(
    Guid Unit, string Code, string Name, DateOnly On, string SecondedCountedAt, long Version, StaffingFigures Own, StaffingFigures Total, string TotalText, IReadOnlyList<Quota> Ledger,
    IReadOnlyList<StaffingRow> Rows);

/// <summary>A direct child, rolled up.</summary>
public sealed record StaffingRow(Guid Unit, string Code, string Name, StaffingFigures Figures);

/// <summary>A plan on a day.</summary>
/// <param name="Needs">Names below the theory standard of the post as at the naming (PLN-12).</param>
public sealed record PlanBody(
    Guid Id, long Version, Guid Body, PlanTerm Term, DateOnly TermFrom, DateOnly TermTo, DateOnly? ClosedOn, int? MissedReview, PlanShape Shape, IReadOnlyList<NameInPlan> Names,
    IReadOnlyList<PlanStepBody> Steps, IReadOnlyList<PlanNeed> Needs, IReadOnlyList<FactBody> Facts);

/// <summary>A procedure as it stands.</summary>
public sealed record AppointmentBody(
    Guid Id, long Version, ProcedureOpened Opened, DateOnly? PolicyApprovedOn, IReadOnlyList<Guid> Candidates, Appointed? Decided, ProcedureEnding? Ended, IReadOnlyList<FactBody> Facts);

/// <summary>A recorded fact: its id is what a strike or a finding names.</summary>
public sealed record FactBody(Guid EventId, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt, IReadOnlyList<FindingBody> Findings);

/// <summary>A person as a cadre on a day.</summary>
public sealed record CadreBody(Guid PersonId, long Version, IReadOnlyList<HeldPostBody> Posts, IReadOnlyList<PlannedPost> Planned, IReadOnlyList<DisciplineFact> Disciplines, IReadOnlyList<OpenProposal> Proposals);

/// <summary>A post held, with where its term stands on the day (APT-13, APT-16).</summary>
public sealed record HeldPostBody(HeldPost Post, PostFacts? Facts, TermStatus Status, DateOnly? ReviewStartsOn);

/// <summary>Reads of one thing of cadre work, folded from its stream for a day; a unit's staff with everything below it comes from the tables.</summary>
internal static class CadreReads
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/posts", PostsAsync).WithName("listPosts").WithTags("Posts").Produces<IReadOnlyList<PostFacts>>().Reads();
        api.MapGet("/plans/{id:guid}", PlanAsync).WithName("getPlan").WithTags("Plans").Produces<PlanBody>().Reads();
        api.MapGet("/appointments/{id:guid}", AppointmentAsync).WithName("getAppointment").WithTags("Appointments").Produces<AppointmentBody>().Reads();
        api.MapGet("/cadres/{id:guid}", CadreAsync).WithName("getCadre").WithTags("Cadres").Produces<CadreBody>().Reads();
        api.MapGet("/staffing/{id:guid}", StaffingAsync).WithName("getStaffing").WithTags("Staffing").Produces<StaffingBody>().Reads();
        api.MapGet("/declarations/{id:guid}", DeclarationsAsync).WithName("getDeclarations").WithTags("Declarations").Produces<IReadOnlyList<Obligation>>().Reads();
    }

    private static async Task<IResult> PostsAsync(HttpContext context, ReferenceFacts reference, CadreClock clock)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var day = Query.Date(context, "on") ?? clock.Today;
        var unit = Query.Unit(Query.Need(context, "unit"), "unit", facts, day);
        return Allowed(context, facts, unit, clock.Today) ?? Results.Ok(facts.Posts.Of(unit, day));
    }

    private static async Task<IResult> PlanAsync(Guid id, HttpContext context, CadreReader cadres, ReferenceFacts reference, CadreClock clock)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var plan = await cadres.PlanAsync(id, context.RequestAborted);
        if (plan.Opened is not { } opened)
        {
            return NotFound();
        }

        var day = Query.Date(context, "on") ?? clock.Today;
        Doors.SetVersion(context, plan.Version);
        return Allowed(context, facts, opened.Body, clock.Today) ?? Results.Ok(new PlanBody(
            id, plan.Version, opened.Body, opened.Term, opened.TermFrom, opened.TermTo, plan.ClosedOn, plan.MissedReview(day),
            PlanShape.On(plan, facts.Posts, facts.Regulations, day), [.. plan.NamesOn(day)],
            [.. PlanSteps.On(plan, facts.Regulations, day).Select(PlanStepBody.Of)], PlanNeeds.On(plan, facts.Posts, day), [.. plan.AllRecorded.Select(Fact)]));
    }

    private static async Task<IResult> AppointmentAsync(Guid id, HttpContext context, CadreReader cadres, ReferenceFacts reference, CadreClock clock)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var procedure = await cadres.AppointmentAsync(id, context.RequestAborted);
        if (procedure.Opened is not { } opened || facts.Posts.Post(opened.PostId, clock.Today) is not { } post)
        {
            return NotFound();
        }

        Doors.SetVersion(context, procedure.Version);
        return Allowed(context, facts, post.Unit, clock.Today) ?? Results.Ok(new AppointmentBody(
            id, procedure.Version, opened, procedure.Policy?.Event.OccurredOn, [.. procedure.Candidates], procedure.Decided?.Event, procedure.Ended?.Event.Why, [.. procedure.AllRecorded.Select(Fact)]));
    }

    private static async Task<IResult> CadreAsync(Guid id, HttpContext context, CadreReader cadres, CadreAccess access, ReferenceFacts reference, CadreClock clock)
    {
        if (!context.Actor().Has(Verb.ManageCadres))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var facts = await reference.CurrentAsync(context.RequestAborted);
        var cadre = await cadres.CadreAsync(id, context.RequestAborted);
        if (!await access.MaySeeAsync(context.Actor(), id, cadre, context.RequestAborted))
        {
            return NotFound();
        }

        var day = Query.Date(context, "on") ?? clock.Today;
        Doors.SetVersion(context, cadre.Version);
        return Results.Ok(new CadreBody(
            id, cadre.Version,
            [.. cadre.HeldOn(day).Select(h => new HeldPostBody(h, facts.Posts.Post(h.PostId, day), Terms.Status(h, facts.Regulations, day), Terms.ReviewStartsOn(h, facts.Regulations)))],
            [.. cadre.PlannedOn(day)], [.. cadre.DisciplinedOn(day)], [.. cadre.Proposals.Where(p => p.On(day))]));
    }

    private static async Task<IResult> StaffingAsync(
        Guid id, HttpContext context, CadreReader cadres, ReferenceFacts reference, ReadSide reads, ReadBarrier barrier, StaffingReport report, CadreClock clock)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var day = Query.Date(context, "on") ?? clock.Today;
        if (facts.Units.Unit(id, day) is null)
        {
            return NotFound();
        }

        if (Allowed(context, facts, id, clock.Today) is { } refused)
        {
            return refused;
        }

        var asKnownOn = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(asKnownOn, clock, context);
        var scope = ReadSide.Scope(context.Actor(), Verb.ManageCadres, day, clock.Today, await reads.PositionAsync(asKnownOn, context.RequestAborted), id);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        if (await report.QueryAsync(connection, scope, Query.Code<SecondedCountedAt>(context, "secondedAt") ?? default, context.RequestAborted) is not { } found)
        {
            return NotFound();
        }

        // Only what an act on the unit's own staff must name comes from its stream.
        var version = (await cadres.StaffingAsync(id, context.RequestAborted)).Version;
        Doors.SetVersion(context, version);
        return Results.Ok(new StaffingBody(
            id, found.Code, found.Name, day, Codes.Of(found.Counted), version, found.Own, found.Total, found.TotalText, found.Ledger,
            [.. found.Rows.Where(r => !r.IsOwn).Select(r => new StaffingRow(r.Unit, r.Code, r.Name, r.Figures))]));
    }

    private static async Task<IResult> DeclarationsAsync(Guid id, HttpContext context, CadreReader cadres)
    {
        if (!context.Actor().Has(Verb.ManageCadres))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var state = await cadres.DeclarationsAsync(id, context.RequestAborted);
        Doors.SetVersion(context, state.Version);
        return Results.Ok(state.Obligations.Values.OrderBy(o => o.DueOn).ThenBy(o => o.Id));
    }

    private static IResult? Allowed(HttpContext context, FactsSnapshot facts, Guid unit, DateOnly today) =>
        Access.OnUnit(context.Actor(), Verb.ManageCadres, unit, facts.Units, today) ? null : Problems.Of(StatusCodes.Status403Forbidden, "forbidden");

    private static IResult NotFound() => Problems.Of(StatusCodes.Status404NotFound, "not_found");

    private static FactBody Fact<T>(Recorded<T> recorded)
        where T : class, IDomainEvent =>
        new(recorded.Id, DomainEvents.Catalog.NameOf(recorded.Event), recorded.Event.OccurredOn, recorded.RecordedAt, FindingBody.Of(recorded.Headers.Evaluation?.Findings) ?? []);
}
