using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

public sealed class FollowingTests(SharedHost shared)
{
    [Fact]
    public async Task Open_cases_of_a_merged_union_follow_it_by_one_command_each_that_names_its_cause()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var ids = new[] { await union.FileAsync(province.Union1), await union.FileAsync(province.Union1) };
        var withdrawn = await union.FileAsync(province.Union1);
        await union.ActAsync(withdrawn, "withdraw", new { occurredOn = "2026-03-03", document = Http.Paper("đơn", "2026-03-03") });
        await Gateway.AcceptedAsync(new UnitCommand(province.Union1, new UnitMerged(new DateOnly(2026, 3, 20), null, province.Union2)));

        foreach (var id in ids)
        {
            var moved = await UntilAsync(union, id, shown => shown.GetProperty("unionUnit").GetGuid() == province.Union2);
            Assert.Equal(province.Union2, moved.GetProperty("unionUnit").GetGuid());
        }

        var log = shared.Host.Services.GetRequiredService<IEventLog>();
        var cause = (await log.ReadStreamAsync(Streams.Unit(province.Union1))).Events.Single(e => e.Type == "unit_merged");
        var followed = (await log.ReadStreamAsync(Streams.Case(ids[0]))).Events.Single(e => e.Type == "case_followed_unit");
        Assert.Equal(cause.Id.ToString("D"), followed.CausationId);
        Assert.Equal(Uuid.EventOf(Uuid.CommandFor(cause.Id, ids[0]), 0), followed.Id);
        Assert.Null(followed.UserName);
        Assert.DoesNotContain((await log.ReadStreamAsync(Streams.Case(withdrawn))).Events, e => e.Type == "case_followed_unit");
    }

    [Fact]
    public async Task A_certificate_of_a_class_becomes_a_fact_of_the_case_it_serves()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await ScopeTests.SendAsync(union, id);
        var person = (await (await union.GetAsync($"/api/cases/{id:D}")).JsonAsync()).GetProperty("personId").GetGuid();
        var classId = Guid.CreateVersion7();
        foreach (var act in new TrainingEvent[]
        {
            new ClassOpened(new DateOnly(2026, 3, 10), classId, TrainingKind.PartyAwareness, "NT-01", "TTCT", new DateOnly(2026, 3, 16), new DateOnly(2026, 3, 20), 50),
            new PersonEnrolled(new DateOnly(2026, 3, 12), person, id),
            new CertificateIssued(new DateOnly(2026, 3, 20), person, id, new DocumentRef("12/GCN", new DateOnly(2026, 3, 20), "TTCT")),
        })
        {
            Assert.IsType<CommandResult.Accepted>(await Gateway.SendAsync(new TrainingCommand(classId, act), Actor.System, Guid.CreateVersion7(), "test"));
        }

        var shown = await UntilAsync(union, id, s => s.GetProperty("stage").GetString() == "certified");
        Assert.Equal("certified", shown.GetProperty("stage").GetString());
    }

    private CommandGateway Gateway => shared.Host.Services.GetRequiredService<CommandGateway>();

    private static async Task<JsonElement> UntilAsync(HttpClient client, Guid id, Func<JsonElement, bool> there)
    {
        // A bound on a hang, not on speed.
        for (var tries = 0; ; tries++)
        {
            var shown = await (await client.GetAsync($"/api/cases/{id:D}")).JsonAsync();
            if (there(shown) || tries > 600)
            {
                return shown;
            }

            await Task.Delay(100);
        }
    }
}
