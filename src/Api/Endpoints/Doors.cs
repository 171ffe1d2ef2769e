using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.EventStore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>What every door of the HTTP interface does the same way.</summary>
internal static class Doors
{
    internal const long MaxBodyBytes = 256 * 1024;

    private const int MaxKeyLength = 200;

    /// <summary>Turns what went wrong into a problem; nothing of a stack trace leaves the house.</summary>
    internal static async Task CatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception wrong) when (!context.Response.HasStarted && Answer(context, wrong) is { } answer)
        {
            context.Response.Clear();
            await answer.ExecuteAsync(context);
        }
    }

    /// <summary>Statuses set without a body, such as of an unknown route, get one.</summary>
    internal static async Task FillAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted || context.Response.ContentLength > 0 || context.Response.ContentType is not null)
        {
            return;
        }

        var problem = context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => "unauthenticated",
            StatusCodes.Status403Forbidden => "forbidden",
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
            StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
            _ => null,
        };
        if (problem is not null)
        {
            await Problems.Of(context.Response.StatusCode, problem).ExecuteAsync(context);
        }
    }

    /// <summary>A cookie travels by itself, so a changing request that rests on one must prove it came from our own page.</summary>
    internal static async ValueTask<object?> RequireOwnPageAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var byToken = context.User.Identity?.AuthenticationType == BearerTokenHandler.SchemeName;
        if (!byToken && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "csrf");
        }

        return await next(invocation);
    }

    /// <summary>The command id of a request: from its <c>Idempotency-Key</c>, else a new one.</summary>
    internal static Guid CommandId(HttpContext context)
    {
        var keys = context.Request.Headers["Idempotency-Key"];
        if (keys.Count == 0)
        {
            return Guid.CreateVersion7();
        }

        var key = keys[0];
        return keys.Count == 1 && key is { Length: > 0 and <= MaxKeyLength } && key.All(c => c is > ' ' and <= '~')
            ? Uuid.CommandOfKey(context.Actor().AccountId, key)
            : throw new BadInputException("invalid_idempotency_key", "Idempotency-Key", key);
    }

    /// <summary>The version a caller looked at, from <c>If-Match</c>; null when any will do.</summary>
    internal static long? ExpectedVersion(HttpContext context)
    {
        var given = context.Request.Headers.IfMatch.ToString();
        if (given.Length == 0 || given == "*")
        {
            return null;
        }

        return given.Length > 2 && given[0] == '"' && given[^1] == '"' && long.TryParse(given.AsSpan(1, given.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new BadInputException("invalid_if_match", "If-Match", given);
    }

    internal static void SetVersion(HttpContext context, long version) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Answers an accepted command with its position and version, anything else with its problem.</summary>
    internal static IResult Answer(HttpContext context, CommandResult result, Func<CommandResult.Accepted, IResult> accepted)
    {
        if (result is not CommandResult.Accepted done)
        {
            return Problems.Of(result);
        }

        context.RequestServices.GetRequiredService<ReadBarrier>().Wrote(context, done.Position);
        SetVersion(context, done.Answer.Version);
        if (done.Replayed)
        {
            context.Response.Headers["Idempotency-Replayed"] = "true";
        }

        return accepted(done);
    }

    private static IResult? Answer(HttpContext context, Exception wrong)
    {
        switch (wrong)
        {
            case BadInputException bad:
                return bad.ToResult();
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.Of(StatusCodes.Status413PayloadTooLarge, "body_too_large");
            case BadHttpRequestException refused:
                return Problems.Of(refused.StatusCode, "bad_request");
            case EventRejectedException rejected:
                return Problems.Of(StatusCodes.Status422UnprocessableEntity, rejected.Code switch { "nul_character" => "nul_character", "too_large" or "too_many" => "body_too_large", _ => "invalid_json" });
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return Results.StatusCode(499);
        }

        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("CadreWorkflow.Api.Doors");
        logger.LogError(wrong, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
        return wrong switch
        {
            // Sending the same key again finds out what became of it.
            AppendOutcomeUnknownException => Problems.Of(StatusCodes.Status503ServiceUnavailable, "outcome_unknown"),
            Npgsql.NpgsqlException or TimeoutException => Problems.Of(StatusCodes.Status503ServiceUnavailable, "unavailable"),
            _ => Problems.Of(StatusCodes.Status500InternalServerError, "internal_error"),
        };
    }

    /// <summary>Bounds the body of a route.</summary>
    internal static void LimitBody(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = bytes;
        }
    }
}
