using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A page of a list of cadre work.</summary>
/// <param name="Counts">How many of each status over all pages, whatever status is asked for.</param>
public sealed record CadrePageBody<T>(int Total, int Page, int PageSize, long Position, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<T> Items);

/// <summary>An entry of a list with the person's present name.</summary>
public sealed record NamedBody<T>(T Item, string? PersonName);

/// <summary>One person's answer.</summary>
/// <param name="Earliest">First day on which time alone removes everything that blocks.</param>
public sealed record EligiblePersonBody(Guid PersonId, string? PersonName, EligibilityVerdict Verdict, DateOnly? Earliest, IReadOnlyList<FindingBody> Findings);

/// <summary>Who is eligible for a post on a day.</summary>
/// <param name="Plan">The plan judged against.</param>
/// <param name="Reasons">What keeps how many out.</param>
public sealed record EligibilityBody(
    PostFacts Post, DateOnly On, EligibleFor For, Guid? Plan, int Total, int Page, int PageSize, long Position, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<EligibilityReason> Reasons,
    IReadOnlyList<EligiblePersonBody> Items);

/// <summary>Lists of cadre work: on a day, as known at an instant, within a unit. For those who manage cadres there.</summary>
internal static class CadreLists
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/plans", PlansAsync).WithName("listPlans").WithTags("Plans").Produces<CadrePageBody<PlanItem>>().Reads().Asks("body", "open", "missedReview");
        api.MapGet("/plan-names", NamesAsync).WithName("listPlanNames").WithTags("Plans").Produces<CadrePageBody<NamedBody<PlanNameItem>>>().Reads().Asks("plan", "person", "post", "withRemoved", "byName");
        api.MapGet("/appointments", ProceduresAsync).WithName("listAppointments").WithTags("Appointments").Produces<CadrePageBody<NamedBody<ProcedureItem>>>().Reads()
            .Asks("state", "open", "late", "post", "person", "kind");
        api.MapGet("/terms", TermsAsync).WithName("listTerms").WithTags("Cadres").Produces<CadrePageBody<NamedBody<TermItem>>>().Reads().Asks("status", "endsBy", "post", "person", "sort");
        api.MapGet("/vacancies", VacanciesAsync).WithName("listVacancies").WithTags("Posts").Produces<CadrePageBody<VacancyItem>>().Reads().Asks("all");
        api.MapGet("/staff", StaffAsync).WithName("listStaff").WithTags("Staffing").Produces<CadrePageBody<NamedBody<StaffItem>>>().Reads().Asks("secondedAt");
        api.MapGet("/declarations", DutiesAsync).WithName("listDeclarations").WithTags("Declarations").Produces<CadrePageBody<NamedBody<DutyItem>>>().Reads().Asks("status", "year", "kind", "person", "byName");
        api.MapGet("/posts/{id:guid}/eligible", EligibleAsync).WithName("eligibleForPost").WithTags("Posts").Produces<EligibilityBody>().Reads().Asks("for", "kind", "plan", "verdict");
    }

    private static async Task<IResult> PlansAsync(HttpContext context, CadreAsked asked, PlanList list)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        var facts = await asked.FactsAsync(context);
        var filter = new PlanFilter
        {
            Body = Query.Unit(context, "body", facts, asked.Today),
            Open = Query.Flag(context, "open"),
            MissedReview = Query.Flag(context, "missedReview") ?? false,
            Skip = (page - 1) * size,
            Take = size,
        };
        await using var connection = await asked.OpenAsync(context);
        var found = await list.PlansAsync(connection, scope, filter, context.RequestAborted);
        return Results.Ok(new CadrePageBody<PlanItem>(found.Total, page, size, found.Position, One("missed_review", found.WithMissedReview), found.Items));
    }

    private static async Task<IResult> NamesAsync(HttpContext context, CadreAsked asked, PlanList list)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        var filter = new PlanNameFilter
        {
            Plan = Query.Id(context, "plan"),
            Person = Query.Id(context, "person"),
            Post = Query.Id(context, "post"),
            WithRemoved = Query.Flag(context, "withRemoved") ?? false,
            ByName = Query.Flag(context, "byName") ?? false,
            Skip = (page - 1) * size,
            Take = size,
        };
        await using var connection = await asked.OpenAsync(context);
        var found = await list.NamesAsync(connection, scope, filter, context.RequestAborted);
        return Results.Ok(new CadrePageBody<NamedBody<PlanNameItem>>(
            found.Total, page, size, found.Position, One("persons", found.Persons), await asked.NamedAsync(context, found.Items, i => i.PersonId)));
    }

    private static async Task<IResult> ProceduresAsync(HttpContext context, CadreAsked asked, ProcedureList list)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        var filter = new ProcedureFilter
        {
            State = Query.Code<ProcedureState>(context, "state"),
            Open = Query.Flag(context, "open"),
            Late = Query.Flag(context, "late") ?? false,
            Post = Query.Id(context, "post"),
            Person = Query.Id(context, "person"),
            Kind = Query.Code<PostTaking>(context, "kind"),
            Skip = (page - 1) * size,
            Take = size,
        };
        await using var connection = await asked.OpenAsync(context);
        var found = await list.QueryAsync(connection, scope, filter, context.RequestAborted);
        return Results.Ok(new CadrePageBody<NamedBody<ProcedureItem>>(
            found.Total, page, size, found.Position, Counts(found.ByState, ("late", found.Late)), await asked.NamedAsync(context, found.Items, i => i.PersonId ?? Guid.Empty)));
    }

    private static async Task<IResult> TermsAsync(HttpContext context, CadreAsked asked, TermList list)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        var filter = new TermFilter
        {
            Status = Query.Code<TermStatus>(context, "status"),
            EndsBy = Query.Date(context, "endsBy"),
            Post = Query.Id(context, "post"),
            Person = Query.Id(context, "person"),
            Sort = Query.Code<TermSort>(context, "sort") ?? TermSort.TermEnd,
            Skip = (page - 1) * size,
            Take = size,
        };
        await using var connection = await asked.OpenAsync(context);
        var found = await list.QueryAsync(connection, scope, filter, context.RequestAborted);
        return Results.Ok(new CadrePageBody<NamedBody<TermItem>>(
            found.Total, page, size, found.Position, Counts(found.ByStatus), await asked.NamedAsync(context, found.Items, i => i.PersonId)));
    }

    private static async Task<IResult> VacanciesAsync(HttpContext context, CadreAsked asked, VacancyList list)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        var filter = new VacancyFilter { OnlyVacant = !(Query.Flag(context, "all") ?? false), Skip = (page - 1) * size, Take = size };
        await using var connection = await asked.OpenAsync(context);
        var found = await list.QueryAsync(connection, scope, filter, context.RequestAborted);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal) { ["posts"] = found.Posts, ["seats"] = found.Seats, ["holders"] = found.Holders, ["vacant"] = found.Vacant };
        return Results.Ok(new CadrePageBody<VacancyItem>(found.Total, page, size, found.Position, counts, found.Items));
    }

    private static async Task<IResult> StaffAsync(HttpContext context, CadreAsked asked, StaffingReport report)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        await using var connection = await asked.OpenAsync(context);
        var found = await report.StaffAsync(connection, scope, (page - 1) * size, size, Query.Code<SecondedCountedAt>(context, "secondedAt") ?? default, context.RequestAborted);
        return Results.Ok(new CadrePageBody<NamedBody<StaffItem>>(
            found.Total, page, size, found.Position, One("present", found.Counted), await asked.NamedAsync(context, found.Items, i => i.PersonId)));
    }

    private static async Task<IResult> DutiesAsync(HttpContext context, CadreAsked asked, DeclarationBoard board)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        var filter = new DutyFilter
        {
            Status = Query.Code<DutyStatus>(context, "status"),
            Year = Query.Text(context, "year") is null ? null : Query.Number(context, "year", 0, 1990, 2199),
            Kind = Query.Code<DeclarationKind>(context, "kind"),
            Person = Query.Id(context, "person"),
            ByName = Query.Flag(context, "byName") ?? false,
            Skip = (page - 1) * size,
            Take = size,
        };
        await using var connection = await asked.OpenAsync(context);
        var found = await board.QueryAsync(connection, scope, filter, context.RequestAborted);
        return Results.Ok(new CadrePageBody<NamedBody<DutyItem>>(
            found.Total, page, size, found.Position, Counts(found.ByStatus), await asked.NamedAsync(context, found.Items, i => i.PersonId)));
    }

    private static async Task<IResult> EligibleAsync(Guid id, HttpContext context, CadreAsked asked, EligibilityList list)
    {
        var (scope, page, size) = await asked.OfAsync(context);
        var facts = await asked.FactsAsync(context);
        if (facts.Posts.Post(id, scope.Day) is not { Active: true } post || !Access.OnUnit(context.Actor(), Verb.ManageCadres, post.Unit, facts.Units, asked.Today))
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var filter = new EligibilityFilter
        {
            For = Query.Code<EligibleFor>(context, "for") ?? EligibleFor.Appointment,
            Kind = Query.Code<PostTaking>(context, "kind") ?? PostTaking.Appointment,
            Plan = Query.Id(context, "plan"),
            Verdict = Query.Code<EligibilityVerdict>(context, "verdict"),
            Skip = (page - 1) * size,
            Take = size,
        };
        await using var connection = await asked.OpenAsync(context);
        if (await list.QueryAsync(connection, scope, id, filter, context.RequestAborted) is not { } found)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var named = await asked.NamedAsync(context, found.Items, i => i.PersonId);
        return Results.Ok(new EligibilityBody(
            found.Post, scope.Day, filter.For, found.Plan, found.Total, page, size, found.Position, Counts(found.ByVerdict), found.Reasons,
            [.. named.Select(n => new EligiblePersonBody(n.Item.PersonId, n.PersonName, n.Item.Verdict, n.Item.Earliest, FindingBody.Of(n.Item.Findings) ?? []))]));
    }

    private static Dictionary<string, int> One(string name, int count) => new(StringComparer.Ordinal) { [name] = count };

    private static Dictionary<string, int> Counts<TEnum>(IReadOnlyDictionary<TEnum, int> counts, params (string Name, int Count)[] more)
        where TEnum : struct, Enum =>
        counts.Select(c => (Name: Codes.Of(c.Key), Count: c.Value)).Concat(more).ToDictionary(c => c.Name, c => c.Count, StringComparer.Ordinal);

    /// <summary>Documents what a list can be asked beside the day, the knowledge, the unit and the page.</summary>
    internal static RouteHandlerBuilder Asks(this RouteHandlerBuilder route, params string[] more) => route
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithDescription("Query: on (a day), asKnownOn (a day or an instant), unit (id or code), page, pageSize" + string.Concat(more.Select(m => ", " + m)) + ".");
}

