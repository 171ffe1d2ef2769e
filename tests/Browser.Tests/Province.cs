using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Browser.Tests;

/// <summary>A small province with a case in every part of the road, written through the gateway.</summary>
public sealed class Province
{
    private static readonly DateOnly Opened = new(2015, 1, 1);

    private readonly CommandGateway _gateway;
    private int _papers;

    private Province(CommandGateway gateway, DateOnly today) => (_gateway, Today) = (gateway, today);

    public DateOnly Today { get; }

    public Guid UnionRoot { get; private set; }

    public Guid Union { get; private set; }

    public Guid OtherUnion { get; private set; }

    public Guid Cell { get; private set; }

    /// <summary>Figures published before one more case was recorded, so that they differ now.</summary>
    public Guid Report { get; private set; }

    public Guid PartyRoot { get; private set; }

    /// <summary>Other things seeded, by the name addresses call them by: <c>{plan}</c>.</summary>
    public Dictionary<string, Guid> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Cases by the name of where they stand.</summary>
    public Dictionary<string, Guid> Cases { get; } = new(StringComparer.Ordinal);

    public static async Task<Province> SeedAsync(IServiceProvider services)
    {
        var province = new Province(services.GetRequiredService<CommandGateway>(), services.GetRequiredService<CadreClock>().Today);
        await province.UnitsAsync();
        await province.CasesAsync();
        await OrganisationSeed.AddAsync(services, province);
        await StaffSeed.AddAsync(services, province);
        await TrainingSeed.AddAsync(services, province);
        await province.PublishAsync();
        await PlanSeed.AddAsync(services, province);
        await AppointmentSeed.AddAsync(services, province);
        return province;
    }

    public async Task<Guid> FileAsync(string name, int daysAgo, Guid? union = null, bool report = true)
    {
        var result = await SendAsync(new FileReferral(
            null, new PersonAttributes(name, new DateOnly(1994, 3, 8), Gender.Female, Education.Bachelor, TheoryLevel.Elementary, false), union ?? Union, null, null, Today.AddDays(-daysAgo), report, Reference: "HS-" + (++_papers)));
        return result.CaseId!.Value;
    }

    public Task<CommandAnswer> ActAsync(Guid caseId, CaseEvent act) => SendAsync(new CaseActCommand(caseId, act));

    public Task<CommandAnswer> CorrectAsync(Guid caseId, CaseEvent act, Guid original) => SendAsync(new CaseActCommand(caseId, act, original));

    public DocumentRef Paper(DateOnly day, string kind = "NQ-CĐCS") => new($"{++_papers}/{kind}", day, "CĐCS");

