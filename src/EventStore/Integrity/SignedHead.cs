using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CadreWorkflow.EventStore.Integrity;

/// <summary>A statement, signed with a key the database does not hold: at this chain number the log had this hash.</summary>
/// <param name="LogId">The log's identity, so that a head of another log proves nothing here.</param>
/// <param name="Number">Chain number, gapless from 1.</param>
/// <param name="Position">Log position of that event.</param>
/// <param name="Hash">Chain hash, lower-case hex.</param>
/// <param name="SignedAt">UTC, by the clock of the signing process.</param>
/// <param name="KeyId">First 16 hex digits of the SHA-256 of the public key (SubjectPublicKeyInfo).</param>
/// <param name="Signature">ECDSA P-256 with SHA-256, base64.</param>
public sealed record SignedHead(Guid LogId, long Number, long Position, string Hash, DateTimeOffset SignedAt, string KeyId, string Signature)
{
    /// <summary>The pattern of file names heads are kept under.</summary>
    public const string FilePattern = "head-*.json";

    /// <summary>Reads every head in a directory, in chain order.</summary>
    /// <exception cref="InvalidDataException">A file is no signed head; the message names it.</exception>
    public static IReadOnlyList<SignedHead> ReadAll(string directory)
    {
        var heads = new List<SignedHead>();
        foreach (var file in Directory.EnumerateFiles(directory, FilePattern))
        {
            try
            {
                heads.Add(JsonSerializer.Deserialize(File.ReadAllText(file), SignedHeadJson.Default.SignedHead)
                    ?? throw new InvalidDataException($"{file} is empty."));
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{file} is no signed head: {e.Message}", e);
            }
        }

        return [.. heads.OrderBy(head => head.Number).ThenBy(head => head.SignedAt)];
    }

    /// <summary>The short name of a public key.</summary>
    public static string KeyIdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    /// <summary>Whether the signature is this key's and covers every field.</summary>
    public bool IsSignedBy(ECDsa publicKey)
    {
        try
        {
            return publicKey.VerifyData(Statement(), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    internal static SignedHead Sign(Guid logId, long number, long position, byte[] hash, DateTimeOffset at, ECDsa key)
    {
        var unsigned = new SignedHead(logId, number, position, Convert.ToHexStringLower(hash), at.ToUniversalTime(), KeyIdOf(key), string.Empty);
        return unsigned with { Signature = Convert.ToBase64String(key.SignData(unsigned.Statement(), HashAlgorithmName.SHA256)) };
    }

    internal string ToJson() => JsonSerializer.Serialize(this, SignedHeadJson.Default.SignedHead);

    private byte[] Statement() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"cadre-chain-head-1\n{LogId:D}\n{Number}\n{Position}\n{Hash}\n{SignedAt.UtcDateTime:O}\n{KeyId}\n"));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SignedHead))]
internal sealed partial class SignedHeadJson : JsonSerializerContext;
