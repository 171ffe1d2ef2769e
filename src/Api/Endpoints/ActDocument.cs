using System.Text.Json.Nodes;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;
using Microsoft.OpenApi;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Gives every act a path, a body and an example of its own in the OpenAPI document, and problems their codes.</summary>
internal static class ActDocument
{
    private const string Route = "/api/cases/{id}/acts/{code}";

    public static void Describe(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        schemas["Tally"] = Object(document, ActBodies.Of(typeof(Tally)), "Counts of one ballot; never who voted how.");
        schemas["PolicyOverride"] = Object(document, ActBodies.Of(typeof(OverrideBody)), "A version of the rules to judge the act by, in place of the one its date chooses, and why.");
        schemas.TryAdd("DocumentRef", Object(document, ActBodies.Of(typeof(Domain.Events.DocumentRef)), "A paper that proves an act: number, date, issuer; never its contents."));
        foreach (var act in ActBodies.Stated)
        {
            schemas[SchemaOf(act)] = Object(document, ActBodies.FieldsOf(act), Texts.English["act." + act.Code]);
        }

        if (document.Paths.TryGetValue(Route, out var item) && item.Operations?.TryGetValue(HttpMethod.Post, out var generic) == true)
        {
            Generic(document, generic!);
            foreach (var act in ActBodies.Stated)
            {
                document.Paths[Route.Replace("{code}", act.Code, StringComparison.Ordinal)] = new OpenApiPathItem
                {
                    Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Own(document, act, generic!) },
                };
            }
        }

        Problems(document);
    }

    /// <summary>Name of the schema of an act's body.</summary>
    public static string SchemaOf(CaseAct act) => "Act-" + act.Code;

    private static void Generic(OpenApiDocument document, OpenApiOperation operation)
    {
        operation.Description = "Any act by its code; each act also stands in this document under a path of its own, with its body.";
        if (operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(p => p.Name == "code") is { } code)
        {
            code.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. ActBodies.Stated.Select(a => (JsonNode)JsonValue.Create(a.Code))] };
        }

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { AnyOf = [.. ActBodies.Stated.Select(a => (IOpenApiSchema)new OpenApiSchemaReference(SchemaOf(a), document))] },
                },
            },
        };
    }

    private static OpenApiOperation Own(OpenApiDocument document, CaseAct act, OpenApiOperation generic) => new()
    {
        OperationId = "act-" + act.Code,
        Tags = generic.Tags,
        Summary = Texts.English["act." + act.Code],
        Description = $"By the {act.Side.ToString().ToLowerInvariant()} side." + (act.NeedsDocument ? " A report (report: true) names its document." : string.Empty),
        Parameters = [.. generic.Parameters?.Where(p => p.Name != "code") ?? []],
        Responses = generic.Responses,
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(SchemaOf(act), document), Example = ActBodies.Sample(act) },
            },
        },
    };

    private static OpenApiSchema Object(OpenApiDocument document, IReadOnlyList<ActField> fields, string description) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        AdditionalPropertiesAllowed = false,
        Required = fields.Where(f => f.Required).Select(f => f.Name).ToHashSet(StringComparer.Ordinal),
        Properties = fields.ToDictionary(f => f.Name, f => SchemaOf(document, f), StringComparer.Ordinal),
    };

    private static IOpenApiSchema SchemaOf(OpenApiDocument document, ActField field)
    {
        if (field.Type == typeof(Tally) || field.Type == typeof(Domain.Events.DocumentRef))
        {
            var whole = new OpenApiSchemaReference(field.Type.Name, document);
            return field.Nullable ? new OpenApiSchema { AnyOf = [whole, new OpenApiSchema { Type = JsonSchemaType.Null }] } : whole;
        }

        if (field.Type == typeof(OverrideBody))
        {
            return new OpenApiSchema { AnyOf = [new OpenApiSchemaReference("PolicyOverride", document), new OpenApiSchema { Type = JsonSchemaType.Null }] };
        }

        var (type, format) = field.Type switch
        {
            var t when t == typeof(DateOnly) => (JsonSchemaType.String, "date"),
            var t when t == typeof(Guid) => (JsonSchemaType.String, "uuid"),
            var t when t == typeof(bool) => (JsonSchemaType.Boolean, null),
            var t when t == typeof(int) => (JsonSchemaType.Integer, "int32"),
            _ => (JsonSchemaType.String, (string?)null),
        };
        var schema = new OpenApiSchema { Type = field.Nullable ? type | JsonSchemaType.Null : type, Format = format, Description = Description(field.Name) };
        if (field.Type.IsEnum)
        {
            schema.Enum = [.. ActBodies.CodesOf(field.Type).Select(c => (JsonNode)JsonValue.Create(c))];
            if (field.Nullable)
            {
                schema.Enum.Add(JsonNullSentinel.JsonNull);
            }
        }
        else if (type == JsonSchemaType.Integer)
        {
            schema.Minimum = "0";
        }
        else if (field.Type == typeof(string))
        {
            schema.MaxLength = StrictJson.MaxTextLength;
        }

        return schema;
    }

    private static string? Description(string field) => field switch
    {
        "report" => "True for an act already done outside, with its document; false for an act done now, through the system.",
        "corrects" => "Event this one replaces.",
        "note" => "Free words, kept outside the log.",
        _ when Texts.English.Has("field." + field) => Texts.English["field." + field],
        _ when Texts.English.Has("field.tally." + field) => Texts.English["field.tally." + field],
        _ => null,
    };

    /// <summary>Problem details with the members every problem of this program has, and the codes it can carry.</summary>
    private static void Problems(OpenApiDocument document)
    {
        var codes = Endpoints.Problems.Codes.Concat(CaseRefusals.Codes).Concat(UnitRefusals.Codes).Concat(TrainingDecisions.RefusalCodes).Concat(ProgrammeDecisions.RefusalCodes).Concat(EvidenceDecisions.RefusalCodes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var schemas = document.Components!.Schemas!;
        schemas["ProblemCode"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "Stable: programs decide by it. Refused files carry file_ and what is wrong with the file.",
            AnyOf = [new OpenApiSchema { Enum = [.. codes.Select(c => (JsonNode)JsonValue.Create(c))] }, new OpenApiSchema { Pattern = "^[a-z0-9_]+$" }],
        };
        if (schemas.TryGetValue("ProblemDetails", out var known) && known is OpenApiSchema problem)
        {
            problem.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            problem.Properties["code"] = new OpenApiSchemaReference("ProblemCode", document);
            problem.Properties["field"] = Text("Member of the request it concerns.");
            problem.Properties["value"] = Text("What was given there, shortened.");
            problem.Properties["rule"] = Text("Rule that refuses.");
            if (schemas.ContainsKey("FindingBody"))
            {
                problem.Properties["findings"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference("FindingBody", document) };
            }
        }
    }

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = description };
}
