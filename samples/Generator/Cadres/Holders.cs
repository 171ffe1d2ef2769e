namespace CadreWorkflow.Generator.Cadres;

/// <summary>Who held which post outside the procedures told in full: leaders, heads and deputies, chairs of district federations, and the elected bodies of one.</summary>
internal sealed class Holders
{
    private static readonly DateOnly FirstCongress = new(2018, 3, 20);
    private static readonly DateOnly SecondCongress = new(2023, 3, 21);

    private readonly Staff _staff;
    private readonly List<(string Unit, string Post, Person Who)> _held = [];

    public Holders(Staff staff)
    {
        _staff = staff;
        Leaders();
        Heads();
        Chairs();
        Elected();
    }

    /// <summary>Everybody who held a leading post: those who declare every year.</summary>
    public List<(Person Who, DateOnly From, DateOnly? Until)> Declaring { get; } = [];

    private void Leaders()
    {
        var office = _staff["CQ-VP"];
        for (var i = 0; i < 3; i++)
        {
            var post = i == 0 ? "chu_tich" : "pho_chu_tich";
            Take("LD", post, office[i], "election", new(2018, 8, 1), new(2023, 7, 31), "NQ 01/ĐH");
            Leave("LD", post, office[i], "term_ended", new(2023, 8, 1), "NQ 01/ĐH");
            Take("LD", post, office[i], "election", new(2023, 8, 1), new(2028, 7, 31), "NQ 01/ĐH");
            Declaring.Add((office[i], new(2018, 8, 1), null));
        }
    }

    private void Heads()
    {
        var (vp, tc, cs, tac, ubkt, merged) = (_staff["CQ-VP"], _staff["CQ-TC"], _staff["CQ-CS"], _staff["CQ-TaC"], _staff["CQ-UBKT"], _staff[Units.Merged]);
        Head("CQ-VP", vp[3], new(2019, 4, 1), new(2024, 3, 31));
        Leave("CQ-VP", "truong_ban", vp[3], "term_ended", new(2024, 4, 1), "20/QĐ-LĐLĐ", new(2024, 3, 25));
        Take("CQ-VP", "truong_ban", vp[3], "reappointment", new(2024, 4, 1), new(2029, 3, 31), "20/QĐ-LĐLĐ", new(2024, 3, 25));
        Leave("CQ-VP", "truong_ban", vp[3], "resignation", new(2026, 9, 1), "70/QĐ-LĐLĐ", new(2026, 8, 26));
        Deputy("CQ-VP", vp[4], new(2022, 1, 4), new(2027, 1, 3));
        Deputy("CQ-VP", vp[5], new(2023, 6, 1), new(2028, 5, 31));
        Head("CQ-TC", tc[0], new(2022, 1, 4), new(2027, 1, 3));
        Leave("CQ-TC", "truong_ban", tc[0], "moved", new(2026, 12, 1), "91/QĐ-LĐLĐ", new(2026, 11, 10));
        Deputy("CQ-TC", tc[1], new(2023, 5, 4), new(2028, 5, 3));

        // Nobody decided about this term: it shows as overdue.
        Head("CQ-CS", cs[0], new(2021, 10, 1), new(2026, 9, 30));
        Deputy("CQ-CS", cs[1], new(2022, 5, 4), new(2027, 5, 3));

        // The review for this one should have begun.
        Head("CQ-TaC", tac[0], new(2022, 2, 8), new(2027, 2, 7));
        Deputy("CQ-TaC", tac[1], new(2022, 9, 6), new(2027, 9, 5));
        Head("CQ-UBKT", ubkt[0], new(2020, 9, 1), new(2025, 8, 31));
        Leave("CQ-UBKT", "truong_ban", ubkt[0], "term_ended", new(2025, 9, 1), "74/QĐ-LĐLĐ", new(2025, 8, 22));
        Take("CQ-UBKT", "truong_ban", ubkt[0], "reappointment", new(2025, 9, 1), new(2030, 8, 31), "74/QĐ-LĐLĐ", new(2025, 8, 22));
        Leave("CQ-UBKT", "truong_ban", ubkt[0], "moved", new(2026, 10, 1), "80/QĐ-LĐLĐ", new(2026, 9, 24));
        Deputy("CQ-UBKT", ubkt[1], new(2023, 1, 4), new(2028, 1, 3));

        // The heads of the two departments that became one lead it together.
        var (propaganda, women) = (merged[0], merged[4]);
        Take(Units.Propaganda, "truong_ban", propaganda, "appointment", new(2019, 7, 1), new(2024, 6, 30), "30/QĐ-LĐLĐ");
        Take(Units.Women, "truong_ban", women, "appointment", new(2019, 7, 1), new(2024, 6, 30), "31/QĐ-LĐLĐ");
        Leave(Units.Propaganda, "truong_ban", propaganda, "post_abolished", Units.DepartmentsMerged, "18/QĐ-LĐLĐ");
        Leave(Units.Women, "truong_ban", women, "post_abolished", Units.DepartmentsMerged, "18/QĐ-LĐLĐ");
        Take(Units.Merged, "truong_ban", propaganda, "transfer", Units.DepartmentsMerged, new(2027, 2, 28), "19/QĐ-LĐLĐ");
        Take(Units.Merged, "pho_truong_ban", women, "transfer", Units.DepartmentsMerged, new(2027, 2, 28), "19/QĐ-LĐLĐ");
        Declaring.Add((propaganda, new(2019, 7, 1), null));
        Declaring.Add((women, new(2019, 7, 1), null));
        foreach (var (unit, from) in new[] { ("TV", new DateOnly(2022, 4, 4)), ("NVH", new(2023, 2, 1)), ("DN", new(2024, 5, 6)) })
        {
            Take(unit, "giam_doc", _staff[unit][0], "appointment", from, from.AddYears(5).AddDays(-1), "36/QĐ-LĐLĐ");
            Declaring.Add((_staff[unit][0], from, null));
        }
    }

