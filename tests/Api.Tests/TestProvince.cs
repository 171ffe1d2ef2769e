using System.Net.Http.Json;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>A small province: two grassroots unions under one federation, two cells under one committee.</summary>
public sealed record TestProvince(Guid UnionRoot, Guid Union1, Guid Union2, Guid PartyRoot, Guid Committee, Guid Cell1, Guid Cell2)
{
    private static readonly DateOnly Opened = new(2015, 1, 1);

    // Tests run side by side on one host; a tree has one root, and every unit stands on all the others.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Opens the trees' roots once, and fresh units under them.</summary>
    public static async Task<TestProvince> OpenAsync(ApiHost host)
    {
        await OneAtATime.WaitAsync();
        try
        {
            return await OpenUnitsAsync(host);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<TestProvince> OpenUnitsAsync(ApiHost host)
    {
        var gateway = host.Services.GetRequiredService<CommandGateway>();
        var mark = Guid.NewGuid().ToString("N")[..8];

        async Task<Guid> UnitAsync(Tree tree, UnitKind kind, string code, Guid? parent)
        {
            var id = Guid.CreateVersion7();
            await gateway.AcceptedAsync(
                new UnitCommand(id, new UnitOpened(Opened, null, id, tree, kind, $"{code}-{mark}", $"Đơn vị {code}", parent, Sector.StateAdministration, CalendarKind.Public, false)));
            return id;
        }

        var facts = await host.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None);
        var unionRoot = facts.Units.Root(Tree.Union) is var u && u != Guid.Empty ? u : await UnitAsync(Tree.Union, UnitKind.ProvincialFederation, "LDLD", null);
        var partyRoot = facts.Units.Root(Tree.Party) is var p && p != Guid.Empty ? p : await UnitAsync(Tree.Party, UnitKind.ProvincialCommittee, "TU", null);
        var committee = await UnitAsync(Tree.Party, UnitKind.GrassrootsCommittee, "DU", partyRoot);
        var cell1 = await UnitAsync(Tree.Party, UnitKind.PartyCell, "CB1", committee);
        var cell2 = await UnitAsync(Tree.Party, UnitKind.PartyCell, "CB2", committee);
        var union1 = await UnitAsync(Tree.Union, UnitKind.GrassrootsUnion, "CD1", unionRoot);
        var union2 = await UnitAsync(Tree.Union, UnitKind.GrassrootsUnion, "CD2", unionRoot);
        foreach (var (union, cell) in new[] { (union1, cell1), (union2, cell2) })
        {
            await gateway.AcceptedAsync(new UnitCommand(union, new PartyBodyAssigned(Opened, null, cell)));
        }

        return new TestProvince(unionRoot, union1, union2, partyRoot, committee, cell1, cell2);
    }
}

/// <summary>Commands of the system.</summary>
internal static class Sending
{
    private const int MostTries = 50;

    /// <summary>Sends a command that must be accepted. Classes share one tree, and who loses to another's change four times is told to come again.</summary>
    public static async Task AcceptedAsync(this CommandGateway gateway, Command command)
    {
        CommandResult result = new CommandResult.InFlight();
        for (var n = 0; n < MostTries && result is (CommandResult.InFlight or CommandResult.Conflict); n++)
        {
            result = await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "test");
        }

        Assert.IsType<CommandResult.Accepted>(result);
    }
}

/// <summary>Requests as a program would send them.</summary>
internal static class Http
{

    public static object Referral(Guid unionUnit, string day = "2026-03-02", string name = "Nguyễn Thị Đào", bool report = false) => new
    {
        occurredOn = day,
        report,
        unionUnit = unionUnit.ToString("D"),
        person = new { fullName = name, birthDate = "1995-05-20", gender = "female", education = "bachelor", theoryLevel = "elementary" },
    };

    public static async Task<HttpResponseMessage> PostAsync(this HttpClient client, string address, object body, string? key = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public static async Task<Guid> FileAsync(this HttpClient client, Guid unionUnit, string day = "2026-03-02")
    {
        using var response = await client.PostAsync("/api/cases", Referral(unionUnit, day));
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("caseId").GetGuid();
    }

    public static object Paper(string number, string date, string issuer = "CĐCS") => new { number, date, issuer };

    public static async Task<JsonElement> ActAsync(this HttpClient client, Guid caseId, string code, object body)
    {
        using var response = await client.PostAsync($"/api/cases/{caseId:D}/acts/{code}", body);
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, $"{code}: {answer}");
        return answer;
    }

    public static string? Code(this JsonElement problem) => problem.TryGetProperty("code", out var code) ? code.GetString() : null;
}
