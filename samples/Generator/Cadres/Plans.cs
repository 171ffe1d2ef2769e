namespace CadreWorkflow.Generator.Cadres;

/// <summary>Plans of the federation for two terms, the first under 50-QĐ/TW, the second under 377-QĐ/TW, and one of the elected district that ended with it.</summary>
internal sealed class Plans
{
    private const string First = "QH-2023-2028";
    private const string Second = "QH-2028-2033";

    private readonly Prng _random = Prng.For("plans", 0);
    private readonly Rows _rows = new(
        "plans.csv", "plan", "term", "from", "to", "full_name", "birth_date", "member_number", "post", "decided_by", "science_technology", "reason", "year", "step", "summoned", "present", "issued",
        "returned", "invalid", "votes", "document_number", "document_date", "document_issuer");

    public Plans(Staff staff, Person story)
    {
        var (vp, tc, cs, tac, ubkt, merged) = (staff["CQ-VP"], staff["CQ-TC"], staff["CQ-CS"], staff["CQ-TaC"], staff["CQ-UBKT"], staff[Units.Merged]);
        Open("LD", First, new(2022, 4, 15), "next_term", new(2023, 8, 1), new(2028, 7, 31), "30/KH-LĐLĐ");
        Round(
            "LD", First, [new(2022, 5, 4), new(2022, 5, 9), new(2022, 5, 12), new(2022, 5, 18), new(2022, 5, 20)], new(2022, 6, 15), "47/QĐ-LĐLĐ",
            (vp[1], "chu_tich"), (vp[2], "chu_tich"), (vp[3], "pho_chu_tich"), (tc[0], "pho_chu_tich"), (merged[0], "pho_chu_tich"), (vp[4], "CQ-VP/truong_ban"), (vp[5], "CQ-VP/truong_ban"),
            (tc[1], "CQ-TC/truong_ban"), (tc[2], "CQ-TC/truong_ban"), (cs[1], "CQ-CS/truong_ban"), (cs[2], "CQ-CS/truong_ban"), (tac[1], "CQ-TaC/truong_ban"), (ubkt[1], "CQ-UBKT/truong_ban"),
            (ubkt[2], "CQ-UBKT/truong_ban"));
        Review("LD", First, new(2023, 12, 12), 2023, "88/TB-LĐLĐ");
        Round(
            "LD", First, [new(2024, 6, 3), new(2024, 6, 6), new(2024, 6, 11), new(2024, 6, 14), new(2024, 6, 18)], new(2024, 7, 15), "49/QĐ-LĐLĐ",
            (story, "CQ-TGNC/pho_truong_ban"), (merged[5], "CQ-TGNC/pho_truong_ban"), (cs[2], "CQ-CS/pho_truong_ban"), (cs[3], "CQ-CS/pho_truong_ban"), (cs[4], "CQ-CS/pho_truong_ban"),
            (tac[2], "CQ-TaC/pho_truong_ban"), (tac[3], "CQ-TaC/pho_truong_ban"));
        Remove("LD", First, tc[2], "CQ-TC/truong_ban", new(2024, 7, 15), "own_wish", "49/QĐ-LĐLĐ");
        Review("LD", First, new(2024, 12, 10), 2024, "92/TB-LĐLĐ");

        // Done when the year was over: it shows as late.
        Review("LD", First, new(2026, 1, 13), 2025, "03/TB-LĐLĐ");
        Remove("LD", First, vp[5], "CQ-VP/truong_ban", new(2026, 3, 17), "disciplined", "22/QĐ-LĐLĐ");
        Remove("LD", First, story, "CQ-TGNC/pho_truong_ban", new(2026, 4, 15), "appointed", "28/QĐ-LĐLĐ");

        Open("LD", Second, new(2025, 11, 3), "next_term", new(2028, 8, 1), new(2033, 7, 31), "95/KH-LĐLĐ");
        Round(
            "LD", Second, [new(2025, 11, 10), new(2025, 11, 13), new(2025, 11, 19), new(2025, 11, 25), new(2025, 11, 28)], new(2025, 12, 22), "101/QĐ-LĐLĐ",
            (vp[1], "chu_tich"), (vp[2], "chu_tich"), (merged[0], "pho_chu_tich"), (tac[0], "pho_chu_tich"), (story, "CQ-TGNC/truong_ban"), (merged[5], "CQ-TGNC/truong_ban"),
            (tac[1], "CQ-TaC/truong_ban"), (tac[2], "CQ-TaC/truong_ban"), (cs[1], "CQ-CS/truong_ban"), (vp[4], "CQ-VP/truong_ban"), (ubkt[1], "CQ-UBKT/truong_ban"));

        var district = staff.Districts[Posts.ElectedDistrict];
        Open(Posts.ElectedDistrict, First, new(2022, 3, 10), "next_term", new(2023, 3, 21), new(2028, 3, 20), "12/KH-LĐLĐ");
        Round(
            Posts.ElectedDistrict, First, [new(2022, 3, 22), new(2022, 3, 25), new(2022, 4, 1), new(2022, 4, 6), new(2022, 4, 8)], new(2022, 5, 10), "38/QĐ-LĐLĐ",
            (district[1], "chu_tich"), (district[2], "pho_chu_tich"), (district[3], "pho_chu_tich"));
        Review(Posts.ElectedDistrict, First, new(2023, 12, 5), 2023, "41/TB-LĐLĐ");
        Review(Posts.ElectedDistrict, First, new(2024, 12, 3), 2024, "44/TB-LĐLĐ");
        _rows.Add("close_plan", new(2025, 6, 10), Posts.ElectedDistrict, null, [("plan", First), .. Cells.Paper("60/QĐ-LĐLĐ", new(2025, 6, 10), "LD")]);
    }

