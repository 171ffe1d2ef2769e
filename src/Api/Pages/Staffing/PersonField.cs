using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.People;

namespace CadreWorkflow.Api.Pages.Staffing;

/// <summary>
/// Finds the person a form speaks of by name. Whoever was found is always shown with the day of birth and the unit before being taken, because a name alone
/// is nobody's own. A link that comes from a list brings the person along.
/// </summary>
public sealed class PersonField(PersonSearch search, PeopleStore people)
{
    /// <summary>Name as typed.</summary>
    public const string Name = "st.person";

    /// <summary>Id of the one chosen.</summary>
    public const string Chosen = "st.personId";

    /// <summary>People found under the name, to choose from.</summary>
    public IReadOnlyList<Choice> Found { get; private set; } = [];

    /// <summary>Fills the field with a person a link brought along.</summary>
    public async Task FillAsync(FormState form, Guid person, CancellationToken cancellationToken)
    {
        if ((await people.NamesAsync([person], cancellationToken)).GetValueOrDefault(person) is { } known)
        {
            form[Name] = known.FullName;
            form[Chosen] = person.ToString("D");
            Found = [new(person.ToString("D"), Line(known.FullName, Texts.Current.Format.Date(known.BirthDate), null))];
        }
    }

    /// <summary>The person chosen; null with a note on the form when none was found or none chosen yet.</summary>
    public async Task<Guid?> ReadAsync(FormState form, Actor actor, CancellationToken cancellationToken)
    {
        if (form.Text(Name, required: true, max: 100) is not { } name)
        {
            return null;
        }

        var found = await search.NamedAsync(name, actor, cancellationToken);
        Found = [.. found.Select(p => new Choice(p.Id.ToString("D"), Line(p.FullName, p.Born, p.Unit)))];
        if (found.Count == 0)
        {
            form.AddKey(Name, "staffing.nobody", ("value", name));
            return null;
        }

        if (Guid.TryParse(form[Chosen], out var id) && found.Any(p => p.Id == id))
        {
            return id;
        }

        form.AddKey(Chosen, "staffing.choose_person", ("n", found.Count), ("value", name));
        return null;
    }

    private static string Line(string name, string born, string? unit) => name + ", " + born + (unit is null ? string.Empty : " – " + unit);
}
