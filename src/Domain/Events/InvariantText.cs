using System.Globalization;

namespace CadreWorkflow.Domain.Events;

/// <summary>Days and numbers as facts of findings and refusals carry them: the same in every language; pages put them into words.</summary>
internal static class InvariantText
{
    /// <summary>As ISO 8601 writes a day.</summary>
    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Digits alone, without separators.</summary>
    internal static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}
