using System.Text.Json;
using CadreWorkflow.Api.Engine;

namespace CadreWorkflow.Api.Imports;

/// <summary>Which rows were done before: their kept answers, looked up together, so that sending a file again is quick.</summary>
internal static class DoneRows
{
    private const int IdsPerLook = 5_000;

    public static async Task<Dictionary<Guid, CommandAnswer>> FindAsync(CadreDatabases databases, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var done = new Dictionary<Guid, CommandAnswer>();
        foreach (var chunk in ids.Where(i => i != Guid.Empty).Distinct().Chunk(IdsPerLook))
        {
            await using var command = databases.Requests.CreateCommand("select command_id, result from cadre.commands where command_id = any ($1)");
            command.Parameters.Add(new() { Value = chunk });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                done[reader.GetGuid(0)] = reader.IsDBNull(1) ? new CommandAnswer(true, 0) : JsonSerializer.Deserialize(reader.GetString(1), EngineJson.Default.CommandAnswer)!;
            }
        }

        return done;
    }
}
