using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Units;

using CadreWorkflow.Domain.Regulations;

/// <summary>Facts of units, posts and regulations, kept whole: few enough to fold in memory, for any position.</summary>
internal sealed class FactStore(string schema)
{
    private readonly string _schema = ReadSchema.Quote(schema);

    internal async Task WriteUnitsAsync(NpgsqlConnection connection, IReadOnlyList<Recorded<UnitEvent>> facts, CancellationToken cancellationToken)
    {
        if (facts.Count == 0)
        {
            return;
        }

        var written = facts.Select(f => DomainEvents.Catalog.Write(f.Event)).ToList();
        await using var command = new NpgsqlCommand(
            $"""
            insert into {_schema}.unit_fact (position, unit_id, event_id, version, type, data, corrects, recorded_at)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = facts.Select(f => f.Position).ToArray() },
                new() { Value = facts.Select(f => Guid.Parse(f.StreamId.AsSpan(5))).ToArray() },
                new() { Value = facts.Select(f => f.Id).ToArray() },
                new() { Value = facts.Select(f => f.Version).ToArray() },
                new() { Value = written.Select(w => w.Type).ToArray() },
                new() { Value = written.Select(w => w.Data).ToArray() },
                new() { Value = facts.Select(f => f.Headers.Corrects).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = facts.Select(f => f.RecordedAt.ToUniversalTime()).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task WriteRegulationAsync(NpgsqlConnection connection, Recorded<RegulationEvent> fact, CancellationToken cancellationToken)
    {
        var (type, data) = DomainEvents.Catalog.Write(fact.Event);
        await using var command = new NpgsqlCommand(
            $"insert into {_schema}.regulation_fact (position, event_id, version, type, data, recorded_at) values ($1, $2, $3, $4, $5, $6)", connection)
        {
            Parameters =
            {
                new() { Value = fact.Position }, new() { Value = fact.Id }, new() { Value = fact.Version }, new() { Value = type }, new() { Value = data },
                new() { Value = fact.RecordedAt.ToUniversalTime() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task WritePostsAsync(NpgsqlConnection connection, IReadOnlyList<Recorded<PostEvent>> facts, CancellationToken cancellationToken)
    {
        if (facts.Count == 0)
        {
            return;
        }

        var written = facts.Select(f => DomainEvents.Catalog.Write(f.Event)).ToList();
        await using var command = new NpgsqlCommand(
            $"""
            insert into {_schema}.post_fact (position, post_id, unit, event_id, version, type, data, recorded_at)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = facts.Select(f => f.Position).ToArray() },
                new() { Value = facts.Select(f => f.Event.PostId).ToArray() },
                new() { Value = facts.Select(f => (f.Event as PostOpened)?.Unit).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new() { Value = facts.Select(f => f.Id).ToArray() },
                new() { Value = facts.Select(f => f.Version).ToArray() },
                new() { Value = written.Select(w => w.Type).ToArray() },
                new() { Value = written.Select(w => w.Data).ToArray() },
                new() { Value = facts.Select(f => f.RecordedAt.ToUniversalTime()).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Every post as known at a position.</summary>
    internal async Task<PostBook> PostsAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select position, event_id, version, type, data, recorded_at from {_schema}.post_fact where position <= $1 order by position", connection)
        {
            Parameters = { new() { Value = position } },
        };
        var facts = new List<Recorded<PostEvent>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            facts.Add(new(
                (PostEvent)DomainEvents.Catalog.Read(reader.GetString(3), reader.GetString(4)), reader.GetGuid(1), Streams.Posts, reader.GetInt64(2), reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(5), EventHeaders.None, null));
        }

        return PostBook.Of(facts);
    }

    /// <summary>Both trees as known at a position.</summary>
    internal async Task<OrgTree> TreeAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select position, unit_id, event_id, version, type, data, corrects, recorded_at from {_schema}.unit_fact where position <= $1 order by position", connection)
        {
            Parameters = { new() { Value = position } },
        };
        var facts = new List<Recorded<UnitEvent>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var headers = reader.IsDBNull(6) ? EventHeaders.None : new EventHeaders(Corrects: reader.GetGuid(6));
            facts.Add(new(
                (UnitEvent)DomainEvents.Catalog.Read(reader.GetString(4), reader.GetString(5)), reader.GetGuid(2), Streams.Unit(reader.GetGuid(1)),
                reader.GetInt64(3), reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(7), headers, null));
        }

        return OrgTree.Of(facts);
    }

    /// <summary>The regulations as known at a position. A log that publishes none is read under the shipped files.</summary>
    internal async Task<Regulations> RegulationsAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select position, type, data from {_schema}.regulation_fact where position <= $1 order by position", connection)
        {
            Parameters = { new() { Value = position } },
        };
        var facts = new List<(RegulationEvent, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            facts.Add(((RegulationEvent)DomainEvents.Catalog.Read(reader.GetString(1), reader.GetString(2)), reader.GetInt64(0)));
        }

        return facts.Count == 0 ? Regulations.FromFiles() : Regulations.Empty.Apply(facts);
    }
}
