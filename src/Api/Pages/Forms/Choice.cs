using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Forms;

/// <summary>One line of a list to choose from.</summary>
public sealed record Choice(string Value, string Label, string? Hint = null)
{
    /// <summary>Every published calendar: the shared ones by their names, an organisation's own by its code.</summary>
    public static IReadOnlyList<Choice> Calendars(Texts texts, Regulations regulations) =>
    [
        .. regulations.CalendarNames.OrderBy(c => c != CalendarCodes.Public).ThenBy(c => c != CalendarCodes.Private5)
            .Select(c => new Choice(c, texts.Calendar(c))),
    ];

    /// <summary>Every code of an enumeration with its text.</summary>
    public static IReadOnlyList<Choice> Of<TEnum>(Texts texts, string prefix, Func<TEnum, bool>? where = null)
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Where(v => where is null || where(v)).Select(v => new Choice(Codes.Of(v), texts.Code(prefix, v)))];
}
