using System.Reflection;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Forms;

namespace CadreWorkflow.Api.Outlooks;

/// <summary>Drafts shipped to show a preview with: one not announced, one invented; each says so.</summary>
public static class SampleDrafts
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["public-2026-swap-23-11", "policy-invented-example"];

    /// <summary>The text of a draft; null when there is none of the name.</summary>
    public static string? Find(string? name)
    {
        if (name is null || !Names.Contains(name))
        {
            return null;
        }

        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"drafts/{name}.json") ?? throw new InvalidOperationException($"No draft {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    internal static IReadOnlyList<Choice> Choices(Texts t) => [.. Names.Select(n => new Choice(n, t["sample_draft." + n]))];
}

/// <summary>Bounds of previews.</summary>
public static class ImpactLimits
{
    /// <summary>Longest draft text, in characters.</summary>
    public const int MaxDraftChars = 200_000;
}
