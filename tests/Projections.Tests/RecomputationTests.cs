using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.Projections.Tests.Given;
using Npgsql;

namespace CadreWorkflow.Projections.Tests;

/// <summary>A calendar is published: the clocks it touches are computed again, and only those.</summary>
public sealed class RecomputationTests
{
    [Fact]
    public async Task Given_a_swap_and_then_a_confirmed_year_when_published_then_every_open_clock_is_as_computed_afresh()
    {
        var log = RandomProvince.Of(21, persons: 60);
        await using var read = await ReadSide.OfAsync(log);
        var rows = await CountAsync(read, "read.case_past");
        Publish(log, "public-2025", j => Swap(j, "2025-03-24", "mon", "2025-03-29", "sat"));
        Publish(log, "public-2027", j =>
        {
            j["confirmed"] = true;
            j.Remove("alternatives");
            foreach (var day in j["days"]!.AsArray())
            {
                day!["confirmed"] = true;
            }
        });
        await read.FeedAsync();

        var regulations = Regulations.Empty.Apply(log.Events.Where(e => e.Event is RegulationEvent).Select(e => ((RegulationEvent)e.Event, e.Position)));
        var units = OrgTree.Of(log.Events.Where(e => e.Event is UnitEvent).Select(e => MemoryLog.Cast<UnitEvent>(e)));
        var checkedCases = 0;
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var stream in log.Events.Where(e => e.Event is CaseEvent).GroupBy(e => e.StreamId))
        {
            var id = Guid.Parse(stream.Key.AsSpan(5));
            if (await ClocksAsync(connection, id) is { } stored)
            {
                var afresh = CaseDeadlines.Of(CaseHistory.Of(stream.OrderBy(e => e.Version).Select(e => MemoryLog.Cast<CaseEvent>(e))), regulations, units);
                Assert.Equal(afresh.Select(d => $"{d.Rule} {d.StartFact} {d.Due:yyyy-MM-dd} {d.Provisional}").Order(StringComparer.Ordinal), stored);
                checkedCases++;
            }
        }

        Assert.True(checkedCases > 10, $"{checkedCases} open cases");
        Assert.Equal(rows, await CountAsync(read, "read.case_past"));
    }

    private static void Swap(JsonObject year, string off, string offDay, string worked, string workedDay)
    {
        JsonObject Row(string date, string weekday, string kind, string pair) => new()
        {
            ["date"] = date,
            ["weekday"] = weekday,
            ["kind"] = kind,
            ["pair"] = pair,
            ["confirmed"] = true,
            ["source"] = "x",
        };
        year["days"]!.AsArray().Add(Row(off, offDay, "swap_off", worked));
        year["days"]!.AsArray().Add(Row(worked, workedDay, "swap_worked", off));
    }

    private static void Publish(MemoryLog log, string year, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == year).Canonical)!.AsObject();
        json["id"] = year + "-next";
        json["supersedes"] = year;
        change(json);
        var (document, problems) = RegulationFiles.Read(year + "-next", json.ToJsonString());
        Assert.Empty(problems);
        log.Record(Streams.Regulations, document!.Publication(new DateOnly(2026, 11, 22)));
    }

    private static async Task<IReadOnlyList<string>?> ClocksAsync(NpgsqlConnection connection, Guid id)
    {
        await using var command = new NpgsqlCommand(
            """
            select rule || ' ' || start_fact || ' ' || due || ' ' || case when provisional then 'True' else 'False' end
            from read.deadline d join read.case_now c using (case_id) where c.case_id = $1 and c.ended_on is null and d.recorded_to = 9223372036854775807
            """,
            connection)
        { Parameters = { new() { Value = id } } };
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found.Count == 0 ? null : [.. found.Order(StringComparer.Ordinal)];
    }

    private static async Task<long> CountAsync(ReadSide read, string table)
    {
        await using var command = read.Source.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
