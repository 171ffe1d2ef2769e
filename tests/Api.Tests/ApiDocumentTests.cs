using System.Net;
using System.Text.Json;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Admissions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CadreWorkflow.Api.Tests;

/// <summary>What the OpenAPI document says is what the doors do.</summary>
public sealed class ApiDocumentTests(SharedHost shared)
{
    [Fact]
    public async Task The_document_validates_and_has_a_body_and_an_example_for_every_act()
    {
        using var client = shared.Host.Anonymous();
        var read = OpenApiDocument.Parse(await client.GetStringAsync("/openapi/v1.json"), "json");
        Assert.Empty(read.Diagnostic!.Errors.Select(e => $"{e.Pointer}: {e.Message}"));
        var document = read.Document!;
        Assert.Empty(document.Validate(ValidationRuleSet.GetDefaultRuleSet()).Select(e => $"{e.Pointer}: {e.Message}"));
        foreach (var act in CaseActs.All)
        {
            var path = act.Code == "refer" ? "/api/cases" : "/api/cases/{id}/acts/" + act.Code;
            Assert.True(document.Paths.TryGetValue(path, out var item) || document.Paths.TryGetValue(path + "/", out item), path);
            var body = item!.Operations![HttpMethod.Post].RequestBody!.Content!["application/json"];
            Assert.NotEmpty(body.Schema!.Properties!);
            Assert.Contains("occurredOn", body.Schema.Properties!.Keys);
            if (act.Code != "refer")
            {
                Assert.Subset(body.Schema.Properties!.Keys.ToHashSet(StringComparer.Ordinal), body.Example!.AsObject().Select(p => p.Key).ToHashSet(StringComparer.Ordinal));
                Assert.All(body.Schema.Required ?? new HashSet<string>(StringComparer.Ordinal), r => Assert.True(body.Example.AsObject().ContainsKey(r), r));
            }
        }

        var codes = document.Components!.Schemas!["ProblemCode"].AnyOf![0].Enum!.Select(c => c.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(CaseRefusals.Codes.Concat(Problems.Codes).ToHashSet(StringComparer.Ordinal), codes);
    }

    [Fact]
    public async Task Every_act_of_cadre_work_has_a_path_and_a_body_of_its_own()
    {
        using var client = shared.Host.Anonymous();
        var document = OpenApiDocument.Parse(await client.GetStringAsync("/openapi/v1.json"), "json").Document!;
        foreach (var (act, members) in new (string, string[])[]
        {
            ("plans/{id}/acts/consult", ["occurredOn", "step", "conference", "candidates"]), ("appointments/{id}/acts/appoint", ["occurredOn", "personId", "from", "termEndsOn"]),
            ("cadres/{id}/acts/take-post", ["occurredOn", "postId", "kind"]), ("staffing/{id}/acts/assign-quota", ["assigned", "document"]), ("declarations/{id}/acts/file", ["obligationId"]),
            ("posts/{id}/acts/open", ["seats", "level"]), ("headcounts/{id}/acts/report", ["occurredOn"]),
        })
        {
            var body = document.Paths["/api/" + act].Operations![HttpMethod.Post].RequestBody!.Content!["application/json"].Schema!;
            Assert.Superset(members.ToHashSet(StringComparer.Ordinal), body.Properties!.Keys.ToHashSet(StringComparer.Ordinal));
            Assert.DoesNotContain(act.Split('/')[0] switch { "plans" => "planId", "appointments" => "appointmentId", "posts" => "postId", "cadres" or "declarations" => "personId", _ => "unitId" }, body.Properties.Keys);
            Assert.NotEmpty(body.Required!);
        }
    }

    [Fact]
    public async Task The_example_of_every_act_is_read_by_the_parser_of_that_act_and_every_other_field_is_refused()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        var loaded = await shared.Host.Services.GetRequiredService<CaseReader>().LoadAsync(id, CancellationToken.None);
        foreach (var act in ActBodies.Stated.Where(a => a.Code != "re-refer"))
        {
            var whole = JsonSerializer.SerializeToElement(ActBodies.Sample(act));
            var command = ActParser.Parse(act, whole, loaded!, null);
            Assert.Equal(act.EventType, command.Act.GetType());
            var more = ActBodies.Sample(act);
            more["somethingElse"] = 1;
            Assert.Throws<BadInputException>(() => ActParser.Parse(act, JsonSerializer.SerializeToElement(more), loaded!, null));
            foreach (var required in ActBodies.FieldsOf(act).Where(f => f.Required))
            {
                var less = ActBodies.Sample(act);
                less.Remove(required.Name);
                Assert.Throws<BadInputException>(() => ActParser.Parse(act, JsonSerializer.SerializeToElement(less), loaded!, null));
            }
        }
    }

    [Fact]
    public async Task The_example_of_every_act_sent_over_HTTP_is_understood_whatever_the_rules_say_of_it()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        foreach (var act in ActBodies.Stated)
        {
            var id = await union.FileAsync(province.Union1);
            using var response = await union.PostAsync($"/api/cases/{id:D}/acts/{act.Code}", ActBodies.Sample(act));
            var body = await response.JsonAsync();
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Forbidden, $"{act.Code}: {body}");
        }
    }
}
