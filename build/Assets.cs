namespace CadreWorkflow.Build;

/// <summary>
/// Brings the browser's libraries from npm into <c>src/Api/wwwroot/lib</c>. Only the files a page uses are copied, and done again only when the
/// package lock or this list changes.
/// </summary>
internal static class Assets
{
    /// <summary>From (inside node_modules) and to (inside wwwroot/lib); a folder is copied whole.</summary>
    private static readonly (string From, string To)[] Files =
    [
        ("govuk-frontend/dist/govuk/govuk-frontend.min.css", "govuk/govuk-frontend.min.css"),
        ("govuk-frontend/dist/govuk/govuk-frontend.min.js", "govuk/govuk-frontend.min.js"),
        ("@ministryofjustice/frontend/moj/moj-frontend.min.css", "moj/moj-frontend.min.css"),
        ("@ministryofjustice/frontend/moj/moj-frontend.min.js", "moj/moj-frontend.min.js"),
        ("@ministryofjustice/frontend/moj/assets/images", "moj/images"),
        ("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
        ("echarts/dist/echarts.min.js", "echarts/echarts.min.js"),
    ];

    public static async Task EnsureAsync(Repository repository, CancellationToken cancellationToken)
    {
        var manifest = Path.Combine(repository.Api, "package.json");
        if (!File.Exists(manifest))
        {
            return;
        }

        var library = Path.Combine(repository.Api, "wwwroot", "lib");
        var stamp = Path.Combine(library, ".made-from");
        var key = repository.HashOf("src/Api/package.json", "src/Api/package-lock.json", "build/Assets.cs");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == key)
        {
            return;
        }

        Console.Error.WriteLine("Bringing the pages' styles and scripts (npm ci)");
        var npm = await Machine.EnsureNpmAsync(cancellationToken);
        await Children.QuietlyAsync("npm ci", [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cancellationToken, repository.Api);
        var fresh = library + ".part";
        if (Directory.Exists(fresh))
        {
            Directory.Delete(fresh, recursive: true);
        }

        foreach (var (from, to) in Files)
        {
            Copy(Path.Combine(repository.Api, "node_modules", from), Path.Combine(fresh, to));
        }

        await File.WriteAllTextAsync(Path.Combine(fresh, ".made-from"), key, cancellationToken);
        if (Directory.Exists(library))
        {
            Directory.Delete(library, recursive: true);
        }

        Directory.Move(fresh, library);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (File.Exists(from))
        {
            File.Copy(from, to, overwrite: true);
        }
        else if (Directory.Exists(from))
        {
            Directory.CreateDirectory(to);
            foreach (var entry in Directory.GetFileSystemEntries(from))
            {
                Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
            }
        }
        else
        {
            throw new BuildException($"The npm packages hold no {from}; src/Api/package-lock.json and build/Assets.cs disagree.");
        }
    }
}

internal static class AssetsVerb
{
    public static async Task<int> RunAsync(Repository repository, CancellationToken cancellationToken)
    {
        using var gate = await BuildLock.TakeAsync(repository, cancellationToken);
        await Assets.EnsureAsync(repository, cancellationToken);
        return 0;
    }
}
