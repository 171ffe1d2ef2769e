namespace CadreWorkflow.Generator.Cadres;

/// <summary>Rows of one file of cadre work, written in the order they were recorded.</summary>
internal sealed class Rows(string name, params string[] columns)
{
    private readonly List<(DateOnly Recorded, Dictionary<string, string> Values)> _rows = [];

    public IReadOnlyList<(DateOnly Recorded, Dictionary<string, string> Values)> All => _rows;

    /// <summary>Adds an act; it is entered on the next recording day, or on a later one.</summary>
    /// <param name="recorded">When it was entered, if not soon after it happened.</param>
    public void Add(string act, DateOnly on, string unit, DateOnly? recorded, params (string Column, string Value)[] cells)
    {
        var day = WorkDays.RecordingDay(recorded ?? (on < Units.FirstRecorded ? Units.FirstRecorded : on));
        day = day > Calendar.LastRecorded ? Calendar.LastRecorded : day;
        if (on > day)
        {
            throw new InvalidOperationException($"{act} on {on} would be entered before it happened.");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["recorded_on"] = Iso.Text(day), ["act"] = act, ["occurred_on"] = Iso.Text(on) };
        foreach (var (column, value) in cells.Append(("unit_code", unit)).Where(c => c.Item2.Length > 0))
        {
            values[column] = value;
        }

        _rows.Add((day, values));
    }

    public (string Name, byte[] Content) ToFile()
    {
        var file = new CsvFile(["recorded_on", "act", "occurred_on", "unit_code", .. columns]);
        foreach (var (_, values) in _rows.OrderBy(r => r.Recorded))
        {
            file.Add(values);
        }

        return (name, file.ToBytes());
    }
}

/// <summary>Cells that several acts have.</summary>
internal static class Cells
{
    public static (string, string)[] Of(Person who) => [("full_name", who.FullName), ("birth_date", Iso.Text(who.BirthDate)), ("member_number", who.MemberNumber)];

    /// <summary>A person who may not be on record yet.</summary>
    public static (string, string)[] New(Person who) => [.. Of(who), ("gender", who.Gender), ("education", who.Education), ("theory_level", who.TheoryLevel)];

    public static (string, string)[] Paper(string number, DateOnly date, string issuer) =>
        [("document_number", number), ("document_date", Iso.Text(date)), ("document_issuer", issuer)];

    public static (string, string)[] Term(DateOnly from, DateOnly? to) => to is { } end ? [("from", Iso.Text(from)), ("to", Iso.Text(end))] : [("from", Iso.Text(from))];
}
