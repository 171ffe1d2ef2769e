using CadreWorkflow.Domain.Admissions.Outlooks;
using Npgsql;

namespace CadreWorkflow.Projections.Lists;

/// <summary>An open case and whose it is.</summary>
public readonly record struct OpenCaseKey(Guid CaseId, Guid PersonId);

/// <summary>Open cases in the order of their ids, a chunk at a time, for what goes over all of them.</summary>
public sealed class OpenCaseKeys(ReadFacts facts)
{
    /// <summary>Longest chunk.</summary>
    public const int MaxTake = 2_000;

    /// <summary>The chunk after a case; empty at the end.</summary>
    /// <param name="reach">Leaves out cases none of whose running clocks counts over a changed day.</param>
    /// <param name="after">The last case of the chunk before; <see cref="Guid.Empty"/> for the first.</param>
    public async Task<IReadOnlyList<OpenCaseKey>> NextAsync(
        NpgsqlConnection connection, ReadScope scope, ImpactReach reach, Guid after, int take, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        string Parameter(object value)
        {
            command.Parameters.Add(new() { Value = value });
            return $"${command.Parameters.Count}";
        }

        var where = $"c.ended_on is null and c.case_id > {Parameter(after)}";
        foreach (var subtree in scope.Subtrees(await facts.UnitsAsync(connection, null, cancellationToken)))
        {
            var units = Parameter(subtree);
            where += $" and (c.union_unit = any({units}) or c.party_body = any({units}))";
        }

        if (reach.IsByClock)
        {
            // A clock that stands still may yet count over any later day.
            where += $"""
                 and exists (
                    select from {ReadSchema.Live}.deadline d
                    where d.case_id = c.case_id and d.recorded_to = {ReadModel.Forever} and d.open and (d.calendar = any({Parameter(reach.Calendars.ToArray())}) or d.moves <> '')
                      and d.rule not in ('ADM-34', 'ADM-35') and d.clock_start < {Parameter(reach.Last)} and (d.due >= {Parameter(reach.First)} or d.stands_since is not null))
                """;
        }

        command.CommandText = $"select c.case_id, c.person_id from {ReadSchema.Live}.case_now c where {where} order by c.case_id limit {Math.Clamp(take, 1, MaxTake)}";
        var keys = new List<OpenCaseKey>(take);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(new(reader.GetGuid(0), reader.GetGuid(1)));
        }

        return keys;
    }
}
