using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Training;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A class to open, or to put on the plan. Its code names it: a second class of one code is refused.</summary>
/// <param name="Planned">True to plan it only.</param>
/// <param name="Programme">Code of the programme it belongs to.</param>
/// <param name="Unit">Id or code of the body that organises it, of either tree.</param>
public sealed record OpenClassBody(
    DateOnly OccurredOn, TrainingKind Kind, string Code, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats = null, bool Planned = false, string? Programme = null, string? Unit = null);

/// <summary>Opening of a planned class; what is not said stays as planned.</summary>
public sealed record OpenPlannedBody(DateOnly OccurredOn, string? Issuer = null, DateOnly? StartsOn = null, DateOnly? EndsOn = null, int? Seats = null);

/// <summary>The result of one person on a list.</summary>
/// <param name="Certificate">Given to who passed.</param>
/// <param name="Failed">True for who did not pass.</param>
public sealed record ResultBody(Guid PersonId, bool? Attended = null, DocumentRef? Certificate = null, bool Failed = false);

/// <summary>Results of many at once: all are recorded, or none.</summary>
public sealed record ResultsBody(DateOnly OccurredOn, IReadOnlyList<ResultBody> Results);

/// <summary>A participant of a class.</summary>
public sealed record ParticipantBody(Guid PersonId, Guid? CaseId, DateOnly? EnrolledOn, DocumentRef? Certificate, DateOnly? FailedOn, bool? Attended, DocumentRef? FirstCertificate);

/// <summary>A count of a paper about the class.</summary>
public sealed record ReportedBody(DateOnly OccurredOn, ReportedCount Reported, DocumentRef? Document);

/// <summary>A class as it stands.</summary>
public sealed record ClassBody(
    Guid Id, long Version, string State, string Kind, string CountsAs, string Code, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats, Guid? ProgrammeId, Guid? Unit, DateOnly? EndedOn,
    DateOnly? CancelledOn, IReadOnlyList<ParticipantBody> Participants, IReadOnlyList<ReportedBody> Reported);

/// <summary>Training classes: plan, open, call up, attendance, results, end.</summary>
internal static class ClassEndpoints
{
    private static readonly Dictionary<string, Type> Acts = new(StringComparer.Ordinal)
    {
        ["enrol"] = typeof(PersonEnrolled),
        ["withdraw"] = typeof(EnrolmentWithdrawn),
        ["attend"] = typeof(AttendanceRecorded),
        ["certify"] = typeof(CertificateIssued),
        ["reissue"] = typeof(CertificateReissued),
        ["fail"] = typeof(PersonFailed),
        ["end"] = typeof(ClassEnded),
        ["cancel"] = typeof(ClassCancelled),
        ["report"] = typeof(ClassVolumeReported),
    };

    internal static void Map(RouteGroupBuilder api)
    {
        var classes = api.MapGroup("/classes").WithTags("Classes");
        classes.MapPost("", OpenAsync).WithName("openClass").Accepts<OpenClassBody>("application/json").Produces<AcceptedBody>(StatusCodes.Status201Created).Writes();
        classes.MapGet("", ListAsync).WithName("listClasses").Produces<ClassPage>().Reads()
            .WithDescription("Parameters: kind, state (planned, open, ended, cancelled), q, programme, unit, from, to, asKnownOn, page, pageSize.");
        classes.MapGet("/{id:guid}", GetAsync).WithName("getClass").Produces<ClassBody>().Reads();
        classes.MapPost("/{id:guid}/acts/open", OpenPlannedAsync).WithName("openPlannedClass").Accepts<OpenPlannedBody>("application/json").Produces<AcceptedBody>().Writes();
        classes.MapPost("/{id:guid}/acts/results", ResultsAsync).WithName("classResults").Accepts<ResultsBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("Attendance and results of many persons as one statement.");
        classes.MapPost("/{id:guid}/acts/{code}", ActAsync).WithName("actOnClass").Accepts<ActBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("Codes: open, results, " + string.Join(", ", Acts.Keys) + ".");
    }

