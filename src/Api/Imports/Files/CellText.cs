using System.Buffers;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>Text of a cell at the door: trimmed, in NFC, of this century's encodings.</summary>
internal static class CellText
{
    // VNI fonts write a Vietnamese letter as a plain one followed by one of these; the first group is in no Vietnamese word at all.
    private static readonly SearchValues<char> VniOnly = SearchValues.Create("øûïäëüåñöØÛÏÄËÜÅÑÖ");

    private static readonly SearchValues<char> VniAfterVowel = SearchValues.Create("ùøûõãâêáàåäëéèúüïÙØÛÕÃÂÊÁÀÅÄËÉÈÚÜÏ");

    /// <summary>The cell of a text.</summary>
    public static SourceCell Read(string raw, string? address = null)
    {
        if (raw.Length == 0)
        {
            return SourceCell.Empty;
        }

        if (raw.Length > ImportLimits.MaxCellLength)
        {
            return new SourceCell(Shown(raw), Problem: "cell_too_long", Address: address);
        }

        var text = raw.Trim().Trim('\u00A0', '\u200B', '\uFEFF');
        if (!IsWellFormed(text))
        {
            return new SourceCell(string.Empty, Problem: "control_character", Address: address);
        }

        text = TypedText.Composed(text);
        var problem = VietnameseText.Problem(text) ?? (LooksVni(text) ? "text_looks_vni" : null);
        return new SourceCell(text, Problem: problem, Address: address);
    }

    /// <summary>Text typed in a VNI font and read as Latin-1: <c>Nguyeãn Vaên Ñaït</c>.</summary>
    public static bool LooksVni(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var (before, here) = (char.ToLowerInvariant(text[i - 1]), text[i]);
            var lower = char.ToLowerInvariant(here);
            if (VniOnly.Contains(here) && "aeouyö".Contains(before, StringComparison.Ordinal))
            {
                return true;
            }

            // Two vowels that no Vietnamese syllable has side by side.
            if (VniAfterVowel.Contains(here) && (before, lower) is
                ('a', 'ù' or 'õ' or 'ê' or 'â' or 'ã' or 'á' or 'à' or 'é' or 'è') or
                ('e', 'ù' or 'õ' or 'â' or 'ã' or 'á' or 'à' or 'ê') or
                ('o', 'ù' or 'õ' or 'â') or
                ('u', 'ù' or 'õ') or
                ('ö', _))
            {
                return true;
            }
        }

        return text.Length > 1 && (text[0] is 'Ñ' || text.Contains(" Ñ", StringComparison.Ordinal)) && text.AsSpan().ContainsAny(VniOnly);
    }

    /// <summary>A flood of text is shown by its beginning.</summary>
    public static string Shown(string text) => text.Length > 120 ? string.Concat(text.AsSpan(0, 120), "…") : text;

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
