using System.Globalization;

namespace CadreWorkflow.Domain.Tests.Regulations;

internal static class Days
{
    /// <summary>A date written as in the law book: <c>09/01/2026</c>.</summary>
    public static DateOnly D(string text) => DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);
}
