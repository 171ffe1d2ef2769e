using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>A person and a referral, with its submission, resolution and letter as far as the row has them: one statement, recorded whole or not at all.</summary>
internal sealed record ReferralRow(
    int Number,
    RowProblem? Problem,
    string UnionUnit,
    string? PartyBody,
    string? PreviousCase,
    string? Reference,
    PersonAttributes Person,
    string? MemberNumber,
    Guid PersonKey,
    bool FormerPartyMember,
    DateOnly FiledOn,
    IReadOnlyList<CaseEvent> Then) : ImportRow(Number, Problem)
{
    /// <inheritdoc />
    public override string Group => PersonKey.ToString("N");

    public static ReferralRow Read(RowReader row, ImportIds ids)
    {
        var reference = row.Text("reference", 60);
        var unit = row.RequiredText("union_unit", 40);
        var party = row.Text("party_body", 40);
        var previous = row.Text("previous_case", 60);
        var person = new PersonAttributes(
            Name(row),
            row.Date("birth_date"),
            row.Code<Gender>("gender", "gender") ?? Gender.Unknown,
            row.Code<Education>("education", "education") ?? Education.Unknown,
            row.Code<TheoryLevel>("theory_level", "theory_level") ?? TheoryLevel.Unknown,
            row.YesNo("youth_union_member"));
        if (person.BirthDate is null)
        {
            row.Refuse("required", "birth_date");
        }

        var card = row.Text("member_number", 30);
        var former = row.YesNo("former_party_member") ?? false;
        var filed = row.RequiredDate("filed_on");
        var then = Steps(row, unit, filed);
        if (row.Problem is null && person.BirthDate >= filed)
        {
            row.Refuse("born_after_referral", "birth_date", person.BirthDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }

        return new ReferralRow(
            row.Number, row.Problem, unit, party, previous, reference, person, card, ids.Person(card, person.FullName, person.BirthDate, unit), former, filed, then)
        {
            Id = row.Problem is null ? ids.Row(ImportKind.Referrals, row.Canonical) : Guid.Empty,
            RecordedOn = row.Date(ImportColumns.RecordedOn),
        };
    }

    /// <inheritdoc />
    public override (Command? Command, RowProblem? Problem) Resolve(RowContext context)
    {
        RowProblem? problem = null;
        var unit = Unit(context, UnionUnit, "union_unit", FiledOn, ref problem);
        var party = Unit(context, PartyBody, "party_body", FiledOn, ref problem);
        Guid? previous = null;
        if (problem is null && PreviousCase is not null)
        {
            var found = Guid.TryParseExact(PreviousCase, "D", out var id) ? (Id: id, Problem: null) : context.Cases.Find(PreviousCase);
            previous = found.Id;
            problem = found.Problem is { } code ? new RowProblem(code, "previous_case", PreviousCase) : null;
        }

        return problem is not null
            ? (null, problem)
            : (new FileReferral(
                null, Person, unit!.Value, party, previous, FiledOn, Reported: false, Reference: Reference, YouthUnionMember: Person.YouthUnionMember,
                FormerPartyMember: FormerPartyMember, PersonKey: PersonKey, Then: Then), null);
    }

    internal static bool IsName(string text) => !text.Any(c => char.IsDigit(c) || c is '@' or '<' or '>' or '=' or '"');

    private static string Name(RowReader row)
    {
        var name = row.RequiredText("full_name", 120);
        if (name.Length > 0 && !IsName(name))
        {
            row.Refuse("not_a_name", "full_name", name);
        }

        return name;
    }

    private static List<CaseEvent> Steps(RowReader row, string unit, DateOnly filed)
    {
        var acts = new List<CaseEvent>();
        var submitted = row.Date("submitted_on");
        var resolved = row.Date("resolved_on");
        var resolution = row.Text("resolution_number", 100);
        var ballot = row.Ballot();
        var sent = row.Date("sent_on");
        var letter = row.Text("letter_number", 100);
        if (submitted is { } s)
        {
            acts.Add(new ReferralSubmitted(s, false, null));
        }

        if (resolved is { } r)
        {
            acts.Add(new UnionResolved(r, false, resolution is null ? null : new DocumentRef(resolution, r, unit), ballot));
        }
        else if (ballot is not null || resolution is not null)
        {
            row.Refuse("required", "resolved_on");
        }

        if (sent is { } l)
        {
            if (letter is null)
            {
                row.Refuse("required", "letter_number");
            }

            acts.Add(new ReferralSent(l, false, new DocumentRef(letter ?? string.Empty, l, unit)));
        }
        else if (letter is not null)
        {
            row.Refuse("required", "sent_on");
        }

        var before = filed;
        foreach (var act in acts)
        {
            if (act.OccurredOn < before)
            {
                row.Refuse("dates_in_wrong_order", act switch { ReferralSubmitted => "submitted_on", UnionResolved => "resolved_on", _ => "sent_on" });
            }

            before = act.OccurredOn;
        }

        return acts;
    }
}
