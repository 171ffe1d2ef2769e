using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using Npgsql;

namespace CadreWorkflow.Projections.Statements;

/// <summary>Counts and recurring duties as units state them: written as they come, folded for any position.</summary>
internal static class UnitStatements
{
    /// <summary>Stored names of counts.</summary>
    internal static readonly string[] Counts = [.. HeadcountEventTypes.All.Select(t => t.StoredName)];

    /// <summary>Stored names of duties.</summary>
    internal static readonly string[] Duties = [.. DutyEventTypes.All.Select(t => t.StoredName)];

    /// <summary>The unit that states something; null for any other event.</summary>
    internal static Guid? UnitOf(IDomainEvent fact) => fact switch
    {
        HeadcountEvent h => h.UnitId,
        DutyEvent d => d.UnitId,
        _ => null,
    };

    internal static async Task WriteAsync(NpgsqlConnection connection, string quotedSchema, IReadOnlyList<Recorded<IDomainEvent>> batch, CancellationToken cancellationToken)
    {
        var facts = batch.Where(f => UnitOf(f.Event) is not null).ToList();
        if (facts.Count == 0)
        {
            return;
        }

        var written = facts.Select(f => DomainEvents.Catalog.Write(f.Event)).ToList();
        await using var command = new NpgsqlCommand(
            $"insert into {quotedSchema}.unit_statement (position, unit_id, event_id, version, type, data, recorded_at) select * from unnest($1, $2, $3, $4, $5, $6, $7)", connection)
        {
            Parameters =
            {
                new() { Value = facts.Select(f => f.Position).ToArray() },
                new() { Value = facts.Select(f => UnitOf(f.Event)!.Value).ToArray() },
                new() { Value = facts.Select(f => f.Id).ToArray() },
                new() { Value = facts.Select(f => f.Version).ToArray() },
                new() { Value = written.Select(w => w.Type).ToArray() },
                new() { Value = written.Select(w => w.Data).ToArray() },
                new() { Value = facts.Select(f => f.RecordedAt.ToUniversalTime()).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Statements of some units up to a position, by unit, in order of recording.</summary>
    internal static async Task<ILookup<Guid, Recorded<TEvent>>> ReadAsync<TEvent>(
        NpgsqlConnection connection, string[] types, IReadOnlyCollection<Guid> units, long? position, CancellationToken cancellationToken)
        where TEvent : class, IDomainEvent
    {
        await using var command = new NpgsqlCommand(
            $"""
            select unit_id, position, event_id, version, type, data, recorded_at from {ReadSchema.Live}.unit_statement
            where position <= $1 and unit_id = any($2) and type = any($3) order by position
            """,
            connection)
        {
            Parameters = { new() { Value = position ?? long.MaxValue }, new() { Value = units.ToArray() }, new() { Value = types } },
        };
        var facts = new List<(Guid Unit, Recorded<TEvent> Fact)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            facts.Add((reader.GetGuid(0), new(
                (TEvent)DomainEvents.Catalog.Read(reader.GetString(4), reader.GetString(5)), reader.GetGuid(2), string.Empty, reader.GetInt64(3), reader.GetInt64(1),
                reader.GetFieldValue<DateTimeOffset>(6), EventHeaders.None, null)));
        }

        return facts.ToLookup(f => f.Unit, f => f.Fact);
    }
}
