using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Imports;
using CadreWorkflow.Api.Pages.Shared;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace CadreWorkflow.Api;

/// <summary>The web pages: their services, middleware and routes.</summary>
internal static class PagesRoom
{
    // Nothing inline and nothing from elsewhere: a name typed into a form can never become a script.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    internal static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorPages(options =>
        {
            options.Conventions.AllowAnonymousToPage("/SignIn");
            options.Conventions.AllowAnonymousToPage("/Errors/Status");
        });
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(options => options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"]);
        services.AddTransient<IStartupFilter, BeforeTheDoors>();
        services.PostConfigure<RequestLocalizationOptions>(options => options.RequestCultureProviders =
        [
            new CookieRequestCultureProvider { Options = options },

            // Pages are Vietnamese until English is chosen, whatever language a shared machine's browser was installed in; programs say what they read.
            new CustomRequestCultureProvider(context => IsForPeople(context)
                ? Task.FromResult<ProviderCultureResult?>(null)
                : new AcceptLanguageHeaderRequestCultureProvider { Options = options }.DetermineProviderCultureResult(context)),
        ]);
        services.AddSingleton<AssetVersions>();
        services.AddScoped<PageFrames>();
        services.AddScoped<CaseDesk>();
        services.AddScoped<ReadDesk>();
        services.AddScoped<Pages.Appointments.AppointmentDesk>();
        services.AddScoped<CadreAccess>();
        services.AddScoped<Pages.Units.UnitDesk>();
        services.AddScoped<Pages.Plans.PlanDesk>();
        services.AddSingleton<UploadShelf>();
        services.AddSingleton<PersonSearch>();
        services.AddSingleton<Pages.CadreRosters.RosterBook>();
        services.AddTransient<Pages.Staffing.PersonField>();
    }

    /// <summary>Middleware of the pages, after authentication and before the routes.</summary>
    internal static void UsePages(this WebApplication app) => _ = app;

    internal static void MapPages(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapGet("/language", SwitchLanguage).AllowAnonymous();
    }

    /// <summary>Programs get problem details; people get pages.</summary>
    internal static bool IsForPeople(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);

    private static IResult SwitchLanguage(HttpContext context, string? to, string? back)
    {
        var culture = to == "en" ? "en" : "vi";
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(culture))),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.LocalRedirect(LocalPath.Of(back));
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }

    /// <summary>
    /// What must stand before sign-in and routing: files anybody may fetch, and the pages for failures, which route anew.
    /// </summary>
    private sealed class BeforeTheDoors : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseResponseCompression();
            app.UseWhen(IsForPeople, static people =>
            {
                people.Use(AddHeaders);
                people.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = KeepForEver });
                people.UseExceptionHandler("/errors/500");
                people.UseStatusCodePagesWithReExecute("/errors/{0}");
            });
            next(app);
        };

        /// <summary>Addresses of the pages carry the content's hash, so a file of one address never changes.</summary>
        private static void KeepForEver(Microsoft.AspNetCore.StaticFiles.StaticFileResponseContext context)
        {
            if (context.Context.Request.Query.ContainsKey("v"))
            {
                context.Context.Response.Headers.CacheControl = "public,max-age=31536000,immutable";
            }
        }
    }
}
