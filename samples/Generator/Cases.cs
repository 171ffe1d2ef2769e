namespace CadreWorkflow.Generator;

/// <summary>Deals the cases out over units, days and fates, so that the period's figures come out exactly.</summary>
internal sealed class Cases
{
    private const int ReferredPersons = 2095;

    private const int AdmittedOfPeriod = 837;

    private const int AdmittedFromBefore = 4;

    /// <summary>Referrals a month, in proportion: few in the Tết months and in the epidemic's third quarter of 2021.</summary>
    private static readonly int[] MonthWeights = [80, 60, 120, 125, 120, 110, 70, 60, 75, 110, 120, 95, 70, 65, 120, 125, 120, 115, 110, 105, 95];

    private readonly Units _units;
    private readonly Classes _classes;
    private readonly Prng _random = Prng.For("cases", 0);
    private readonly Dictionary<string, int> _perUnitAndYear = new(StringComparer.Ordinal);
    private int _people;
    private int _scripts;

    public Cases(Units units, Classes classes)
    {
        (_units, _classes) = (units, classes);
        Before2021();
        Period();
        After();
        Today();
    }

    public List<CaseRecord> All { get; } = [];

    private void Before2021()
    {
        for (var i = 0; i < 14; i++)
        {
            var sent = WorkDays.OnOrAfter(new DateOnly(2020, 6 + (i / 3), 3 + (5 * (i % 3))));
            if (i < AdmittedFromBefore)
            {
                AddUntil(sent.AddMonths(2), Fate.Recognised, fast: true, c => c.AdmittedOn is { } on && on >= Calendar.PeriodStart && on <= new DateOnly(2021, 11, 30));
            }
            else
            {
                Add(sent, (i % 3) switch { 0 => Fate.Withdrawn, 1 => Fate.CellRejected, _ => Fate.Returned });
            }
        }
    }

    private void Period()
    {
        var sent = new List<DateOnly>();
        for (var i = 0; i < ReferredPersons - 4; i++)
        {
            var month = _random.Weighted(MonthWeights);
            var first = new DateOnly(2021, 1, 1).AddMonths(month);
            var day = WorkDays.OnOrAfter(first.AddDays(_random.Between(month == 0 ? 3 : 0, 25)));
            sent.Add(day);
        }

        sent.Sort();
        var early = Enumerable.Range(0, sent.Count).Where(i => sent[i] <= new DateOnly(2022, 5, 6)).ToList();
        _random.Shuffle(early);
        var admitted = early.Take(AdmittedOfPeriod).ToHashSet();
        var fates = Fates();
        var next = 0;
        var quick = 0;
        for (var i = 0; i < sent.Count; i++)
        {
            if (admitted.Contains(i))
            {
                quick++;
                var fate = quick % 85 == 0 ? Fate.StruckOff : quick % 210 == 0 ? Fate.LeftProbation : Fate.Recognised;
                AddUntil(sent[i], fate, fast: true, c => c.AdmittedOn is { } on && on <= new DateOnly(2022, 9, 27));
                continue;
            }

            AddAfterPeriod(sent[i], fates[next++]);
        }

        ReReferred();
    }

    private void AddAfterPeriod(DateOnly sent, Fate fate, Person? person = null, Grassroots? unit = null, string? previous = null) =>
        AddUntil(sent, fate, fast: false, c => c.AdmittedOn is not { } on || on >= new DateOnly(2022, 10, 3), person, unit, previous);

    /// <summary>The 1,254 other persons referred once in the period; four more were referred twice.</summary>
    private List<Fate> Fates()
    {
        (Fate Fate, int Count)[] counts =
        [
            (Fate.Recognised, 503), (Fate.StruckOff, 7), (Fate.LeftProbation, 4), (Fate.AdmissionCancelled, 2), (Fate.CellRejected, 70), (Fate.Declined, 12),
            (Fate.Withdrawn, 150), (Fate.Returned, 110), (Fate.PapersLapsed, 95), (Fate.CertificateLapsed, 85), (Fate.MovedOutside, 46), (Fate.StaysSource, 130),
            (Fate.FailsClass, 37), (Fate.Suspended, 2), (Fate.RedoOrdered, 1),
        ];
        var fates = counts.SelectMany(c => Enumerable.Repeat(c.Fate, c.Count)).ToList();
        _random.Shuffle(fates);
        return fates;
    }

