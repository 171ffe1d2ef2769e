namespace CadreWorkflow.Generator.Cadres;

/// <summary>Personnel procedures of the federation's departments: plain ones, and each of the hard ones the rules speak of.</summary>
internal sealed class Procedures
{
    /// <summary>The procedure that appointed the cadre whose road is told.</summary>
    public const string Story = "BN-2026-01";

    private static readonly string[] Dossier =
    [
        "submission", "minutes", "personal_history", "self_review", "collective_comment", "residence_comment", "political_standard", "asset_declaration", "diplomas", "health_certificate",
    ];

    private readonly Rows _rows = new(
        "procedures.csv", "procedure", "post", "kind", "source", "full_name", "birth_date", "member_number", "decided_by", "from", "to", "reason", "paper", "step", "summoned", "present", "issued",
        "returned", "invalid", "votes", "document_number", "document_date", "document_issuer");

    public Procedures(Staff staff, Person story)
    {
        var (vp, tc, cs, tac, ubkt, merged) = (staff["CQ-VP"], staff["CQ-TC"], staff["CQ-CS"], staff["CQ-TaC"], staff["CQ-UBKT"], staff[Units.Merged]);
        Begin("DN", "BN-2024-01", "giam_doc", "appointment", new(2024, 2, 1), new(2024, 2, 20));
        _rows.Add("end_procedure", new(2024, 3, 14), "DN", null, [("procedure", "BN-2024-01"), ("reason", "withdrawn"), .. Cells.Paper("15/TB-LĐLĐ", new(2024, 3, 14), "LD")]);

        // Whose road is told: one candidate, carried in every step.
        Begin(Units.Merged, Story, "pho_truong_ban", "appointment", new(2026, 3, 3), new(2026, 3, 12), (story, new(2026, 3, 16)));
        Steps(Units.Merged, Story, "pho_truong_ban", [new(2026, 3, 17), new(2026, 3, 19), new(2026, 3, 20), new(2026, 3, 24), new(2026, 3, 26)], 9, [(story, 8), (story, 9), (story, 29), (story, 9)]);
        Appoint(Units.Merged, Story, story, new(2026, 4, 3), new(2026, 4, 15), "27/QĐ-LĐLĐ");

        // Nobody above half in the third step: the first two go on, and one is carried in the last.
        Begin("CQ-CS", "BN-2026-02", "pho_truong_ban", "appointment", new(2026, 5, 5), new(2026, 5, 14), (cs[2], new(2026, 5, 15)), (cs[3], new(2026, 5, 15)), (cs[4], new(2026, 5, 15)));
        Step("CQ-CS", "BN-2026-02", "pho_truong_ban", 1, new(2026, 5, 18), 9, 9, (cs[2], 0), (cs[3], 0), (cs[4], 0));
        Step("CQ-CS", "BN-2026-02", "pho_truong_ban", 2, new(2026, 5, 20), 14, 13, (cs[2], 5), (cs[3], 5), (cs[4], 3));
        Step("CQ-CS", "BN-2026-02", "pho_truong_ban", 3, new(2026, 5, 22), 9, 9, (cs[2], 4), (cs[3], 3), (cs[4], 2));
        Step("CQ-CS", "BN-2026-02", "pho_truong_ban", 4, new(2026, 5, 26), 31, 30, (cs[2], 19), (cs[3], 11));
        Step("CQ-CS", "BN-2026-02", "pho_truong_ban", 5, new(2026, 5, 28), 9, 9, (cs[2], 6), (cs[3], 3));
        Appoint("CQ-CS", "BN-2026-02", cs[2], new(2026, 6, 5), new(2026, 6, 15), "44/QĐ-LĐLĐ");

        // Four to four in the last step: the head of the unit decides.
        Begin("CQ-TaC", "BN-2026-03", "pho_truong_ban", "appointment", new(2026, 7, 1), new(2026, 7, 9), (tac[2], new(2026, 7, 10)), (tac[3], new(2026, 7, 10)));
        Step("CQ-TaC", "BN-2026-03", "pho_truong_ban", 1, new(2026, 7, 13), 8, 8, (tac[2], 0), (tac[3], 0));
        Step("CQ-TaC", "BN-2026-03", "pho_truong_ban", 2, new(2026, 7, 15), 14, 14, (tac[2], 8), (tac[3], 6));
        Step("CQ-TaC", "BN-2026-03", "pho_truong_ban", 3, new(2026, 7, 17), 8, 8, (tac[2], 5), (tac[3], 5));
        Step("CQ-TaC", "BN-2026-03", "pho_truong_ban", 4, new(2026, 7, 21), 31, 29, (tac[2], 15), (tac[3], 14));
        Step("CQ-TaC", "BN-2026-03", "pho_truong_ban", 5, new(2026, 7, 23), 8, 8, (tac[2], 4), (tac[3], 4));
        _rows.Add("head_chooses", new(2026, 7, 24), "CQ-TaC", null, [("procedure", "BN-2026-03"), .. Cells.Of(tac[2]), .. Cells.Paper("31/BC-LĐLĐ", new(2026, 7, 24), "LD")]);
        Appoint("CQ-TaC", "BN-2026-03", tac[2], new(2026, 7, 31), new(2026, 8, 10), "61/QĐ-LĐLĐ");

        // Decided, and in force only later.
        Begin("CQ-TC", "BN-2026-04", "truong_ban", "promotion", new(2026, 10, 5), new(2026, 10, 14), (tc[1], new(2026, 10, 15)));
        Steps("CQ-TC", "BN-2026-04", "truong_ban", [new(2026, 10, 16), new(2026, 10, 20), new(2026, 10, 22), new(2026, 10, 26), new(2026, 10, 28)], 9, [(tc[1], 9), (tc[1], 9), (tc[1], 30), (tc[1], 9)]);
        Appoint("CQ-TC", "BN-2026-04", tc[1], new(2026, 11, 12), new(2026, 12, 1), "93/QĐ-LĐLĐ");

        // One of the two waits for two years after a reprimand.
        staff.Rows.Add("discipline", new(2026, 3, 10), "", null, [.. Cells.Of(vp[5]), ("kind", "reprimand"), .. Cells.Paper("12-QĐ/UBKT", new(2026, 3, 10), "TU")]);
        Begin("CQ-VP", "BN-2026-05", "truong_ban", "promotion", new(2026, 10, 6), new(2026, 10, 16), (vp[5], new(2026, 10, 20)), (vp[4], new(2026, 10, 20)));

        // On the desk today: three of five steps held.
        Begin("CQ-UBKT", "BN-2026-06", "truong_ban", "promotion", new(2026, 10, 12), new(2026, 10, 23), (ubkt[1], new(2026, 10, 27)), (ubkt[2], new(2026, 10, 27)));
        Step("CQ-UBKT", "BN-2026-06", "truong_ban", 1, new(2026, 11, 3), 9, 9, (ubkt[1], 0), (ubkt[2], 0));
        Step("CQ-UBKT", "BN-2026-06", "truong_ban", 2, new(2026, 11, 10), 14, 13, (ubkt[1], 8), (ubkt[2], 5));
        Step("CQ-UBKT", "BN-2026-06", "truong_ban", 3, new(2026, 11, 17), 9, 8, (ubkt[1], 6), (ubkt[2], 2));
    }

