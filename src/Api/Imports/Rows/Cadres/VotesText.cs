using System.Globalization;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>One candidate of a conference as the cell has it.</summary>
/// <param name="Post">Post code, where the row names none for all.</param>
internal sealed record CandidateText(PersonRef Who, string? Post, int Agree, int Disagree);

/// <summary>
/// Reads the results of a conference from one cell: <c>Lê Văn An 05/03/1980: 28/1; 387000012: 20/9</c>. Votes for, then against; a candidate
/// without a colon has no votes (a step that only screens). In a plan <c>@</c> names the post: <c>Lê Văn An 05/03/1980 @pho_chu_tich: 28/1</c>.
/// </summary>
internal static class VotesText
{
    private const int MostCandidates = 100;

    public static IReadOnlyList<CandidateText> Read(RowReader row)
    {
        if (row.Text("votes", 4000) is not { } cell)
        {
            return [];
        }

        var candidates = new List<CandidateText>();
        foreach (var entry in cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (candidates.Count == MostCandidates || One(entry) is not { } candidate)
            {
                row.Refuse("votes_unreadable", "votes", entry);
                return [];
            }

            candidates.Add(candidate);
        }

        return candidates;
    }

    private static CandidateText? One(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var (who, votes) = colon < 0 ? (entry, "0") : (entry[..colon].Trim(), entry[(colon + 1)..].Trim());
        string? post = null;
        if (who.LastIndexOf('@') is >= 0 and var at)
        {
            (who, post) = (who[..at].Trim(), who[(at + 1)..].Trim());
        }

        var numbers = votes.Split('/', StringSplitOptions.TrimEntries);
        return numbers.Length is 1 or 2 && who.Length > 0 && post is not { Length: 0 } && Number(numbers[0]) is { } agree && Number(numbers.Length == 2 ? numbers[1] : "0") is { } disagree
            && PersonRef.Parse(who) is { } person
            ? new(person, post, agree, disagree)
            : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000 ? number : null;
}