    /// <summary>Four persons whose first referral of 2021 came to nothing and who were referred again in 2022.</summary>
    private void ReReferred()
    {
        Fate[] first = [Fate.Returned, Fate.Returned, Fate.CellRejected, Fate.Withdrawn];
        Fate[] second = [Fate.Recognised, Fate.StaysSource, Fate.Recognised, Fate.CertificateLapsed];
        for (var i = 0; i < first.Length; i++)
        {
            var unit = _units[$"D{5 + (i * 3):D2}.02"];
            var sent = WorkDays.OnOrAfter(new DateOnly(2021, 1 + i, 12));
            var again = WorkDays.OnOrAfter(new DateOnly(2022, 5 + i, 10));
            AddUntil(sent, first[i], fast: true, c => c.Acts[^1].RecordedOn < again.AddDays(-40), unit: unit);
            AddAfterPeriod(again, second[i], All[^1].Script.Person, unit, All[^1].Script.Reference);
        }
    }

    /// <summary>A thinner stream of later years, so that later periods have figures too.</summary>
    private void After()
    {
        for (var i = 0; i < 250; i++)
        {
            var sent = WorkDays.OnOrAfter(new DateOnly(2022, 10, 3).AddDays(i * 6));
            Fate[] fates = [Fate.CellRejected, Fate.Withdrawn, Fate.Returned, Fate.PapersLapsed, Fate.StaysSource, Fate.MovedOutside];
            int[] weights = [40, 60, 50, 40, 60, 15];
            Add(sent, _random.Chance(730) ? Fate.Recognised : fates[_random.Weighted(weights)]);
        }
    }

    /// <summary>Work on the desks on the samples' last days, most of it in the directly managed units.</summary>
    private void Today()
    {
        var today = new DateOnly(2026, 11, 22);
        for (var i = 0; i < 6; i++)
        {
            Live(today.AddDays(-3 - (2 * i)), i, Milestone.Filed);
        }

        for (var i = 0; i < 4; i++)
        {
            Live(today.AddDays(-9 - (2 * i)), i, Milestone.Submitted);
            Live(today.AddDays(-14 - (2 * i)), i + 1, Milestone.Resolved);
        }

        for (var i = 0; i < 8; i++)
        {
            Live(today.AddDays(-5 - (6 * i)), i, Milestone.Sent);
            Live(today.AddDays(-60 - (5 * i)), i, Milestone.Acknowledged);
            Live(today.AddDays(-85 - (5 * i)), i, Milestone.Enrolled);
            Live(today.AddDays(-150 - (9 * i)), i, Milestone.Certified);
            Live(today.AddDays(-190 - (5 * i)), i, Milestone.Verifying);
            Live(today.AddDays(-215 - (5 * i)), i, Milestone.Opinions);
        }

        for (var i = 0; i < 6; i++)
        {
            Live(today.AddDays(-40 - (4 * i)), i, Milestone.Recognised, Fate.Returned);
        }

        Live(today.AddDays(-240), 1, Milestone.Recognised, Fate.Suspended);
        Live(today.AddDays(-250), 2, Milestone.Recognised, Fate.Suspended);
        Live(today.AddDays(-270), 3, Milestone.Recognised, Fate.RedoOrdered);

        // Decision on admission: 60 working days from the cell's resolution.
        DateOnly[] decisions = [new(2026, 10, 30), new(2026, 11, 6), new(2026, 11, 13), new(2026, 11, 19), new(2026, 11, 25), new(2026, 11, 26), new(2026, 11, 30), new(2026, 12, 4), new(2026, 12, 18), new(2026, 12, 29)];
        for (var i = 0; i < decisions.Length; i++)
        {
            var vote = WorkDays.StartFor(decisions[i], 60);
            Live(vote.AddDays(-215), i, i % 3 == 0 ? Milestone.CellVote : Milestone.CommitteeVote, pin: (Milestone.CellVote, vote));
        }

        // Ceremony: 30 working days from the issue of the decision, under the version in force since July 2026.
        DateOnly[] ceremonies = [new(2026, 11, 10), new(2026, 11, 17), new(2026, 11, 25), new(2026, 11, 27), new(2026, 12, 3), new(2026, 12, 22)];
        for (var i = 0; i < ceremonies.Length; i++)
        {
            var decided = WorkDays.StartFor(ceremonies[i], 30);
            Live(decided.AddDays(-260), i, Milestone.Decided, pin: (Milestone.Decided, decided));
        }

        // Recognition: the cell meets within 30 working days after the twelve months.
        DateOnly[] recognitions = [new(2025, 9, 22), new(2025, 10, 3), new(2025, 10, 13), new(2025, 10, 20), new(2025, 11, 5), new(2025, 11, 14), new(2025, 11, 28), new(2025, 12, 12)];
        for (var i = 0; i < recognitions.Length; i++)
        {
            Live(recognitions[i].AddDays(-280), i, Milestone.NewMemberClass, pin: (Milestone.Ceremony, recognitions[i]));
        }

        // Decision on recognition: 30 working days from the cell's resolution.
        DateOnly[] votes = [WorkDays.StartFor(new(2026, 11, 16), 30), WorkDays.StartFor(new(2026, 11, 27), 30), WorkDays.StartFor(new(2026, 12, 8), 30)];
        for (var i = 0; i < votes.Length; i++)
        {
            var ceremony = WorkDays.OnOrBefore(votes[i].AddMonths(-12).AddDays(-14));
            Live(ceremony.AddDays(-280), i, Milestone.RecognitionVote, pin: (Milestone.RecognitionVote, votes[i]));
        }

        foreach (var (from, to) in new[] { ("T01", "T05"), ("S04.02", "T01") })
        {
            var script = Script(today.AddDays(-230), Fate.Recognised, 70, unit: _units[from]) with { StopAfter = Milestone.Applied, MovesTo = _units[to] };
            All.Add(Timeline.Run(script, Prng.For("case", _scripts), _classes));
        }
    }

