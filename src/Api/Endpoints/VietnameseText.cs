using System.Buffers;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Text as it comes through a door.</summary>
public static class VietnameseText
{
    // TCVN3 fonts show these in the place of Vietnamese letters; no Vietnamese word has them.
    private static readonly SearchValues<char> Tcvn3Signs = SearchValues.Create("µ¸¶·¹¨»¾¼½©®ª«¬×÷¦§¡¢£¤¥");

    /// <summary>The code of what is wrong with a text, or null: <c>nul_character</c>, <c>control_character</c>, <c>text_too_long</c>, <c>text_looks_tcvn3</c>.</summary>
    public static string? Problem(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "nul_character";
        }

        if (text.Length > StrictJson.MaxTextLength)
        {
            return "text_too_long";
        }

        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || !ReferenceEquals(TypedText.Whole(text), text))
        {
            return "control_character";
        }

        return LooksTcvn3(text) ? "text_looks_tcvn3" : null;
    }

    /// <summary>Text typed in a TCVN3 (ABC) font and read as Latin-1: signs inside words, or an accented capital after a small letter.</summary>
    public static bool LooksTcvn3(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var (before, here) = (text[i - 1], text[i]);
            if ((Tcvn3Signs.Contains(here) && char.IsAsciiLetter(before)) || (Tcvn3Signs.Contains(before) && char.IsAsciiLetter(here)))
            {
                return true;
            }

            if (char.IsAsciiLetterLower(before) && here is >= 'À' and <= 'Þ')
            {
                return true;
            }
        }

        return false;
    }
}
