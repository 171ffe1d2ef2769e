using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Pages.Forms;

/// <summary>One line of a list to choose from.</summary>
public sealed record Choice(string Value, string Label, string? Hint = null)
{
    /// <summary>Every code of an enumeration with its text.</summary>
    public static IReadOnlyList<Choice> Of<TEnum>(Texts texts, string prefix, Func<TEnum, bool>? where = null)
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Where(v => where is null || where(v)).Select(v => new Choice(Codes.Of(v), texts.Code(prefix, v)))];
}
