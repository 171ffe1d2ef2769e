using System.Security.Cryptography;

namespace CadreWorkflow.Api.Engine;

/// <summary>The server's secret: fingerprints of requests and rows are made under it, so that they say nothing to whoever has only the database.</summary>
public sealed class ServerKey
{
    private const int Length = 32;
    private readonly byte[] _key;

    private ServerKey(byte[] key) => _key = key;

    /// <summary>Reads the key of a data folder, making it the first time. Several processes may come at once.</summary>
    public static ServerKey Open(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        var path = Path.Combine(dataDirectory, "server.key");
        if (!File.Exists(path))
        {
            var draft = Path.Combine(dataDirectory, $"server.key.{Environment.ProcessId}.{Guid.CreateVersion7():N}");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(draft, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(Length));
                file.Flush(flushToDisk: true);
            }

            try
            {
                // Whole or not at all, and the first one wins.
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }

        var key = File.ReadAllBytes(path);
        return key.Length == Length ? new ServerKey(key) : throw new InvalidOperationException($"{path} holds {key.Length} bytes instead of {Length}: it is damaged. Restore it from a backup.");
    }

    /// <summary>The fingerprint of some bytes, as lower-case hex.</summary>
    public string Fingerprint(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_key, content, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>An id that follows from a command and that nobody without the key can guess or trace back (UUIDv8).</summary>
    public Guid Pseudonym(Guid commandId)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(_key, commandId.ToByteArray(bigEndian: true), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
