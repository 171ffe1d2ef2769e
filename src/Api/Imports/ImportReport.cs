using System.Text.Json.Serialization;
using CadreWorkflow.Api.Endpoints;

namespace CadreWorkflow.Api.Imports;

/// <summary>What became of a row.</summary>
public static class RowStatus
{
    /// <summary>Recorded (in a dry run: would be).</summary>
    public const string Done = "done";

    /// <summary>Recorded, with findings that somebody should look at.</summary>
    public const string Warning = "warning";

    /// <summary>The same was recorded before, or stands above in the file.</summary>
    public const string AlreadyDone = "already_done";

    /// <summary>No statement: nothing of the row was recorded.</summary>
    public const string Invalid = "invalid";

    /// <summary>A rule, a right or another writer stood in the way: nothing of the row was recorded.</summary>
    public const string Blocked = "blocked";
}

/// <summary>What became of one row.</summary>
/// <param name="Row">Line of the text file or row of the sheet.</param>
/// <param name="Status">One of <see cref="RowStatus"/>.</param>
/// <param name="Code">Why; null when it was simply recorded.</param>
/// <param name="Field">Column it concerns.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Message">In the reader's language.</param>
/// <param name="CaseId">The case that was opened or acted on.</param>
/// <param name="Findings">What the rules say.</param>
public sealed record ImportRowResult(
    int Row, string Status, string? Code, string? Field, string? Value, string? Message, Guid? CaseId, IReadOnlyList<FindingBody> Findings);

/// <summary>The four counts; warnings are among the rows done.</summary>
public sealed record ImportCounts(int Done, int AlreadyDone, int Invalid, int Blocked, int Warnings);

/// <summary>What became of a file.</summary>
/// <param name="DryRun">Nothing was recorded.</param>
/// <param name="Position">Log position from which reads show what was recorded.</param>
public sealed record ImportReport(string Kind, bool DryRun, int Total, ImportCounts Counts, IReadOnlyList<ImportRowResult> Rows, [property: JsonIgnore] long Position)
{
    internal static ImportReport Of(ImportKind kind, bool dryRun, IReadOnlyList<ImportRowResult> rows, long position)
    {
        var warnings = rows.Count(r => r.Status == RowStatus.Warning);
        return new(
            kind.ToString().ToLowerInvariant(),
            dryRun,
            rows.Count,
            new(
                rows.Count(r => r.Status == RowStatus.Done) + warnings,
                rows.Count(r => r.Status == RowStatus.AlreadyDone),
                rows.Count(r => r.Status == RowStatus.Invalid),
                rows.Count(r => r.Status == RowStatus.Blocked),
                warnings),
            rows,
            position);
    }
}
