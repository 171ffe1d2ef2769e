namespace CadreWorkflow.Build;

/// <summary><c>run</c> and <c>demo</c>: the application until we are asked to stop.</summary>
internal static class RunVerb
{
    private const int DefaultPort = 5080;

    /// <summary>The demo's accounts; their passwords say what they are worth.</summary>
    private static readonly (string User, string Desk)[] SignIns =
    [
        ("union", "Union desk"),
        ("party", "Party desk"),
        ("personnel", "Personnel desk"),
        ("admin", "Administration"),
    ];

    public static async Task<int> RunAsync(Repository repository, string[] words, bool demo, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words);
        var data = Site.DataFolder(repository, arguments);
        var port = arguments.Port("--port") ?? DefaultPort;
        arguments.End();

        using var only = TakeFolder(data);
        MarkKind(data, demo);
        using var app = await AppSnapshot.TakeAsync(repository, cancellationToken);
        await using var site = await Site.OpenAsync(repository, data, cancellationToken);
        await site.MigrateAsync(app, demo, cancellationToken);
        if (demo)
        {
            await site.LoadDemoAsync(app, cancellationToken);
        }

        var host = await Host.StartAsync(app, site, port, cancellationToken);
        try
        {
            await host.CatchUpAsync(cancellationToken);
            Announce(host, site, demo);
            await host.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Being asked to stop is how this verb ends well.
            Console.Out.WriteLine("Stopping");
        }
        finally
        {
            // Pages are written while the application is still closing, and nobody waits for it: that makes the server's own stop short.
            _ = site.CheckpointAsync();
            await host.DisposeAsync();
        }

        return 0;
    }

    private static void Announce(Host host, Site site, bool demo)
    {
        Console.Out.WriteLine($"Data folder: {site.Data}");
        if (demo)
        {
            Console.Out.WriteLine("Sign in with (demo only; invented people):");
            foreach (var (user, desk) in SignIns)
            {
                Console.Out.WriteLine($"  {user,-10} password {PasswordOf(user),-22} {desk}");
            }
        }

        Console.Out.WriteLine("Stop with Ctrl-C.");
        Console.Out.WriteLine($"Ready: {host.Address}");
        Console.Out.Flush();
    }

    /// <summary>As the application's demo loader sets them.</summary>
    private static string PasswordOf(string user) => $"demo-{user}-2026!";

    private static FileStream TakeFolder(string data)
    {
        Directory.CreateDirectory(data);
        try
        {
            return new FileStream(Path.Combine(data, "running.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new BuildException($"The data folder {data} is in use by another run or demo; stop that one or give another folder with --data.", exception);
        }
    }

    /// <summary>A demo's clock can be set; so the demo never goes into a folder that holds somebody's records.</summary>
    private static void MarkKind(string data, bool demo)
    {
        var mark = Path.Combine(data, "demo");
        if (!demo)
        {
            if (File.Exists(mark))
            {
                Console.Out.WriteLine("This data folder holds the demo; give another one with --data for records of your own.");
            }

            return;
        }

        if (!File.Exists(mark) && Directory.Exists(Site.ClusterFolder(data)) && File.Exists(Path.Combine(data, "migrated")))
        {
            throw new BuildException($"The data folder {data} holds records of its own, not the demo; give another folder with --data.");
        }

        File.WriteAllText(mark, "The demo province: invented people, a clock that can be set.\n");
    }
}
