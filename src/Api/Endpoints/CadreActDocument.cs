using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>The acts a route of cadre work takes, by code, with the type of each body.</summary>
/// <param name="Path">As in the address, <c>plans</c>.</param>
/// <param name="IdField">The member the address stands for: a body does not repeat it.</param>
internal sealed record ActRoute(string Path, string IdField, IReadOnlyDictionary<string, Type> Acts);

/// <summary>Gives every act of cadre work a path and a body of its own in the OpenAPI document, taken from the very contract its body is read by.</summary>
internal static class CadreActDocument
{
    internal static void Describe(OpenApiDocument document, IEnumerable<ActRoute> routes)
    {
        var schemas = document.Components!.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        foreach (var route in routes)
        {
            var address = $"/api/{route.Path}/{{id}}/acts/{{code}}";
            if (!document.Paths.TryGetValue(address, out var item) || item.Operations?.TryGetValue(HttpMethod.Post, out var generic) != true)
            {
                continue;
            }

            foreach (var (code, type) in route.Acts)
            {
                var name = $"Act-{route.Path}-{code}";
                schemas[name] = Object(type, route.IdField);
                document.Paths[address.Replace("{code}", code, StringComparison.Ordinal)] = new OpenApiPathItem
                {
                    Operations = new Dictionary<HttpMethod, OpenApiOperation>
                    {
                        [HttpMethod.Post] = new()
                        {
                            OperationId = $"act-{route.Path}-{code}",
                            Tags = generic!.Tags,
                            Parameters = [.. generic.Parameters?.Where(p => p.Name != "code") ?? []],
                            Responses = generic.Responses,
                            RequestBody = Body(new OpenApiSchemaReference(name, document)),
                        },
                    },
                };
            }

            generic!.RequestBody = Body(new OpenApiSchema { AnyOf = [.. route.Acts.Keys.Select(c => (IOpenApiSchema)new OpenApiSchemaReference($"Act-{route.Path}-{c}", document))] });
        }
    }

    private static OpenApiRequestBody Body(IOpenApiSchema schema) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = schema } },
    };

    private static OpenApiSchema Object(Type type, string? without = null)
    {
        var fields = ActBodies.Of(type).Where(f => f.Name != without).ToList();
        return new()
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Required = fields.Where(f => f.Required).Select(f => f.Name).ToHashSet(StringComparer.Ordinal),
            Properties = fields.ToDictionary(f => f.Name, f => (IOpenApiSchema)Of(f.Type, f.Nullable), StringComparer.Ordinal),
        };
    }

    private static OpenApiSchema Of(Type type, bool nullable)
    {
        if (type.IsGenericType && type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } list)
        {
            return Nullable(new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(list.GetGenericArguments()[0], nullable: false) }, nullable);
        }

        if (type.IsEnum)
        {
            return Nullable(new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. ActBodies.CodesOf(type).Select(c => (JsonNode)JsonValue.Create(c))] }, nullable);
        }

        if (Simple(type) is not (var known, var format))
        {
            return Nullable(Object(type), nullable);
        }

        return new OpenApiSchema { Type = nullable ? known | JsonSchemaType.Null : known, Format = format, MaxLength = type == typeof(string) ? StrictJson.MaxTextLength : null };
    }

    private static (JsonSchemaType Type, string? Format)? Simple(Type type) =>
        type == typeof(DateOnly) ? (JsonSchemaType.String, "date")
        : type == typeof(Guid) ? (JsonSchemaType.String, "uuid")
        : type == typeof(bool) ? (JsonSchemaType.Boolean, null)
        : type == typeof(int) ? (JsonSchemaType.Integer, "int32")
        : type == typeof(long) ? (JsonSchemaType.Integer, "int64")
        : type == typeof(string) ? (JsonSchemaType.String, null)
        : null;

    private static OpenApiSchema Nullable(OpenApiSchema schema, bool nullable) =>
        nullable ? new OpenApiSchema { AnyOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] } : schema;
}