    private async Task<CommandAnswer> SendAsync(Command command)
    {
        var result = await _gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "system");
        return result is CommandResult.Accepted accepted ? accepted.Answer : throw new InvalidOperationException($"{command.Name}: {result}");
    }

    private async Task UnitsAsync()
    {
        async Task<Guid> UnitAsync(Tree tree, UnitKind kind, string code, string name, Guid? parent)
        {
            var id = Guid.CreateVersion7();
            await SendAsync(new UnitCommand(id, new UnitOpened(Opened, null, id, tree, kind, code, name, parent, Sector.StateService, CalendarKind.Public, false)));
            return id;
        }

        UnionRoot = await UnitAsync(Tree.Union, UnitKind.ProvincialFederation, "LDLD", "Liên đoàn Lao động tỉnh", null);
        var district = await UnitAsync(Tree.Union, UnitKind.DistrictFederation, "LD01", "Liên đoàn Lao động thành phố Vĩnh An", UnionRoot);
        Union = await UnitAsync(Tree.Union, UnitKind.GrassrootsUnion, "CD0101", "Công đoàn Bệnh viện Đa khoa Vĩnh An", district);
        OtherUnion = await UnitAsync(Tree.Union, UnitKind.GrassrootsUnion, "CD0102", "Công đoàn Trường THPT Lê Lợi", district);
        var partyRoot = PartyRoot = await UnitAsync(Tree.Party, UnitKind.ProvincialCommittee, "TU", "Tỉnh ủy", null);
        var committee = await UnitAsync(Tree.Party, UnitKind.GrassrootsCommittee, "DU01", "Đảng ủy Bệnh viện Đa khoa Vĩnh An", partyRoot);
        Cell = await UnitAsync(Tree.Party, UnitKind.PartyCell, "CB0101", "Chi bộ Khoa Nội", committee);
        var other = await UnitAsync(Tree.Party, UnitKind.PartyCell, "CB0102", "Chi bộ Trường THPT Lê Lợi", committee);
        await SendAsync(new UnitCommand(Union, new PartyBodyAssigned(Opened, null, Cell)));
        await SendAsync(new UnitCommand(OtherUnion, new PartyBodyAssigned(Opened, null, other)));
    }

    private async Task PublishAsync()
    {
        var published = await SendAsync(new PublishReport(Today.AddYears(-1), Today.AddDays(-1), UnionRoot, StatisticsBy.Unit, StatisticsStructure.Then, Today.AddDays(-1), Document: Paper(Today, "BC-LĐLĐ")));
        Report = published.ReportId!.Value;
        var late = await FileAsync("Tạ Thị Muộn", 45);
        await ActAsync(late, new ReferralSent(Today.AddDays(-40), true, Paper(Today.AddDays(-40), "CV-CĐCS")));
    }

    private async Task CasesAsync()
    {
        Cases["draft"] = await FileAsync("Nguyễn Thị Hòa", 3);
        Cases["review"] = await RoadAsync("Trần Văn Đức", 12, "review");
        Cases["nominated"] = await RoadAsync("Lê Thị Ánh Tuyết", 25, "nominated");
        Cases["sent"] = await RoadAsync("Phạm Quốc Ưng", 40, "sent");
        Cases["returned"] = await RoadAsync("Đặng Thị Ẩn", 60, "sent");
        await ActAsync(Cases["returned"], new ReferralReturned(Today.AddDays(-30), true, Paper(Today.AddDays(-30), "CV-ĐU"), Tree.Party, ReasonCode.MissingPapers, null));
        Cases["opinions"] = await RoadAsync("Hoàng Minh Ân", 200, "opinions");
        Cases["overdue"] = await RoadAsync("Võ Thị Út", 330, "cell");
        Cases["due_soon"] = await RoadAsync("Bùi Đình Yên", 260, "cell", cellDaysAgo: 82);
        Cases["decided"] = await RoadAsync("Ngô Thị Ý Nhi", 250, "decided", cellDaysAgo: 60);
        Cases["probation"] = await RoadAsync("Dương Văn Ổn", 420, "probation", cellDaysAgo: 220);
        Cases["withdrawn"] = await RoadAsync("Lý Thị Ẩm", 90, "sent", union: OtherUnion);
        await ActAsync(Cases["withdrawn"], new CaseWithdrawn(Today.AddDays(-20), true, Paper(Today.AddDays(-20), "ĐĐN-CN")));
    }

    private async Task<Guid> RoadAsync(string name, int daysAgo, string until, int? cellDaysAgo = null, Guid? union = null)
    {
        var id = await FileAsync(name, daysAgo, union);
        var cell = cellDaysAgo ?? daysAgo - 150;
        var start = Today.AddDays(-daysAgo);
        var vote = Today.AddDays(-cell);
        (string Until, CaseEvent Act)[] road =
        [
            ("review", new ReferralSubmitted(start.AddDays(2), true, null)),
            ("nominated", new UnionResolved(start.AddDays(6), true, Paper(start.AddDays(6)), new Tally(9, 9, 0, 0, 9, 9, 0, 9, 0, 0))),
            ("sent", new ReferralSent(start.AddDays(8), true, Paper(start.AddDays(8), "CV-CĐCS"))),
            ("accepted", new ReferralAcknowledged(start.AddDays(20), true, null, null)),
            ("training", new AwarenessEnrolled(start.AddDays(30), true, null, null)),
            ("certified", new AwarenessCertified(start.AddDays(60), true, Paper(start.AddDays(60), "GCN-TTCT"), null)),
            ("applied", new ApplicationReceived(start.AddDays(70), true, Paper(start.AddDays(70), "Đ-KNĐ"))),
            ("history", new PaperRecorded(start.AddDays(72), true, Paper(start.AddDays(72), "LL-KNĐ"), Domain.Admissions.Paper.PersonalHistory)),
            ("verification", new VerificationStarted(start.AddDays(80), true, null, true)),
            ("verified", new VerificationConcluded(start.AddDays(100), true, Paper(start.AddDays(100), "KL-ĐU"), true, true, true)),
            ("opinions", new OpinionsCollected(start.AddDays(110), true, Paper(start.AddDays(110), "TH-CB"), true, true)),
            ("cell", new CellVoted(vote, true, Paper(vote, "NQ-CB"), Purpose.Admission, new Tally(20, 18, 1, 0, 18, 18, 0, 16, 2, 0))),
            ("committee", new CommitteeVoted(vote.AddDays(15), true, Paper(vote.AddDays(15), "NQ-ĐU"), Purpose.Admission, VotingBody.GrassrootsCommittee, false, new Tally(15, 15, 0, 0, 15, 15, 0, 15, 0, 0))),
            ("decided", new DecisionIssued(vote.AddDays(25), true, Paper(vote.AddDays(25), "QĐ-TU"), Purpose.Admission, Outcome.Approved, VotingBody.UpperStandingCommittee, null, null)),
            ("received", new DecisionReceived(vote.AddDays(28), true, null)),
            ("probation", new CeremonyHeld(vote.AddDays(35), true, null)),
        ];
        foreach (var (step, act) in road)
        {
            if (act.OccurredOn <= Today)
            {
                await ActAsync(id, act);
            }

            if (step == until)
            {
                break;
            }
        }

        return id;
    }
}
