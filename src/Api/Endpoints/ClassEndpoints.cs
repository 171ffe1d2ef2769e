using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A class to open.</summary>
public sealed record OpenClassBody(DateOnly OccurredOn, TrainingKind Kind, string Code, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats = null);

/// <summary>A participant of a class.</summary>
public sealed record ParticipantBody(Guid PersonId, Guid? CaseId, DateOnly? EnrolledOn, DocumentRef? Certificate, DateOnly? FailedOn);

/// <summary>A class as it stands.</summary>
public sealed record ClassBody(
    Guid Id, long Version, string Kind, string Code, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats, DateOnly? EndedOn, DateOnly? CancelledOn,
    IReadOnlyList<ParticipantBody> Participants);

/// <summary>Training classes: open, call up, certify, end.</summary>
internal static class ClassEndpoints
{
    private static readonly Dictionary<string, Type> Acts = new(StringComparer.Ordinal)
    {
        ["enrol"] = typeof(PersonEnrolled),
        ["certify"] = typeof(CertificateIssued),
        ["fail"] = typeof(PersonFailed),
        ["end"] = typeof(ClassEnded),
        ["cancel"] = typeof(ClassCancelled),
    };

    internal static void Map(RouteGroupBuilder api)
    {
        var classes = api.MapGroup("/classes").WithTags("Classes");
        classes.MapPost("", OpenAsync).WithName("openClass").Accepts<OpenClassBody>("application/json").Produces<AcceptedBody>(StatusCodes.Status201Created).Writes();
        classes.MapGet("/{id:guid}", GetAsync).WithName("getClass").Produces<ClassBody>().Reads();
        classes.MapPost("/{id:guid}/acts/{code}", ActAsync).WithName("actOnClass").Accepts<ActBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("Codes: " + string.Join(", ", Acts.Keys) + ".");
    }

    private static async Task<IResult> OpenAsync(HttpContext context, CommandGateway gateway)
    {
        var body = await StrictJson.ReadAsync<OpenClassBody>(context);
        var commandId = Doors.CommandId(context);
        var id = Uuid.Of(commandId, "class");
        var act = new ClassOpened(body.OccurredOn, id, body.Kind, body.Code, body.Issuer, body.StartsOn, body.EndsOn, body.Seats);
        var result = await gateway.SendAsync(new TrainingCommand(id, act), context.Actor(), commandId, "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created($"/api/classes/{id:D}", CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, IEventLog log)
    {
        if (!context.Actor().Has(Verb.ManageTraining))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var state = TrainingClassState.Of(EventCodec.Decode<TrainingEvent>(await log.ReadStreamAsync(Streams.TrainingClass(id), 0, context.RequestAborted)));
        if (state.Opened is not { } opened)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        Doors.SetVersion(context, state.Version);
        return Results.Ok(new ClassBody(
            id, state.Version, Codes.Of(opened.Kind), opened.Code, opened.Issuer, opened.StartsOn, opened.EndsOn, opened.Seats, state.EndedOn, state.CancelledOn,
            [.. state.Participants.Values.OrderBy(p => p.PersonId).Select(p => new ParticipantBody(p.PersonId, p.CaseId, p.EnrolledOn, p.Certificate?.Certificate, p.FailedOn))]));
    }

    private static async Task<IResult> ActAsync(Guid id, string code, HttpContext context, CommandGateway gateway)
    {
        using var document = await StrictJson.ParseAsync(context);
        if (!Acts.TryGetValue(code, out var type))
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_act", "code", code);
        }

        var act = (TrainingEvent)StrictJson.Convert(document.RootElement, type);
        var result = await gateway.SendAsync(
            new TrainingCommand(id, act, Doors.ExpectedVersion(context)), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }
}
