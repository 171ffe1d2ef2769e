using System.Security.Cryptography;
using System.Text;

namespace CadreWorkflow.Api.Engine;

/// <summary>Ids that follow from other ids, so that doing a thing again names the same thing again.</summary>
public static class Uuid
{
    /// <summary>UUIDv5 (RFC 9562) of a name inside a namespace.</summary>
    public static Guid Of(Guid scope, string name)
    {
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        scope.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));
        Span<byte> hash = stackalloc byte[20];

        // The version 5 layout is defined over SHA-1; nothing here rests on its strength.
#pragma warning disable CA5350
        SHA1.HashData(bytes, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The id of the n-th event of a command.</summary>
    public static Guid EventOf(Guid commandId, int index)
    {
        Span<char> digits = stackalloc char[11];
        index.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        return Of(commandId, new string(digits[..length]));
    }

    /// <summary>The command one event causes at one target.</summary>
    public static Guid CommandFor(Guid eventId, Guid target) => Of(eventId, target.ToString("D"));

    /// <summary>The command id of a caller's own key; two accounts never share one.</summary>
    public static Guid CommandOfKey(string accountId, string key) => Of(KeyScope, $"{accountId}\n{key}");

    private static readonly Guid KeyScope = new(0x7d3c1f52, unchecked((short)0x9a41), 0x4c7e, 0x8d, 0x10, 0x5e, 0x2b, 0x61, 0xaa, 0x07, 0x93);
}
