namespace CadreWorkflow.Api;

/// <summary>The event log, the command gateway and the hosted subscriptions.</summary>
internal static class EngineRoom
{
    internal static void AddEngine(this WebApplicationBuilder builder) => _ = builder;
}
