using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Staffing;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Quotas, staff, reported counts, recurring duties and duties to declare of the small province.</summary>
internal static class StaffSeed
{
    internal static readonly Guid Sessions = new("77777777-0000-0000-0000-000000000001");
    internal static readonly Guid Filed = new("77777777-0000-0000-0000-000000000002");

    internal static async Task AddAsync(IServiceProvider services, Province province)
    {
        var gateway = services.GetRequiredService<CommandGateway>();
        var cases = services.GetRequiredService<CaseReader>();
        var (union, other) = (province.Union, province.OtherUnion);
        var paper = new DocumentRef("31/QĐ-LĐLĐ", new DateOnly(2022, 1, 5), "LĐLĐ");

        async Task<Guid> PersonAsync(string name) => (await cases.HistoryAsync(province.Cases[name], CancellationToken.None)).Filed!.PersonId;

        async Task SendAsync(Command command)
        {
            var result = await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "system");
            if (result is not CommandResult.Accepted)
            {
                throw new InvalidOperationException($"{command.Name}: {result}");
            }
        }

        await SendAsync(new StaffingCommand(new QuotaAssigned(new(2018, 1, 5), paper with { Number = "12/QĐ-LĐLĐ" }, union, 6, new(2018, 1, 1), null)));
        await SendAsync(new StaffingCommand(new QuotaAssigned(new(2022, 1, 5), paper, union, 5, new(2022, 1, 1), null)));
        await SendAsync(new StaffingCommand(new QuotaAssigned(new(2020, 1, 5), paper with { Number = "15/QĐ-LĐLĐ" }, other, 3, new(2020, 1, 1), null)));
        foreach (var (name, kind) in new[] { ("draft", StaffKind.Permanent), ("review", StaffKind.Permanent), ("nominated", StaffKind.Permanent), ("sent", StaffKind.SecondedIn) })
        {
            await SendAsync(new StaffingCommand(new StaffJoined(new(2020, 3, 2), null, union, await PersonAsync(name), kind)));
        }

        await SendAsync(new StaffingCommand(new StaffAway(new(2026, 6, 1), null, union, await PersonAsync("review"), StaffAbsence.LongLeave)));
        await SendAsync(new StaffingCommand(new StaffJoined(new(2020, 3, 2), null, other, await PersonAsync("withdrawn"), StaffKind.Permanent)));

        var report = new DocumentRef("04-BC/CĐCS", new DateOnly(2025, 12, 31), "CĐCS");
        await SendAsync(new HeadcountCommand(new HeadcountReported(
            new(2025, 12, 31), report, union, CountedBody.Union, Precision.Exact, new(520, 482, 236, 246, null, 353, 3, 40, 260, 65))));
        await SendAsync(new HeadcountCommand(new HeadcountReported(new(2026, 6, 30), report with { Number = "9-BC/CĐCS" }, other, CountedBody.Union, Precision.About, new(Members: 90, PartyMembers: 41))));

        await SendAsync(new DutyCommand(new DutyScheduled(new(2025, 1, 2), paper, union, Sessions, DutyKind.JointSession, DutyPeriod.HalfYear, 1, new(2025, 1, 1))));
        await SendAsync(new DutyCommand(new DutyHeld(new(2025, 6, 20), paper, union, Sessions)));
        await SendAsync(new DutyCommand(new DutyHeld(new(2026, 1, 15), paper, union, Sessions, new DateOnly(2025, 12, 31))));
        await SendAsync(new DutyCommand(new DutyScheduled(new(2025, 1, 2), paper, union, Guid.CreateVersion7(), DutyKind.TrainingClass, DutyPeriod.Year, 3, new(2025, 1, 1))));
        await SendAsync(new DutyCommand(new DutyScheduled(new(2024, 1, 2), paper, other, Guid.CreateVersion7(), DutyKind.WorkersConference, DutyPeriod.Year, 1, new(2024, 1, 1))));
        await SendAsync(new DutyCommand(new WorkingPaperAdopted(new(2023, 4, 1), paper with { Number = "02-QCPH/LĐLĐ" }, union, WorkingPaper.CoordinationRule, new(2023, 1, 1), new(2027, 12, 31))));
        await SendAsync(new DutyCommand(new DutyTallied(new(2025, 12, 31), report, union, DutyKind.WorkersConference, 2025, 174, 176)));

        var filed = await PersonAsync("draft");
        await SendAsync(new DeclarationCommand(new ObligationArose(new(2025, 11, 1), filed, Filed, DeclarationKind.Yearly, 2025, new(2025, 12, 30))));
        await SendAsync(new DeclarationCommand(new DeclarationFiled(new(2025, 12, 20), filed, Filed)));
        await SendAsync(new DeclarationCommand(new ObligationArose(new(2025, 11, 1), await PersonAsync("nominated"), Guid.CreateVersion7(), DeclarationKind.Yearly, 2025, new(2025, 12, 30))));
    }
}
