using System.Text;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Text as people type or paste it.</summary>
internal static class TypedText
{
    /// <summary>
    /// NFC, empty for null. Half of a surrogate pair is no character and cannot be composed: it becomes U+FFFD, which readers refuse like any stray sign.
    /// </summary>
    internal static string Composed(string? text)
    {
        text ??= "";
        var whole = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return whole.Normalize(NormalizationForm.FormC);
    }
}
