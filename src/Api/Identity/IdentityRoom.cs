using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CadreWorkflow.Api;

/// <summary>Accounts, sign-in, bearer tokens and rights.</summary>
internal static class IdentityRoom
{
    /// <summary>Chooses between token and cookie by what the request carries.</summary>
    internal const string AnyScheme = "Cadre";

    internal static void AddIdentityRoom(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore();
        services.AddSingleton<AccountStore>();
        services.AddScoped<SignInService>();
        services.AddDataProtection()
            .SetApplicationName("CadreWorkflow")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(builder.Configuration.DataDirectory(), "keys")));
        services.AddAntiforgery(options =>
        {
            options.HeaderName = "X-CSRF-TOKEN";
            options.Cookie.Name = "cadre-csrf";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
        });
        services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = AnyScheme;
                options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
            })
            .AddPolicyScheme(AnyScheme, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && !context.Request.Cookies.ContainsKey(CookieName)
                    ? BearerTokenHandler.SchemeName
                    : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.SchemeName, null)
            .AddCookie(IdentityConstants.ApplicationScheme, Cookie);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Identity's managers and store, also for the command line.</summary>
    internal static void AddIdentityCore(this IServiceCollection services)
    {
        services.AddDbContext<IdentityContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<CadreDatabases>().Requests));
        services
            .AddIdentityCore<Account>(options =>
            {
                // Length is what makes a password strong; composition rules only make it hard to remember.
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 10;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<IdentityContext>();
    }

    private const string CookieName = "cadre-session";

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.LoginPath = "/sign-in";
        options.LogoutPath = "/sign-out";
        options.AccessDeniedPath = "/denied";
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = SignInService.ValidateAsync;
        options.Events.OnRedirectToLogin = context => RedirectPages(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => RedirectPages(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>A program is told by status; only a page is sent to the sign-in page.</summary>
    private static Task RedirectPages(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
