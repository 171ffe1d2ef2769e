using System.Net;

namespace CadreWorkflow.Api.Tests;

public sealed class CaseRoadTests(SharedHost shared)
{
    [Fact]
    public async Task A_referral_filed_over_HTTP_is_there_at_once_with_its_version_and_position()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var filed = await union.PostAsync("/api/cases", Http.Referral(province.Union1));
        var body = await filed.JsonAsync();
        Assert.True(filed.StatusCode == HttpStatusCode.Created, body.ToString());
        Assert.Equal($"/api/cases/{body.GetProperty("id").GetGuid():D}", filed.Headers.Location?.ToString());
        Assert.Equal("\"1\"", filed.Headers.ETag?.Tag);
        Assert.Equal(body.GetProperty("position").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture), filed.Headers.GetValues("X-Log-Position").Single());

        using var read = await union.GetAsync(filed.Headers.Location);
        var shown = await read.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("draft", shown.GetProperty("stage").GetString());
        Assert.Equal(province.Union1, shown.GetProperty("unionUnit").GetGuid());
        Assert.Equal(province.Cell1, shown.GetProperty("partyBody").GetGuid());
        Assert.Equal("Nguyễn Thị Đào", shown.GetProperty("personName").GetString());
    }
}

/// <summary>One host for all tests that do not disturb each other.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public ApiHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
