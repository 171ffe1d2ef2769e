using System.Text.Json.Nodes;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;

/// <summary>The shipped regulations with one figure changed, as a site's own version would.</summary>
public static class Policies
{
    public static Regulations With(string version, string parameter, Action<JsonObject> change)
    {
        var regulations = Regulations.Empty;
        long position = 0;
        foreach (var document in RegulationFiles.All)
        {
            var published = document;
            if (document.Id == version)
            {
                var json = JsonNode.Parse(document.Canonical)!.AsObject();
                change(json["parameters"]!.AsArray().Select(p => p!.AsObject()).Single(p => (string)p["code"]! == parameter));
                (var changed, var problems) = RegulationFiles.Read(version, json.ToJsonString());
                Assert.Empty(problems);
                published = changed!;
            }

            regulations = regulations.Apply(published.Publication(new DateOnly(2026, 1, 1)), ++position);
        }

        return regulations;
    }
}
