namespace CadreWorkflow.Generator.Cadres;

/// <summary>Training in the federation's term 2018–2023: 1 169 person-times of theory and 2 256 of professional training in classes with participants; and what was only reported as a number.</summary>
internal sealed class Courses
{
    public const int TheoryPersonTimes = 1169;
    public const int ProfessionalPersonTimes = 2256;

    private const string TheoryProgramme = "CT-LLCT-2018";
    private const string ProfessionalProgramme = "CT-CMNV-2018";
    private const string UnionProgramme = "CT-CD-2018";
    private const string LaterProgramme = "CT-LLCT-2023";

    private static readonly DateOnly TermFrom = new(2018, 3, 20);
    private static readonly DateOnly TermTo = new(2023, 3, 19);

    private readonly List<(DateOnly Recorded, Dictionary<string, string> Values)> _training = [];
    private readonly List<(DateOnly Recorded, Dictionary<string, string> Values)> _participants = [];
    private readonly Prng _random = Prng.For("courses", 0);

    public Courses(IReadOnlyList<CaseRecord> cases, Person story)
    {
        Programme(TheoryProgramme, "theory_elementary", "Bồi dưỡng lý luận chính trị nhiệm kỳ 2018–2023", TermFrom, TermTo);
        Programme(ProfessionalProgramme, "professional", "Bồi dưỡng chuyên môn, nghiệp vụ nhiệm kỳ 2018–2023", TermFrom, TermTo);
        Programme(UnionProgramme, "union_skills", "Tập huấn và nghiệp vụ công đoàn nhiệm kỳ 2018–2023", TermFrom, TermTo);
        var used = new HashSet<Person>();
        Classes(cases, "theory_elementary", TheoryProgramme, "SC", TheoryPersonTimes, 30, used);
        Classes(cases, "professional", ProfessionalProgramme, "CM", ProfessionalPersonTimes, 57, null);
        Reported("workshop", ">21");
        Reported("union_skills", ">568");
        Story(story);
    }

    /// <summary>Rows of <c>training.csv</c>.</summary>
    public IReadOnlyList<(DateOnly Recorded, Dictionary<string, string> Values)> Rows => _training;

    public int Participants(string prefix) => _participants.Count(p => p.Values["class"].StartsWith(prefix, StringComparison.Ordinal));

    public (string Name, byte[] Content) ToFile()
    {
        var file = new CsvFile("recorded_on", "class", "member_number", "occurred_on", "result", "result_on", "certificate_number", "certificate_date");
        foreach (var (_, values) in _participants.OrderBy(p => p.Recorded))
        {
            file.Add(values);
        }

        return ("participants.csv", file.ToBytes());
    }

    private void Classes(IReadOnlyList<CaseRecord> cases, string kind, string programme, string prefix, int total, int count, HashSet<Person>? once)
    {
        var first = new DateOnly(2021, 5, 10);
        for (var n = 0; n < count; n++)
        {
            var starts = WorkDays.OnOrAfter(first.AddDays(n * (new DateOnly(2023, 2, 6).DayNumber - first.DayNumber) / (count - 1)));
            var ends = WorkDays.Add(starts, kind == "professional" ? 3 : 9);
            var code = $"{prefix}-{n + 1:D2}-{starts.Year}";
            var size = (total / count) + (n < total % count ? 1 : 0);
            var called = WorkDays.OnOrBefore(starts.AddDays(-10));
            var entered = Round(ends);
            Training(WorkDays.RecordingDay(called), "open", called, ("class", code), ("kind", kind), ("issuer", kind == "professional" ? "Trường Trung cấp Công đoàn" : "Trường Chính trị tỉnh"), ("starts_on", Iso.Text(starts)), ("ends_on", Iso.Text(ends)), ("seats", "60"), ("programme", programme), ("unit", "LD"));
            Training(entered, "end", ends, ("class", code), ("unit", "LD"));

            // Only people who were on record by then: a list never brings in somebody a referral would bring in later.
            var known = cases.Where(c => c.RecordedOn < called && (once is null || !once.Contains(c.Script.Person))).Select(c => c.Script.Person).Distinct().ToList();
            _random.Shuffle(known);
            foreach (var who in known.Take(size))
            {
                once?.Add(who);
                Participant(entered, code, who, called, kind == "professional" ? null : $"{_participants.Count + 1:D4}/GCN", ends);
            }
        }
    }

    private void Story(Person who)
    {
        var (starts, ends) = (new DateOnly(2023, 9, 11), new DateOnly(2024, 5, 31));
        Programme(LaterProgramme, "theory_intermediate", "Đào tạo lý luận chính trị nhiệm kỳ 2023–2028", new(2023, 3, 20), new(2028, 3, 19));
        Training(new(2023, 8, 29), "open", new(2023, 8, 25), ("class", "TC-K31"), ("kind", "theory_intermediate"), ("issuer", "Trường Chính trị tỉnh"), ("starts_on", Iso.Text(starts)), ("ends_on", Iso.Text(ends)), ("seats", "60"), ("programme", LaterProgramme), ("unit", "LD"));
        var entered = new DateOnly(2024, 6, 18);
        Training(entered, "end", ends, ("class", "TC-K31"), ("unit", "LD"));
        Participant(entered, "TC-K31", who, new(2023, 8, 25), "31-017/TCCT", new(2024, 6, 14));
    }

    private void Participant(DateOnly recorded, string code, Person who, DateOnly called, string? certificate, DateOnly certified)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["recorded_on"] = Iso.Text(recorded),
            ["class"] = code,
            ["member_number"] = who.MemberNumber,
            ["occurred_on"] = Iso.Text(called),
        };
        if (certificate is not null)
        {
            (values["result"], values["result_on"], values["certificate_number"], values["certificate_date"]) = ("passed", Iso.Text(certified), certificate, Iso.Text(certified));
        }

        _participants.Add((recorded, values));
    }

    private void Programme(string code, string kind, string title, DateOnly from, DateOnly to)
    {
        var opened = from < Units.FirstRecorded ? new DateOnly(2018, 4, 2) : from;
        Training(
            from < Units.FirstRecorded ? Units.FirstRecorded : WorkDays.RecordingDay(from), "programme", opened,
            ("programme", code), ("kind", kind), ("unit", "LD"), ("title", title), ("starts_on", Iso.Text(from)), ("ends_on", Iso.Text(to)));
    }

    private void Reported(string kind, string count)
    {
        var on = new DateOnly(2023, 3, 14);
        Training(
            WorkDays.RecordingDay(on), "report", on, ("programme", UnionProgramme), ("kind", kind), ("unit", "LD"), ("count", count), ("counted", "not_stated"), ("document_number", "15/BC-LĐLĐ"),
            ("document_date", Iso.Text(on)), ("document_issuer", "LD"));
    }

    private void Training(DateOnly recorded, string change, DateOnly on, params (string Column, string Value)[] cells)
    {
        var values = cells.ToDictionary(c => c.Column, c => c.Value, StringComparer.Ordinal);
        (values["recorded_on"], values["change"], values["occurred_on"]) = (Iso.Text(recorded), change, Iso.Text(on));
        _training.Add((recorded, values));
    }

    /// <summary>Lists come in together, some weeks after the class.</summary>
    private static DateOnly Round(DateOnly ends) => WorkDays.RecordingDay(new DateOnly(ends.Year, ends.Month, 1).AddMonths(3 - ((ends.Month - 1) % 3)));
}
