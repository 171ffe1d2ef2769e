using CadreWorkflow.Api.People;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>How a file names a person: by union card, by the file number of a referral, or by name and birth date.</summary>
/// <param name="Attributes">What the row says of the person; used where the act may register somebody.</param>
internal sealed record PersonRef(string? FullName, DateOnly? BirthDate, string? Card, string? Reference, PersonAttributes? Attributes = null)
{
    /// <summary>Name, card or file number: what the reader of the file would look for.</summary>
    public string Shown => FullName ?? Card ?? Reference ?? string.Empty;

    /// <summary>Rows about one person have one key, as far as they name him alike.</summary>
    public string Key => Card ?? Reference?.ToUpperInvariant() ?? $"{NameFolding.Fold(FullName ?? string.Empty)} {BirthDate:yyyy-MM-dd}";

    /// <summary>The person of a row; null, with a problem kept, when the row names nobody.</summary>
    public static PersonRef? Read(RowReader row, bool mayBeNew = false)
    {
        var card = row.Text("member_number", 30);
        var reference = row.Text("reference", 60);
        var name = row.Text("full_name", 120);
        var born = row.Date("birth_date");
        if (name is not null && name.Any(c => char.IsDigit(c) || c is '@' or '<' or '>' or '=' or '"'))
        {
            row.Refuse("not_a_name", "full_name", name);
        }

        if (card is null && reference is null)
        {
            if (name is null || born is null)
            {
                row.Refuse("required", name is null ? "full_name" : "birth_date");
                return null;
            }
        }

        if (!mayBeNew)
        {
            return new PersonRef(name, born, card, reference);
        }

        var gender = row.Code<Domain.People.Gender>("gender", "gender") ?? Domain.People.Gender.Unknown;
        var education = row.Code<Domain.People.Education>("education", "education") ?? Domain.People.Education.Unknown;
        var theory = row.Code<Domain.People.TheoryLevel>("theory_level", "theory_level") ?? Domain.People.TheoryLevel.Unknown;
        return new PersonRef(name, born, card, reference, name is null || born is null ? null : new PersonAttributes(name, born, gender, education, theory));
    }

    /// <summary>A person named inside a cell: a card, a file number (with a slash), or a name and birth date at its end.</summary>
    public static PersonRef? Parse(string text)
    {
        var space = text.LastIndexOf(' ');
        if (space < 0)
        {
            return text.Contains('/', StringComparison.Ordinal) ? new PersonRef(null, null, null, text) : new PersonRef(null, null, text, null);
        }

        var born = Domain.Regulations.VietnameseDate.Parse(text[(space + 1)..].Trim('(', ')'), acceptTwoDigitYear: false).Value;
        return born is null ? null : new PersonRef(text[..space].Trim(), born, null, null);
    }
}