    private void Live(DateOnly sent, int turn, Milestone stopAfter, Fate fate = Fate.Recognised, (Milestone Milestone, DateOnly On)? pin = null)
    {
        string[] units = ["T01", "T01", "T05", "T01", "T06", "S04.02", "T02", "S01.01"];
        var script = Script(WorkDays.OnOrBefore(sent), fate, 70, unit: _units[units[turn % units.Length]]) with { StopAfter = stopAfter, Pin = pin };
        All.Add(Timeline.Run(script, Prng.For("case", _scripts), _classes));
    }

    private void Add(DateOnly sent, Fate fate) => AddUntil(sent, fate, fast: false, _ => true);

    /// <summary>Runs the case with other waiting times until it meets the condition.</summary>
    private void AddUntil(
        DateOnly sent, Fate fate, bool fast, Func<CaseRecord, bool> accept, Person? person = null, Grassroots? unit = null, string? previous = null)
    {
        var script = Script(sent, fate, 100, unit, person, previous);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            var random = Prng.For("case", _scripts + (attempt * 1_000_000));
            var speed = fast ? Math.Max(30, 115 - (attempt * 3) - random.Between(0, 20)) : random.Between(70, 150) + (attempt * 6);
            var record = Timeline.Run(script with { Speed = speed }, random, _classes);
            if (accept(record))
            {
                All.Add(record);
                return;
            }
        }

        throw new InvalidOperationException($"No timeline of {script.Reference} meets its condition.");
    }

    private CaseScript Script(DateOnly sent, Fate fate, int speed, Grassroots? unit = null, Person? person = null, string? previous = null)
    {
        _scripts++;
        sent = WorkDays.OnOrBefore(sent);
        unit ??= Unit(sent);
        person ??= People.Invent(Prng.For("person", _people), ++_people, sent, unit.Sector, unit.YouthUnion);
        var key = $"{unit.Code}/{sent.Year}";
        var number = _perUnitAndYear[key] = _perUnitAndYear.GetValueOrDefault(key) + 1;
        Grassroots? movesTo = null;
        if (fate is Fate.Recognised && person is not null && previous is null && _random.Chance(20))
        {
            movesTo = Unit(sent);
            movesTo = movesTo == unit ? null : movesTo;
        }

        return new CaseScript($"{key}-{number:D2}", unit, person!, sent, fate, speed, previous, MovesTo: movesTo);
    }

    private Grassroots Unit(DateOnly day)
    {
        var open = _units.All.Where(u => u.ActiveOn(day) && u.OpenedOn <= day.AddDays(-60)).ToList();
        return open[_random.Weighted(open.Select(u => u.Weight).ToArray())];
    }
}
