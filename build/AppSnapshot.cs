namespace CadreWorkflow.Build;

/// <summary>
/// A published copy of the application in a folder named after its sources. A running demo keeps the copy it started from, whatever is
/// built, tested or run on the command line meanwhile; copies nobody runs are removed when a new one is made.
/// </summary>
internal sealed class AppSnapshot : IDisposable
{
    private readonly FileStream _use;

    private AppSnapshot(string folder, string key, FileStream use) => (Folder, Key, _use) = (folder, key, use);

    public string Folder { get; }

    public string Key { get; }

    public IReadOnlyList<string> Command => [Children.DotNet, Path.Combine(Folder, "CadreWorkflow.Api.dll")];

    public static async Task<AppSnapshot> TakeAsync(Repository repository, CancellationToken cancellationToken)
    {
        var all = Path.Combine(repository.Cache, "app");
        Directory.CreateDirectory(all);
        var key = repository.HashOf("src", "Directory.Build.props", "Directory.Packages.props", "global.json", "BannedSymbols.txt");
        var folder = Path.Combine(all, key);
        using var gate = Directory.Exists(folder) ? null : await BuildLock.TakeAsync(repository, cancellationToken);
        if (!Directory.Exists(folder))
        {
            await Machine.EnsureNpmAsync(repository, cancellationToken);
            Console.Error.WriteLine("Building the application");
            var part = folder + ".part";
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }

            // Without a compiler server, which would live on for minutes after the demo has gone.
            await Children.QuietlyAsync(
                "The build",
                [Children.DotNet, "publish", Path.Combine(repository.Api, "Api.csproj"), "-c", Repository.Configuration, "-o", part, "-v", "quiet", "-nologo", "-p:UseAppHost=false", "-p:UseSharedCompilation=false"],
                cancellationToken,
                repository.Root);
            Directory.Move(part, folder);
            Sweep(all, key);
        }

        return new AppSnapshot(folder, key, new FileStream(folder + ".use", FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read));
    }

    public void Dispose() => _use.Dispose();

    private static void Sweep(string all, string keep)
    {
        foreach (var folder in Directory.GetDirectories(all).Where(folder => Path.GetFileName(folder) != keep))
        {
            try
            {
                using (new FileStream(folder + ".use", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
                {
                    Directory.Delete(folder, recursive: true);
                }

                File.Delete(folder + ".use");
            }
            catch (IOException)
            {
                // Somebody runs from it.
            }
        }
    }
}
