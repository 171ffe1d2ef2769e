using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CadreWorkflow.EventStore.Integrity;

/// <summary>Verifies an exported log against signed heads, with no database at hand. Memory does not grow with the log.</summary>
public static class OfflineVerifier
{
    /// <summary>Findings reported before the rest is left out.</summary>
    public const int MaxFindings = 1000;

    /// <param name="export">What <see cref="LogExport"/> wrote.</param>
    /// <param name="heads">Heads that were kept outside the database; more of them narrow a verdict down.</param>
    /// <param name="publicKey">The key the heads must be signed with.</param>
    public static VerificationReport Verify(Stream export, IReadOnlyList<SignedHead> heads, ECDsa publicKey)
    {
        using var reader = new StreamReader(export, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        var findings = new List<Finding>();
        if (Parse(reader.ReadLine()) is not { FormatName: ExportLine.Format, LogId: { } logId })
        {
            return new VerificationReport(0, 0, 0, [new(FindingKind.ExportIncomplete, Detail: $"the first line is not that of a {ExportLine.Format} export.")]);
        }

        var walk = new ChainWalk(Genuine(heads, logId, publicKey, findings), findings);
        var whole = false;
        while (reader.ReadLine() is { } text)
        {
            var line = Parse(text);
            if (line is null || whole)
            {
                findings.Add(new(FindingKind.ExportIncomplete, Detail: string.Create(
                    CultureInfo.InvariantCulture, $"line {walk.Lines + 2} {(whole ? "follows the last one" : "cannot be read")}.")));
                whole = false;
                break;
            }

            if (line.Lines is { } lines)
            {
                whole = true;
                if (lines != walk.Lines)
                {
                    findings.Add(new(FindingKind.ExportIncomplete, Detail: string.Create(CultureInfo.InvariantCulture, $"{lines} lines were written, {walk.Lines} are here.")));
                }

                continue;
            }

            walk.Add(line);
        }

        if (!whole && findings.TrueForAll(finding => finding.Kind != FindingKind.ExportIncomplete))
        {
            findings.Add(new(FindingKind.ExportIncomplete, Detail: string.Create(CultureInfo.InvariantCulture, $"it breaks off after {walk.Lines} lines.")));
        }

        return walk.Finish(whole);
    }

    private static List<SignedHead> Genuine(IReadOnlyList<SignedHead> heads, Guid logId, ECDsa publicKey, List<Finding> findings)
    {
        var genuine = new List<SignedHead>();
        foreach (var head in heads.OrderBy(head => head.Number))
        {
            if (!head.IsSignedBy(publicKey))
            {
                findings.Add(new(FindingKind.HeadNotGenuine, Detail: string.Create(CultureInfo.InvariantCulture, $"number {head.Number}, key {head.KeyId}: the signature is not this key's.")));
            }
            else if (head.LogId != logId)
            {
                findings.Add(new(FindingKind.HeadNotGenuine, Detail: string.Create(CultureInfo.InvariantCulture, $"number {head.Number}: it speaks of log {head.LogId}, the export is of {logId}.")));
            }
            else
            {
                genuine.Add(head);
            }
        }

        return genuine;
    }

    private static ExportLine? Parse(string? text)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize(text, ExportLineJson.Readable.ExportLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