    private static async Task<IResult> OpenAsync(HttpContext context, CommandGateway gateway, ReferenceFacts reference, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<OpenClassBody>(context);
        var id = TrainingIds.Class(body.Code);
        Guid? programme = body.Programme is null ? null : TrainingIds.Programme(body.Programme);
        Guid? unit = body.Unit is null ? null : Query.Unit(body.Unit, "unit", await reference.CurrentAsync(context.RequestAborted), clock.Today);
        TrainingEvent act = body.Planned
            ? new ClassPlanned(body.OccurredOn, id, body.Kind, body.Code, body.Issuer, body.StartsOn, body.EndsOn, body.Seats, programme, unit)
            : new ClassOpened(body.OccurredOn, id, body.Kind, body.Code, body.Issuer, body.StartsOn, body.EndsOn, body.Seats, programme, unit);
        var result = await gateway.SendAsync(new TrainingCommand(id, act), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created($"/api/classes/{id:D}", CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> ListAsync(HttpContext context, TrainingDesk desk, ReadSide reads, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!actor.Has(Verb.ManageTraining))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var instant = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(instant, clock, context);
        var state = Query.Text(context, "state");
        if (state is not (null or "planned" or "open" or "ended" or "cancelled"))
        {
            throw new BadInputException("invalid_parameter", "state", state);
        }

        var facts = await reference.CurrentAsync(context.RequestAborted);
        var within = await desk.WithinAsync(actor, Verb.ManageTraining, context.RequestAborted);
        if (Query.Unit(context, "unit", facts, clock.Today) is { } unit)
        {
            var subtree = facts.Units.Subtree(unit, clock.Today);
            within = within is null ? [.. subtree] : [.. subtree.Intersect(within)];
        }

        var (page, size) = Query.Page(context);
        var filter = new ClassFilter(
            Query.Code<TrainingKind>(context, "kind") is { } kind ? Codes.Of(kind) : null, state, Query.Text(context, "q"),
            Query.Text(context, "programme") is { } programme ? TrainingIds.Programme(programme) : null, Query.Date(context, "from"), Query.Date(context, "to"), within, (page - 1) * size, size);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        var position = await reads.PositionAsync(instant, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await TrainingList.QueryAsync(connection, filter, position, context.RequestAborted));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, TrainingDesk desk)
    {
        if (!context.Actor().Has(Verb.ManageTraining))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var state = await desk.ClassAsync(id, context.RequestAborted);
        if (state.About is not { } about || !await desk.MaySeeAsync(context.Actor(), Verb.ManageTraining, about.Unit, context.RequestAborted))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        Doors.SetVersion(context, state.Version);
        return Results.Ok(new ClassBody(
            id, state.Version, StateOf(state), Codes.Of(about.Kind), Codes.Of(TrainingKinds.Counts(about.Kind)), about.Code, about.Issuer, about.StartsOn, about.EndsOn, about.Seats,
            about.ProgrammeId, about.Unit, state.EndedOn, state.CancelledOn,
            [.. state.Participants.Values.OrderBy(p => p.PersonId).Select(p => new ParticipantBody(
                p.PersonId, p.CaseId, p.EnrolledOn, p.Current, p.FailedOn, p.Attended, p.Current == p.Certificate?.Certificate ? null : p.Certificate?.Certificate))],
            [.. state.Reported.Select(r => new ReportedBody(r.OccurredOn, r.Reported, r.Document))]));
    }

    /// <summary>Code of the state of a class.</summary>
    internal static string StateOf(TrainingClassState state) =>
        state.CancelledOn is not null ? "cancelled" : state.EndedOn is not null ? "ended" : state.Opened is null ? "planned" : "open";

    private static async Task<IResult> OpenPlannedAsync(Guid id, HttpContext context, CommandGateway gateway, TrainingDesk desk)
    {
        var body = await StrictJson.ReadAsync<OpenPlannedBody>(context);
        if (!context.Actor().Has(Verb.ManageTraining))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        if ((await desk.ClassAsync(id, context.RequestAborted)).Planned is not { } planned)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var act = Opening(planned, body);
        var result = await gateway.SendAsync(
            new TrainingCommand(id, act, Doors.ExpectedVersion(context)), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    /// <summary>A planned class as it is opened.</summary>
    internal static ClassOpened Opening(ClassPlanned planned, OpenPlannedBody body) => new(
        body.OccurredOn, planned.ClassId, planned.Kind, planned.Code, body.Issuer ?? planned.Issuer, body.StartsOn ?? planned.StartsOn, body.EndsOn ?? planned.EndsOn, body.Seats ?? planned.Seats,
        planned.ProgrammeId, planned.Unit);

    private static async Task<IResult> ResultsAsync(Guid id, HttpContext context, CommandGateway gateway)
    {
        var body = await StrictJson.ReadAsync<ResultsBody>(context);
        var acts = body.Results.SelectMany(r => ActsOf(body.OccurredOn, r)).ToList();
        if (acts.Count is 0 or > TrainingActs.Most)
        {
            throw new BadInputException("invalid_value", "results", body.Results.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var result = await gateway.SendAsync(
            new TrainingActs(id, acts, Doors.ExpectedVersion(context)), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    /// <summary>What a line of a result list states.</summary>
    internal static IEnumerable<TrainingEvent> ActsOf(DateOnly day, ResultBody line)
    {
        if (line.Attended is { } attended)
        {
            yield return new AttendanceRecorded(day, line.PersonId, attended);
        }

        if (line.Certificate is { } certificate)
        {
            yield return new CertificateIssued(day, line.PersonId, null, certificate);
        }

        if (line.Failed)
        {
            yield return new PersonFailed(day, line.PersonId, null);
        }
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
