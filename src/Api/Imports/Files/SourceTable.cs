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

/// <summary>A table read from a file: which columns it has, and its rows.</summary>
/// <param name="Date1904">Day counts of this workbook begin in 1904.</param>
internal sealed record SourceTable(IReadOnlyList<ImportColumn> Columns, IReadOnlyList<SourceRow> Rows, bool Date1904 = false);

/// <summary>Rows of raw cells on their way to becoming a table: finds the line of headings.</summary>
internal sealed class TableBuilder(ImportKind kind, bool date1904 = false)
{
    private readonly List<SourceRow> _rows = [];
    private ImportColumn?[]? _columns;
    private int _linesBefore;

    /// <summary>Columns the row must have; 0 before the headings were found.</summary>
    public int Width => _columns?.Length ?? 0;

    /// <summary>Takes the next row of the file.</summary>
    public void Add(int number, IReadOnlyList<SourceCell> cells)
    {
        if (cells.All(c => c.IsEmpty))
        {
            return;
        }

        if (_columns is null)
        {
            TryHeadings(cells);
            return;
        }

        if (_rows.Count == ImportLimits.MaxRows)
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

            if (i >= _columns.Length)
            {
                throw new ImportFileException("more_cells_than_headings", number.ToString(System.Globalization.CultureInfo.InvariantCulture), cell.Text);
            }

            if (_columns[i] is { } column)
            {
                named[column.Name] = cell;
            }
        }

        _rows.Add(new SourceRow(number, named));
    }

    /// <exception cref="ImportFileException">There were no headings, or some are missing.</exception>
    public SourceTable Build()
    {
        if (_columns is null)
        {
            throw new ImportFileException("no_headings", value: string.Join(", ", ImportColumns.Of(kind).Where(c => c.Required).Select(c => c.Name)));
        }

        return new SourceTable([.. _columns.OfType<ImportColumn>()], _rows, date1904);
    }

    private void TryHeadings(IReadOnlyList<SourceCell> cells)
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

        _columns = [.. found];
        while (_columns is [.., null])
        {
            _columns = _columns[..^1];
        }
    }
}
