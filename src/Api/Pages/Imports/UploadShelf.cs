using System.Globalization;
using System.Security.Cryptography;
using CadreWorkflow.Api.Engine;

namespace CadreWorkflow.Api.Pages.Imports;

/// <summary>Keeps an uploaded file between its preview and its doing, for the account that sent it. Files of personal data do not stay: an hour, then they go.</summary>
internal sealed class UploadShelf(IConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly string _folder = Path.Combine(configuration.DataDirectory(), "uploads");

    /// <summary>Keeps the bytes; the key names them.</summary>
    internal async Task<string> KeepAsync(string accountId, byte[] bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        Sweep();
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await File.WriteAllBytesAsync(PathOf(accountId, key), bytes, cancellationToken);
        return key;
    }

    /// <summary>The bytes of a key; null when they are gone or another account's.</summary>
    internal async Task<byte[]?> FindAsync(string accountId, string? key, CancellationToken cancellationToken) =>
        key is { Length: 32 } && key.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(accountId, key)) ? await File.ReadAllBytesAsync(PathOf(accountId, key), cancellationToken) : null;

    /// <summary>Lets a file go.</summary>
    internal void Drop(string accountId, string key) => File.Delete(PathOf(accountId, key));

    private string PathOf(string accountId, string key) =>
        Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(accountId)))[..16]}-{key}"));

    private void Sweep()
    {
        foreach (var file in Directory.EnumerateFiles(_folder).Where(f => time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(f) > Lifetime))
        {
            File.Delete(file);
        }
    }
}
