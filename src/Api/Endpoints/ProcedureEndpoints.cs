using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Where a procedure stands on a day, its clocks, and what can be done next.</summary>
/// <param name="NextStep">Step of the consultation that comes next; null when none does.</param>
/// <param name="Actions">Acts that lie ahead, each with its verdict; none once it is over.</param>
public sealed record ProcedureStandingBody(
    Guid Id, DateOnly On, ProcedureStage? Stage, int? NextStep, IReadOnlyList<ProcedureClock> Clocks, IReadOnlyList<ProcedureActionBody> Actions);

/// <summary>Whether an act of a procedure could be done on the day asked about, and what speaks for or against it.</summary>
/// <param name="Earliest">The first day on which time alone allows it; null when it is allowed, or waits for something else.</param>
public sealed record ProcedureActionBody(string Code, Guid? PersonId, int? Step, bool Allowed, IReadOnlyList<FindingBody> Findings, DateOnly? Earliest);

/// <summary>What a personnel procedure allows on a day, and why not.</summary>
internal static class ProcedureEndpoints
{
    internal static void Map(RouteGroupBuilder api) =>
        api.MapGet("/appointments/{id:guid}/actions", ActionsAsync).WithName("appointmentActions").WithTags("Appointments").Produces<ProcedureStandingBody>().Reads()
            .WithDescription("Stage, clocks and acts with their verdicts on the day `on` (today when absent; a day ahead is asked as if it had come).");

    private static async Task<IResult> ActionsAsync(Guid id, HttpContext context, CadreReader cadres, CaseReader cases, ReferenceFacts reference, CadreClock clock)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var procedure = await cadres.AppointmentAsync(id, context.RequestAborted);
        if (procedure.Opened is not { } opened || facts.Posts.Post(opened.PostId, clock.Today) is not { } post)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        if (!Access.OnUnit(context.Actor(), Verb.ManageCadres, post.Unit, facts.Units, clock.Today))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var day = Query.Date(context, "on") ?? clock.Today;
        var records = new Dictionary<Guid, CadreState>();
        var people = new Dictionary<Guid, PersonFacts>();
        foreach (var person in procedure.People)
        {
            records[person] = await cadres.CadreAsync(person, context.RequestAborted);
            people[person] = await cases.PersonFactsAsync(person, context.RequestAborted);
        }

        var standing = ProcedureStages.On(procedure, facts.Regulations, day);
        var verdicts = ProcedureActions.For(procedure, id, new(clock.Today, facts.Regulations, facts.Units, facts.Posts, Touched: records), people, day);
        Doors.SetVersion(context, procedure.Version);
        return Results.Ok(new ProcedureStandingBody(
            id, day, standing?.Stage, standing?.NextStep, ProcedureClocks.Of(procedure, facts.Regulations, facts.Units, post, day),
            [.. verdicts.Select(v => new ProcedureActionBody(v.Code, v.Person, v.Step, v.Allowed, FindingBody.Of(v.Findings) ?? [], v.Earliest))]));
    }
}
