using CadreWorkflow.Cluster;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Benchmarks;

/// <summary>What plain Npgsql does with the same two tables: one stream row and one event row per transaction, prepared, a connection per worker.</summary>
internal sealed class EventLogFloor : IAsyncDisposable
{
    public const string EventType = "referral_filed";
    public const string Hash = "3f6b1d0c8a7e4f52b9d16c0e5a7f8b21";
    public const string Data =
        """{"occurredOn":"2026-01-05","caseId":"0192f0c1-0000-7000-8000-000000000001","personId":"0192f0c1-0000-7000-8000-000000000002","unionUnit":"union-0017","gender":"F","ageBand":"25-29","education":"university","theory":"elementary","sector":"health","documentNumber":"12-NQ/CĐ"}""";
    public const string Headers = """{"command":"file_referral","via":"page","actingUnit":"union-0017"}""";

    private readonly NpgsqlDataSource _source;
    private readonly bool _oneRoundTrip;
    private readonly Dictionary<int, Func<Task>> _workers = [];
    private readonly List<NpgsqlConnection> _connections = [];

    private EventLogFloor(NpgsqlDataSource source, bool oneRoundTrip) => (_source, _oneRoundTrip) = (source, oneRoundTrip);

    public static async Task<EventLogFloor> CreateAsync(CadreDatabase database, bool oneRoundTrip)
    {
        await using var owner = new NpgsqlConnection(database.OwnerConnectionString);
        await owner.OpenAsync();
        await using var create = new NpgsqlCommand(
            $"""
            create schema if not exists floor;
            create table if not exists floor.mt_streams (like cadre.mt_streams including all);
            create table if not exists floor.mt_events (like cadre.mt_events including all, foreign key (stream_id) references floor.mt_streams (id) on delete cascade);
            create sequence if not exists floor.mt_events_sequence;
            grant usage on schema floor to {CadreDatabase.AppRole};
            grant all on all tables in schema floor to {CadreDatabase.AppRole};
            grant all on all sequences in schema floor to {CadreDatabase.AppRole};
            """,
            owner);
        await create.ExecuteNonQueryAsync();
        return new EventLogFloor(NpgsqlDataSource.Create(database.AppConnectionString + ";Options=-c synchronous_commit=on"), oneRoundTrip);
    }

    public Func<Task> Worker(int number) => async () =>
    {
        Func<Task>? act;
        lock (_workers)
        {
            _workers.TryGetValue(number, out act);
        }

        if (act is null)
        {
            act = await ConnectAsync();
            lock (_workers)
            {
                _workers[number] = act;
            }
        }

        await act();
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await _source.DisposeAsync();
    }

    private async Task<Func<Task>> ConnectAsync()
    {
        var connection = await _source.OpenConnectionAsync();
        lock (_connections)
        {
            _connections.Add(connection);
        }

        const string Stream = "insert into floor.mt_streams (id, type, version) values ($1, 'case', 1)";
        const string Event =
            """
            insert into floor.mt_events (seq_id, id, stream_id, version, data, type, correlation_id, headers, user_name)
            values (nextval('floor.mt_events_sequence'), $1, $2, 1, $3, $4, 'correlation', $5, 'account')
            """;
        NpgsqlParameter<string> streamId = new(), eventStream = new();
        NpgsqlParameter<Guid> eventId = new();
        NpgsqlParameter[] eventParameters =
        [
            eventId, eventStream, new() { Value = Data, NpgsqlDbType = NpgsqlDbType.Jsonb }, new() { Value = EventType }, new() { Value = Headers, NpgsqlDbType = NpgsqlDbType.Jsonb },
        ];
        if (_oneRoundTrip)
        {
            var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Stream) { Parameters = { streamId } });
            var second = new NpgsqlBatchCommand(Event);
            second.Parameters.AddRange(eventParameters);
            batch.BatchCommands.Add(second);
            Next();
            await batch.PrepareAsync();
            return async () =>
            {
                Next();
                await batch.ExecuteNonQueryAsync();
            };
        }

        var insertStream = new NpgsqlCommand(Stream, connection) { Parameters = { streamId } };
        var insertEvent = new NpgsqlCommand(Event, connection);
        insertEvent.Parameters.AddRange(eventParameters);
        Next();
        await insertStream.PrepareAsync();
        await insertEvent.PrepareAsync();
        return async () =>
        {
            Next();
            await using var transaction = await connection.BeginTransactionAsync();
            await insertStream.ExecuteNonQueryAsync();
            await insertEvent.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        };

        void Next()
        {
            streamId.TypedValue = eventStream.TypedValue = $"case-{Guid.CreateVersion7()}";
            eventId.TypedValue = Guid.CreateVersion7();
        }
    }
}
