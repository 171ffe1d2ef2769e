using System.Globalization;
using System.Security.Claims;

namespace CadreWorkflow.Api.Identity;

/// <summary>The actor of the request being served.</summary>
public static class ActorAccess
{
    /// <summary>The signed-in actor, in the language of the request.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the route lacks an authorization policy.</exception>
    public static Actor Actor(this HttpContext context) =>
        context.FindActor() ?? throw new InvalidOperationException("Nobody is signed in on this route.");

    /// <summary>The signed-in actor, or null.</summary>
    public static Actor? FindActor(this HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true && context.Features.Get<Actor>() is { } actor
            ? actor with { Culture = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName }
            : null;

    internal static string? AccountId(this ClaimsPrincipal principal) => principal.FindFirstValue(ClaimTypes.NameIdentifier);
}
