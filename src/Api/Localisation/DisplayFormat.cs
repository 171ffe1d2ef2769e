using System.Globalization;

namespace CadreWorkflow.Api.Localisation;

/// <summary>Dates, numbers and shares as people read them. Written by hand: the culture data of the machine prints <c>40,1%</c> without its space.</summary>
public sealed class DisplayFormat(string language)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly bool _vietnamese = language == "vi";

    /// <summary>03/02/2026, in both languages: the papers say it so.</summary>
    public string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>2026-02-03, for addresses.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A date or an empty text.</summary>
    public string Date(DateOnly? day) => day is { } d ? Date(d) : string.Empty;

    /// <summary>An instant as clocks in Viet Nam show it: <c>03/02/2026 14:05</c>.</summary>
    public string Instant(DateTimeOffset instant) => instant.ToOffset(Vietnam).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>2.099 in Vietnamese, 2,099 in English.</summary>
    public string Number(long n)
    {
        var text = n.ToString("#,0", CultureInfo.InvariantCulture);
        return _vietnamese ? text.Replace(',', '.') : text;
    }

    /// <summary>A share with one decimal, half away from zero: <c>40,1 %</c> with a no-break space; a dash when nothing was to be divided by.</summary>
    public string Share(long part, long whole)
    {
        if (whole == 0)
        {
            return "–";
        }

        // Tenths of a percent in integers, so that 841 of 2099 can only be 40,1.
        var tenths = (part * 2000 + whole) / (2 * whole);
        return string.Create(CultureInfo.InvariantCulture, $"{Number(tenths / 10)}{(_vietnamese ? ',' : '.')}{tenths % 10}\u00a0%");
    }
}
