using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Training;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A programme to open. Its code names it.</summary>
/// <param name="Owner">Id or code of the body whose programme it is.</param>
public sealed record OpenProgrammeBody(
    DateOnly OccurredOn, string Code, string Title, TrainingKind Kind, string Owner, DateOnly From, DateOnly To, int? PlannedClasses = null, int? PlannedSeats = null, DocumentRef? Document = null);

/// <summary>A certificate a person showed.</summary>
/// <param name="Confirms">For a confirmation of the theory level: the level.</param>
public sealed record CertificateBody(DateOnly OccurredOn, TrainingKind Kind, DocumentRef Certificate, TheoryLevel? Confirms = null);

/// <summary>A certificate entered by mistake.</summary>
public sealed record StrikeCertificateBody(DateOnly OccurredOn, TrainingKind Kind, string Number);

/// <summary>One certificate of a person, of a class on record or shown.</summary>
/// <param name="LastDay">Last day it is good for under the rules in force; null when none ends it.</param>
public sealed record PersonCertificateBody(string Kind, string CountsAs, DocumentRef Certificate, string? Confirms, Guid? ClassId, DateOnly? LastDay);

/// <summary>A person's certificates, and what they prove.</summary>
/// <param name="StatedTheoryLevel">As the person's attributes have it.</param>
/// <param name="ProvedTheoryLevel">The highest over valid evidence; null when nothing proves one.</param>
/// <param name="TheoryLevel">The higher of the two.</param>
public sealed record PersonTrainingBody(Guid PersonId, long Version, string StatedTheoryLevel, string? ProvedTheoryLevel, string TheoryLevel, IReadOnlyList<PersonCertificateBody> Certificates);

/// <summary>Training programmes, and certificates persons show.</summary>
internal static class ProgrammeEndpoints
{
    private static readonly Dictionary<string, Type> Acts = new(StringComparer.Ordinal)
    {
        ["revise"] = typeof(ProgrammeRevised),
        ["close"] = typeof(ProgrammeClosed),
        ["report"] = typeof(ProgrammeVolumeReported),
    };

    internal static void Map(RouteGroupBuilder api)
    {
        var programmes = api.MapGroup("/programmes").WithTags("Programmes");
        programmes.MapPost("", OpenAsync).WithName("openProgramme").Accepts<OpenProgrammeBody>("application/json").Produces<AcceptedBody>(StatusCodes.Status201Created).Writes();
        programmes.MapGet("", ListAsync).WithName("listProgrammes").Produces<IReadOnlyList<ProgrammeItem>>().Reads();
        programmes.MapPost("/{id:guid}/acts/{code}", ActAsync).WithName("actOnProgramme").Accepts<ActBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("Codes: " + string.Join(", ", Acts.Keys) + ".");
        var people = api.MapGroup("/people/{id:guid}/certificates").WithTags("People");
        people.MapGet("", CertificatesAsync).WithName("personCertificates").Produces<PersonTrainingBody>().Reads();
        people.MapPost("", ShowAsync).WithName("showCertificate").Accepts<CertificateBody>("application/json").Produces<AcceptedBody>().Writes();
        people.MapPost("/strike", StrikeAsync).WithName("strikeCertificate").Accepts<StrikeCertificateBody>("application/json").Produces<AcceptedBody>().Writes();
    }