    private void Chairs()
    {
        foreach (var (unit, staff) in _staff.Districts)
        {
            Take(unit, "chu_tich", staff[0], "election", FirstCongress, new(2023, 3, 20), "NQ 01/ĐH");
            Leave(unit, "chu_tich", staff[0], "term_ended", SecondCongress, "NQ 01/ĐH");
            Take(unit, "chu_tich", staff[0], "election", SecondCongress, new(2028, 3, 20), "NQ 01/ĐH");
            Leave(unit, "chu_tich", staff[0], "post_abolished", Units.UnionRearranged, "63/QĐ-LĐLĐ");
            Declaring.Add((staff[0], FirstCongress, null));
        }

        var deputy = _staff.Districts[Posts.ElectedDistrict][1];
        Take(Posts.ElectedDistrict, "pho_chu_tich", deputy, "election", SecondCongress, new(2028, 3, 20), "NQ 01/ĐH");
        Leave(Posts.ElectedDistrict, "pho_chu_tich", deputy, "post_abolished", Units.UnionRearranged, "63/QĐ-LĐLĐ");
    }

    /// <summary>Executive committee of 17, standing committee of 5, inspection committee of 5 and women's committee of 5, in two terms; 14 of the 17 stayed.</summary>
    private void Elected()
    {
        var staff = _staff.Districts[Posts.ElectedDistrict];
        var members = staff.Concat(Enumerable.Range(0, 13).Select(i => _staff.Invent(1975, 1993, i >= 7 ? true : null))).ToList();
        Congress(Bodies(members), FirstCongress, new(2023, 3, 20), SecondCongress, "term_ended");
        for (var i = 14; i < members.Count; i++)
        {
            members[i] = _staff.Invent(1985, 1995);
        }

        Congress(Bodies(members), SecondCongress, new(2028, 3, 20), Units.UnionRearranged, "post_abolished");
    }

    private static IEnumerable<(string Post, Person Who)> Bodies(List<Person> members) =>
        members.Select(m => ("uy_vien_bch", m)).Concat(members.Take(2).Concat(members.Skip(4).Take(3)).Select(m => ("uy_vien_btv", m)))
            .Concat(members.Skip(1).Take(1).Concat(members.Skip(6).Take(4)).Select(m => ("uy_vien_ubkt", m)))
            .Concat(members.Skip(2).Take(1).Concat(members.Skip(10).Take(4)).Select(m => ("uy_vien_nu_cong", m)));

    private void Congress(IEnumerable<(string Post, Person Who)> seats, DateOnly from, DateOnly to, DateOnly left, string why)
    {
        foreach (var (post, who) in seats)
        {
            Take(Posts.ElectedDistrict, post, who, "election", from, to, "NQ 01/ĐH");
            Leave(Posts.ElectedDistrict, post, who, why, left, why == "term_ended" ? "NQ 01/ĐH" : "63/QĐ-LĐLĐ");
            _held.Add((Posts.ElectedDistrict, post, who));
        }
    }

    /// <summary>Seats taken in a body of the elected district, over both terms.</summary>
    public int Seats(string post) => _held.Count(h => h.Post == post);

    private void Head(string unit, Person who, DateOnly from, DateOnly to)
    {
        Take(unit, "truong_ban", who, "appointment", from, to, "25/QĐ-LĐLĐ");
        Declaring.Add((who, from, null));
    }

    private void Deputy(string unit, Person who, DateOnly from, DateOnly to)
    {
        Take(unit, "pho_truong_ban", who, "appointment", from, to, "26/QĐ-LĐLĐ");
        Declaring.Add((who, from, null));
    }

    private void Take(string unit, string post, Person who, string kind, DateOnly from, DateOnly? to, string number, DateOnly? decided = null) =>
        _staff.Rows.Add("take_post", decided ?? from, unit, null, [.. Cells.New(who), ("post", post), ("kind", kind), .. Cells.Term(from, to), .. Cells.Paper(number, WorkDays.OnOrBefore(decided ?? from), unit)]);

    private void Leave(string unit, string post, Person who, string why, DateOnly from, string number, DateOnly? decided = null) =>
        _staff.Rows.Add("leave_post", decided ?? from, unit, null, [.. Cells.Of(who), ("post", post), ("reason", why), ("from", Iso.Text(from)), .. Cells.Paper(number, WorkDays.OnOrBefore(decided ?? from), unit)]);
}
