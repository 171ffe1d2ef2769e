using CadreWorkflow.Domain.Cadres;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>A conference: attendance, ballots and candidates. Where nothing is said of papers, everybody present had one and gave it back.</summary>
internal static class MeetingReader
{
    public static (int Step, Conference Conference, IReadOnlyList<CandidateText> Candidates) Read(RowReader row)
    {
        var step = Required(row, "step");
        var summoned = Required(row, "summoned");
        var present = Required(row, "present");
        var candidates = VotesText.Read(row);
        var ballot = candidates.Any(c => c.Agree + c.Disagree > 0);
        var issued = row.Count("issued") ?? (ballot ? present : 0);
        var returned = row.Count("returned") ?? issued;
        return (step, new Conference(row.Count("members") ?? 0, summoned, present, row.YesNo("secret") ?? ballot, issued, returned, row.Count("invalid") ?? 0), candidates);
    }

    private static int Required(RowReader row, string column)
    {
        if (row.Count(column) is { } value)
        {
            return value;
        }

        row.Refuse("required", column);
        return 0;
    }
}