/// <summary>What every read of cadre work is asked with: the day, the knowledge, the unit, the page; and who asks.</summary>
public sealed class CadreAsked(ReadSide reads, ReadBarrier barrier, ReferenceFacts reference, PeopleStore people, CadreClock clock)
{
    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>Trees, posts and regulations of now.</summary>
    public ValueTask<FactsSnapshot> FactsAsync(HttpContext context) => reference.CurrentAsync(context.RequestAborted);

    /// <summary>Reads the question. Refused: another's subtree, an unknown unit, a day of knowledge to come.</summary>
    internal async Task<(ReadScope Scope, int Page, int Size)> OfAsync(HttpContext context, bool wholeWhenUnasked = false)
    {
        var actor = context.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            throw new BadInputException("forbidden", status: StatusCodes.Status403Forbidden);
        }

        var facts = await FactsAsync(context);
        var unit = Query.Unit(context, "unit", facts, Today);
        if (unit is null && wholeWhenUnasked)
        {
            // Who may see one subtree only gets that one when asking for none; who sees several must say which.
            unit = Access.Tops(actor, Verb.ManageCadres) switch { { Count: 0 } => null, [var only] => only, _ => throw new BadInputException("missing_member", "unit") };
        }

        ListEndpoints.RequireWithin(actor, Verb.ManageCadres, unit, facts, Today);
        var asKnownOn = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(asKnownOn, clock, context);
        var (page, size) = Query.Page(context);
        var scope = ReadSide.Scope(actor, Verb.ManageCadres, Query.Date(context, "on") ?? Today, Today, await reads.PositionAsync(asKnownOn, context.RequestAborted), unit);
        return (scope with { AsKnownOn = asKnownOn is { } at ? VietnamTime.ToVietnamDate(at) : null }, page, size);
    }

    /// <summary>A connection, once what this caller wrote is in the tables.</summary>
    internal async Task<NpgsqlConnection> OpenAsync(HttpContext context)
    {
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        return await reads.OpenAsync(context.RequestAborted);
    }

    internal async Task<IReadOnlyList<NamedBody<T>>> NamedAsync<T>(HttpContext context, IReadOnlyCollection<T> items, Func<T, Guid> person)
    {
        var names = await people.NamesAsync([.. items.Select(person).Where(p => p != Guid.Empty)], context.RequestAborted);
        return [.. items.Select(i => new NamedBody<T>(i, names.GetValueOrDefault(person(i))?.FullName))];
    }
}
