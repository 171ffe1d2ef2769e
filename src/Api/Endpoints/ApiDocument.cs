using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>What the OpenAPI document says beside the routes themselves.</summary>
internal static class ApiDocument
{
    internal static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CadreWorkflow",
                Version = "v1",
                Description = "One shared record from outstanding union member to official Party member. Dates are Vietnamese calendar dates (yyyy-MM-dd).",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Opaque token, issued on the command line: cli tokens issue --user NAME --days N",
            };
            ActDocument.Describe(document);
            CadreActDocument.Describe(
                document,
                context.DescriptionGroups.SelectMany(g => g.Items).SelectMany(d => d.ActionDescriptor.EndpointMetadata.OfType<ActRoute>()).DistinctBy(r => r.Path));
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ChangingRoute>().Any())
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(Header("Idempotency-Key", "Sending the same request again under the same key answers the same and changes nothing more."));
                operation.Parameters.Add(Header("If-Match", "Version the caller looked at, as in ETag; 412 when it has moved on."));
            }

            return Task.CompletedTask;
        });
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
