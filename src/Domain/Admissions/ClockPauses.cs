using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>A stretch in which a clock of a case stands still. The day of the stop stands still; the day the case goes on counts again.</summary>
/// <param name="From">First day that is not counted: the day of the stop.</param>
/// <param name="To">Last day that is not counted; null while it lasts and no day was asked about.</param>
/// <param name="Fact">The event that stopped the clock.</param>
public sealed record ClockPause(PauseCause Cause, DateOnly From, DateOnly? To, Guid Fact);

/// <summary>The pauses of one clock in the order they began. Equal when every pause is.</summary>
public sealed class ClockPauses : IReadOnlyList<ClockPause>, IEquatable<ClockPauses>
{
    private const string DateFormat = "yyyy-MM-dd";

    private readonly ImmutableArray<ClockPause> _pauses;

    private ClockPauses(ImmutableArray<ClockPause> pauses) => _pauses = pauses;

    public static ClockPauses None { get; } = new([]);

    public int Count => _pauses.Length;

    public ClockPause this[int index] => _pauses[index];

    public static ClockPauses Of(IEnumerable<ClockPause> pauses)
    {
        ImmutableArray<ClockPause> all = [.. pauses];
        return all.IsEmpty ? None : new(all);
    }

    /// <summary>Reads <see cref="ToString"/> back.</summary>
    /// <exception cref="FormatException">The text is no list of pauses.</exception>
    public static ClockPauses Parse(string text) => text.Length == 0 ? None : Of(text.Split(';').Select(ParseOne));

    /// <summary>The stretches for counting days; one that still lasts is left out, so that the count is the earliest end still possible.</summary>
    public IReadOnlyList<Pause> Stretches() =>
        Count == 0 ? [] : [.. _pauses.Where(p => p.To is not null).Select(p => new Pause(p.From, p.To!.Value))];

    /// <summary>One line for storing: <c>cause/from/to/fact;…</c>, the end empty while it lasts.</summary>
    public override string ToString() => string.Join(';', _pauses.Select(p =>
        string.Create(CultureInfo.InvariantCulture, $"{Codes.Of(p.Cause)}/{p.From:yyyy-MM-dd}/{p.To:yyyy-MM-dd}/{p.Fact:D}")));

    public bool Equals(ClockPauses? other) => other is not null && _pauses.SequenceEqual(other._pauses);

    public override bool Equals(object? obj) => Equals(obj as ClockPauses);

    public override int GetHashCode() => _pauses.Aggregate(0, HashCode.Combine);

    public IEnumerator<ClockPause> GetEnumerator() => ((IEnumerable<ClockPause>)_pauses).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ClockPause ParseOne(string text)
    {
        if (text.Split('/') is not [var cause, var from, var to, var fact])
        {
            throw new FormatException($"'{text}' is no pause.");
        }

        return new(
            Codes.TryParse<PauseCause>(cause, out var known) ? known : throw new FormatException($"'{cause}' is no cause of a pause."),
            Date(from), to.Length == 0 ? null : Date(to), Guid.ParseExact(fact, "D"));
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture);
}
