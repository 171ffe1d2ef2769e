namespace CadreWorkflow.Generator.Cadres;

/// <summary>Quota and staff of the federation: 170 before the rearrangement of 2022 and 154 after it, with 145 present on 20/10/2022.</summary>
internal sealed class Staff
{
    public static readonly DateOnly Counted = new(2022, 10, 20);

    private static readonly DateOnly FirstQuota = new(2019, 1, 2);
    private static readonly DateOnly QuotaDecided = new(2022, 6, 10);
    private static readonly DateOnly QuotaFrom = new(2022, 7, 1);

    /// <summary>Quota before, present at the end of 2021, quota after (none where the unit is no more).</summary>
    private static readonly (string Unit, int Before, int Present, int? After)[] Office =
    [
        ("CQ-VP", 9, 9, 9), ("CQ-TC", 6, 6, 6), (Units.Propaganda, 6, 5, null), (Units.Women, 4, 4, null), ("CQ-CS", 6, 5, 6), ("CQ-TaC", 6, 6, 6), ("CQ-UBKT", 5, 5, 5),
        (Units.Newspaper, 9, 8, null), ("TV", 4, 4, 4), ("NVH", 6, 6, 6), ("DN", 4, 3, 4),
    ];

    private static readonly int[] SectorQuota = [3, 3, 3, 2, 2, 2, 2, 1];

    private static readonly int[] DistrictsWithLess = [8, 11, 14, 17, 20];

    private static readonly int[] DistrictsShortOfOne = [7, 12, 19];

    private readonly Dictionary<string, List<Person>> _present = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _quota = new(StringComparer.Ordinal);
    private readonly Prng _random = Prng.For("staff", 0);
    private int _people;

    /// <param name="story">Who came from an admission case to the merged department.</param>
    public Staff(Person story)
    {
        Before();
        Rearrange();
        After(story);
        Communes();
    }

    public Rows Rows { get; } = new(
        "staff.csv", "full_name", "birth_date", "member_number", "gender", "education", "theory_level", "assigned", "from", "to", "kind", "reason", "post", "disciplined_on", "document_number",
        "document_date", "document_issuer");

    /// <summary>On the staff of a unit at the end, or when the unit ended.</summary>
    public IReadOnlyList<Person> this[string unit] => _present[unit];

    /// <summary>Staff of the district federations by district, before they ended.</summary>
    public Dictionary<string, List<Person>> Districts { get; } = new(StringComparer.Ordinal);

    public int PresentCount { get; private set; }

    public int AssignedCount { get; private set; }

    public int AssignedBefore { get; private set; }

    public Person Invent(int bornFrom, int bornTo, bool? female = null) => People.Cadre(Prng.For("cadre", _people), ++_people, bornFrom, bornTo, female);

    private void Before()
    {
        foreach (var (unit, before, present, _) in Office)
        {
            Quota(unit, before, FirstQuota, "11/QĐ-LĐLĐ", FirstQuota.AddDays(-1));
            for (var i = 0; i < present; i++)
            {
                // The last of a unit is the next to retire; the first lead it.
                var who = unit == "CQ-VP" && i == 0 ? Invent(1970, 1971, false)
                    : unit == "CQ-VP" && i <= 2 ? Invent(1977, 1978, false)
                    : i == present - 1 && unit is "CQ-VP" or Units.Propaganda or Units.Newspaper ? Invent(1960, 1961, false)
                    : i <= (unit == "CQ-VP" ? 3 : 0) ? Invent(1979, 1981)
                    : i <= (unit == "CQ-VP" ? 5 : 2) ? Invent(1982, 1986)
                    : Invent(1984, 1992);
                Join(unit, who, Hired(who));
            }
        }

        for (var d = 1; d <= Units.DistrictCount; d++)
        {
            var quota = d <= 3 ? 5 : 4;
            Fill($"D{d:D2}", quota, quota - (DistrictsShortOfOne.Contains(d) ? 1 : 0), DistrictsWithLess.Contains(d));
        }

        for (var s = 1; s <= Units.SectorCount; s++)
        {
            Fill($"S{s:D2}", SectorQuota[s - 1], SectorQuota[s - 1] - (s == 4 ? 1 : 0), false);
        }

        AssignedBefore = _quota.Values.Sum();
    }

    private void Fill(string unit, int quota, int present, bool lastRetires)
    {
        Quota(unit, quota, FirstQuota, "11/QĐ-LĐLĐ", FirstQuota.AddDays(-1));
        for (var i = 0; i < present; i++)
        {
            var who = i == present - 1 && lastRetires ? Invent(1960, 1962, false) : i == 0 ? Invent(1974, 1979) : i == 2 ? Invent(1982, 1990, true) : Invent(1976, 1992);
            Join(unit, who, Hired(who));
        }
    }

    private DateOnly Hired(Person who) => WorkDays.OnOrAfter(new DateOnly(Math.Clamp(who.BirthDate.Year + _random.Between(24, 32), 2016, 2018), _random.Between(1, 12), _random.Between(5, 20)));

