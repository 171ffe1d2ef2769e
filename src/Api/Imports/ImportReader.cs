using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Imports.Rows;
using CadreWorkflow.Api.Imports.Rows.Cadres;

namespace CadreWorkflow.Api.Imports;

/// <summary>A file read into rows, each a statement or a reason why it is none. Nothing is looked up and nothing recorded yet.</summary>
internal static class ImportReader
{
    /// <param name="demo">A demo load may carry the day of recording; an ordinary import enters everything now.</param>
    /// <exception cref="ImportFileException">The file as a whole cannot be read.</exception>
    public static IReadOnlyList<ImportRow> Read(byte[] file, ImportKind kind, ImportIds ids, bool demo = false)
    {
        var rows = new List<ImportRow>();
        var table = TableFile.Read(file, kind, (headings, source) =>
        {
            var reader = new RowReader(source, headings);
            rows.Add(kind switch
            {
                ImportKind.Referrals => ReferralRow.Read(reader, ids),
                ImportKind.Acts => ActRow.Read(reader, ids),
                ImportKind.Units => UnitRow.Read(reader, ids),
                ImportKind.Participants => ParticipantRow.Read(reader, ids),
                ImportKind.Cadres => CadreRow.Read(reader, ids),
                _ => TrainingRow.Read(reader, ids),
            });
        });
        if (demo != table.Columns.Any(c => c.Name == ImportColumns.RecordedOn))
        {
            throw demo ? new ImportFileException("missing_column", value: ImportColumns.RecordedOn) : new ImportFileException("recorded_on_refused");
        }

        return rows;
    }
}
