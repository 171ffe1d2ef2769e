namespace CadreWorkflow.Domain.Tests.Admissions.Model;

/// <summary>
/// When a case stood still. A day is lost to a clock when the case was stopped at the end of it, so that the day of the stop is lost and the day it
/// goes on counts. Being back for supplement stops the clocks of whoever decides; a suspension also those of the cell.
/// </summary>
internal sealed class ModelStops
{
    private readonly List<(DateOnly Day, bool Suspended, bool Returned)> _notes = [];

    internal void Note(DateOnly day, bool suspended, bool returned) => _notes.Add((day, suspended, returned));

    /// <summary>Whether the day is lost to the clock, as seen on another day that has not yet brought what comes after it.</summary>
    internal Predicate<DateOnly> SeenOn(string rule, DateOnly seen) => day => day < seen && IsStopped(rule, day);

    /// <summary>As seen with no day in mind: a stop that still lasts has taken nothing yet, and nothing is lost after the clock was met.</summary>
    internal Predicate<DateOnly> SeenAfter(string rule, DateOnly? met)
    {
        if (met is { } end)
        {
            return SeenOn(rule, end);
        }

        var (suspended, returned) = (LastsSince(n => n.Suspended), LastsSince(n => n.Returned));
        return day => (Last(day).Suspended && StopsAt(rule, false) && day < suspended) || (Last(day).Returned && StopsAt(rule, true) && day < returned);
    }

    private bool IsStopped(string rule, DateOnly day) => (Last(day).Suspended && StopsAt(rule, false)) || (Last(day).Returned && StopsAt(rule, true));

    private static bool StopsAt(string rule, bool byReturn) => rule switch
    {
        "ADM-28" or "ADM-33" => true,
        "ADM-30" or "ADM-32" => !byReturn,
        _ => false,
    };

    private (DateOnly Day, bool Suspended, bool Returned) Last(DateOnly day) => _notes.LastOrDefault(n => n.Day <= day);

    /// <summary>Where the stop that still lasts began; the end of time when none does.</summary>
    private DateOnly LastsSince(Func<(DateOnly Day, bool Suspended, bool Returned), bool> stopped)
    {
        var trailing = _notes.AsEnumerable().Reverse().TakeWhile(stopped).ToList();
        return trailing.Count == 0 ? DateOnly.MaxValue : trailing[^1].Day;
    }
}
