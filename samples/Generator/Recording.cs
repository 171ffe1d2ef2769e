namespace CadreWorkflow.Generator;

/// <summary>When the papers of a case were entered.</summary>
internal static class Recording
{
    /// <summary>Gives every row the day it was entered: mostly within days, sometimes weeks late, now and then out of order.</summary>
    public static void Date(CaseRecord record, Prng random)
    {
        var sent = record.SentOn ?? record.ResolvedOn ?? record.SubmittedOn ?? record.FiledOn;
        record.RecordedOn = Clip(WorkDays.RecordingDay(sent.AddDays(random.Between(0, 4))), sent);
        var previous = record.RecordedOn;
        var admitted = record.AdmittedOn;
        var acts = new List<Act>();
        foreach (var act in record.Acts)
        {
            if (act.OccurredOn > Calendar.LastRecorded)
            {
                continue;
            }

            var lag = random.Weighted([60, 30, 10]) switch
            {
                0 => random.Between(1, 9),
                1 => random.Between(10, 28),
                _ => random.Between(29, 70),
            };
            var recorded = WorkDays.RecordingDay(act.OccurredOn.AddDays(record.Script.Pin is null ? lag : 0));
            if (admitted is { } day && day <= Calendar.PeriodEnd && act.OccurredOn <= day && recorded > Calendar.PeriodEnd)
            {
                recorded = Calendar.PeriodEnd;
            }

            if (recorded < previous && (recorded < record.RecordedOn || !random.Chance(80)))
            {
                recorded = previous;
            }

            act.RecordedOn = recorded > Calendar.LastRecorded ? Calendar.LastRecorded : recorded;
            previous = act.RecordedOn > previous ? act.RecordedOn : previous;
            acts.Add(act);
        }

        record.Acts.Clear();
        record.Acts.AddRange(acts);
    }

    /// <summary>Referrals of the period are all entered within it; nothing is entered after the samples' last day.</summary>
    private static DateOnly Clip(DateOnly recorded, DateOnly happened)
    {
        if (happened <= Calendar.PeriodEnd && recorded > Calendar.PeriodEnd)
        {
            return Calendar.PeriodEnd;
        }

        return recorded > Calendar.LastRecorded ? Calendar.LastRecorded : recorded;
    }
}
