using System.Text.Json.Serialization;

namespace CadreWorkflow.Domain.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a threshold is counted against (4.2): it differs from step to step, so it is policy data.</summary>
public enum VoteBase
{
    Summoned,
    Present,
    Members,
}

/// <summary>Attendance and ballots of one conference; never who voted how.</summary>
/// <param name="Members">All members of the body; 0 where the conference is no body with members.</param>
/// <param name="Summoned">Summoned to the conference.</param>
/// <param name="Present">Of those, present.</param>
/// <param name="Secret">By secret ballot.</param>
/// <param name="Issued">Ballots issued.</param>
/// <param name="Returned">Ballots returned.</param>
/// <param name="Invalid">Invalid ballots among those returned.</param>
public sealed record Conference(int Members, int Summoned, int Present, bool Secret, int Issued, int Returned, int Invalid)
{
    /// <summary>Ballots that count.</summary>
    [JsonIgnore]
    public int Valid => Returned - Invalid;

    /// <summary>The number a threshold is taken of.</summary>
    public int Base(VoteBase kind) => kind switch { VoteBase.Summoned => Summoned, VoteBase.Present => Present, _ => Members > 0 ? Members : Summoned };

    /// <summary>Enough were there, as integers: 19 of 29 is less than two thirds, 20 of 29 is not.</summary>
    public bool IsQuorate(Ratio attendance, bool inclusive) => attendance.IsReachedBy(Present, Summoned, inclusive);

    /// <summary>Why this is no count at all; null when it adds up. Codes: <c>conference_negative</c>, <c>conference_more_present_than_summoned</c>,
    /// <c>conference_more_issued_than_present</c>, <c>conference_more_returned_than_issued</c>, <c>conference_more_invalid_than_returned</c>,
    /// <c>conference_more_votes_than_valid</c>, <c>candidate_twice</c>.</summary>
    public string? Trouble(IReadOnlyCollection<CandidateVotes> votes)
    {
        int[] counts = [Members, Summoned, Present, Issued, Returned, Invalid, .. votes.SelectMany(v => (int[])[v.Agree, v.Disagree])];
        return Array.Exists(counts, c => c < 0) ? "conference_negative"
            : Present > Summoned ? "conference_more_present_than_summoned"
            : Issued > Present ? "conference_more_issued_than_present"
            : Returned > Issued ? "conference_more_returned_than_issued"
            : Invalid > Returned ? "conference_more_invalid_than_returned"
            : votes.Any(v => (long)v.Agree + v.Disagree > Valid) ? "conference_more_votes_than_valid"
            : votes.Select(v => (v.PersonId, v.PostId)).Distinct().Count() != votes.Count ? "candidate_twice"
            : null;
    }
}

/// <summary>How many voted for and against one candidate for one post; the rest of the valid ballots held another opinion.</summary>
public sealed record CandidateVotes(Guid PersonId, Guid PostId, int Agree, int Disagree);

/// <summary>One step of a consultation as a policy version lays it down.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Meeting">Who is called together, as a code with a text.</param>
/// <param name="HasBallot">False for a step that only screens or discusses.</param>
/// <param name="Threshold">Share a candidate needs to be carried on; null without a ballot.</param>
public sealed record ConsultationStep(int Number, string Meeting, bool HasBallot, PolicyParameter? Threshold, VoteBase Base, string PolicyVersion)
{
    /// <summary>Whether the votes reach the step's threshold.</summary>
    public bool Carries(Conference conference, int agree) =>
        Threshold is null || Threshold.Ratio.IsReachedBy(agree, conference.Base(Base), Threshold.Inclusive);

    /// <summary>Fewest votes that carry a candidate on.</summary>
    public int? Needed(Conference conference) => Threshold?.Ratio.Needed(conference.Base(Base), Threshold.Inclusive);
}

/// <summary>The steps of a consultation on a day, read from dated policy.</summary>
public static class ConsultationSteps
{
    /// <summary>The most steps a version can lay down.</summary>
    public const int Most = 5;

    /// <summary>The five steps of planning (3.1); empty before the data.</summary>
    public static IReadOnlyList<ConsultationStep> OfPlanning(Regulations regulations, DateOnly day) => Read(regulations, "Planning", day);

    /// <summary>The five steps of an appointment from within (4.2); empty before the data.</summary>
    public static IReadOnlyList<ConsultationStep> OfAppointment(Regulations regulations, DateOnly day) => Read(regulations, "Appointment", day);

    private static List<ConsultationStep> Read(Regulations regulations, string of, DateOnly day)
    {
        var steps = new List<ConsultationStep>();
        for (var n = 1; n <= Most && regulations.Parameter(ParameterCatalogue.StepMeeting(of, n), day) is { } meeting; n++)
        {
            var threshold = regulations.Parameter(ParameterCatalogue.StepThreshold(of, n), day)?.Parameter;
            var counted = regulations.Parameter(ParameterCatalogue.StepBase(of, n), day)?.Parameter.Choice;
            var ballot = regulations.Parameter(ParameterCatalogue.StepBallot(of, n), day)?.Parameter.Choice == "Secret";
            steps.Add(new(n, meeting.Parameter.Choice, ballot, threshold, Enum.TryParse<VoteBase>(counted, out var kind) ? kind : VoteBase.Summoned, meeting.Version.Id));
        }

        return steps;
    }
}
