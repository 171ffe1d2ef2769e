using CadreWorkflow.Api.Localisation;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>What is said of a row in the file that goes back.</summary>
/// <param name="Column">Name of the column it concerns; null when it is the row.</param>
/// <param name="Text">In the reader's language.</param>
internal sealed record RowMark(string? Column, string Text);

/// <summary>
/// The same file as it was sent, with one column that says what is wrong with each row: the sender mends it where it was made and sends it again. Its own cells,
/// their looks, other sheets and a column so named by an earlier answer stay as they are.
/// </summary>
internal static class MarkedFile
{
    /// <summary>The file of a report on it.</summary>
    /// <exception cref="ImportFileException">The file cannot be read.</exception>
    public static byte[] Of(byte[] file, ImportKind kind, ImportReport report)
    {
        var text = Texts.Current;
        var table = TableFile.Read(file, kind, static (_, _) => { });
        var marks = report.Rows
            .Where(r => r.Message is not null && r.Status is RowStatus.Invalid or RowStatus.Blocked or RowStatus.Warning)
            .ToDictionary(r => r.Row, r => new RowMark(r.Field, r.Status == RowStatus.Warning ? text["import.mark.warning", ("message", r.Message)] : r.Message!));
        var heading = text["import.mark.heading"];
        return TableFile.IsWorkbook(file) ? XlsxMarks.Write(file, table, marks, heading) : CsvMarks.Write(file, table, marks, heading);
    }

    /// <summary>Name for the answered file: <c>gioi-thieu (lỗi).xlsx</c>.</summary>
    public static string NameOf(string? name, byte[] file)
    {
        var text = Texts.Current;
        return text["import.mark.file", ("name", Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : text["import.mark.unnamed"])] + (TableFile.IsWorkbook(file) ? ".xlsx" : ".csv");
    }

    /// <summary>Content type of the answered file.</summary>
    public static string TypeOf(byte[] file) =>
        TableFile.IsWorkbook(file) ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
}
