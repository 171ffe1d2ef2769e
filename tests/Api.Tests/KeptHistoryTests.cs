using System.Net;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>A process keeps what it folded; what it then decides and says is still what the log says.</summary>
public sealed class KeptHistoryTests(SharedHost shared)
{
    [Fact]
    public async Task What_is_kept_after_appends_is_what_the_log_holds()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await union.ActAsync(id, "submit", new { occurredOn = "2026-03-03" });
        await union.ActAsync(id, "resolve", new { occurredOn = "2026-03-04", document = Http.Paper("7-NQ/CĐ", "2026-03-04") });
        await union.ActAsync(id, "send", new { occurredOn = "2026-03-05", document = Http.Paper("8-CV/CĐ", "2026-03-05") });

        var services = shared.Host.Services;
        var kept = await services.GetRequiredService<CaseReader>().HistoryAsync(id, asKept: true, CancellationToken.None);
        using var fresh = ActivatorUtilities.CreateInstance<CaseReader>(services);
        var read = await fresh.HistoryAsync(id, CancellationToken.None);

        Assert.Equal(4, kept.Version);
        Assert.Equal(Texts(read), Texts(kept));
    }

    [Fact]
    public async Task What_another_process_recorded_is_met_by_an_act_and_by_an_answer_without_one()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        await using var other = await shared.Host.AnotherAsync();
        using var here = await shared.Host.ClientAsync("union");
        using var there = await other.ClientAsync("union");
        var id = await here.FileAsync(province.Union1);

        await there.ActAsync(id, "submit", new { occurredOn = "2026-03-03" });
        await here.ActAsync(id, "resolve", new { occurredOn = "2026-03-04", document = Http.Paper("7-NQ/CĐ", "2026-03-04") });
        await there.ActAsync(id, "withdraw", new { occurredOn = "2026-03-05", document = Http.Paper("đơn", "2026-03-05") });
        using var late = await here.PostAsync($"/api/cases/{id:D}/acts/send", new { occurredOn = "2026-03-06", document = Http.Paper("8-CV/CĐ", "2026-03-06") });
        using var again = await here.PostAsync($"/api/cases/{id:D}/acts/withdraw", new { occurredOn = "2026-03-05", document = Http.Paper("đơn", "2026-03-05") });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var history = await shared.Host.Services.GetRequiredService<CaseReader>().HistoryAsync(id, CancellationToken.None);
        Assert.Equal(4, history.Version);
    }

    private static string[] Texts(CaseHistory history) =>
        [.. history.AllRecorded.Select(r => JsonSerializer.Serialize(new { Data = DomainEvents.Catalog.Write(r.Event).ToString(), r.Id, r.StreamId, r.Version, r.Position, r.RecordedAt, r.Headers, r.UserName }))];
}
