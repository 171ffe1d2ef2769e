namespace CadreWorkflow.Generator.Cadres;

/// <summary>Yearly declarations of those in leading posts: mostly in time, a few late, one of them never made.</summary>
internal sealed class Declarations
{
    private readonly Rows _rows = new(
        "declarations.csv", "full_name", "birth_date", "member_number", "kind", "year", "control_body", "form", "document_number", "document_date", "document_issuer");

    public Declarations(Holders holders)
    {
        for (var year = 2023; year <= 2026; year++)
        {
            var all = holders.Declaring.Where(d => d.From < new DateOnly(year, 11, 1)).Select(d => d.Who).Distinct().ToList();
            for (var i = 0; i < all.Count; i++)
            {
                var (who, arose) = (all[i], WorkDays.OnOrAfter(new DateOnly(year, 11, 2)));
                Add("duty_arises", arose, who, year);
                if (year == 2026 ? i % 4 != 0 : i == 13 && year == 2025)
                {
                    continue;
                }

                var late = year < 2026 && i % 15 == (year - 2020);
                var filed = year == 2026 ? new DateOnly(2026, 11, 16) : WorkDays.OnOrAfter(late ? new DateOnly(year + 1, 1, 6 + (i % 5)) : new DateOnly(year, 12, 4 + (i % 18)));
                Add("file_declaration", filed, who, year);
                if (year == 2026)
                {
                    continue;
                }

                var handed = WorkDays.OnOrAfter(new DateOnly(year + 1, 1, 15));
                Add("hand_over", handed, who, year, [("control_body", "UBKT-TU"), .. Cells.Paper("02/BB-LĐLĐ", handed, "LD")]);
                var published = WorkDays.OnOrAfter(new DateOnly(year + 1, 2, 10));
                Add("publish", published, who, year, [("form", "posting"), .. Cells.Paper("07/TB-LĐLĐ", published, "LD")]);
            }
        }
    }

    public (string Name, byte[] Content) ToFile() => _rows.ToFile();

    private void Add(string act, DateOnly on, Person who, int year, (string, string)[]? more = null)
    {
        Late += act == "file_declaration" && on > new DateOnly(year, 12, 31) ? 1 : 0;
        _rows.Add(act, on, "", null, [.. Cells.Of(who), ("kind", "yearly"), ("year", Iso.Text(year)), .. more ?? []]);
    }

    /// <summary>Filed after their day.</summary>
    public int Late { get; private set; }
}
