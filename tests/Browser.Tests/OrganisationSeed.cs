using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Browser.Tests;

/// <summary>A reorganisation beside the small province: a union split into two with open cases waiting, and one merged away.</summary>
internal static class OrganisationSeed
{
    internal static async Task AddAsync(IServiceProvider services, Province province)
    {
        var gateway = services.GetRequiredService<CommandGateway>();
        var units = (await services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None)).Units;
        var parent = units.Unit(province.Union, province.Today)!.Parent!.Value;
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);

        async Task SendAsync(Command command)
        {
            var result = await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "system");
            if (result is not CommandResult.Accepted)
            {
                throw new InvalidOperationException($"{command.Name}: {result}");
            }
        }

        foreach (var (code, name) in new[]
        {
            ("CD0110", "Công đoàn Công ty May Thắng Lợi"), ("CD0111", "Công đoàn Xưởng May số 1"), ("CD0112", "Công đoàn Xưởng May số 2"), ("CD0113", "Công đoàn Trạm Y tế phường Vĩnh Tân"),
        })
        {
            var id = ids[code] = Guid.CreateVersion7();
            await SendAsync(new UnitCommand(id, new UnitOpened(new DateOnly(2016, 5, 1), new DocumentRef("45/QĐ-LĐLĐ", new DateOnly(2016, 4, 20), "LĐLĐ"), id, Tree.Union, UnitKind.GrassrootsUnion, code, name, parent, Sector.NonState, CalendarKind.Private5, false)));
            await SendAsync(new UnitCommand(id, new PartyBodyAssigned(new DateOnly(2016, 5, 1), null, province.Cell)));
        }

        await SendAsync(new UnitCommand(ids["CD0110"], new UnitMembersCounted(new DateOnly(2025, 12, 31), null, 320, 270, true)));
        foreach (var name in new[] { "Mai Thị Thêu", "Cao Văn Chỉ", "Tạ Thị Vắt Sổ" })
        {
            await SendAsync(new FileReferral(
                null, new PersonAttributes(name, new DateOnly(1996, 7, 9), Gender.Female, Education.College, TheoryLevel.None, true), ids["CD0110"], null, null, province.Today.AddDays(-120), true, Reference: "M-" + name.Length));
        }

        var decision = new DocumentRef("218/QĐ-LĐLĐ", province.Today.AddDays(-50), "LĐLĐ");
        await SendAsync(new UnitCommand(ids["CD0110"], new UnitSplit(province.Today.AddDays(-40), decision, [ids["CD0111"], ids["CD0112"]])));
        await SendAsync(new UnitCommand(ids["CD0113"], new UnitMerged(province.Today.AddDays(-40), decision, province.OtherUnion)));
    }
}
