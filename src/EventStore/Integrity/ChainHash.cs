using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CadreWorkflow.EventStore.Integrity;

/// <summary>The texts of one event that the chain covers, exactly as the database hashed them.</summary>
internal sealed record ChainedTexts(
    long Position,
    string Stream,
    long Version,
    string Id,
    string Type,
    long Micros,
    string Data,
    string? Headers,
    string? Correlation,
    string? Causation,
    string? User);

/// <summary>The link function of the chain; <c>sql/functions/seal.sql</c> is the other writing of it.</summary>
internal static class ChainHash
{
    public const int Length = 32;

    private const int NullLength = -1;

    /// <summary>What stands before the first event.</summary>
    public static byte[] Genesis => new byte[Length];

    /// <summary>sha256 of the previous hash and the fields, each as its length in four bytes (big-endian) and its UTF-8 text.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, long number, ChainedTexts e)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(previous);
        Write(buffer, number);
        Write(buffer, e.Position);
        Write(buffer, e.Stream);
        Write(buffer, e.Version);
        Write(buffer, e.Id);
        Write(buffer, e.Type);
        Write(buffer, e.Micros);
        Write(buffer, e.Data);
        Write(buffer, e.Headers);
        Write(buffer, e.Correlation);
        Write(buffer, e.Causation);
        Write(buffer, e.User);
        return SHA256.HashData(buffer.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, long number) => Write(buffer, number.ToString(CultureInfo.InvariantCulture));

    private static void Write(ArrayBufferWriter<byte> buffer, string? text)
    {
        var length = text is null ? NullLength : Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), length);
        buffer.Advance(sizeof(int));
        if (length > 0)
        {
            Encoding.UTF8.GetBytes(text, buffer);
        }
    }
}
