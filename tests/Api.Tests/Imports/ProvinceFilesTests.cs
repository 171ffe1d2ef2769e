using CadreWorkflow.Generator;

namespace CadreWorkflow.Api.Tests.Imports;

public sealed class ProvinceFilesTests
{
    [Fact]
    public void The_generator_makes_the_committed_files_again_to_the_byte()
    {
        foreach (var (name, content) in Province.Generate())
        {
            var committed = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "province", name));
            Assert.True(content.AsSpan().SequenceEqual(committed), $"{name} differs from what the generator makes: run it and look at the difference.");
        }
    }

    [Fact]
    public void The_files_stay_small_enough_to_be_kept_with_the_source()
    {
        var folder = new DirectoryInfo(Path.Combine(Repository.Root, "samples", "province"));
        Assert.InRange(folder.EnumerateFiles().Sum(f => f.Length), 1, 6_000_000);
    }
}

/// <summary>The checkout the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CadreWorkflow.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run inside a checkout of the repository.");
    }
}
