namespace CadreWorkflow.Api.Imports.Files;

/// <summary>A file as uploaded: a workbook or CSV, told apart by content, not by name.</summary>
internal static class TableFile
{
    /// <exception cref="ImportFileException">The file as a whole cannot be read.</exception>
    public static SourceTable Read(byte[] bytes, ImportKind kind) => bytes switch
    {
        [] => throw new ImportFileException("empty"),
        { Length: > ImportLimits.MaxFileBytes } => throw new ImportFileException("too_large"),
        [(byte)'P', (byte)'K', 3, 4, ..] => XlsxTable.Read(bytes, kind),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new ImportFileException("old_workbook"),
        _ => CsvTable.Read(bytes, kind),
    };
}
