using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A name to put in a plan; the coarse statistics are the person's own.</summary>
public sealed record NameInPlanBody(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid PersonId, Guid PostId, Guid ApprovedBy, bool? ScienceTechnology = null);

/// <summary>Posts, plans, personnel procedures, cadres, staff and duties to declare: each act is a dated fact with its document.</summary>
internal static class CadreEndpoints
{
    private static readonly Dictionary<string, Type> PostActs = new(StringComparer.Ordinal) { ["open"] = typeof(PostOpened), ["change"] = typeof(PostChanged), ["abolish"] = typeof(PostAbolished) };

    private static readonly Dictionary<string, Type> PlanActs = new(StringComparer.Ordinal)
    {
        ["open"] = typeof(PlanOpened),
        ["consult"] = typeof(ConsultationHeld),
        ["name"] = typeof(NameInPlanBody),
        ["remove-name"] = typeof(PlanNameRemoved),
        ["review"] = typeof(PlanReviewed),
        ["close"] = typeof(PlanClosed),
        ["strike-fact"] = typeof(PlanFactStruck),
    };

    private static readonly Dictionary<string, Type> AppointmentActs = new(StringComparer.Ordinal)
    {
        ["open"] = typeof(ProcedureOpened),
        ["approve-policy"] = typeof(PolicyApproved),
        ["propose"] = typeof(CandidateProposed),
        ["hold-step"] = typeof(StepHeld),
        ["choose"] = typeof(HeadChose),
        ["record-paper"] = typeof(DossierItemRecorded),
        ["appoint"] = typeof(Appointed),
        ["end"] = typeof(ProcedureEnded),
        ["strike-fact"] = typeof(AppointmentFactStruck),
    };

    private static readonly Dictionary<string, Type> CadreActs = new(StringComparer.Ordinal)
    {
        ["take-post"] = typeof(PostTaken),
        ["extend"] = typeof(TenureExtended),
        ["leave-post"] = typeof(PostLeft),
        ["discipline"] = typeof(DisciplineRecorded),
        ["end-discipline"] = typeof(DisciplineEnded),
        ["strike-fact"] = typeof(CadreFactStruck),
    };

    private static readonly Dictionary<string, Type> StaffingActs = new(StringComparer.Ordinal)
    {
        ["assign-quota"] = typeof(QuotaAssigned),
        ["strike-quota"] = typeof(QuotaStruck),
        ["join"] = typeof(StaffJoined),
        ["leave"] = typeof(StaffLeft),
        ["away"] = typeof(StaffAway),
        ["back"] = typeof(StaffBack),
    };

    private static readonly Dictionary<string, Type> DeclarationActs = new(StringComparer.Ordinal)
    {
        ["arise"] = typeof(ObligationArose),
        ["file"] = typeof(DeclarationFiled),
        ["hand-over"] = typeof(DeclarationHandedOver),
        ["publish"] = typeof(DeclarationPublished),
        ["waive"] = typeof(ObligationWaived),
    };

    private static readonly Dictionary<string, Type> HeadcountActs = new(StringComparer.Ordinal) { ["report"] = typeof(HeadcountReported), ["strike"] = typeof(HeadcountStruck) };

    private static readonly Dictionary<string, Type> DutyActs = new(StringComparer.Ordinal)
    {
        ["schedule"] = typeof(DutyScheduled),
        ["hold"] = typeof(DutyHeld),
        ["end"] = typeof(DutyEnded),
        ["strike-fact"] = typeof(DutyFactStruck),
        ["adopt-paper"] = typeof(WorkingPaperAdopted),
        ["tally"] = typeof(DutyTallied),
    };

    internal static void Map(RouteGroupBuilder api)
    {
        MapActs(api, "posts", "Posts", PostActs, "postId", (id, act, version) => new PostCommand((PostEvent)act, version));
        MapActs(api, "plans", "Plans", PlanActs, "planId", (id, act, version) => new PlanCommand(id, (PlanEvent)act, version));
        MapActs(api, "appointments", "Appointments", AppointmentActs, "appointmentId", (id, act, version) => new AppointmentCommand(id, (AppointmentEvent)act, version));
        MapActs(api, "cadres", "Cadres", CadreActs, "personId", (id, act, version) => new CadreCommand((CadreEvent)act, version));
        MapActs(api, "staffing", "Staffing", StaffingActs, "unitId", (id, act, version) => new StaffingCommand((StaffingEvent)act, version));
        MapActs(api, "declarations", "Declarations", DeclarationActs, "personId", (id, act, version) => new DeclarationCommand((DeclarationEvent)act, version));
        MapActs(api, "headcounts", "Headcounts", HeadcountActs, "unitId", (id, act, version) => new HeadcountCommand((HeadcountEvent)act, version));
        MapActs(api, "duties", "Duties", DutyActs, "unitId", (id, act, version) => new DutyCommand((DutyEvent)act, version));
        CadreReads.Map(api);
        ProcedureEndpoints.Map(api);
        CadreLists.Map(api);
        CadreStatistics.Map(api);
        HeadcountEndpoints.Map(api);
    }

    private static void MapActs(
        RouteGroupBuilder api, string path, string tag, Dictionary<string, Type> acts, string idField, Func<Guid, IDomainEvent, long?, CadreWorkCommand> command) =>
        api.MapPost($"/{path}/{{id:guid}}/acts/{{code}}", (Guid id, string code, HttpContext context, CommandGateway gateway) => ActAsync(id, code, context, gateway, acts, idField, command))
            .WithMetadata(new ActRoute(path, idField, acts)).WithName($"actOn{tag}").WithTags(tag).Accepts<ActBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("The caller chooses the id of what it opens. Codes: " + string.Join(", ", acts.Keys) + ".");

    private static async Task<IResult> ActAsync(
        Guid id, string code, HttpContext context, CommandGateway gateway, Dictionary<string, Type> acts, string idField, Func<Guid, IDomainEvent, long?, CadreWorkCommand> command)
    {
        using var document = await StrictJson.ParseAsync(context);
        if (!acts.TryGetValue(code, out var type))
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_act", "code", code);
        }

        var result = await gateway.SendAsync(
            command(id, Read(document.RootElement, type, idField, id), Doors.ExpectedVersion(context)), context.Actor(), Doors.CommandId(context), "api",
            cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    private static IDomainEvent Read(JsonElement body, Type type, string idField, Guid id)
    {
        if (type == typeof(NameInPlanBody))
        {
            var name = StrictJson.Convert<NameInPlanBody>(body);
            return new PlanNamed(
                name.OccurredOn, name.Reported, name.Document, name.PersonId, name.PostId, name.ApprovedBy, default, null, default, default, name.ScienceTechnology);
        }

        if (type.GetProperties().All(p => !string.Equals(p.Name, idField, StringComparison.OrdinalIgnoreCase)))
        {
            return (IDomainEvent)StrictJson.Convert(body, type);
        }

        // The address names the thing; a body that names another contradicts it.
        if (body.TryGetProperty(idField, out _))
        {
            throw new BadInputException("unknown_member", idField);
        }

        var whole = JsonObject.Create(body)!;
        whole[idField] = id.ToString("D");
        return (IDomainEvent)StrictJson.Convert(JsonSerializer.SerializeToElement(whole), type);
    }
}
