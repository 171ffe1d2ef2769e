using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Jobs;
using CadreWorkflow.EventStore.Integrity;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

public sealed class JobsTests
{
    [Fact]
    public async Task A_digest_goes_out_once_on_a_working_day_never_on_another_and_a_missed_sweep_is_merely_late()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await ScopeTests.SendAsync(union, id);
        await union.ActAsync(id, "acknowledge", new { occurredOn = "2026-03-09", report = true });
        await union.ActAsync(id, "cell-vote", new
        {
            occurredOn = "2026-03-10",
            report = true,
            document = Http.Paper("3/NQ", "2026-03-10", "CB"),
            tally = new { summoned = 9, present = 9, exemptAbsent = 0, probationaryVoters = 0, issued = 9, returned = 9, invalid = 0, agree = 9, disagree = 0, blank = 0 },
        });
        using var party = await host.OfficerAsync("party_officer", province.Committee);
        var head = await host.Services.GetRequiredService<CadreWorkflow.EventStore.IEventLog>().PositionAtAsync(null);
        Assert.True(await host.Services.GetRequiredService<SubscriptionMonitor>().WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(1)));

        var sweep = host.Services.GetRequiredService<ReminderSweep>();
        var clock = host.Services.GetRequiredService<CadreClock>();
        async Task<int> AtAsync(string local)
        {
            clock.SetDemoNow(DateTimeOffset.ParseExact(local + " +07:00", "yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture));
            return await sweep.RunAsync(CancellationToken.None);
        }

        Assert.Equal(0, await AtAsync("2026-06-07 09:00"));
        Assert.Equal(0, await AtAsync("2026-04-30 09:00"));
        Assert.Equal(0, await AtAsync("2026-06-08 05:00"));
        Assert.True(await AtAsync("2026-06-08 09:00") > 0);
        Assert.Equal(0, await AtAsync("2026-06-08 09:10"));
        Assert.True(await AtAsync("2026-06-09 09:00") > 0);

        var inbox = await (await party.GetAsync("/api/inbox")).JsonAsync();
        Assert.Equal(["2026-06-09", "2026-06-08"], inbox.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("day").GetString()));
        var item = inbox.GetProperty("items")[0].GetProperty("items")[0];
        Assert.Equal(id, item.GetProperty("caseId").GetGuid());
        Assert.Equal("ADM-28", item.GetProperty("rule").GetString());
        using var read = await party.PostAsync("/api/inbox/2026-06-09/read", new { });
        Assert.Equal(System.Net.HttpStatusCode.NoContent, read.StatusCode);
        clock.SetDemoNow(null);
    }

    [Fact]
    public async Task The_head_of_the_chain_is_signed_outside_the_database_once_per_head()
    {
        await using var host = await ApiHost.StartAsync();
        var signing = host.Services.GetRequiredService<ChainSigning>();
        var first = await signing.RunAsync(CancellationToken.None);
        Assert.NotNull(first);
        Assert.Null(await signing.RunAsync(CancellationToken.None));
        var heads = SignedHead.ReadAll(ChainSigning.HeadsFolder(host.Services.GetRequiredService<IConfiguration>()));
        Assert.Equal(first.Number, Assert.Single(heads).Number);
    }

    [Fact]
    public async Task A_person_no_event_names_is_swept_after_a_day_and_others_stay()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        await union.FileAsync(province.Union1);
        await using var source = Npgsql.NpgsqlDataSource.Create(host.Database.OwnerConnectionString);
        await using (var alone = source.CreateCommand("insert into people.person (person_id, command_id, created_by) values (gen_random_uuid(), gen_random_uuid(), 'test')"))
        {
            await alone.ExecuteNonQueryAsync();
        }

        await using (var age = source.CreateCommand("update people.person set created_at = created_at - interval '2 days'"))
        {
            Assert.Equal(2, await age.ExecuteNonQueryAsync());
        }

        Assert.Equal(1, await host.Services.GetRequiredService<OrphanSweep>().RunAsync(CancellationToken.None));
        Assert.Equal(0, await host.Services.GetRequiredService<OrphanSweep>().RunAsync(CancellationToken.None));
    }
}
