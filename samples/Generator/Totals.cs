namespace CadreWorkflow.Generator;

/// <summary>Counts the figures of the period from the finished rows and refuses files that miss them.</summary>
internal static class Totals
{
    public static void Verify(IReadOnlyList<CaseRecord> cases)
    {
        var referred = cases.Where(c => InPeriod(c.SentOn)).ToList();
        var persons = referred.Select(c => c.Script.Person).Distinct().ToList();
        var admitted = cases.Where(c => InPeriod(c.AdmittedOn)).Select(c => c.Script.Person).Distinct().ToHashSet();
        Expect(2099, referred.Count, "cases first sent in the period");
        Expect(2095, persons.Count, "persons first referred in the period");
        Expect(841, admitted.Count, "persons admitted in the period");
        Expect(1258, persons.Count(p => !admitted.Contains(p)), "persons referred and not admitted by the end of the period");
        Expect(0, referred.Count(c => c.RecordedOn > Calendar.PeriodEnd), "referrals of the period entered after it");
        Expect(0, cases.Where(c => InPeriod(c.AdmittedOn)).SelectMany(c => c.Acts).Count(a => a.Code is "decide" && a.Fields["purpose"] is "admission" && InPeriod(a.OccurredOn) && a.RecordedOn > Calendar.PeriodEnd), "decisions of the period entered after it");
        Expect(0, cases.Sum(c => c.Acts.Count(a => a.RecordedOn < a.OccurredOn || a.RecordedOn < c.RecordedOn)), "acts entered before they happened or before their referral");
        Expect(0, cases.Count(c => c.RecordedOn < (c.SentOn ?? c.FiledOn)), "referrals entered before they were sent");
        Expect(cases.Count, cases.Select(c => c.Script.Reference).Distinct(StringComparer.Ordinal).Count(), "references, each of one case");
    }

    private static bool InPeriod(DateOnly? day) => day is { } d && d >= Calendar.PeriodStart && d <= Calendar.PeriodEnd;

    private static void Expect(int expected, int actual, string what)
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"Expected {expected} {what}, generated {actual}.");
        }
    }
}
