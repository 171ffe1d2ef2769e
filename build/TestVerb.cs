using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using CadreWorkflow.Cluster;

namespace CadreWorkflow.Build;

/// <summary><c>test</c>: builds once, runs every test project against one shared PostgreSQL and ends with one line of counts.</summary>
internal static class TestVerb
{
    private static readonly TimeSpan ProjectLimit = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan SoakLimit = TimeSpan.FromHours(3);

    /// <summary>Longest first, two side by side; what starts a browser or the whole program has the machine to itself at the end.</summary>
    private static readonly string[] Order = ["EventStore", "Api", "Projections", "Domain"];
    private static readonly string[] Alone = ["Build", "Browser"];

    public static async Task<int> RunAsync(Repository repository, string[] words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words);
        var soak = arguments.Flag("--soak");
        var projects = Choose(repository, arguments);
        arguments.End();

        var time = Stopwatch.StartNew();
        await Machine.EnsurePostgresAsync(repository, cancellationToken);
        using (await BuildLock.TakeAsync(repository, cancellationToken))
        {
            await Machine.EnsureNpmAsync(repository, cancellationToken);
            Console.Out.WriteLine("Building");
            await Children.QuietlyAsync(
                "The build",
                [Children.DotNet, "build", repository.Solution, "-c", Repository.Configuration, "-v", "quiet", "-nologo", "-clp:NoSummary"],
                cancellationToken,
                repository.Root);
        }

        Console.Out.WriteLine($"Built in {Seconds(time.Elapsed)}");
        var browser = projects.Contains("Browser", StringComparer.Ordinal) ? await Machine.EnsureBrowserAsync(cancellationToken) : null;
        var folder = ClusterWatch.TemporaryFolder("cadre-test-run-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder, Durable = false, MaxConnections = 400 }, cancellationToken);
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [TestCluster.EnvironmentVariable] = cluster.SuperuserConnectionString,
            [Machine.ChromiumVariable] = browser,
            [Site.AppVariable] = null,
            [Site.OwnerVariable] = null,
        };

