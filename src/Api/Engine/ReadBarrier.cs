using System.Globalization;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using Microsoft.Extensions.Caching.Memory;

namespace CadreWorkflow.Api.Engine;

/// <summary>
/// What you wrote you then read: a write answers with its log position, and the next read waits until the projection it uses has got there.
/// </summary>
public sealed class ReadBarrier(SubscriptionMonitor monitor, EventLog log) : IDisposable
{
    /// <summary>Position of a write; sent back by the caller with later reads.</summary>
    public const string Header = "X-Log-Position";

    /// <summary>Set to <c>true</c> when the projection had not got there in time: what is shown is older than what was written.</summary>
    public const string StaleHeader = "X-Read-Stale";

    private const string CookieName = "cadre-position";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    // Others' writes are no promise, but a moment's patience spares most readers an answer that is already old.
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    // For callers that send nothing back: good within one process, which is what most have.
    private readonly MemoryCache _lastOf = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Notes a write of this request: header for programs, short-lived cookie for pages.</summary>
    public void Wrote(HttpContext context, long position)
    {
        var text = position.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers[Header] = text;
        if (context.FindActor() is { } actor)
        {
            _lastOf.Set(actor.AccountId, position, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
        }

        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.Cookies.Append(CookieName, text, new CookieOptions { MaxAge = Remembered, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        }
    }

    /// <summary>Waits for a projection before reading it; false when it had not got there within two seconds, which the response then says too.</summary>
    public async Task<bool> WaitAsync(HttpContext context, string projection, CancellationToken cancellationToken)
    {
        var position = Math.Max(Parse(context.Request.Headers[Header]), Parse(context.Request.Cookies[CookieName]));
        if (context.FindActor() is { } actor && _lastOf.TryGetValue(actor.AccountId, out long last))
        {
            position = Math.Max(position, last);
        }

        var reached = await monitor.WaitForPositionAsync(projection, position, LongestWait, cancellationToken);
        if (!reached)
        {
            context.Response.Headers[StaleHeader] = "true";
        }
        else if (log.Signal.Position > position)
        {
            await monitor.WaitForPositionAsync(projection, log.Signal.Position, Courtesy, cancellationToken);
        }

        return reached;
    }

    /// <inheritdoc />
    public void Dispose() => _lastOf.Dispose();

    private static long Parse(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : 0;
}
