using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.People;

/// <summary>Somebody an append names for the first time.</summary>
/// <param name="PersonId">The pseudonym the events use.</param>
/// <param name="Key">What makes the registration repeatable: the command's id, or that of the person in a file.</param>
public sealed record NewcomerRow(Guid PersonId, Guid Key, PersonAttributes Attributes);

/// <summary>Free words an event refers to.</summary>
public sealed record NoteRow(Guid NoteId, string Text);

/// <summary>Rows of the <c>people</c> schema that stand in the same transaction as the events that rely on them.</summary>
/// <param name="Newcomer">Null when everybody named is known.</param>
public sealed record PeopleRows(NewcomerRow? Newcomer, IReadOnlyList<NoteRow> Notes)
{
    /// <summary>The function that stores them.</summary>
    internal const string Function = "people.keep";

    /// <summary>Nothing to store.</summary>
    public static PeopleRows None { get; } = new(null, []);

    internal static PeopleRows Of(Guid personId, Guid key, PersonAttributes attributes) => new(new(personId, key, attributes), []);

    internal static PeopleRows Of(Guid? noteId, string? text) => noteId is { } id && text is not null ? new(null, [new(id, text)]) : None;

    /// <summary>As the function takes them; null when there are none.</summary>
    internal string? ToJson(string accountId)
    {
        if (Newcomer is null && Notes.Count == 0)
        {
            return null;
        }

        PersonJson[]? persons = Newcomer is null ? null : [PersonJson.Of(Newcomer, accountId)];
        NoteJson[]? notes = Notes.Count == 0 ? null : [.. Notes.Select(n => new NoteJson(n.NoteId, n.Text, accountId))];
        return JsonSerializer.Serialize(new RowsJson(persons, notes), PeopleJson.Readable.RowsJson);
    }

    /// <summary>Named as the columns are.</summary>
    internal sealed record RowsJson(PersonJson[]? Persons, NoteJson[]? Notes);

    internal sealed record PersonJson(
        Guid PersonId, Guid CommandId, string FullName, string FoldedName, DateOnly? BirthDate, string Gender, string Education, string TheoryLevel, bool? YouthUnionMember,
        string RecordedBy)
    {
        internal static PersonJson Of(NewcomerRow row, string accountId)
        {
            var a = row.Attributes;
            return new(
                row.PersonId, row.Key, a.FullName, NameFolding.Fold(a.FullName), a.BirthDate, Codes.Of(a.Gender), Codes.Of(a.Education), Codes.Of(a.TheoryLevel),
                a.YouthUnionMember, accountId);
        }
    }

    internal sealed record NoteJson(Guid NoteId, string Text, string CreatedBy);
}

[JsonSerializable(typeof(PeopleRows.RowsJson))]
internal sealed partial class PeopleJson : JsonSerializerContext
{
    /// <summary>Vietnamese letters stand as they are, not as escapes three times as long.</summary>
    internal static PeopleJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
