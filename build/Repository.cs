using System.Security.Cryptography;
using System.Text;

namespace CadreWorkflow.Build;

/// <summary>The clone this program belongs to.</summary>
internal sealed record Repository(string Root)
{
    /// <summary>One configuration for the tests, the benchmarks and the application: what is measured and tested is what runs.</summary>
    public const string Configuration = "Release";

    private static readonly string[] NotSources = ["bin", "obj", "node_modules", "TestResults"];

    public string Solution => Path.Combine(Root, "CadreWorkflow.sln");

    public string Api => Path.Combine(Root, "src", "Api");

    public string Samples => Path.Combine(Root, "samples");

    /// <summary>What the build program keeps between runs; removing it costs time only.</summary>
    public string Cache => Path.Combine(Root, "build", "bin");

    public string DefaultData => Path.Combine(Root, ".data");

    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CadreWorkflow.sln")))
            {
                return new Repository(folder.FullName);
            }
        }

        throw new BuildException("The build program has to stay inside its clone: CadreWorkflow.sln was not found above it.");
    }

    /// <summary>A short hash of the files' names and contents, folders walked; the same on every machine.</summary>
    public string HashOf(params string[] paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in paths.SelectMany(FilesUnder).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal))
        {
            var content = File.ReadAllBytes(Path.Combine(Root, file));
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Replace('\\', '/')}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private IEnumerable<string> FilesUnder(string path)
    {
        var full = Path.Combine(Root, path);
        if (File.Exists(full))
        {
            return [full];
        }

        if (!Directory.Exists(full))
        {
            return [];
        }

        // wwwroot/lib is made from the package lock, which is a source itself.
        return Directory.GetFiles(full).Concat(Directory.GetDirectories(full)
            .Where(folder => !NotSources.Contains(Path.GetFileName(folder)) && !folder.EndsWith(Path.Combine("wwwroot", "lib"), StringComparison.Ordinal))
            .SelectMany(FilesUnder));
    }
}
