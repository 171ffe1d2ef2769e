using CadreWorkflow.Api.Engine;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>State of one subscription.</summary>
/// <param name="LagSeconds">Age of the oldest event not applied.</param>
public sealed record SubscriptionBody(string Name, long Position, long LagEvents, double LagSeconds, bool Owned, bool Poisoned, long? PoisonedPosition, string? LastError);

/// <summary>Readiness.</summary>
/// <param name="Status"><c>ready</c>, or <c>unready</c> with the reasons.</param>
public sealed record ReadyBody(string Status, IReadOnlyList<string> Reasons, long? Head, IReadOnlyList<SubscriptionBody> Subscriptions);

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthEndpoints
{
    internal static void Map(WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).AllowAnonymous().WithTags("Health").WithName("live");
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().WithTags("Health").WithName("ready")
            .Produces<ReadyBody>().Produces<ReadyBody>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, IEventLog log, SubscriptionMonitor monitor, IEnumerable<ISubscriber> subscribers, IConfiguration configuration)
    {
        var bound = configuration.MaxLag();
        var reasons = new List<string>();
        long? head = null;
        IReadOnlyList<SubscriptionBody> subscriptions = [];
        try
        {
            head = await log.PositionAtAsync(null, context.RequestAborted);
            var mine = subscribers.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
            subscriptions = [.. (await monitor.StatusAsync(context.RequestAborted)).Where(s => mine.Contains(s.Subscription)).Select(s => new SubscriptionBody(
                s.Subscription, s.Position, s.LagEvents, Math.Round(s.Lag.TotalSeconds, 1), s.Owned, s.IsPoisoned, s.PoisonedPosition, s.IsPoisoned ? "see the server's log" : null))];
            reasons.AddRange(subscriptions.Where(s => s.Poisoned).Select(s => $"subscription {s.Name} stopped at position {s.PoisonedPosition}"));
            reasons.AddRange(subscriptions.Where(s => !s.Poisoned && s.LagSeconds > bound.TotalSeconds).Select(s => string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"subscription {s.Name} is {s.LagSeconds:0} s behind, more than {bound.TotalSeconds:0} s ({s.LagEvents} events)")));
        }
        catch (Exception unreachable) when (unreachable is Npgsql.NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            reasons.Add("the log cannot be reached");
        }

        var body = new ReadyBody(reasons.Count == 0 ? "ready" : "unready", reasons, head, subscriptions);
        return reasons.Count == 0 ? Results.Ok(body) : Results.Json(body, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
