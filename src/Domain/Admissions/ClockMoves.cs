using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>Another body has to act: the case was transferred or followed its unit, the unit got another superior, or the body another calendar.</summary>
/// <param name="From">First day on which it has to; its calendar counts from this day.</param>
public sealed record ClockMove(DateOnly From, Guid Body, CalendarKind Calendar);

/// <summary>The bodies that took over one clock, by day. Equal when every move is.</summary>
public sealed class ClockMoves : IReadOnlyList<ClockMove>, IEquatable<ClockMoves>
{
    private const string DateFormat = "yyyy-MM-dd";

    private readonly ImmutableArray<ClockMove> _moves;

    private ClockMoves(ImmutableArray<ClockMove> moves) => _moves = moves;

    public static ClockMoves None { get; } = new([]);

    public int Count => _moves.Length;

    public ClockMove this[int index] => _moves[index];

    public static ClockMoves Of(IEnumerable<ClockMove> moves)
    {
        ImmutableArray<ClockMove> all = [.. moves];
        return all.IsEmpty ? None : new(all);
    }

    /// <summary>Reads <see cref="ToString"/> back.</summary>
    /// <exception cref="FormatException">The text is no list of moves.</exception>
    public static ClockMoves Parse(string text) => text.Length == 0 ? None : Of(text.Split(';').Select(ParseOne));

    /// <summary>The days from which another calendar counts; a move between bodies of one calendar changes no count.</summary>
    public ClockCalendar CountedFrom(CalendarKind first)
    {
        if (Count == 0)
        {
            return first;
        }

        var (changes, now) = (new List<CalendarChange>(), first);
        foreach (var move in _moves.Where(m => m.Calendar != now))
        {
            changes.Add(new(move.From, move.Calendar));
            now = move.Calendar;
        }

        return new(first, changes);
    }

    /// <summary>One line for storing: <c>day/body/calendar;…</c>.</summary>
    public override string ToString() => string.Join(';', _moves.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.From:yyyy-MM-dd}/{m.Body:D}/{m.Calendar.Value}")));

    public bool Equals(ClockMoves? other) => other is not null && _moves.SequenceEqual(other._moves);

    public override bool Equals(object? obj) => Equals(obj as ClockMoves);

    public override int GetHashCode() => _moves.Aggregate(0, HashCode.Combine);

    public IEnumerator<ClockMove> GetEnumerator() => ((IEnumerable<ClockMove>)_moves).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ClockMove ParseOne(string text) => text.Split('/') is [var from, var body, var calendar] && CalendarKind.Parse(calendar) is { } kind
        ? new(DateOnly.ParseExact(from, DateFormat, CultureInfo.InvariantCulture), Guid.ParseExact(body, "D"), kind)
        : throw new FormatException($"'{text}' is no move of a clock.");
}

/// <summary>Who has to act while a clock runs.</summary>
/// <param name="First">The body at the start.</param>
/// <param name="Calendar">Its calendar on that day.</param>
internal readonly record struct ActingBodies(Guid First, CalendarKind Calendar, ClockMoves Moves)
{
    /// <summary>Far more than any case has met; a chain longer than this is a fault of the data.</summary>
    private const int MaxMoves = 64;

    internal Guid Last => Moves.Count == 0 ? First : Moves[^1].Body;

    internal ClockCalendar Counted => Moves.CountedFrom(Calendar);

    /// <summary>The bodies from the start of a clock on.</summary>
    /// <param name="until">The last day to look at: the clock was met, the case ended, or that is the day spoken of; null for all that is known.</param>
    /// <param name="acting">The body that acts where the case belongs to a Party body on a day.</param>
    internal static ActingBodies Over(CaseHistory history, OrgTree units, DateOnly start, DateOnly? until, Func<Guid, DateOnly, Guid> acting)
    {
        var moves = new List<ClockMove>();
        var party = history.PartyBodyOn(start);
        var first = acting(party, start);
        var calendar = CaseDeadlines.CalendarOf(units, first, start);
        var (body, counts) = (first, calendar);
        for (var at = Next(history, units, party, body, start); at is { } day && !(day > until) && moves.Count < MaxMoves; at = Next(history, units, party, body, day))
        {
            party = history.PartyBodyOn(day);
            var (now, by) = (acting(party, day), CaseDeadlines.CalendarOf(units, acting(party, day), day));
            if (now != body || by != counts)
            {
                (body, counts) = (now, by);
                moves.Add(new(day, body, counts));
            }
        }

        return new(first, calendar, ClockMoves.Of(moves));
    }

    /// <summary>The next day on which something happened that can bring another body or another calendar.</summary>
    private static DateOnly? Next(CaseHistory history, OrgTree units, Guid party, Guid body, DateOnly day)
    {
        var next = units.NextFactAfter(party, day);
        if (body != party && units.NextFactAfter(body, day) is { } other && !(other >= next))
        {
            next = other;
        }

        if (!history.HasMoved)
        {
            return next;
        }

        foreach (var fact in history.Facts)
        {
            if (fact.Event.OccurredOn > day)
            {
                return fact.Event.OccurredOn >= next ? next : fact.Event.OccurredOn;
            }
        }

        return next;
    }
}