    private static async Task<IResult> OpenAsync(HttpContext context, CommandGateway gateway, ReferenceFacts reference, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<OpenProgrammeBody>(context);
        var id = TrainingIds.Programme(body.Code);
        var owner = Query.Unit(body.Owner, "owner", await reference.CurrentAsync(context.RequestAborted), clock.Today);
        var act = new ProgrammeOpened(body.OccurredOn, id, body.Code, body.Title, body.Kind, owner, body.From, body.To, body.PlannedClasses, body.PlannedSeats, body.Document);
        var result = await gateway.SendAsync(new ProgrammeCommand(id, act), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created($"/api/programmes/{id:D}", CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> ListAsync(HttpContext context, TrainingDesk desk, ReadSide reads, ReadBarrier barrier, CadreClock clock)
    {
        if (!context.Actor().Has(Verb.ManageTraining))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var instant = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(instant, clock, context);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        var position = await reads.PositionAsync(instant, context.RequestAborted);
        var within = await desk.WithinAsync(context.Actor(), Verb.ManageTraining, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await TrainingList.ProgrammesAsync(connection, within, position, context.RequestAborted));
    }

    private static async Task<IResult> ActAsync(Guid id, string code, HttpContext context, CommandGateway gateway)
    {
        using var document = await StrictJson.ParseAsync(context);
        if (!Acts.TryGetValue(code, out var type))
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_act", "code", code);
        }

        var result = await gateway.SendAsync(
            new ProgrammeCommand(id, (ProgrammeEvent)StrictJson.Convert(document.RootElement, type), Doors.ExpectedVersion(context)), context.Actor(), Doors.CommandId(context), "api",
            cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> CertificatesAsync(
        Guid id, HttpContext context, PersonAccess access, PeopleStore people, TrainingDesk desk, ReadSide reads, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!await access.MaySeeAsync(actor, id, context.RequestAborted))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        var shown = await desk.EvidenceAsync(id, context.RequestAborted);
        var regulations = (await reference.CurrentAsync(context.RequestAborted)).Regulations;
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var evidence = (await TrainingNeeds.TheoryAsync(connection, [id], cancellationToken: context.RequestAborted))[id].ToList();
        var certificates = shown.Papers.Select(p => Of(p.Kind, p.Certificate, p.Confirms is { } level ? Codes.Of(level) : null, null)).ToList();
        foreach (var participant in (await TrainingList.OfPersonAsync(connection, id, cancellationToken: context.RequestAborted)).Where(p => p.CertificateNumber is not null))
        {
            var about = (await desk.ClassAsync(participant.ClassId, context.RequestAborted)).About!;
            certificates.Add(Of(about.Kind, new DocumentRef(participant.CertificateNumber!, participant.CertificateOn!.Value, participant.CertificateIssuer ?? about.Issuer), null, participant.ClassId));
        }

        var stated = (await people.NamesAsync([id], context.RequestAborted)).GetValueOrDefault(id)?.TheoryLevel ?? TheoryLevel.Unknown;
        Doors.SetVersion(context, shown.Version);
        return Results.Ok(new PersonTrainingBody(
            id, shown.Version, Codes.Of(stated), TheoryLevels.Highest(evidence, clock.Today) is { } proved ? Codes.Of(proved.Level) : null,
            Codes.Of(TheoryLevels.Effective(stated, evidence, clock.Today)), [.. certificates.OrderBy(c => c.Certificate.Date)]));

        PersonCertificateBody Of(TrainingKind kind, DocumentRef paper, string? confirms, Guid? classId) =>
            new(Codes.Of(kind), Codes.Of(TrainingKinds.Counts(kind)), paper, confirms, classId, TrainingKinds.LastDay(kind, paper.Date, regulations, clock.Today));
    }

    private static async Task<IResult> ShowAsync(Guid id, HttpContext context, CommandGateway gateway)
    {
        var body = await StrictJson.ReadAsync<CertificateBody>(context);
        return await SendAsync(context, gateway, id, new EvidenceRecorded(body.OccurredOn, id, body.Kind, body.Certificate, body.Confirms));
    }

    private static async Task<IResult> StrikeAsync(Guid id, HttpContext context, CommandGateway gateway)
    {
        var body = await StrictJson.ReadAsync<StrikeCertificateBody>(context);
        return await SendAsync(context, gateway, id, new EvidenceStruck(body.OccurredOn, id, body.Kind, body.Number));
    }

    private static async Task<IResult> SendAsync(HttpContext context, CommandGateway gateway, Guid id, EvidenceEvent act)
    {
        var result = await gateway.SendAsync(
            new EvidenceCommand(act, Doors.ExpectedVersion(context)), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }
}
