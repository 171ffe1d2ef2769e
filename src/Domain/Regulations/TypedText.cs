using System.Buffers;
using System.Text;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Text as people type or paste it.</summary>
public static class TypedText
{
    // Halves of surrogate pairs, and the one code point that is none: none of them can be composed.
    private static readonly SearchValues<char> Suspects = SearchValues.Create([.. Enumerable.Range(0xd800, 0x800).Select(c => (char)c), '\ufffe', '\uffff']);

    /// <summary>NFC, empty for null. What is no character becomes U+FFFD, which readers refuse like any stray sign.</summary>
    public static string Composed(string? text) => Whole(text ?? "").Normalize(NormalizationForm.FormC);

    /// <summary>The text with U+FFFD for everything that is no character.</summary>
    public static string Whole(string text)
    {
        if (text.AsSpan().IndexOfAny(Suspects) < 0)
        {
            return text;
        }

        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\ufffe', '\ufffd').Replace('\uffff', '\ufffd');
        return whole == text ? text : whole;
    }
}
