using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>Trees a process goes on with by its own appends are those the log holds.</summary>
public sealed class ReferenceFactsTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);

    [Fact]
    public async Task Given_one_process_that_changes_units_then_what_it_keeps_is_what_the_log_folds_to()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        var opened = await OpenAsync(host, province.UnionRoot, "U-A");
        await SendAsync(host, opened, new UnitRenamed(Day.AddDays(1), new DocumentRef("2/QĐ", Day, "LĐLĐ"), "Công đoàn A mới"));
        await SendAsync(host, opened, new UnitMerged(Day.AddDays(2), new DocumentRef("1/QĐ", Day, "LĐLĐ"), province.Union1));
        await AgreesWithTheLogAsync(host);
    }

    [Fact]
    public async Task Given_two_processes_that_change_units_in_turns_and_at_once_then_both_keep_what_the_log_folds_to()
    {
        await using var one = await ApiHost.StartAsync();
        await using var other = await one.AnotherAsync();
        var province = await TestProvince.OpenAsync(one);
        for (var n = 0; n < 6; n++)
        {
            await OpenAsync(n % 2 == 0 ? one : other, province.UnionRoot, $"U-{n}");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => OpenAsync(n % 2 == 0 ? one : other, province.UnionRoot, $"U-AT-ONCE-{n}")));
        await AgreesWithTheLogAsync(one);
        await AgreesWithTheLogAsync(other);
    }

    [Fact]
    public async Task Given_a_change_of_another_process_when_this_one_refuses_then_it_has_looked_at_the_log()
    {
        await using var one = await ApiHost.StartAsync();
        await using var other = await one.AnotherAsync();
        var province = await TestProvince.OpenAsync(one);
        await one.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None);
        var opened = await OpenAsync(other, province.UnionRoot, "U-NEW");

        // The first process has never seen the unit, and must not say that it is not there.
        await SendAsync(one, opened, new UnitRenamed(Day.AddDays(1), new DocumentRef("3/QĐ", Day, "LĐLĐ"), "Tên mới"));
        Assert.Equal("Tên mới", (await one.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None)).Units.Unit(opened, Day.AddDays(1))!.Name);
    }

    private static async Task AgreesWithTheLogAsync(ApiHost host)
    {
        using var fresh = new ReferenceFacts(host.Services.GetRequiredService<IEventLog>());
        var read = await fresh.RefreshAsync(CancellationToken.None);
        var kept = await host.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None);
        Assert.Equal((read.StructureVersion, read.RegulationsVersion, read.Posts.Version), (kept.StructureVersion, kept.RegulationsVersion, kept.Posts.Version));
        Assert.Equal(read.Units.Units.Order(), kept.Units.Units.Order());
        Assert.All(read.Units.Units, id => Assert.Equal(read.Units.Unit(id, DateOnly.MaxValue), kept.Units.Unit(id, DateOnly.MaxValue)));
    }

    private static async Task<Guid> OpenAsync(ApiHost host, Guid parent, string code)
    {
        var id = Guid.CreateVersion7();
        await SendAsync(host, id, new UnitOpened(Day, null, id, Tree.Union, UnitKind.GrassrootsUnion, code, "Công đoàn " + code, parent, Sector.StateService, CalendarKind.Public, HasYouthUnion: false));
        return id;
    }

    private static Task SendAsync(ApiHost host, Guid unit, UnitEvent act) => host.Services.GetRequiredService<CommandGateway>().AcceptedAsync(new UnitCommand(unit, act));
}
