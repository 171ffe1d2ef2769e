using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Timelines;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A person to register, or new values of a known one.</summary>
/// <param name="OccurredOn">Today when absent.</param>
public sealed record RegisterPersonBody(
    string FullName,
    DateOnly? BirthDate = null,
    Gender Gender = Gender.Unknown,
    Education Education = Education.Unknown,
    TheoryLevel TheoryLevel = TheoryLevel.Unknown,
    bool? YouthUnionMember = null,
    DateOnly? OccurredOn = null)
{
    internal PersonBody Person => new(FullName, BirthDate, Gender, Education, TheoryLevel, YouthUnionMember);
}

/// <summary>An earlier exit from the Party.</summary>
/// <param name="ExpungedOn">For a less serious crime: when the record was expunged.</param>
public sealed record PartyExitBody(DateOnly OccurredOn, PartyExit Kind, DateOnly? ExpungedOn = null);

/// <summary>Why an exit stated wrongly is struck.</summary>
/// <param name="Reason">Free words, kept outside the log.</param>
public sealed record StrikeExitBody(string Reason);

/// <summary>A person as shown to those who may.</summary>
public sealed record PersonShownBody(
    Guid Id, long Version, int Revision, string FullName, DateOnly? BirthDate, string Gender, string Education, string TheoryLevel, bool? YouthUnionMember,
    Guid? OpenCase, IReadOnlyList<Guid> Cases);

/// <summary>A person found by name.</summary>
public sealed record PersonFoundBody(Guid Id, string FullName, DateOnly? BirthDate, string Gender);

/// <summary>People: registration, revisions, search by name without marks.</summary>
internal static class PersonEndpoints
{
    private const int MinSearch = 2;

    internal static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people.MapPost("", RegisterAsync).WithName("registerPerson").Accepts<RegisterPersonBody>("application/json").Produces<AcceptedBody>(StatusCodes.Status201Created).Writes();
        people.MapGet("", SearchAsync).WithName("searchPeople").Produces<PageBody<PersonFoundBody>>().Reads();
        people.MapGet("/{id:guid}", GetAsync).WithName("getPerson").Produces<PersonShownBody>().Reads();
        people.MapPost("/{id:guid}/revisions", ReviseAsync).WithName("revisePerson").Accepts<RegisterPersonBody>("application/json").Produces<AcceptedBody>().Writes();
        people.MapPost("/{id:guid}/party-exits", ExitAsync).WithName("recordPartyExit").Accepts<PartyExitBody>("application/json").Produces<AcceptedBody>().Writes();
        people.MapPost("/{id:guid}/party-exits/{fact:guid}/strike", StrikeExitAsync).WithName("strikePartyExit").Accepts<StrikeExitBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("Strikes an exit stated wrongly by itself; `fact` is its event in the person's timeline. What really happened is stated anew. An exit a case's decision made goes with that decision.");
        people.MapGet("/{id:guid}/timeline", TimelineAsync).WithName("personTimeline").Produces<TimelineBody>().Reads();
    }

    private static async Task<IResult> RegisterAsync(HttpContext context, CommandGateway gateway, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<RegisterPersonBody>(context);
        var command = new RegisterPerson(CaseEndpoints.Attributes(body.Person, string.Empty, clock.Today), body.OccurredOn ?? clock.Today);
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created($"/api/people/{done.Answer.PersonId:D}", CaseEndpoints.Body(done, done.Answer.PersonId)));
    }

    private static async Task<IResult> SearchAsync(HttpContext context, PersonAccess access, ReferenceFacts reference, CadreClock clock)
    {
        var search = Query.Need(context, "search");
        if (NameFolding.Fold(search).Length < MinSearch)
        {
            throw new BadInputException("invalid_parameter", "search", search);
        }

        if (!context.Actor().Has(Verb.ViewCases))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var facts = await reference.CurrentAsync(context.RequestAborted);
        var (page, size) = Query.Page(context);
        var (total, found) = await access.SearchAsync(context.Actor(), search, facts.Units, clock.Today, (page - 1) * size, size, context.RequestAborted);
        return Results.Ok(new PageBody<PersonFoundBody>(total, page, size, 0, [.. found.Select(f => new PersonFoundBody(f.Id, f.Attributes.FullName, f.Attributes.BirthDate, Codes.Of(f.Attributes.Gender)))]));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, PersonAccess access, CaseReader cases, PeopleStore people)
    {
        if (!await access.MaySeeAsync(context.Actor(), id, context.RequestAborted))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var state = await cases.PersonAsync(id, context.RequestAborted);
        var revision = Math.Max(1, state.Revision);
        if (state.PersonId is null || await people.FindAsync(id, revision, context.RequestAborted) is not { } attributes)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        Doors.SetVersion(context, state.Version);
        return Results.Ok(new PersonShownBody(
            id, state.Version, revision, attributes.FullName, attributes.BirthDate, Codes.Of(attributes.Gender), Codes.Of(attributes.Education), Codes.Of(attributes.TheoryLevel),
            attributes.YouthUnionMember, state.OpenCase, state.Cases));
    }

    private static async Task<IResult> ReviseAsync(Guid id, HttpContext context, PersonAccess access, CommandGateway gateway, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<RegisterPersonBody>(context);
        if (!await access.MaySeeAsync(context.Actor(), id, context.RequestAborted))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var command = new RevisePerson(id, CaseEndpoints.Attributes(body.Person, string.Empty, clock.Today), body.OccurredOn ?? clock.Today);
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> ExitAsync(Guid id, HttpContext context, PersonAccess access, CommandGateway gateway)
    {
        var body = await StrictJson.ReadAsync<PartyExitBody>(context);
        if (!await access.MaySeeAsync(context.Actor(), id, context.RequestAborted))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var result = await gateway.SendAsync(new RecordPartyExit(id, body.OccurredOn, body.Kind, body.ExpungedOn), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> StrikeExitAsync(Guid id, Guid fact, HttpContext context, PersonAccess access, CommandGateway gateway)
    {
        var body = await StrictJson.ReadAsync<StrikeExitBody>(context);
        if (!await access.MaySeeAsync(context.Actor(), id, context.RequestAborted))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var result = await gateway.SendAsync(new StrikePartyExit(id, fact, body.Reason), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    /// <summary>The person's own facts, class results, those of every case the actor may see, and for the personnel desk the way as a cadre.</summary>
    private static async Task<IResult> TimelineAsync(
        Guid id, HttpContext context, PersonAccess access, CadreAccess cadreAccess, CadreReader cadres, ReferenceFacts reference, ReadSide reads, ReadBarrier barrier, Timeline timeline,
        CaseReader cases, AccountNames accounts, PeopleStore people, CadreClock clock)
    {
        var actor = context.Actor();
        var asCadre = actor.Has(Verb.ManageCadres) && await cadreAccess.MaySeeAsync(actor, id, await cadres.CadreAsync(id, context.RequestAborted), context.RequestAborted);
        if (!asCadre && !await access.MaySeeAsync(actor, id, context.RequestAborted))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var (asOf, asKnownOn) = (Query.Date(context, "asOf"), Query.Instant(context, "asKnownOn"));
        Timelines.RefuseFuture(asKnownOn, clock, context);
        var position = await reads.PositionAsync(asKnownOn, context.RequestAborted);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var items = await timeline.PersonAsync(connection, id, asOf, position, asCadre, context.RequestAborted);
        return await Timelines.AnswerAsync(context, asOf, asKnownOn, items, cases, await reference.CurrentAsync(context.RequestAborted), accounts, people, clock);
    }
}