    public (string Name, byte[] Content) ToFile() => _rows.ToFile();

    private void Begin(string unit, string code, string post, string kind, DateOnly opened, DateOnly policy, params (Person Who, DateOnly On)[] candidates)
    {
        _rows.Add("open_procedure", opened, unit, null, [("procedure", code), ("post", post), ("kind", kind), ("source", "in_place"), .. Cells.Paper("05/TTr-LĐLĐ", opened, unit)]);
        _rows.Add("approve_policy", policy, unit, null, [("procedure", code), ("decided_by", "LD"), .. Cells.Paper("17/CV-LĐLĐ", policy, "LD")]);
        foreach (var (who, on) in candidates)
        {
            _rows.Add("propose", on, unit, null, [("procedure", code), .. Cells.Of(who)]);
        }
    }

    /// <summary>Five steps with one candidate, who is carried.</summary>
    private void Steps(string unit, string code, string post, DateOnly[] days, int leaders, (Person Who, int For)[] votes)
    {
        int[] summoned = [leaders, 14, leaders, 31, leaders];
        for (var step = 1; step <= 5; step++)
        {
            var cast = step == 1 ? 0 : votes[step - 2].For;
            Step(unit, code, post, step, days[step - 1], summoned[step - 1], Math.Max(cast, summoned[step - 1] - (step == 4 ? 1 : 0)), (votes[0].Who, cast));
        }
    }

    private void Step(string unit, string code, string post, int step, DateOnly on, int summoned, int present, params (Person Who, int For)[] candidates)
    {
        (string, string)[] ballots = step == 1 ? [] : [("issued", Iso.Text(present)), ("returned", Iso.Text(present)), ("invalid", "0")];
        _rows.Add(
            "hold_step", on, unit, null,
            [
                ("procedure", code), ("post", post), ("step", Iso.Text(step)), ("summoned", Iso.Text(summoned)), ("present", Iso.Text(present)), .. ballots,
                ("votes", string.Join("; ", candidates.Select(c => step == 1 ? c.Who.MemberNumber : $"{c.Who.MemberNumber}: {c.For}/{present - c.For}"))), .. Cells.Paper($"{20 + step}/BB", on, unit),
            ]);
    }

    private void Appoint(string unit, string code, Person who, DateOnly decided, DateOnly from, string number)
    {
        foreach (var paper in Dossier)
        {
            var on = WorkDays.OnOrBefore(decided.AddDays(-3));
            _rows.Add("record_paper", on, unit, null, [("procedure", code), .. Cells.Of(who), ("paper", paper)]);
        }

        _rows.Add("appoint", decided, unit, null, [("procedure", code), .. Cells.Of(who), ("decided_by", "LD"), .. Cells.Term(from, from.AddYears(5).AddDays(-1)), .. Cells.Paper(number, decided, "LD")]);
    }
}
