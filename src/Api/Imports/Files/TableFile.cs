namespace CadreWorkflow.Api.Imports.Files;

/// <summary>A file as uploaded: a workbook or CSV, told apart by content, not by name.</summary>
internal static class TableFile
{
    /// <summary>Reads the headings, then hands on row after row.</summary>
    /// <exception cref="ImportFileException">The file as a whole cannot be read; rows handed on before are to be forgotten.</exception>
    public static SourceTable Read(byte[] bytes, ImportKind kind, Action<SourceTable, SourceRow> take) => bytes switch
    {
        [] => throw new ImportFileException("empty"),
        { Length: > ImportLimits.MaxFileBytes } => throw new ImportFileException("too_large"),
        _ when IsWorkbook(bytes) => XlsxTable.Read(bytes, kind, take),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new ImportFileException("old_workbook"),
        _ => CsvTable.Read(bytes, kind, take),
    };

    /// <summary>True for a workbook, false for anything else.</summary>
    public static bool IsWorkbook(byte[] bytes) => bytes is [(byte)'P', (byte)'K', 3, 4, ..];
}
