using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>Counts of papers in words: over 568, about 4.000.</summary>
internal static class ReportedWords
{
    public static string Of(ReportedCount count) => Of(Codes.Of(count.Precision), count.Number);

    public static string Of(string precision, int number) =>
        precision == Codes.Of(Precision.Exact) ? Words.F.Number(number) : Words.T["training.precision." + precision, ("n", number)];
}
