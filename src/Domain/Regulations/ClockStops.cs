using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>What makes the clock of a case stand still.</summary>
public enum PauseCause : byte
{
    /// <summary>The case is suspended for discipline, verification or a complaint, until it is resumed.</summary>
    Suspension,

    /// <summary>The file was returned for supplement, until the next step of the road (such as sending it again) is recorded.</summary>
    Return,
}

/// <summary>Which causes stop one clock, and on what that reading rests.</summary>
/// <param name="Rule">Rule id of the clock, ADM-28…36.</param>
/// <param name="StoppedBy">Empty for a clock nothing stops.</param>
/// <param name="Basis">Rule id the reading leans on.</param>
public sealed record ClockStop(string Rule, ImmutableArray<PauseCause> StoppedBy, string Basis)
{
    public bool IsStoppedBy(PauseCause cause) => StoppedBy.Contains(cause);
}

/// <summary>
/// Which stops of a case stop which clock. No text that was seen says so: this is a reading, so every count that uses it carries the mark
/// <c>pause_unconfirmed</c>. The reasons:
/// <list type="bullet">
/// <item>ADM-28, ADM-33: the term is laid on the body that decides, from the cell's resolution. While the file is back with the cell for supplement,
/// or the case is suspended, that body has nothing before it that it could decide.</item>
/// <item>ADM-30, ADM-32: the cell holds what it needs, so nothing is returned to it; a suspension forbids the ceremony and the meeting.</item>
/// <item>ADM-31: probation lasts twelve months exactly (CAL-04). ADM-34, ADM-35: paper ages whatever happens to the case (ADM-13, ADM-14).
/// ADM-36: the term is laid on the member who moved, not on a body.</item>
/// </list>
/// </summary>
public static class ClockStops
{
    private static readonly ClockStop[] Table =
    [
        new("ADM-28", [PauseCause.Suspension, PauseCause.Return], "ADM-28"),
        new("ADM-29", [PauseCause.Suspension, PauseCause.Return], "ADM-29"),
        new("ADM-30", [PauseCause.Suspension], "ADM-30"),
        new("ADM-31", [], "CAL-04"),
        new("ADM-32", [PauseCause.Suspension], "ADM-32"),
        new("ADM-33", [PauseCause.Suspension, PauseCause.Return], "ADM-33"),
        new("ADM-34", [], "ADM-13"),
        new("ADM-35", [], "ADM-14"),
        new("ADM-36", [], "ADM-36"),
    ];

    /// <summary>One row per clock of <see cref="DeadlineRules"/>.</summary>
    public static readonly FrozenDictionary<string, ClockStop> All = Table.ToFrozenDictionary(s => s.Rule, StringComparer.Ordinal);
}
