using System.Net;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Endpoints;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

public sealed class ScopeTests(SharedHost shared)
{
    [Fact]
    public void Every_route_for_programs_asks_who_is_there()
    {
        var open = Routes().Where(r => r.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is not null || r.Metadata.GetMetadata<IAuthorizeData>() is null)
            .Select(r => r.RoutePattern.RawText);
        Assert.Empty(open);
        Assert.True(Routes().Count(r => r.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)) > 20);
    }

    [Fact]
    public async Task Nobody_gets_401_with_a_problem_on_every_route_for_programs()
    {
        using var nobody = shared.Host.Anonymous();
        foreach (var route in Routes().Where(r => r.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)))
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            using var request = new HttpRequestMessage(new HttpMethod(method), Address(route));
            using var response = await nobody.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {route.RoutePattern.RawText}: {(int)response.StatusCode}");
            Assert.Equal("unauthenticated", (await response.JsonAsync()).Code());
        }
    }

    [Fact]
    public async Task The_OpenAPI_document_names_every_route_for_programs()
    {
        using var nobody = shared.Host.Anonymous();
        var document = await (await nobody.GetAsync("/openapi/v1.json")).JsonAsync();
        var documented = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}")).ToHashSet(StringComparer.Ordinal);
        var missing = Routes()
            .Where(r => r.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .SelectMany(r => r.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => $"{m} {Path(r)}"))
            .Where(r => !documented.Contains(r));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_problem_code_has_a_text_in_both_languages()
    {
        Assert.All(Problems.Codes, code =>
        {
            Assert.True(Texts.Vietnamese.Has("problem." + code), code);
            Assert.True(Texts.English.Has("problem." + code), code);
        });
    }

    [Fact]
    public async Task An_officer_of_one_union_cannot_know_of_another_unions_case_and_cannot_file_there()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var mine = await shared.Host.OfficerAsync("union_officer", province.Union1);
        using var theirs = await shared.Host.OfficerAsync("union_officer", province.Union2);
        var id = await theirs.FileAsync(province.Union2);
        foreach (var address in new[] { $"/api/cases/{id:D}", $"/api/cases/{id:D}/actions", $"/api/cases/{id:D}/timeline" })
        {
            using var hidden = await mine.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
            using var shown = await theirs.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        }

        using var act = await mine.PostAsync($"/api/cases/{id:D}/acts/submit", new { occurredOn = "2026-03-03" });
        using var file = await mine.PostAsync("/api/cases", Http.Referral(province.Union2));
        using var list = await mine.GetAsync($"/api/cases?unit={province.Union2:D}");
        using var figures = await mine.GetAsync($"/api/statistics/admissions?from=2026-01-01&to=2026-12-31&unit={province.Union2:D}");
        Assert.Equal(HttpStatusCode.NotFound, act.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, file.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, figures.StatusCode);
        var all = await (await mine.GetAsync("/api/cases")).JsonAsync();
        Assert.Equal(0, all.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_Party_body_sees_a_case_from_its_sending_on()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.OfficerAsync("union_officer", province.Union1);
        using var party = await shared.Host.OfficerAsync("party_officer", province.Committee);
        using var otherParty = await shared.Host.OfficerAsync("party_officer", province.Cell2);
        var id = await union.FileAsync(province.Union1);
        using var draft = await party.GetAsync($"/api/cases/{id:D}");
        Assert.Equal(HttpStatusCode.NotFound, draft.StatusCode);
        Assert.Equal(0, (await (await party.GetAsync("/api/cases")).JsonAsync()).GetProperty("total").GetInt32());
        await SendAsync(union, id);
        using var sent = await party.GetAsync($"/api/cases/{id:D}");
        using var elsewhere = await otherParty.GetAsync($"/api/cases/{id:D}");
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_Party_act_is_the_Partys_to_do_and_the_unions_to_report()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.OfficerAsync("union_officer", province.Union1);
        using var party = await shared.Host.OfficerAsync("party_officer", province.Committee);
        using var personnel = await shared.Host.ClientAsync("personnel");
        var id = await union.FileAsync(province.Union1);
        await SendAsync(union, id);
        using var proposed = await union.PostAsync($"/api/cases/{id:D}/acts/acknowledge", new { occurredOn = "2026-03-09" });
        using var reported = await union.PostAsync($"/api/cases/{id:D}/acts/acknowledge", new { occurredOn = "2026-03-09", report = true });
        using var done = await party.PostAsync($"/api/cases/{id:D}/acts/enrol", new { occurredOn = "2026-03-10" });
        using var unionAct = await party.PostAsync($"/api/cases/{id:D}/acts/introduce", new { occurredOn = "2026-03-10", document = Http.Paper("5/NQ", "2026-03-10") });
        using var looking = await personnel.PostAsync($"/api/cases/{id:D}/acts/enrol", new { occurredOn = "2026-03-10", report = true });
        Assert.Equal(HttpStatusCode.Forbidden, proposed.StatusCode);
        Assert.Equal("forbidden", (await proposed.JsonAsync()).Code());
        Assert.Equal(HttpStatusCode.OK, reported.StatusCode);
        Assert.True(done.IsSuccessStatusCode, (await done.JsonAsync()).ToString());
        Assert.Equal(HttpStatusCode.Forbidden, unionAct.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, looking.StatusCode);
    }

    [Fact]
    public async Task Only_who_manages_units_changes_the_trees()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var admin = await shared.Host.ClientAsync("admin");
        var rename = new { occurredOn = "2026-01-05", name = "Công đoàn mới" };
        using var refused = await union.PostAsync($"/api/units/{province.Union1:D}/acts/rename", rename);
        using var done = await admin.PostAsync($"/api/units/{province.Union1:D}/acts/rename", rename);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True(done.IsSuccessStatusCode, (await done.JsonAsync()).ToString());
        var unit = await (await union.GetAsync($"/api/units/{province.Union1:D}")).JsonAsync();
        Assert.Equal("Công đoàn mới", unit.GetProperty("name").GetString());
    }

    internal static async Task SendAsync(HttpClient union, Guid id)
    {
        await union.ActAsync(id, "submit", new { occurredOn = "2026-03-03" });
        await union.ActAsync(id, "resolve", new { occurredOn = "2026-03-04", report = true, document = Http.Paper("1/NQ", "2026-03-04") });
        await union.ActAsync(id, "send", new { occurredOn = "2026-03-05", report = true, document = Http.Paper("2/CV", "2026-03-05") });
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        shared.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Path(RouteEndpoint route) =>
        System.Text.RegularExpressions.Regex.Replace(route.RoutePattern.RawText!.TrimEnd('/'), "{(?<name>[a-zA-Z]+)(:[a-z]+)?}", "{${name}}", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static string Address(RouteEndpoint route) => Path(route)
        .Replace("{id}", Guid.NewGuid().ToString("D"), StringComparison.Ordinal)
        .Replace("{code}", "submit", StringComparison.Ordinal)
        .Replace("{day}", "2026-03-02", StringComparison.Ordinal);
}
