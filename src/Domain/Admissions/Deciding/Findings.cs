using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>What the rules say about one act on a case, and when time alone may change it.</summary>
internal sealed class Findings(Law law, DateOnly day) : FindingList(law.Regulations, day)
{
    /// <summary>Before this day the act stays blocked whatever the days bring; null while time alone can never unblock it, or nothing blocks.</summary>
    internal DateOnly? TryAgainOn { get; private set; } = DateOnly.MinValue;

    /// <summary>The act is not allowed while this stands, and no version of the rules will remove it: something else must happen first.</summary>
    internal void BlockLastingly(string rule, string code, IEnumerable<Guid>? facts, string? unblock, params (string Key, string Value)[] with)
    {
        Add(rule, code, Severity.Block, facts, unblock, with);
        TryAgainOn = null;
    }

    /// <summary>
    /// The act is not allowed while this stands. <paramref name="freeOn"/>: the first day on which time alone may remove it; another version of the
    /// rules may too.
    /// </summary>
    internal void Block(string rule, string code, IEnumerable<Guid>? facts = null, string? unblock = null, DateOnly? freeOn = null, params (string Key, string Value)[] with)
    {
        Add(rule, code, Severity.Block, facts, unblock, with);
        var version = law.NextVersionAfter(Day);
        var first = freeOn is { } free && free > Day && (version is null || free < version) ? free : version;

        // Free means free of all: the latest of the days on which each may go.
        TryAgainOn = first is null || TryAgainOn is null ? null : first > TryAgainOn ? first : TryAgainOn;
    }
}
