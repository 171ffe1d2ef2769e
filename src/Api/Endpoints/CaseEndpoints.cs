using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Cases: file, read, act, ask what is allowed, look back.</summary>
internal static class CaseEndpoints
{
    private const int MaxNameLength = 200;

    internal static void Map(RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        cases.MapPost("/", FileAsync).WithName("fileReferral").Accepts<ReferralBody>("application/json").Produces<AcceptedBody>(StatusCodes.Status201Created).Writes();
        cases.MapGet("/{id:guid}", GetAsync).WithName("getCase").Produces<CaseBody>().Reads();
        cases.MapPost("/{id:guid}/acts/{code}", ActAsync).WithName("actOnCase").Accepts<ActBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("Codes: " + string.Join(", ", CaseActs.All.Select(a => a.Code)) + ". Each act takes the fields of its fact beside the common ones.");
        cases.MapGet("/{id:guid}/facts/{fact:guid}", EntryAsync).WithName("caseEntry").Produces<EntryBody>().Reads();
        cases.MapGet("/{id:guid}/timeline", TimelineAsync).WithName("caseTimeline").Produces<TimelineBody>().Reads();
    }

    private static async Task<IResult> FileAsync(HttpContext context, CommandGateway gateway, ReferenceFacts reference, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<ReferralBody>(context);
        return await SendReferralAsync(context, gateway, await reference.CurrentAsync(context.RequestAborted), clock, body);
    }

