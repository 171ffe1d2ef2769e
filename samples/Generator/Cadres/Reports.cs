namespace CadreWorkflow.Generator.Cadres;

/// <summary>What units report of themselves: the counts of the provincial civil servants' union and its sister bodies, joint sessions, conferences held of those due.</summary>
internal sealed class Reports
{
    private const string Servants = "S01";

    private static readonly DateOnly CountedOn = new(2023, 3, 24);

    private readonly Rows _rows = new(
        "reports.csv", "counted_body", "precision", "counted_members", "men", "women", "party_members", "doctors", "masters", "bachelors", "theory_advanced", "kind", "period", "times", "from", "to",
        "year", "held", "due", "document_number", "document_date", "document_issuer");

    public Reports()
    {
        Count("union", ("counted_members", "4816"), ("men", "2360"), ("women", "2456"), ("party_members", "3534"));
        Count("veterans", ("counted_members", "315"), ("men", "312"), ("women", "3"), ("party_members", "303"));
        Count("youth_union", ("counted_members", "1183"), ("men", "366"), ("women", "817"), ("party_members", "483"));
        Count("together", ("counted_members", "6314"), ("doctors", "31"), ("masters", "1396"), ("bachelors", "4408"), ("theory_advanced", "647"));
        _rows.Add("adopt_paper", new(2023, 3, 24), Servants, null, [("kind", "programme"), ("from", "2023-04-01"), ("to", "2027-12-31"), .. Cells.Paper("04-ĐA/ĐUK", CountedOn, "KCQ")]);
        _rows.Add("adopt_paper", new(2021, 7, 2), "LD", null, [("kind", "coordination_rule"), ("from", "2021-07-02"), ("to", "2025-12-31"), .. Cells.Paper("02-QCPH/LĐLĐ-LHPN-TĐTN-HCCB", new(2021, 7, 2), "LD")]);
        _rows.Add("schedule_duty", new(2021, 7, 5), "LD", null, [("kind", "joint_session"), ("period", "half_year"), ("times", "1"), ("from", "2021-07-05"), .. Cells.Paper("02-QCPH/LĐLĐ-LHPN-TĐTN-HCCB", new(2021, 7, 2), "LD")]);
        _rows.Add("schedule_duty", new(2021, 7, 5), "LD", null, [("kind", "training_class"), ("period", "year"), ("times", "3"), ("from", "2022-01-01"), .. Cells.Paper("10/KH-LĐLĐ", new(2021, 7, 2), "LD")]);

        // The second session of 2023 was never held, that of early 2025 late.
        DateOnly[] sessions = [new(2021, 12, 14), new(2022, 6, 21), new(2022, 12, 13), new(2023, 6, 20), new(2024, 6, 18), new(2024, 12, 17), new(2025, 7, 15), new(2025, 12, 16), new(2026, 6, 16)];
        foreach (var on in sessions)
        {
            (string, string)[] late = on == new DateOnly(2025, 7, 15) ? [("from", "2025-06-30")] : [];
            _rows.Add("hold_duty", on, "LD", null, [("kind", "joint_session"), ("period", "half_year"), .. late, .. Cells.Paper("TB kết luận", on, "LD")]);
        }

        for (var year = 2022; year <= 2026; year++)
        {
            for (var i = 0; i < (year == 2024 ? 2 : 3); i++)
            {
                _rows.Add("hold_duty", WorkDays.OnOrAfter(new DateOnly(year, 3 + (3 * i), 9)), "LD", null, [("kind", "training_class"), ("period", "year")]);
            }
        }

        foreach (var (year, held, due) in new[] { (2021, 131, 159), (2024, 174, 176) })
        {
            var on = WorkDays.OnOrAfter(new DateOnly(year + 1, 1, 10));
            _rows.Add("tally_duty", on, Posts.ElectedDistrict, null, [("kind", "workers_conference"), ("year", Iso.Text(year)), ("held", Iso.Text(held)), ("due", Iso.Text(due)), .. Cells.Paper("02/BC-LĐLĐ", on, Posts.ElectedDistrict)]);
        }
    }

    public (string Name, byte[] Content) ToFile() => _rows.ToFile();

    private void Count(string body, params (string Column, string Value)[] figures) =>
        _rows.Add("report_headcount", CountedOn, Servants, null, [("counted_body", body), ("precision", "exact"), .. figures, .. Cells.Paper("04-ĐA/ĐUK", CountedOn, "KCQ")]);
}
