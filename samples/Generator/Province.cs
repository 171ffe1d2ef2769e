namespace CadreWorkflow.Generator;

/// <summary>The files of the demo province, always the same to the byte.</summary>
public static class Province
{
    private static readonly string[] ReferralColumns =
    [
        "recorded_on", "reference", "union_unit", "previous_case", "full_name", "birth_date", "gender", "education", "theory_level", "youth_union_member", "member_number",
        "filed_on", "submitted_on", "resolved_on", "resolution_number", "summoned", "present", "agree", "disagree", "sent_on", "letter_number",
    ];

    private static readonly string[] ActColumns =
    [
        "recorded_on", "reference", "act", "occurred_on", "document_number", "document_date", "document_issuer", "purpose", "body", "delegated", "outcome", "effective_on",
        "summoned", "present", "exempt_absent", "issued", "returned", "agree", "disagree", "blank", "invalid", "by", "reason", "point", "to_unit", "to_party_body", "class",
        "member", "official_since", "together_since", "same_organisation", "paper", "kind", "sealed", "ok", "scope_complete", "certified_afterwards", "mass_organisations",
        "residence_cell", "rule", "working_days", "from_stage",
    ];

    /// <summary>File name and content of each file, in the order in which a day's rows are loaded.</summary>
    /// <exception cref="InvalidOperationException">The rows miss the figures they were made for.</exception>
    public static IReadOnlyList<(string Name, byte[] Content)> Generate()
    {
        var units = new Units();
        var classes = new Classes();
        var cases = new Cases(units, classes).All;
        Totals.Verify(cases);
        NumberPapers(cases);
        var cadres = new Cadres.Desk(cases);
        var attended = cases.SelectMany(c => c.Acts).Select(a => a.Fields.GetValueOrDefault("class", "")).ToHashSet(StringComparer.Ordinal);
        return
        [
            ("units.csv", units.Write().ToBytes()),
            ("training.csv", classes.Write(attended, cadres.Courses.Rows).ToBytes()),
            ("referrals.csv", Referrals(cases).ToBytes()),
            ("acts.csv", Acts(cases).ToBytes()),
            .. cadres.Files(),
        ];
    }

    private static void NumberPapers(IReadOnlyList<CaseRecord> cases)
    {
        var numbers = new Numbers();
        foreach (var record in cases.OrderBy(c => c.FiledOn).ThenBy(c => c.Script.Reference, StringComparer.Ordinal))
        {
            var unit = record.Script.Unit.Code;
            record.ResolutionNumber = record.ResolvedOn is { } resolved ? numbers.Next(unit, "NQ-CĐCS", resolved) : null;
            record.LetterNumber = record.SentOn is { } sent ? numbers.Next(unit, "CV-CĐCS", sent) : null;
        }

        foreach (var (_, act) in cases
            .SelectMany(c => c.Acts.Select(a => (c.Script.Reference, Act: a)))
            .Where(a => a.Act.Series is not null)
            .OrderBy(a => a.Act.OccurredOn)
            .ThenBy(a => a.Reference, StringComparer.Ordinal))
        {
            act.Number = numbers.Next(act.Issuer!, act.Series!, act.OccurredOn);
        }
    }

    private static CsvFile Referrals(IReadOnlyList<CaseRecord> cases)
    {
        var file = new CsvFile(ReferralColumns);
        foreach (var record in cases.OrderBy(c => c.RecordedOn).ThenBy(c => c.FiledOn).ThenBy(c => c.Script.Reference, StringComparer.Ordinal))
        {
            var (script, person) = (record.Script, record.Script.Person);
            var values = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["recorded_on"] = Iso.Text(record.RecordedOn),
                ["reference"] = script.Reference,
                ["union_unit"] = script.Unit.Code,
                ["full_name"] = person.FullName,
                ["birth_date"] = Iso.Text(person.BirthDate),
                ["gender"] = person.Gender,
                ["education"] = person.Education,
                ["theory_level"] = person.TheoryLevel,
                ["youth_union_member"] = person.YouthUnionMember ? "yes" : "no",
                ["member_number"] = person.MemberNumber,
                ["filed_on"] = Iso.Text(record.FiledOn),
            };
            if (script.PreviousCase is { } previous)
            {
                values["previous_case"] = previous;
            }

            if (record.SubmittedOn is { } submitted)
            {
                values["submitted_on"] = Iso.Text(submitted);
            }

            if (record.ResolvedOn is { } resolved)
            {
                values["resolved_on"] = Iso.Text(resolved);
                values["resolution_number"] = record.ResolutionNumber!;
                values["summoned"] = Iso.Text(record.Resolution!.Summoned);
                values["present"] = Iso.Text(record.Resolution.Present);
                values["agree"] = Iso.Text(record.Resolution.Agree);
                values["disagree"] = Iso.Text(record.Resolution.Present - record.Resolution.Agree);
            }

            if (record.SentOn is { } sent)
            {
                values["sent_on"] = Iso.Text(sent);
                values["letter_number"] = record.LetterNumber!;
            }

            file.Add(values);
        }

        return file;
    }

    private static CsvFile Acts(IReadOnlyList<CaseRecord> cases)
    {
        var file = new CsvFile(ActColumns);
        foreach (var (reference, _, act) in cases
            .SelectMany(c => c.Acts.Select((a, i) => (c.Script.Reference, Index: i, Act: a)))
            .OrderBy(a => a.Act.RecordedOn)
            .ThenBy(a => a.Reference, StringComparer.Ordinal)
            .ThenBy(a => a.Index))
        {
            var values = new Dictionary<string, string>(act.Fields, StringComparer.Ordinal)
            {
                ["recorded_on"] = Iso.Text(act.RecordedOn),
                ["reference"] = reference,
                ["act"] = act.Code,
                ["occurred_on"] = Iso.Text(act.OccurredOn),
                ["document_number"] = act.Number!,
                ["document_date"] = Iso.Text(act.OccurredOn),
                ["document_issuer"] = act.Issuer!,
            };
            file.Add(values);
        }

        return file;
    }
}
