using System.Diagnostics;
using System.Globalization;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Benchmarks;

/// <summary>Staffing and plan shape over 10,000 units, "who is eligible for this post on this date" over 50,000 people, and the lists a page opens, each beside a bare count of the same rows.</summary>
internal static class CadreBench
{
    private const int Runs = 30;
    private const int AtOnce = 2_000;

    /// <param name="args">Units and people; default 10000 and 50000.</param>
    public static async Task RunAsync(string[] args)
    {
        var units = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var people = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 50_000;
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench_cadres");
        await ReadSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole);
        await PeopleAsync(database, people);
        var log = CadreLog.Of(units, people);
        await using var source = NpgsqlDataSource.Create(database.AppConnectionString);
        var watch = Stopwatch.StartNew();
        var model = new ReadModel(log);
        await using (var connection = await source.OpenConnectionAsync())
        {
            foreach (var chunk in log.Events.Chunk(AtOnce))
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await model.ApplyAsync(chunk, connection, transaction, CancellationToken.None);
                await transaction.CommitAsync();
            }
        }

        await ReadSchema.CreateIndexesAsync(database.OwnerConnectionString, ReadSchema.Live);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{units} units, {people} people, {log.Events.Count} events projected in {watch.Elapsed.TotalSeconds:F1} s ({log.Events.Count / watch.Elapsed.TotalSeconds:F0}/s)"));
        await MeasureAsync(source, log);
    }

    private static async Task MeasureAsync(NpgsqlDataSource source, CadreLog log)
    {
        var facts = new ReadFacts();
        var scope = new ReadScope(new(2026, 6, 1), new(2026, 6, 1));
        var (staffing, shape, eligible, terms, vacancies, duties) =
            (new StaffingReport(facts), new PlanShapeReport(facts), new EligibilityList(facts), new TermList(facts), new VacancyList(facts), new DeclarationReport(facts));
        ReadScope District(int n) => scope with { Unit = log.DistrictUnits[n % log.DistrictUnits.Count] };
        Console.WriteLine($"{"question",-54}{"first ms",10}{"p50 ms",10}{"p95 ms",10}");
        await RunAsync("floor: count of stays by unit", (c, _) => CountAsync(c, "select unit, count(*) from read.staff_stay group by 1"));
        await RunAsync("ST-19 staffing, all units", (c, _) => staffing.QueryAsync(c, scope));
        await RunAsync("ST-19 staffing, a district of 100", (c, n) => staffing.QueryAsync(c, District(n)));
        await RunAsync("floor: count of names by post", (c, _) => CountAsync(c, "select post_id, gender, count(*) from read.plan_name group by 1, 2"));
        await RunAsync("ST-20 plan shape, all plans", (c, _) => shape.QueryAsync(c, scope));
        await RunAsync("ST-20 plan shape, a district of 100", (c, n) => shape.QueryAsync(c, District(n)));
        await RunAsync("ST-21 declarations, all people", (c, _) => duties.QueryAsync(c, scope, 2025));
        await RunAsync("eligible for appointment, all people", (c, _) => eligible.QueryAsync(c, scope, log.HighPost, new() { Verdict = EligibilityVerdict.Allowed }));
        await RunAsync("eligible for a plan, all people", (c, _) => eligible.QueryAsync(c, scope, log.HighPost, new() { For = EligibleFor.Plan }));
        await RunAsync("term list, first page by end of term", (c, _) => terms.QueryAsync(c, scope, new()));
        await RunAsync("cadres by post, first page", (c, _) => terms.QueryAsync(c, scope, new() { Sort = TermSort.Post }));
        await RunAsync("vacancies, first page", (c, _) => vacancies.QueryAsync(c, scope, new()));

        async Task RunAsync(string name, Func<NpgsqlConnection, int, Task> ask)
        {
            var times = new List<double>();
            for (var n = 0; n < Runs; n++)
            {
                var started = Stopwatch.GetTimestamp();
                await using (var connection = await source.OpenConnectionAsync())
                {
                    await ask(connection, n);
                }

                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var first = times[0];
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-54}{first,10:F0}{times[Runs / 2],10:F0}{times[(int)(Runs * 0.95)],10:F0}"));
        }
    }

    private static async Task CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            _ = reader.GetGuid(0);
        }
    }

    /// <summary>Names and attributes, in the columns the lists join.</summary>
    private static async Task PeopleAsync(CadreDatabase database, int people)
    {
        await using var owner = new NpgsqlConnection(database.OwnerConnectionString);
        await owner.OpenAsync();
        await using (var create = new NpgsqlCommand(
            $"""
            create schema people;
            create table people.person_revision (person_id uuid, revision int, full_name text, folded_name text, birth_date date, gender text, education text, theory_level text,
                youth_union_member boolean, recorded_at timestamptz, primary key (person_id, revision));
            grant usage on schema people to {CadreDatabase.AppRole}; grant select on people.person_revision to {CadreDatabase.AppRole};
            """,
            owner))
        {
            await create.ExecuteNonQueryAsync();
        }

        string[] given = ["An", "Ánh", "Bình", "Chúc", "Đào", "Hòa", "Lan", "Oanh", "Phương", "Yến"];
        await using (var importer = await owner.BeginBinaryImportAsync(
            "copy people.person_revision (person_id, revision, full_name, folded_name, birth_date, gender, education, theory_level, recorded_at) from stdin (format binary)"))
        {
            for (var n = 0; n < people; n++)
            {
                await importer.StartRowAsync();
                await importer.WriteAsync(CadreLog.Person(n), NpgsqlDbType.Uuid);
                await importer.WriteAsync(1, NpgsqlDbType.Integer);
                await importer.WriteAsync($"Nguyễn Thị {n} {given[n % given.Length]}", NpgsqlDbType.Text);
                await importer.WriteAsync("", NpgsqlDbType.Text);
                await importer.WriteAsync(CadreLog.Born(n), NpgsqlDbType.Date);
                await importer.WriteAsync(n % 2 == 0 ? "female" : "male", NpgsqlDbType.Text);
                await importer.WriteAsync("bachelor", NpgsqlDbType.Text);
                await importer.WriteAsync("intermediate", NpgsqlDbType.Text);
                await importer.WriteAsync(DateTimeOffset.UnixEpoch, NpgsqlDbType.TimestampTz);
            }

            await importer.CompleteAsync();
        }

        await using var analyze = new NpgsqlCommand("analyze people.person_revision", owner);
        await analyze.ExecuteNonQueryAsync();
    }
}
