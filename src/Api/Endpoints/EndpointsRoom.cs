using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CadreWorkflow.Api.Endpoints;
using Microsoft.AspNetCore.Localization;

namespace CadreWorkflow.Api;

/// <summary>The HTTP interface for programs.</summary>
internal static class EndpointsRoom
{
    internal static void AddEndpoints(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", ApiDocument.Configure);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            options.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        });
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            // Numbers and dates in texts are formatted by the texts themselves; only the language follows the reader.
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, new CultureInfo("vi"));
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures = [new CultureInfo("vi"), new CultureInfo("en")];
        });
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
    }

    /// <summary>Middleware every door shares: problem details, request limits, culture, authentication, authorization.</summary>
    internal static void UseDoors(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseWhen(IsForPrograms, programs =>
        {
            programs.Use(next => context => Doors.CatchAsync(context, next));
            programs.Use(next => context => Doors.FillAsync(context, next));
            programs.Use(next => context =>
            {
                context.Response.Headers.CacheControl = "no-store";
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return next(context);
            });
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    internal static void MapEndpoints(this WebApplication app)
    {
        HealthEndpoints.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapApi();
        CaseEndpoints.Map(api);
        Explanations.ExplanationEndpoints.Map(api);
        Explanations.ClockEndpoints.Map(api);
        Explanations.MoveEndpoints.Map(api);
        ListEndpoints.Map(api);
        PersonEndpoints.Map(api);
        UnitEndpoints.Map(api);
        StructureEndpoints.Map(api);
        ClassEndpoints.Map(api);
        ProgrammeEndpoints.Map(api);
        TrainingStatisticsEndpoints.Map(api);
        StatisticsEndpoints.Map(api);
        DeadlineEndpoints.Map(api);
        RegulationEndpoints.Map(api);
        WhatIfEndpoints.Map(api);
        ImpactEndpoints.Map(api);
        InboxEndpoints.Map(api);
        VoteEndpoints.Map(api);
        CadreEndpoints.Map(api);
        ReportEndpoints.Map(api);
    }

    /// <summary>The group every route for programs belongs to: signed in, own page for cookies, bounded bodies.</summary>
    internal static RouteGroupBuilder MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization().DisableAntiforgery();
        api.AddEndpointFilter(Doors.RequireOwnPageAsync);
        return api;
    }

    /// <summary>Documents what every changing route answers, and bounds its body.</summary>
    internal static RouteHandlerBuilder Writes(this RouteHandlerBuilder route)
    {
        route.AddEndpointFilter((invocation, next) =>
        {
            Doors.LimitBody(invocation.HttpContext, Doors.MaxBodyBytes);
            return next(invocation);
        });
        return route.Reads()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithMetadata(new ChangingRoute());
    }

    /// <summary>Documents what every route answers.</summary>
    internal static RouteHandlerBuilder Reads(this RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal);
}

/// <summary>Marks routes that take an <c>Idempotency-Key</c>.</summary>
internal sealed record ChangingRoute;
