using CadreWorkflow.Api.Cli;
using CadreWorkflow.Api.Imports;

namespace CadreWorkflow.Api;

/// <summary>Files of referrals and acts: their services, routes and command-line verbs.</summary>
internal static class ImportsRoom
{
    /// <summary>Verbs of this room on the command line.</summary>
    internal static IReadOnlyList<CliVerb> Verbs => ImportVerbs.All;

    internal static void AddImports(this WebApplicationBuilder builder) => builder.Services.AddImportCore();

    internal static void MapImports(this WebApplication app) => ImportEndpoints.Map(app.MapApi());

    /// <summary>What the host and the command line share.</summary>
    internal static void AddImportCore(this IServiceCollection services)
    {
        services.AddSingleton<ImportPreview>();
        services.AddSingleton<Namesakes>();
        services.AddSingleton<Importer>();
        services.AddSingleton<DemoLoader>();
    }
}
