namespace CadreWorkflow.Generator;

/// <summary>One act of a case, as a row of <c>acts.csv</c>.</summary>
internal sealed class Act(string code, DateOnly occurredOn)
{
    public string Code { get; } = code;

    public DateOnly OccurredOn { get; } = occurredOn;

    public DateOnly RecordedOn { get; set; }

    /// <summary>Symbol after the number, such as <c>NQ/CB</c>, when the paper is numbered in a series of its issuer.</summary>
    public string? Series { get; init; }

    /// <summary>Issuer of the paper.</summary>
    public string? Issuer { get; init; }

    /// <summary>Number of a paper that is in no series, such as a form.</summary>
    public string? Number { get; set; }

    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public Act With(string field, string value)
    {
        Fields[field] = value;
        return this;
    }

    public Act With(Ballot ballot)
    {
        Fields["summoned"] = Iso.Text(ballot.Summoned);
        Fields["present"] = Iso.Text(ballot.Present);
        Fields["exempt_absent"] = Iso.Text(ballot.ExemptAbsent);
        Fields["issued"] = Iso.Text(ballot.Present);
        Fields["returned"] = Iso.Text(ballot.Present);
        Fields["agree"] = Iso.Text(ballot.Agree);
        Fields["disagree"] = Iso.Text(ballot.Present - ballot.Agree - ballot.Blank - ballot.Invalid);
        Fields["blank"] = Iso.Text(ballot.Blank);
        Fields["invalid"] = Iso.Text(ballot.Invalid);
        return this;
    }
}

/// <summary>Counts of a ballot that add up.</summary>
internal sealed record Ballot(int Summoned, int Present, int ExemptAbsent, int Agree, int Blank, int Invalid)
{
    /// <summary>A ballot that reaches two thirds of the base, or one that does not.</summary>
    public static Ballot Draw(Prng random, int members, bool exemptions, bool passes)
    {
        var exempt = exemptions && members > 8 && random.Chance(250) ? random.Between(1, 2) : 0;
        var size = members - exempt;
        var needed = ((2 * size) + 2) / 3;
        var present = Math.Max(needed, size - random.Weighted([60, 25, 15]));
        if (!passes)
        {
            var less = Math.Max(0, needed - random.Between(1, 2));
            return new Ballot(members, present, exempt, less, present > less && random.Chance(200) ? 1 : 0, 0);
        }

        var agree = present - Math.Min(present - needed, random.Weighted([70, 15, 10, 5]));
        var rest = present - agree;
        var blank = rest > 0 && random.Chance(300) ? 1 : 0;
        var invalid = rest - blank > 0 && random.Chance(100) ? 1 : 0;
        return new Ballot(members, present, exempt, agree, blank, invalid);
    }
}

/// <summary>What becomes of a case in the end.</summary>
internal enum Fate
{
    Recognised, StruckOff, LeftProbation, AdmissionCancelled, CellRejected, Declined, Withdrawn, Returned, PapersLapsed, CertificateLapsed, MovedOutside, StaysSource,
    FailsClass, Suspended, RedoOrdered,
}

/// <summary>A place in the road of a case; a script may stop after it.</summary>
internal enum Milestone
{
    Filed, Submitted, Resolved, Sent, Acknowledged, Enrolled, Certified, Applied, Verifying, Opinions, CellVote, CommitteeVote, Decided, Ceremony, NewMemberClass,
    RecognitionVote, Recognised,
}
