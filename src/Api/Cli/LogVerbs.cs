using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Jobs;
using CadreWorkflow.EventStore.Integrity;
using CadreWorkflow.Projections;
using Npgsql;

namespace CadreWorkflow.Api.Cli;

/// <summary>Verbs about the log itself and what is built from it.</summary>
internal static class LogVerbs
{
    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("verify-chain", "[--export FILE] [--heads DIR] [--key FILE.pub] [--json]   Verify the log, or an exported one without any database, against signed heads.", VerifyAsync),
        new("export-log", "FILE   Write the log as JSON lines, for keeping and for verifying elsewhere.", ExportAsync),
        new("sign-chain-head", "Sign the head of the chain now.", SignAsync),
        new("projections rebuild", "read   Fill the read side anew beside the live one and swap, with the owner's login.", RebuildAsync),
    ];

    private static async Task<int> VerifyAsync(CliContext context, CancellationToken cancellationToken)
    {
        var configuration = CliServices.Configuration();
        var keyFile = context.Arguments.Get("--key") ?? ChainSigning.KeyFile(configuration) + ".pub";
        var folder = context.Arguments.Get("--heads") ?? ChainSigning.HeadsFolder(configuration);
        using var key = File.Exists(keyFile) ? SigningKey.LoadPublic(keyFile) : SigningKey.LoadOrCreate(ChainSigning.KeyFile(configuration));
        var heads = Directory.Exists(folder) ? SignedHead.ReadAll(folder) : [];
        VerificationReport report;
        if (context.Arguments.Get("--export") is { } given)
        {
            await using var file = File.OpenRead(given);
            report = OfflineVerifier.Verify(file, heads, key);
        }
        else
        {
            var path = Path.Combine(Path.GetTempPath(), $"cadre-export-{Environment.ProcessId}.jsonl");
            try
            {
                await using var source = NpgsqlDataSource.Create(configuration.AppConnection());
                await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
                await LogExport.WriteAsync(source, file, cancellationToken: cancellationToken);
                file.Position = 0;
                report = OfflineVerifier.Verify(file, heads, key);
            }
            finally
            {
                File.Delete(path);
            }
        }

        if (context.Arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(new { sound = report.IsSound, report.Events, report.LastNumber, report.CoveredUpTo, findings = report.Findings.Select(f => f.Text(vietnamese: false)) }, JsonSerializerOptions.Web));
        }
        else
        {
            foreach (var finding in report.Findings)
            {
                await context.Out.WriteLineAsync(finding.Text(vietnamese: true));
            }

            await context.Out.WriteLineAsync(report.IsSound ? $"Nguyên vẹn: {report.Events} sự kiện." : $"Có {report.Findings.Count} điểm sai trong {report.Events} sự kiện.");
            await context.Out.WriteLineAsync(report.Limits(vietnamese: true));
        }

        return report.IsSound ? 0 : 1;
    }

    private static async Task<int> ExportAsync(CliContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Plain is not [var path])
        {
            throw new CliException("Name the file to write.", 2);
        }

        await using var source = NpgsqlDataSource.Create(CliServices.Configuration().AppConnection());
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await context.Out.WriteLineAsync($"{await LogExport.WriteAsync(source, file, cancellationToken: cancellationToken)} events");
        return 0;
    }

    private static async Task<int> SignAsync(CliContext context, CancellationToken cancellationToken)
    {
        await using var services = await CliServices.OpenAsync(s => s.AddSingleton<ChainSigning>(), cancellationToken);
        var head = await services.GetRequiredService<ChainSigning>().RunAsync(cancellationToken);
        await context.Out.WriteLineAsync(head is null ? "Nothing new to sign." : $"Signed: number {head.Number}, position {head.Position}");
        return 0;
    }

    private static async Task<int> RebuildAsync(CliContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Plain is not ["read" or ReadModel.Name])
        {
            throw new CliException("There is one projection to rebuild: read.", 2);
        }

        var owner = CliServices.Configuration().OwnerConnection();
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var role = new NpgsqlConnectionStringBuilder(CliServices.Configuration().AppConnection()).Username!;
        var position = await ReadSideRebuild.RunAsync(owner, role, services.GetRequiredService<IStreamReader>(), cancellationToken);
        await context.Out.WriteLineAsync($"Rebuilt up to position {position}.");
        return 0;
    }
}
