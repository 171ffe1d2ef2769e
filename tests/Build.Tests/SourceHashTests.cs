namespace CadreWorkflow.Build.Tests;

public sealed class SourceHashTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cadre-hash-").FullName;

    [Fact]
    public void Given_what_a_build_leaves_behind_then_the_hash_of_the_sources_stays()
    {
        Write("src/Api/A.cs", "one");
        var before = Hash();

        Write("src/Api/bin/A.dll", "x");
        Write("src/Api/obj/A.cache", "x");
        Write("src/Api/node_modules/p/index.js", "x");
        Write("src/Api/wwwroot/lib/p.js", "x");

        Assert.Equal(before, Hash());
    }

    [Fact]
    public void Given_a_changed_renamed_or_added_source_then_the_hash_differs_each_time()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Write("src/Api/A.cs", "one");
        Assert.True(seen.Add(Hash()));
        Write("src/Api/A.cs", "two");
        Assert.True(seen.Add(Hash()), "changed");
        File.Move(Path.Combine(_root, "src/Api/A.cs"), Path.Combine(_root, "src/Api/B.cs"));
        Assert.True(seen.Add(Hash()), "renamed");
        Write("src/Api/wwwroot/app.css", "three");
        Assert.True(seen.Add(Hash()), "added");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Hash() => new Repository(_root).HashOf("src");

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), text);
    }
}
