using System.Runtime.CompilerServices;

namespace CadreWorkflow.Domain.Tests.Admissions;

/// <summary>The drafts shipped as samples.</summary>
public static class Drafts
{
    /// <summary>The swap of 23/11 for 28/11/2026, not announced.</summary>
    public static string Swap { get; } = Text("public-2026-swap-23-11");

    /// <summary>An invented amendment: decisions in 45 working days, ceremonies in 20, from 01/10/2026.</summary>
    public static string Amendment { get; } = Text("policy-invented-example");

    private static string Text(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples", "drafts", name + ".json"));
}
