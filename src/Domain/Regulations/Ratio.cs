using System.Globalization;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>A share written as two integers, so that 2/3 is never a rounded fraction (ADM-19).</summary>
public readonly record struct Ratio(int Numerator, int Denominator)
{
    /// <summary>The smallest count out of <paramref name="whole"/> that reaches the share: <c>≥</c> when inclusive, <c>&gt;</c> otherwise.</summary>
    public int Needed(int whole, bool inclusive)
    {
        var product = (long)whole * Numerator;
        return inclusive
            ? checked((int)((product + Denominator - 1) / Denominator))
            : checked((int)(product / Denominator) + 1);
    }

    /// <summary>Whether <paramref name="part"/> out of <paramref name="whole"/> reaches the share.</summary>
    public bool IsReachedBy(int part, int whole, bool inclusive)
    {
        var left = (long)part * Denominator;
        var right = (long)whole * Numerator;
        return inclusive ? left >= right : left > right;
    }

    /// <summary>Reads <c>2/3</c>; null for anything else, including a zero or negative part and a share above one.</summary>
    public static Ratio? TryParse(string? text)
    {
        var parts = text?.Split('/');
        return parts is { Length: 2 }
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var numerator)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var denominator)
            && numerator > 0 && denominator > 0 && numerator <= denominator
                ? new Ratio(numerator, denominator)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