    private void Rearrange()
    {
        // The two departments go into one: their quotas end by decision, and the new one's is another decision's to say.
        foreach (var unit in new[] { Units.Propaganda, Units.Women })
        {
            Quota(unit, 0, new(2022, 2, 25), "17/QĐ-LĐLĐ", Units.DepartmentsMerged);
            foreach (var who in _present[unit].ToList())
            {
                Move(unit, Units.Merged, who, Units.DepartmentsMerged, "18/QĐ-LĐLĐ");
            }
        }

        Leave("CQ-VP", 8, new(2022, 5, 4), "retired");
        Leave(Units.Merged, 4, new(2022, 6, 1), "retired");
        foreach (var d in DistrictsWithLess)
        {
            Leave($"D{d:D2}", 3, new(2022, 6, 15), "retired");
        }

        Quota(Units.Merged, 8, QuotaDecided, "45/QĐ-LĐLĐ", QuotaFrom);
        Quota(Units.Newspaper, 0, QuotaDecided, "45/QĐ-LĐLĐ", QuotaFrom);
        foreach (var d in DistrictsWithLess)
        {
            Quota($"D{d:D2}", 3, QuotaDecided, "45/QĐ-LĐLĐ", QuotaFrom);
        }

        foreach (var who in _present[Units.Newspaper].ToList())
        {
            Leave(Units.Newspaper, 0, Units.NewspaperDissolved, _present[Units.Newspaper].Count <= 2 ? "retired" : "transferred", "52/QĐ-LĐLĐ");
        }

        Leave("D01", 4, new(2022, 8, 15), "resigned");
        Leave("D05", 3, new(2022, 8, 15), "transferred");
        (PresentCount, AssignedCount) = (_present.Values.Sum(p => p.Count), _quota.Values.Sum());
    }

    private void After(Person story)
    {
        Leave(Units.Merged, 6, new(2023, 3, 15), "transferred");
        Join(Units.Merged, story, Road.JoinedOn, "21/QĐ-LĐLĐ");
        Join("CQ-CS", Invent(1990, 1994), new(2023, 6, 1), "33/QĐ-LĐLĐ");
        Join("D05", Invent(1990, 1994), new(2024, 2, 1), "09/QĐ-LĐLĐ");
        Join("CQ-VP", Invent(1990, 1994, true), new(2024, 3, 1), "14/QĐ-LĐLĐ");
        Rows.Add("away", new(2025, 9, 1), "CQ-TC", null, [.. Cells.Of(_present["CQ-TC"][4]), ("reason", "seconded_out"), .. Cells.Paper("77/QĐ-LĐLĐ", new(2025, 8, 28), "LD")]);
    }

    /// <summary>District federations end: their quota ends by decision, and their people go to the commune unions that took over.</summary>
    private void Communes()
    {
        var on = Units.UnionRearranged;
        for (var d = 0; d < Units.DistrictCount; d++)
        {
            var unit = $"D{d + 1:D2}";
            Districts[unit] = [.. _present[unit]];
            Quota(unit, 0, new(2025, 6, 10), "59/QĐ-LĐLĐ", on);
            var communes = Units.CommunesOf(d);
            for (var c = 0; c < communes.Count; c++)
            {
                Quota(communes[c], Math.Max(1, (Districts[unit].Count + communes.Count - 1 - c) / communes.Count), on, "64/QĐ-LĐLĐ", on);
            }

            for (var i = 0; i < Districts[unit].Count; i++)
            {
                Move(unit, communes[i % communes.Count], Districts[unit][i], on, "65/QĐ-LĐLĐ");
            }
        }
    }

    private void Quota(string unit, int assigned, DateOnly decided, string number, DateOnly from)
    {
        _quota[unit] = assigned;
        Rows.Add("assign_quota", decided, unit, null, [("assigned", Iso.Text(assigned)), ("from", Iso.Text(from)), .. Cells.Paper(number, decided, "LD")]);
    }

    private void Join(string unit, Person who, DateOnly on, string? number = null)
    {
        if (!_present.TryGetValue(unit, out var staff))
        {
            _present[unit] = staff = [];
        }

        staff.Add(who);
        Rows.Add("join", on, unit, null, [.. Cells.New(who), .. number is null ? [] : Cells.Paper(number, WorkDays.OnOrBefore(on), "LD")]);
    }

    private void Leave(string unit, int index, DateOnly on, string reason, string? number = null)
    {
        var who = _present[unit][index];
        _present[unit].RemoveAt(index);
        Rows.Add("leave", on, unit, null, [.. Cells.Of(who), ("reason", reason), .. number is null ? [] : Cells.Paper(number, WorkDays.OnOrBefore(on), "LD")]);
    }

    private void Move(string from, string to, Person who, DateOnly on, string number)
    {
        Leave(from, _present[from].IndexOf(who), on, "transferred", number);
        Join(to, who, on, number);
    }
}
