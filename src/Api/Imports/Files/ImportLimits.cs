namespace CadreWorkflow.Api.Imports.Files;

/// <summary>A limit on everything a file can be large in. A province's yearly file stays well below all of them.</summary>
internal static class ImportLimits
{
    public const int MaxFileBytes = 16 * 1024 * 1024;

    public const int MaxRows = 50_000;

    public const int MaxColumns = 100;

    public const int MaxCellLength = 2_000;

    /// <summary>A table may begin below a title of a few lines.</summary>
    public const int MaxLinesBeforeHeadings = 15;

    /// <summary>Parts of a workbook.</summary>
    public const int MaxWorkbookParts = 200;

    /// <summary>Unpacked size of a workbook.</summary>
    public const long MaxUnpackedBytes = 128L * 1024 * 1024;

    /// <summary>Unpacked to packed, for a part large enough to matter: real sheets stay below 40.</summary>
    public const int MaxPackingRatio = 150;

    public const long PackingRatioMattersFromBytes = 4L * 1024 * 1024;
}

/// <summary>The file as a whole cannot be read, so nothing of it was done.</summary>
/// <param name="code">Stable code; its text is <c>import.file.{code}</c>.</param>
/// <param name="where">Line, cell or column it concerns.</param>
internal sealed class ImportFileException(string code, string? where = null, string? value = null) : Exception($"{code} {where} {value}")
{
    public string Code { get; } = code;

    public string? Where { get; } = where;

    public string? Value { get; } = value;
}
