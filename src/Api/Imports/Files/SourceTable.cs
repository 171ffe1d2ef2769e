namespace CadreWorkflow.Api.Imports.Files;

/// <summary>A cell as it stands in the file.</summary>
/// <param name="Text">Trimmed, in NFC; empty when there is nothing.</param>
/// <param name="Number">Set when a workbook holds a number here, which in a date column is a day count.</param>
/// <param name="Problem">Code of what makes the cell unusable: <c>formula</c>, <c>cell_error</c>, <c>cell_too_long</c>, <c>text_looks_tcvn3</c>, <c>text_looks_vni</c>, <c>nul_character</c>, <c>control_character</c>.</param>
/// <param name="Address">Of a workbook's cell: <c>B7</c>.</param>
internal sealed record SourceCell(string Text, double? Number = null, string? Problem = null, string? Address = null)
{
    public static SourceCell Empty { get; } = new(string.Empty);

    public bool IsEmpty => Text.Length == 0 && Problem is null;
}

/// <summary>A row as it stands in the file, by column name.</summary>
/// <param name="Number">Line in a text file (that of its first line), row in a sheet; from 1.</param>
internal sealed record SourceRow(int Number, IReadOnlyDictionary<string, SourceCell> Cells);

/// <summary>The headings of a file: which columns it has and where.</summary>
/// <param name="Layout">By place in the row, from 0; null for columns that are nobody's data.</param>
/// <param name="HeadingRow">Line or row of the headings, from 1.</param>
/// <param name="ErrorColumn">Place of the column in which an earlier answer said what was wrong; null when there is none.</param>
/// <param name="Date1904">Day counts of this workbook begin in 1904.</param>
internal sealed record SourceTable(IReadOnlyList<ImportColumn?> Layout, int HeadingRow, int? ErrorColumn, bool Date1904 = false)
{
    /// <summary>The columns that are read.</summary>
    public IEnumerable<ImportColumn> Columns => Layout.OfType<ImportColumn>();
}

/// <summary>Takes rows of raw cells one by one: finds the line of headings, then hands on each row by column name and keeps none.</summary>
internal sealed class TableBuilder(ImportKind kind, Action<SourceTable, SourceRow> take, bool date1904 = false)
{
    private SourceTable? _table;
    private int _rows;
    private int _linesBefore;

    /// <summary>Takes the next row of the file.</summary>
    public void Add(int number, IReadOnlyList<SourceCell> cells)
    {
        if (cells.All(c => c.IsEmpty))
        {
            return;
        }

        if (_table is null)
        {
            TryHeadings(number, cells);
            return;
        }

        if (++_rows > ImportLimits.MaxRows)
        {
            throw new ImportFileException("too_many_rows", value: ImportLimits.MaxRows.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var named = new Dictionary<string, SourceCell>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i];
            if (cell.IsEmpty)
            {
                continue;
            }

            if (i >= _table.Layout.Count)
            {
                throw new ImportFileException("more_cells_than_headings", number.ToString(System.Globalization.CultureInfo.InvariantCulture), cell.Text);
            }

            if (_table.Layout[i] is { } column)
            {
                named[column.Name] = cell;
            }
        }

        take(_table, new SourceRow(number, named));
    }

    /// <exception cref="ImportFileException">There were no headings, or some are missing.</exception>
    public SourceTable Build() =>
        _table ?? throw new ImportFileException("no_headings", value: string.Join(", ", ImportColumns.Of(kind).Where(c => c.Required).Select(c => c.Name)));

    private void TryHeadings(int number, IReadOnlyList<SourceCell> cells)
    {
        var found = cells.Select(c => c.IsEmpty ? null : ImportColumns.Find(kind, c.Text)).ToList();
        if (found.Count(c => c is not null) < 2)
        {
            if (++_linesBefore > ImportLimits.MaxLinesBeforeHeadings)
            {
                Build();
            }

            return;
        }

        for (var i = 0; i < cells.Count; i++)
        {
            // A heading nobody knows may be a slip of one that matters, so its data is not silently left out.
            if (found[i] is null && !cells[i].IsEmpty && !ImportColumns.IsIgnored(cells[i].Text))
            {
                throw new ImportFileException("unknown_column", value: cells[i].Text);
            }
        }

        var known = found.OfType<ImportColumn>().ToList();
        if (known.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ImportFileException("duplicate_column", value: twice.Key);
        }

        if (ImportColumns.Of(kind).FirstOrDefault(c => c.Required && !known.Contains(c)) is { } missing)
        {
            throw new ImportFileException("missing_column", value: missing.Name);
        }

        var width = cells.Count;
        while (cells[width - 1].IsEmpty)
        {
            width--;
        }

        var error = Enumerable.Range(0, width).Where(i => ImportColumns.IsError(cells[i].Text)).Select(i => (int?)i).FirstOrDefault();
        _table = new SourceTable([.. found.Take(width)], number, error, date1904);
    }
}
