namespace CadreWorkflow.Api.Exports;

/// <summary>A column of an exported table.</summary>
/// <param name="Width">In characters.</param>
internal sealed record SheetColumn(string Heading, double Width = 16);

/// <summary>A share with its parts; shown as a percentage, a dash when there was nothing to divide by.</summary>
internal sealed record Share(long Part, long Whole);

/// <summary>One sheet: what the table is and how it was asked for, then the table.</summary>
/// <param name="Name">On the tab; shortened to what a workbook allows.</param>
/// <param name="Notes">Filters, days and parameters, one a line, printed above the table.</param>
/// <param name="Rows">Cells are texts, whole numbers, <see cref="DateOnly"/>, <see cref="Share"/> or null; the running number is put before them.</param>
/// <param name="Foot">Line under the table, made from the number of rows; null for none.</param>
internal sealed record Sheet(
    string Name, string Title, IReadOnlyList<string> Notes, IReadOnlyList<SheetColumn> Columns, IAsyncEnumerable<object?[]> Rows, Func<int, string>? Foot = null);
