using System.Diagnostics;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports.Rows;
using CadreWorkflow.Api.Imports.Rows.Cadres;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;
using Npgsql;

namespace CadreWorkflow.Api.Imports;

/// <summary>What a load came to.</summary>
/// <param name="Commands">Commands sent in this run; rows done before cost none.</param>
/// <param name="Troubles">Rows that were not recorded, with their files.</param>
internal sealed record DemoLoadResult(int Rows, int Commands, int AlreadyDone, int WithFindings, TimeSpan Elapsed, IReadOnlyList<(string File, ImportRowResult Row)> Troubles)
{
    /// <summary>Commands per second of this run.</summary>
    public double CommandsPerSecond => Elapsed > TimeSpan.Zero ? Commands / Elapsed.TotalSeconds : 0;
}

/// <summary>
/// Loads the demo province through the ordinary import, stepping the clock from one day of recording to the next; a day's commands go at full speed.
/// Repeating it does what is left.
/// </summary>
internal sealed class DemoLoader(Importer importer, EventStore.EventLog log, CadreClock clock, CadreDatabases databases, IServiceProvider services)
{
    private const long LoadLock = 7203119;

    private static readonly (string File, ImportKind Kind)[] Files =
    [
        ("units.csv", ImportKind.Units), ("training.csv", ImportKind.Training), ("referrals.csv", ImportKind.Referrals), ("acts.csv", ImportKind.Acts),
        ("participants.csv", ImportKind.Participants), ("posts.csv", ImportKind.Cadres), ("staff.csv", ImportKind.Cadres), ("plans.csv", ImportKind.Cadres),
        ("procedures.csv", ImportKind.Cadres), ("declarations.csv", ImportKind.Cadres), ("reports.csv", ImportKind.Cadres),
    ];

    /// <summary>Loads the files of a folder.</summary>
    /// <param name="progress">Told the day about to be loaded, for each new year.</param>
    /// <exception cref="CadreSetupException">The log is not marked demo, or another load is running.</exception>
    /// <exception cref="Imports.Files.ImportFileException">A file cannot be read.</exception>
    public async Task<DemoLoadResult> LoadAsync(string folder, Action<DateOnly>? progress, CancellationToken cancellationToken)
    {
        if (!await Migration.IsDemoAsync(databases.ConnectionString, cancellationToken))
        {
            throw new CadreSetupException("This log is not marked as a demo: only one made by 'cli db migrate --demo' takes rows recorded in the past.");
        }

        await using var alone = await LockAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var files = new List<(string File, ImportRow Row)>();
        foreach (var (file, kind) in Files)
        {
            files.AddRange(ImportReader.Read(await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellationToken), kind, importer.Ids, demo: true).Select(row => (file, row)));
        }

        var done = await DoneRows.FindAsync(databases, files.Select(f => f.Row.Id), cancellationToken);
        var directory = new CaseDirectory();
        foreach (var (_, row) in files.Where(f => f.Row is ReferralRow && done.ContainsKey(f.Row.Id)))
        {
            directory.Add(((ReferralRow)row).Reference, done[row.Id].CaseId!.Value);
        }

        var people = new CadreDirectory(importer.Ids);
        var actors = await ActorsAsync(cancellationToken);
        var sessions = actors.ToDictionary(a => a.Key, a => new ImportSession(a.Value, "import", new CommandOrigin("demo"), directory, done, new HashSet<int>()) { People = people }, StringComparer.Ordinal);
        var left = files.Where(f => !done.ContainsKey(f.Row.Id)).ToList();
        var troubles = new List<(string, ImportRowResult)>();
        var withFindings = 0;
        try
        {
            var year = 0;
            foreach (var day in left.GroupBy(f => f.Row.RecordedOn ?? default).OrderBy(d => d.Key))
            {
                if (day.Key.Year != year)
                {
                    year = day.Key.Year;
                    progress?.Invoke(day.Key);
                }

                await SetClockAsync(VietnamTime.StartOf(day.Key).AddHours(9), cancellationToken);
                foreach (var file in day.GroupBy(f => f.File, StringComparer.Ordinal))
                {
                    var results = await importer.DoAsync([.. file.Select(f => f.Row)], row => sessions[UserOf(row)], cancellationToken);
                    withFindings += results.Count(r => r.Status == RowStatus.Warning);
                    troubles.AddRange(results.Where(r => r.Status is RowStatus.Invalid or RowStatus.Blocked).Select(r => (file.Key, r)));
                }
            }
        }
        finally
        {
            // Also after Ctrl-C: a demo whose clock stays in the past would record its users' acts there.
            await SetClockAsync(null, CancellationToken.None);
        }

        return new(files.Count, left.Count, done.Count, withFindings, Stopwatch.GetElapsedTime(began), troubles);
    }

    /// <summary>Whose desk a row comes from.</summary>
    private static string UserOf(ImportRow row) => row switch
    {
        UnitRow => "admin",
        CadreRow or ParticipantRow or TrainingRow { Organiser: not null } => "personnel",
        ReferralRow => "union",
        ActRow { Statement.Act: var act } when CaseActs.Of(act).Side is ActSide.Union or ActSide.Applicant => "union",
        _ => "party",
    };

    private async Task SetClockAsync(DateTimeOffset? now, CancellationToken cancellationToken)
    {
        await log.SetDemoClockAsync(now, cancellationToken);
        clock.SetDemoNow(now);
    }

    private async Task<NpgsqlConnection> LockAsync(CancellationToken cancellationToken)
    {
        // A connection of its own: the lock lasts as long as the session, and a pooled one would outlive the load.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(databases.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({LoadLock})", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
        {
            return connection;
        }

        await connection.DisposeAsync();
        throw new CadreSetupException("Another demo load is running on this database.");
    }

    /// <summary>The demo accounts, so that timelines show a desk; the program itself where they are missing.</summary>
    private async Task<Dictionary<string, Actor>> ActorsAsync(CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<AccountStore>();
        var actors = new Dictionary<string, Actor>(StringComparer.Ordinal);
        foreach (var user in new[] { "union", "party", "personnel", "admin" })
        {
            actors[user] = await store.FindByNameAsync(user, cancellationToken) ?? Actor.System;
        }

        return actors;
    }
}