        var results = new List<ProjectResult>();
        var run = new TestRun(repository, environment, soak, soak ? SoakLimit : ProjectLimit);
        try
        {
            var shared = new Queue<string>(projects.Except(Alone, StringComparer.Ordinal).OrderBy(Rank));
            await Task.WhenAll(Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, 1, 2)).Select(_ => LaneAsync()));
            foreach (var project in projects.Intersect(Alone, StringComparer.Ordinal))
            {
                Collect(await run.RunAsync(project, cancellationToken));
            }

            async Task LaneAsync()
            {
                while (true)
                {
                    string project;
                    lock (shared)
                    {
                        if (!shared.TryDequeue(out project!))
                        {
                            return;
                        }
                    }

                    Collect(await run.RunAsync(project, cancellationToken));
                }
            }
        }
        finally
        {
            await cluster.StopAsync(CancellationToken.None);
        }

        return Report(results, browser is null && projects.Contains("Browser", StringComparer.Ordinal), time.Elapsed);

        void Collect(ProjectResult result)
        {
            lock (results)
            {
                results.Add(result);
                Console.Out.WriteLine($"{result.Project,-12} {result.Passed,5} passed, {result.Failures.Count,3} failed  {Seconds(result.Took),9}");
            }
        }
    }

    private static int Report(List<ProjectResult> results, bool noBrowser, TimeSpan took)
    {
        foreach (var (project, failure) in results.SelectMany(result => result.Failures.Select(failure => (result.Project, failure))))
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"FAILED {project}: {failure.Name}");
            Console.Out.WriteLine(failure.Text);
        }

        if (noBrowser)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine($"No Chromium was found, so the browser tests cannot pass. Ask the administrator for the package chromium (apt-get install chromium), or name one in {Machine.ChromiumVariable}.");
        }

        var passed = results.Sum(result => result.Passed);
        var failed = results.Sum(result => result.Failures.Count);
        if (noBrowser && !results.Any(result => result.Project == "Browser" && result.Failures.Count > 0))
        {
            failed++;
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine($"All in {Seconds(took)}");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static List<string> Choose(Repository repository, Arguments arguments)
    {
        var all = Directory.GetDirectories(Path.Combine(repository.Root, "tests"), "*.Tests")
            .Select(folder => Path.GetFileName(folder)[..^".Tests".Length])
            .OrderBy(Rank).ThenBy(name => name, StringComparer.Ordinal)
            .ToList();
        var chosen = new List<string>();
        while (arguments.Next() is { } word)
        {
            var name = word.EndsWith(".Tests", StringComparison.Ordinal) ? word[..^".Tests".Length] : word;
            chosen.Add(all.Find(project => string.Equals(project, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException($"There is no test project '{word}'; there are {string.Join(", ", all)}."));
        }

        return chosen.Count > 0 ? chosen : all;
    }

    private static int Rank(string project) => Array.IndexOf(Order, project) is >= 0 and var rank ? rank : Order.Length;

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}

internal sealed record TestFailure(string Name, string Text);

internal sealed record ProjectResult(string Project, int Passed, IReadOnlyList<TestFailure> Failures, TimeSpan Took);

/// <summary>Runs one test project's own executable and reads its result file.</summary>
internal sealed class TestRun(Repository repository, IReadOnlyDictionary<string, string?> environment, bool soak, TimeSpan limit)
{
    public async Task<ProjectResult> RunAsync(string project, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        var folder = Path.Combine(repository.Root, "tests", project + ".Tests");
        var program = Path.Combine(folder, "bin", Repository.Configuration, "net10.0", $"CadreWorkflow.{project}.Tests.dll");
        var results = Path.Combine(repository.Root, "TestResults");
        Directory.CreateDirectory(results);
        var file = Path.Combine(results, project + ".xml");
        File.Delete(file);
        var lines = new List<string>();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        int code;
        try
        {
            code = await Children.RunAsync(
                [Children.DotNet, program, "-noLogo", "-noColor", soak ? "-trait" : "-trait-", "Category=Soak", "-xml", file],
                text => Children.Add(lines, text),
                limited.Token,
                folder,
                environment);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProjectResult(project, 0, [new TestFailure("(the whole project)", $"It did not end within {limit.TotalMinutes:0} minutes.\n{Tail(lines)}")], time.Elapsed);
        }

        await File.WriteAllLinesAsync(Path.Combine(results, project + ".log"), lines, cancellationToken);
        return Read(project, file, code, lines, time.Elapsed, mayBeEmpty: soak);
    }

    /// <summary>A skipped test counts as failed: what was not tried is not known to work.</summary>
    internal static ProjectResult Read(string project, string file, int code, List<string> lines, TimeSpan took, bool mayBeEmpty = false)
    {
        if (!File.Exists(file))
        {
            return new ProjectResult(project, 0, [new TestFailure("(the whole project)", $"It ended with exit code {code} and no results.\n{Tail(lines)}")], took);
        }

        var failures = new List<TestFailure>();
        var passed = 0;
        var document = XDocument.Load(file);
        foreach (var test in document.Descendants("test"))
        {
            var name = test.Attribute("name")?.Value ?? "(unnamed)";
            switch (test.Attribute("result")?.Value)
            {
                case "Pass":
                    passed++;
                    break;
                case "Skip":
                    failures.Add(new TestFailure(name, "Skipped: " + (test.Element("reason")?.Value.Trim() ?? "no reason given")));
                    break;
                case "Fail":
                    failures.Add(new TestFailure(name, TextOf(test.Element("failure"))));
                    break;
                default:
                    // Not run: left out by the soak filter.
                    break;
            }
        }

        failures.AddRange(document.Descendants("error").Select(error => new TestFailure(error.Attribute("name")?.Value ?? "(outside a test)", TextOf(error.Element("failure")))));
        if (passed + failures.Count == 0 && !mayBeEmpty)
        {
            failures.Add(new TestFailure("(the whole project)", $"No test ran; exit code {code}.\n{Tail(lines)}"));
        }
        else if (code != 0 && failures.Count == 0)
        {
            failures.Add(new TestFailure("(the whole project)", $"It ended with exit code {code} though no test failed.\n{Tail(lines)}"));
        }

        return new ProjectResult(project, passed, failures, took);
    }

    private static string TextOf(XElement? failure) => $"{failure?.Element("message")?.Value}\n{failure?.Element("stack-trace")?.Value}".Trim();

    private static string Tail(List<string> lines)
    {
        lock (lines)
        {
            return string.Join('\n', lines.TakeLast(40));
        }
    }
}
