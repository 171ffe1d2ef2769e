using CadreWorkflow.Api.Cli;

namespace CadreWorkflow.Api;

/// <summary>Files of referrals and acts: their services, routes and command-line verbs.</summary>
internal static class ImportsRoom
{
    /// <summary>Verbs of this room on the command line.</summary>
    internal static IReadOnlyList<CliVerb> Verbs { get; } = [];

    internal static void AddImports(this WebApplicationBuilder builder) => _ = builder;

    internal static void MapImports(this WebApplication app) => _ = app;
}
