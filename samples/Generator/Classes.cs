namespace CadreWorkflow.Generator;

/// <summary>Training classes, opened when the first person of a region needs one.</summary>
internal sealed class Classes
{
    public const int Regions = 6;

    private readonly SortedDictionary<string, (string Kind, int Region, DateOnly Starts, DateOnly Ends)> _classes = new(StringComparer.Ordinal);

    /// <summary>The next class of a kind in a region that starts on this day or later.</summary>
    public (string Code, DateOnly Starts, DateOnly Ends, DateOnly CertificateOn, string Issuer) Next(string kind, int region, DateOnly from)
    {
        var everyMonths = kind is "party_awareness" ? 1 : 3;
        var month = new DateOnly(from.Year, from.Month, 1);
        while (true)
        {
            var starts = WorkDays.OnOrAfter(month.AddDays(4 + (3 * (region % Regions))));
            if (starts >= from && (month.Month - 1) % everyMonths == 0)
            {
                var ends = WorkDays.Add(starts, 4);
                var issuer = Centre(region, ends);
                var code = $"{(everyMonths == 1 ? "NT" : "ĐVM")}-{region % Regions + 1}-{starts:yyyyMM}";
                _classes[code] = (kind, region % Regions, starts, ends);
                return (code, starts, ends, WorkDays.Add(ends, 5), issuer);
            }

            month = month.AddMonths(1);
        }
    }

    /// <param name="attended">Codes of the classes somebody was called up to.</param>
    /// <param name="more">Classes of the cadres' own programmes.</param>
    public CsvFile Write(IReadOnlySet<string> attended, IReadOnlyList<(DateOnly Recorded, Dictionary<string, string> Values)> more)
    {
        var file = new CsvFile(
            "recorded_on", "change", "occurred_on", "class", "kind", "issuer", "starts_on", "ends_on", "seats", "programme", "unit", "title", "count", "counted",
            "document_number", "document_date", "document_issuer");
        var rows = more.ToList();
        foreach (var (code, (kind, region, starts, ends)) in _classes.Where(c => attended.Contains(c.Key)))
        {
            var called = WorkDays.OnOrBefore(starts.AddDays(-14));
            var recorded = WorkDays.RecordingDay(called);
            rows.Add((recorded, new(StringComparer.Ordinal)
            {
                ["recorded_on"] = Iso.Text(recorded),
                ["change"] = "open",
                ["occurred_on"] = Iso.Text(called),
                ["class"] = code,
                ["kind"] = kind,
                ["issuer"] = Centre(region, ends),
                ["starts_on"] = Iso.Text(starts),
                ["ends_on"] = Iso.Text(ends),
                ["seats"] = "90",
            }));
            var ended = WorkDays.RecordingDay(ends);
            if (ended <= Calendar.LastRecorded)
            {
                rows.Add((ended, new(StringComparer.Ordinal)
                {
                    ["recorded_on"] = Iso.Text(ended),
                    ["change"] = "end",
                    ["occurred_on"] = Iso.Text(ends),
                    ["class"] = code,
                }));
            }
        }

        foreach (var (_, values) in rows.OrderBy(r => r.Recorded))
        {
            file.Add(values);
        }

        return file;
    }

    /// <summary>District centres until September 2025, commune-level centres after.</summary>
    private static string Centre(int region, DateOnly day) =>
        day < new DateOnly(2025, 9, 1) ? $"TTCT cụm {region % Regions + 1}" : $"TTCT khu vực {region % Regions + 1}";
}

/// <summary>The days between which the samples live.</summary>
internal static class Calendar
{
    /// <summary>The last day on which anything was entered: the working day before the samples' "today", Sunday 22/11/2026.</summary>
    public static readonly DateOnly LastRecorded = new(2026, 11, 20);

    /// <summary>The last day of the period whose figures are fixed.</summary>
    public static readonly DateOnly PeriodEnd = new(2022, 9, 30);

    public static readonly DateOnly PeriodStart = new(2021, 1, 1);
}