    private static async Task<IResult> SendReferralAsync(HttpContext context, CommandGateway gateway, FactsSnapshot facts, CadreClock clock, ReferralBody body)
    {
        if (body.PersonId is null == body.Person is null)
        {
            throw new BadInputException(body.Person is null ? "missing_member" : "invalid_value", "person");
        }

        var union = Query.Unit(body.UnionUnit ?? throw new BadInputException("missing_member", "unionUnit"), "unionUnit", facts, clock.Today);
        var party = body.PartyBody is { } given ? Query.Unit(given, "partyBody", facts, clock.Today) : (Guid?)null;
        var command = new FileReferral(
            body.PersonId, body.Person is { } person ? Attributes(person, "person.", clock.Today) : null, union, party, body.PreviousCaseId, body.OccurredOn, body.Report, body.Document,
            body.Reference, body.YouthUnionMember, body.FormerPartyMember);
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created($"/api/cases/{done.Answer.CaseId:D}", Body(done, done.Answer.CaseId)));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, CaseReader reader, PeopleStore people, CadreClock clock)
    {
        if (await LoadAsync(id, context, reader, clock) is not { } loaded)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var (history, units, today) = (loaded.History, loaded.Facts.Units, clock.Today);
        var filed = history.Filed!;
        var names = await people.NamesAsync([filed.PersonId], context.RequestAborted);
        var (union, party) = (history.UnionUnitOn(today), history.PartyBodyOn(today));
        Doors.SetVersion(context, history.Version);
        return Results.Ok(new CaseBody(
            loaded.Id,
            history.Version,
            Codes.Of(loaded.Stage),
            Texts.Current.Code("stage", loaded.Stage),
            Codes.Of(Stages.OutcomeOn(history, today, loaded.Context.Regulations)),
            filed.PersonId,
            names.GetValueOrDefault(filed.PersonId)?.FullName,
            union,
            units.Unit(union, today)?.Name,
            party,
            units.Unit(party, today)?.Name,
            filed.PreviousCase,
            filed.ReferralNumber,
            filed.Reference,
            filed.OccurredOn,
            history.Facts.FirstOrDefault(f => f.Event is ReferralSent)?.Event.OccurredOn,
            [.. CaseDeadlines.Of(history, loaded.Context.Regulations, units, today).Select(d => new CaseDeadlineBody(
                d.Rule, d.ClockStart, d.Due, d.MetOn, d.Open, d.IsLateOn(today), d.ActingUnit, d.Calendar.Value, d.PolicyVersion, d.Provisional, d.Confirmed, d.ExtensionWorkingDays, d.StandsSince))]));
    }

    private static async Task<IResult> ActAsync(Guid id, string code, HttpContext context, CaseReader reader, CommandGateway gateway, CadreClock clock)
    {
        using var body = await StrictJson.ParseAsync(context);
        if (await LoadAsync(id, context, reader, clock) is not { } loaded)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        if (CaseActs.Find(code) is not { } kind || code == "refer")
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_act", "code", code);
        }

        if (code == "re-refer")
        {
            var again = StrictJson.Convert<ReferralBody>(body.RootElement);
            return await SendReferralAsync(context, gateway, loaded.Facts, clock, again with
            {
                PersonId = loaded.History.Filed!.PersonId,
                Person = null,
                PreviousCaseId = id,
                UnionUnit = again.UnionUnit ?? loaded.History.UnionUnitOn(clock.Today).ToString("D"),
            });
        }

        var command = ActParser.Parse(kind, body.RootElement, loaded, Doors.ExpectedVersion(context));
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(Body(done, id) with { Vote = VoteBody.Of(command.Act, loaded.Facts.Regulations) }));
    }

    private static async Task<IResult> TimelineAsync(Guid id, HttpContext context, CaseReader reader, AccountNames accounts, PeopleStore people, CadreClock clock)
    {
        if (await LoadAsync(id, context, reader, clock) is not { } loaded)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        return await Timelines.AnswerAsync(context, loaded.History.AllRecorded, accounts, people, clock);
    }

    /// <summary>Everything one entry ever said: the first record, its corrections, and the verdict of now where the person's attributes changed since.</summary>
    private static async Task<IResult> EntryAsync(Guid id, Guid fact, HttpContext context, CaseReader reader, AccountNames accounts, PeopleStore people, CadreClock clock)
    {
        if (await LoadAsync(id, context, reader, clock) is not { } loaded || loaded.History.AllRecorded.FirstOrDefault(r => r.Id == fact) is not { } named)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var original = CaseHistory.OriginalOf(named);
        var versions = loaded.History.AllRecorded.Where(r => CaseHistory.OriginalOf(r) == original).ToList();
        var items = await Timelines.ItemsAsync(versions, accounts, people, context.RequestAborted);
        var again = Reevaluation.Of(loaded, original);
        return Results.Ok(new EntryBody(original, items, again is null ? null : new(again.ThenRevision, again.NowRevision, FindingBody.Of(again.Gone), FindingBody.Of(again.Came))));
    }

    /// <summary>The case, if the actor may know of it.</summary>
    internal static async Task<LoadedCase?> LoadAsync(Guid id, HttpContext context, CaseReader reader, CadreClock clock) =>
        await reader.LoadAsync(id, context.RequestAborted) is { } loaded
        && Access.View(context.Actor(), CaseScope.Of(loaded.History, clock.Today), loaded.Facts.Units, clock.Today) == Verdict.Allowed
            ? loaded
            : null;

    internal static AcceptedBody Body(CommandResult.Accepted done, Guid? id) => new(
        id, done.Answer.CaseId, done.Answer.PersonId, done.Answer.Version, done.Position, done.Answer.Nothing, FindingBody.Of(done.Answer.Findings));

    internal static PersonAttributes Attributes(PersonBody body, string prefix, DateOnly today)
    {
        var name = string.Join(' ', body.FullName.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > MaxNameLength || name.Any(char.IsDigit))
        {
            throw new BadInputException("invalid_value", prefix + "fullName", body.FullName, StatusCodes.Status422UnprocessableEntity);
        }

        if (body.BirthDate > today)
        {
            throw new BadInputException("future_date", prefix + "birthDate", body.BirthDate.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), StatusCodes.Status422UnprocessableEntity);
        }

        return new(name, body.BirthDate, body.Gender, body.Education, body.TheoryLevel, body.YouthUnionMember);
    }
}
