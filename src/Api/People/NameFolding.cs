using System.Globalization;
using System.Text;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.People;

/// <summary>Names as people type them when searching: without marks, without case, đ as d.</summary>
public static class NameFolding
{
    /// <summary><c>Nguyễn Thị Đào</c> folds to <c>nguyen thi dao</c>.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in TypedText.Whole(name).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }

                continue;
            }

            folded.Append(c is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(c));
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The order of Vietnamese lists: by given name, then by the rest.</summary>
    public static string SortKey(string name)
    {
        var last = name.LastIndexOf(' ');
        return last < 0 ? name : string.Concat(name.AsSpan(last + 1), " ", name.AsSpan(0, last));
    }
}
