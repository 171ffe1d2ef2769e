namespace CadreWorkflow.Api;

/// <summary>Recurring ticks, clustered on PostgreSQL.</summary>
internal static class JobsRoom
{
    internal static void AddJobs(this WebApplicationBuilder builder) => _ = builder;
}
