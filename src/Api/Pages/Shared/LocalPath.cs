namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>Addresses a page may send the browser back to: of this site only.</summary>
internal static class LocalPath
{
    /// <summary>The address if it is local, else the first page.</summary>
    internal static string Of(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) && !address.Any(char.IsControl) ? address : "/";
}
