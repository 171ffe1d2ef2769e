namespace CadreWorkflow.Api;

/// <summary>The HTTP interface for programs.</summary>
internal static class EndpointsRoom
{
    internal static void AddEndpoints(this WebApplicationBuilder builder) => _ = builder;

    /// <summary>Middleware every door shares: problem details, request limits, culture, authentication, authorization.</summary>
    internal static void UseDoors(this WebApplication app) => _ = app;

    internal static void MapEndpoints(this WebApplication app) => app.MapGet("/health/live", () => Results.Ok(new { status = "live" }));
}
