namespace CadreWorkflow.Api;

/// <summary>The web pages: their services, middleware and routes.</summary>
internal static class PagesRoom
{
    internal static void AddPages(this WebApplicationBuilder builder) => _ = builder;

    /// <summary>Middleware of the pages, after authentication and before the routes.</summary>
    internal static void UsePages(this WebApplication app) => _ = app;

    internal static void MapPages(this WebApplication app) => _ = app;
}
