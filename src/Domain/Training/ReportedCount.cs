using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Domain.Training;

/// <summary>What a reported number counts. Reports often do not say.</summary>
[JsonConverter(typeof(CodeConverter<Counted>))]
public enum Counted
{
    NotStated, Persons, PersonTimes,
}

/// <summary>A number of a report, as exact as the report was.</summary>
/// <param name="Number">At least 1.</param>
/// <param name="Certificates">How many of them passed, where the report says; never more than <paramref name="Number"/> when that is exact.</param>
public sealed record ReportedCount(int Number, Precision Precision, Counted Counted, int? Certificates = null)
{
    internal const int Most = 1_000_000;

    /// <summary>Why it is no statement; null when it is one.</summary>
    internal Refusal? Problem() =>
        Number is < 1 or > Most ? new("reported_count_invalid", "reported.number", Text(Number))
        : Certificates < 0 || (Certificates > Number && Precision is Precision.Exact or Precision.AtMost) ? new("more_results_than_enrolled", "reported.certificates", Text(Certificates))
        : null;

    private static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