    public (string Name, byte[] Content) ToFile() => _rows.ToFile();

    private void Open(string unit, string plan, DateOnly on, string term, DateOnly from, DateOnly to, string number) =>
        _rows.Add("open_plan", on, unit, null, [("plan", plan), ("term", term), .. Cells.Term(from, to), .. Cells.Paper(number, on, unit)]);

    /// <summary>One consultation of five steps, and the names the managing level approved after it.</summary>
    private void Round(string unit, string plan, DateOnly[] days, DateOnly approved, string number, params (Person Who, string Post)[] names)
    {
        int[] summoned = unit == "LD" ? [9, 9, 62, 35, 9] : [7, 7, 41, 17, 7];
        for (var step = 1; step <= 5; step++)
        {
            var present = summoned[step - 1] - _random.Between(0, summoned[step - 1] / 12);
            var candidates = names.Select(n => $"{n.Who.MemberNumber} @{n.Post}{Votes(step, present)}");
            (string, string)[] ballots = step == 1 ? [] : [("issued", Iso.Text(present)), ("returned", Iso.Text(present)), ("invalid", "0")];
            _rows.Add(
                "consult", days[step - 1], unit, null,
                [
                    ("plan", plan), ("step", Iso.Text(step)), ("summoned", Iso.Text(summoned[step - 1])), ("present", Iso.Text(present)), .. ballots, ("votes", string.Join("; ", candidates)),
                    .. Cells.Paper($"{10 + step:D2}/BB-LĐLĐ", days[step - 1], unit),
                ]);
        }

        foreach (var (who, post) in names)
        {
            // The plan's managers are those of each post: the province's leaders are the Party committee's.
            _rows.Add("name_in_plan", approved, unit, null, [("plan", plan), .. Cells.Of(who), ("post", post), .. Cells.Paper(number, approved, post is "chu_tich" or "pho_chu_tich" && unit == "LD" ? "TU" : "LD")]);
        }
    }

    private string Votes(int step, int present)
    {
        if (step == 1)
        {
            return string.Empty;
        }

        var against = _random.Between(0, step is 3 or 4 ? present / 4 : 1);
        return $": {Iso.Text(present - against)}/{Iso.Text(against)}";
    }

    private void Review(string unit, string plan, DateOnly on, int year, string number) =>
        _rows.Add("review_plan", on, unit, null, [("plan", plan), ("year", Iso.Text(year)), .. Cells.Paper(number, on, unit)]);

    private void Remove(string unit, string plan, Person who, string post, DateOnly on, string why, string number) =>
        _rows.Add("remove_name", on, unit, null, [("plan", plan), .. Cells.Of(who), ("post", post), ("reason", why), .. Cells.Paper(number, on, "LD")]);
}
