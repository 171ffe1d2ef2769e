using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>Adds the hash of its content to a file's address, so that browsers may keep it for ever.</summary>
internal sealed class AssetVersions(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<string, string> _addresses = new(StringComparer.Ordinal);

    internal string Address(string path) => _addresses.GetOrAdd(path, Versioned);

    private string Versioned(string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists)
        {
            return path;
        }

        using var stream = file.CreateReadStream();
        return path + "?v=" + Convert.ToHexStringLower(SHA256.HashData(stream))[..10];
    }
}
