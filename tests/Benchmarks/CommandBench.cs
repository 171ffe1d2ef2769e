using System.Globalization;
using CadreWorkflow.Api;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// Whole commands through the gateway (rights, facts, load, decide, append, kept answer) against the same floor as the event log's bench, in
/// interleaved rounds on one durable cluster: a case is filed with its person, submitted, resolved and sent, then the next begins.
/// </summary>
internal static class CommandBench
{
    private static readonly int[] Workers = [1, 32];

    private static readonly DateOnly Opened = new(2015, 1, 1);

    /// <param name="args">Rounds (default 5) and seconds per measurement (default 2).</param>
    public static async Task RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var length = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2);
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench");
        await Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: false, TimeProvider.System, CancellationToken.None);
        await using var floor = await EventLogFloor.CreateAsync(database, oneRoundTrip: true);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Cadre"] = database.AppConnectionString,
            ["Cadre:DataDirectory"] = Path.Combine(folder, "app"),
        }).Build();
        var collection = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        collection.AddEngineCore(configuration);
        await using var services = collection.BuildServiceProvider();
        var gateway = services.GetRequiredService<CommandGateway>();
        var unions = await OpenUnitsAsync(gateway);

        (string Name, Func<int, Func<Task>> Worker)[] contenders =
        [
            ("floor", floor.Worker),
            ("whole command", n => Commander(gateway, unions[n % unions.Count])),
        ];
        var cpu = new Dictionary<string, (double Microseconds, long Count)>(StringComparer.Ordinal);
        var measured = contenders.SelectMany(c => Workers, (c, w) => (c.Name, w)).ToDictionary(k => k, _ => new List<EventLogBench.Measure>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var workers in Workers)
            {
                foreach (var (name, worker) in contenders)
                {
                    var before = Environment.CpuUsage.TotalTime;
                    var measure = await EventLogBench.MeasureAsync(workers, worker, round == 0 ? TimeSpan.FromSeconds(2) : length);
                    var spent = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds;
                    if (round > 0)
                    {
                        var sum = cpu.GetValueOrDefault(name);
                        cpu[name] = (sum.Microseconds + spent, sum.Count + (long)(measure.PerSecond * length.TotalSeconds));
                        measured[(name, workers)].Add(measure);
                    }
                }
            }
        }

        Console.WriteLine($"{rounds} rounds of {length.TotalSeconds} s, medians; ratio to 'floor' (two prepared inserts in one round trip and transaction)");
        Console.WriteLine($"{"",-22}{"workers",8}{"per second",12}{"ratio",8}{"p50 ms",9}{"p99 ms",9}");
        foreach (var workers in Workers)
        {
            var plain = EventLogBench.Median(measured[("floor", workers)], m => m.PerSecond);
            foreach (var (name, _) in contenders)
            {
                var all = measured[(name, workers)];
                var rate = EventLogBench.Median(all, m => m.PerSecond);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name,-22}{workers,8}{rate,12:F0}{rate / plain,8:F2}{EventLogBench.Median(all, m => m.P50Milliseconds),9:F2}{EventLogBench.Median(all, m => m.P99Milliseconds),9:F2}"));
            }
        }

        Report(cpu);
    }

    /// <summary>Processor time of this process alone, which says what the machine's other work cannot blur.</summary>
    private static void Report(Dictionary<string, (double Microseconds, long Count)> cpu)
    {
        foreach (var (name, (microseconds, count)) in cpu)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} {microseconds / Math.Max(1, count):F0} µs of this process's processor time each"));
        }
    }

    private static Func<Task> Commander(CommandGateway gateway, Guid union)
    {
        var caseId = Guid.Empty;
        var step = 0;
        return async () =>
        {
            Command command = (step++ % 4) switch
            {
                0 => new FileReferral(null, new("Nguyễn Thị Đào", new DateOnly(1995, 5, 20), Gender.Female, Education.Bachelor, TheoryLevel.Elementary), union, null, null, new DateOnly(2026, 3, 2), false),
                1 => new CaseActCommand(caseId, new ReferralSubmitted(new DateOnly(2026, 3, 3), false, null)),
                2 => new CaseActCommand(caseId, new UnionResolved(new DateOnly(2026, 3, 4), true, new DocumentRef($"{step}/NQ", new DateOnly(2026, 3, 4), "CĐCS"), null)),
                _ => new CaseActCommand(caseId, new ReferralSent(new DateOnly(2026, 3, 5), true, new DocumentRef($"{step}/CV", new DateOnly(2026, 3, 5), "CĐCS"))),
            };
            if (await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "bench") is not CommandResult.Accepted { Answer.CaseId: { } id })
            {
                throw new InvalidOperationException($"{command.Name} was not accepted.");
            }

            caseId = id;
        };
    }

    private static async Task<List<Guid>> OpenUnitsAsync(CommandGateway gateway)
    {
        async Task<Guid> OpenAsync(Tree tree, UnitKind kind, string code, Guid? parent)
        {
            var id = Guid.CreateVersion7();
            await SendAsync(new UnitCommand(id, new UnitOpened(Opened, null, id, tree, kind, code, code, parent, Sector.StateAdministration, CalendarKind.Public, false)));
            return id;
        }

        async Task SendAsync(Command command)
        {
            if (await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "bench") is not CommandResult.Accepted)
            {
                throw new InvalidOperationException($"{command.Name} was not accepted.");
            }
        }

        var unionRoot = await OpenAsync(Tree.Union, UnitKind.ProvincialFederation, "LDLD", null);
        var partyRoot = await OpenAsync(Tree.Party, UnitKind.ProvincialCommittee, "TU", null);
        var unions = new List<Guid>();
        for (var n = 0; n < 32; n++)
        {
            var cell = await OpenAsync(Tree.Party, UnitKind.PartyCell, $"CB{n}", partyRoot);
            var union = await OpenAsync(Tree.Union, UnitKind.GrassrootsUnion, $"CD{n}", unionRoot);
            await SendAsync(new UnitCommand(union, new PartyBodyAssigned(Opened, null, cell)));
            unions.Add(union);
        }

        return unions;
    }
}
