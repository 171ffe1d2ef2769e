using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CadreWorkflow.Api.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>A server killed in the middle of a file, as by a power cut, and the file sent again.</summary>
public sealed class KilledImportTests
{
    private const int Rows = 300;

    [Fact]
    public async Task Given_a_process_killed_in_the_middle_of_a_file_when_it_is_sent_again_then_nothing_is_done_twice_and_nothing_is_lost()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        var facts = await host.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None);
        var unit = facts.Units.Unit(province.Union1, new DateOnly(2026, 3, 1))!.Code;
        using var union = await host.ClientAsync("union");
        using var party = await host.ClientAsync("party");

        var referrals = Sheets.Csv(["reference,union_unit,full_name,birth_date,member_number,filed_on,submitted_on,resolved_on,resolution_number,sent_on,letter_number",
            .. Numbers().Select(i => $"K-{i},{unit},Trần Thị Kiên,1992-01-01,38{i},2026-03-02,2026-03-03,2026-03-05,{i}/NQ-CĐCS,2026-03-06,{i}/CV-CĐCS")]);
        await KilledAsync(host, union, "referrals", referrals, "select count(*) from cadre.mt_events where type = 'referral_filed'", 40);
        var done = await SentAsync(union, "referrals", referrals);
        Assert.Equal(Rows, done.Done + done.Before);
        Assert.InRange(done.Before, 1, Rows - 1);
        Assert.Equal(Rows, await CountAsync(host, "select count(*) from cadre.mt_events where type = 'referral_filed'"));
        Assert.Equal(0, await CountAsync(host, "select count(*) from (select from cadre.mt_events where stream_id like 'case-%' group by stream_id having count(*) <> 4) uneven"));
        Assert.Equal(Rows, await CountAsync(host, "select count(distinct data->>'personId') from cadre.mt_events where type = 'referral_filed'"));
        Assert.Equal(Rows, await CountAsync(host, "select count(*) from people.person"));

        var acts = Sheets.Csv(["reference,act,occurred_on,document_number,document_date,document_issuer", .. Numbers().Select(i => $"K-{i},acknowledge,2026-03-10,{i}-TB/ĐU,2026-03-10,ĐU")]);
        await KilledAsync(host, party, "acts", acts, "select count(*) from cadre.mt_events where stream_id like 'case-%' and version = 5", 20);
        done = await SentAsync(party, "acts", acts);
        Assert.Equal(Rows, done.Done + done.Before);
        Assert.InRange(done.Before, 1, Rows - 1);
        Assert.Equal(0, await CountAsync(host, "select count(*) from (select from cadre.mt_events where stream_id like 'case-%' group by stream_id having count(*) <> 5) uneven"));
        Assert.Equal((0, Rows), await SentAsync(party, "acts", acts));
    }

    private static IEnumerable<string> Numbers() => Enumerable.Range(1, Rows).Select(i => i.ToString("D4", CultureInfo.InvariantCulture));

    /// <summary>Sends a file to a process of its own and kills that as soon as some rows are on record.</summary>
    private static async Task KilledAsync(ApiHost host, HttpClient signedIn, string kind, byte[] file, string recorded, int some)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CadreWorkflow.Api.dll"), "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ConnectionStrings__Cadre"] = host.Database.AppConnectionString;
        start.Environment["Cadre__DataDirectory"] = host.Services.GetRequiredService<IConfiguration>().DataDirectory();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            client.DefaultRequestHeaders.Authorization = signedIn.DefaultRequestHeaders.Authorization;
            await UpAsync(client);
            var sending = PostAsync(client, kind, file);
            while (!sending.IsCompleted && await CountAsync(host, recorded) < some)
            {
                await Task.Delay(1);
            }

            // SIGKILL: no handler of the process runs.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(async () => (await sending).Dispose());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.InRange(await CountAsync(host, recorded), some, Rows - 1);
    }

    private static async Task UpAsync(HttpClient client)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var live = await client.GetAsync("/health/live");
                if (live.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (tries < 1200)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }
    }

    private static async Task<(int Done, int Before)> SentAsync(HttpClient client, string kind, byte[] file)
    {
        using var response = await PostAsync(client, kind, file);
        var counts = (await response.JsonAsync()).GetProperty("counts");
        return (counts.GetProperty("done").GetInt32(), counts.GetProperty("alreadyDone").GetInt32());
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string kind, byte[] file)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        return await client.PostAsync($"/api/imports/{kind}", content);
    }

    private static async Task<long> CountAsync(ApiHost host, string sql)
    {
        await using var command = host.Services.GetRequiredService<CadreDatabases>().Jobs.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
