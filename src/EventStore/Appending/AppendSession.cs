using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.EventStore.Appending;

/// <summary>The writer's connection with its prepared commands: a batch is one round trip and one transaction.</summary>
internal sealed class AppendSession : IAsyncDisposable
{
    private const int Alongside = 22;

    private readonly NpgsqlDataSource _source;
    private readonly string _schema;
    private readonly string _sql;
    private readonly NpgsqlParameter[] _parameters;
    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _command;
    private SingleAppend? _single;

    public AppendSession(NpgsqlDataSource source, EventLogOptions options)
    {
        _source = source;
        _schema = EventStoreSchema.Quote(options.Schema);
        _parameters =
        [
            new NpgsqlParameter<Guid[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            Texts(), Texts(), Texts(), Texts(), Texts(), Integers(),
            Integers(), Texts(), Texts(), Bigints(), Integers(),
            Integers(), Texts(), Bigints(),
            Integers(), Texts(), Bigints(), new NpgsqlParameter<Guid[]> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, Texts(), Jsons(), Jsons(),
        ];
        var (columns, append) = ("a.*", $"{_schema}.append({string.Join(", ", Enumerable.Range(1, _parameters.Length).Select(i => $"${i}"))})");
        if (options.AlongsideFunction is { } function)
        {
            // In the same statement: one round trip, and after the append, which must be the first in its transaction.
            _parameters = [.. _parameters, Jsons()];
            columns += string.Format(CultureInfo.InvariantCulture, ", case when cardinality(${1}) > 0 then {0}(${1}) end", EventStoreSchema.QuoteFunction(function), _parameters.Length);
        }

        _sql = $"select {columns} from {append} a";
    }

    /// <summary>Whether a connection stands; opening one is known to have stored nothing.</summary>
    public bool IsOpen => _connection is not null;

    public async Task OpenAsync()
    {
        var connection = await _source.OpenConnectionAsync();
        var command = new NpgsqlCommand(_sql, connection);
        try
        {
            command.Parameters.AddRange(_parameters);
            await command.PrepareAsync();
            var single = new SingleAppend(connection, _schema);
            await single.PrepareAsync();
            (_connection, _command, _single) = (connection, command, single);
        }
        catch
        {
            // The parameters outlive the connection; they can belong to one command at a time.
            command.Parameters.Clear();
            await command.DisposeAsync();
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores the batch and returns an outcome per append, in its order.</summary>
    public async Task<AppendOutcome[]> SendAsync(List<PendingAppend> batch)
    {
        if (batch is [var alone] && SingleAppend.Fits(alone) && await _single!.SendAsync(alone) is { } appended)
        {
            return [appended];
        }

        Fill(batch);
        await using var reader = await _command!.ExecuteReaderAsync();
        await reader.ReadAsync();
        var outcomes = Outcomes(batch, reader);

        // The transaction commits after the row was sent: only the end of the answer, which this reads, says that it has.
        while (await reader.NextResultAsync())
        {
        }

        return outcomes;
    }

    public async ValueTask CloseAsync()
    {
        var (command, connection) = (_command, _connection);
        var single = _single;
        (_command, _connection, _single) = (null, null, null);
        if (command is not null)
        {
            await single!.DisposeAsync();
            command.Parameters.Clear();
            await command.DisposeAsync();
            await connection!.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private static AppendOutcome[] Outcomes(List<PendingAppend> batch, NpgsqlDataReader reader)
    {
        var recordedAt = new DateTimeOffset(reader.GetFieldValue<DateTime>(0));
        var head = reader.GetInt64(1);
        var positions = reader.GetFieldValue<long?[]>(2);
        var outcomes = new AppendOutcome[batch.Count];
        var refused = reader.GetFieldValue<int[]>(3);
        if (refused.Length > 0)
        {
            var streams = reader.GetFieldValue<string[]>(4);
            var expected = reader.GetFieldValue<long[]>(5);
            var actual = reader.GetFieldValue<long[]>(6);
            for (var i = 0; i < refused.Length; i++)
            {
                outcomes[refused[i] - 1] = new AppendOutcome.VersionConflict(streams[i], expected[i], actual[i]);
            }
        }

        var known = reader.GetFieldValue<int[]>(7);
        if (known.Length > 0)
        {
            var hashes = reader.GetFieldValue<string[]>(8);
            var results = reader.GetFieldValue<string?[]>(9);
            var storedAt = reader.GetFieldValue<long[]>(10);
            var times = reader.GetFieldValue<DateTime[]>(11);
            for (var i = 0; i < known.Length; i++)
            {
                var append = batch[known[i] - 1];
                outcomes[known[i] - 1] = hashes[i] != append.Request.RequestHash ? new AppendOutcome.CommandIdReused(append.Request.CommandId)
                    : append.OutcomeUnknown ? new AppendOutcome.Appended(storedAt[i], new DateTimeOffset(times[i]))
                    : new AppendOutcome.AlreadyDone(new StoredResult(append.Request.CommandId, hashes[i], results[i], storedAt[i]));
            }
        }

        var last = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var (first, count) = (last, batch[i].EventCount);
            last += count;
            outcomes[i] ??= new AppendOutcome.Appended(
                count == 0 ? head : positions[last - 1]!.Value, recordedAt, [.. positions.Skip(first).Take(count).Select(position => position!.Value)]);
        }

        return outcomes;
    }

    private void Fill(List<PendingAppend> batch)
    {
        int streams = 0, guards = 0, events = 0;
        foreach (var append in batch)
        {
            streams += append.Request.Streams.Count;
            guards += append.Guards.Count;
            events += append.EventCount;
        }

        var n = batch.Count;
        var commandId = Set<Guid>(0, n);
        var hash = Set<string?>(1, n);
        var result = Set<string?>(2, n);
        var correlation = Set<string?>(3, n);
        var causation = Set<string?>(4, n);
        var user = Set<string?>(5, n);
        var lastEvent = Set<int>(6, n);
        var sAppend = Set<int>(7, streams);
        var sId = Set<string?>(8, streams);
        var sType = Set<string?>(9, streams);
        var sExpected = Set<long>(10, streams);
        var sAdded = Set<int>(11, streams);
        var gAppend = Set<int>(12, guards);
        var gId = Set<string?>(13, guards);
        var gExpected = Set<long>(14, guards);
        var eAppend = Set<int>(15, events);
        var eStream = Set<string?>(16, events);
        var eVersion = Set<long>(17, events);
        var eId = Set<Guid>(18, events);
        var eType = Set<string?>(19, events);
        var eData = Set<string?>(20, events);
        var eHeaders = Set<string?>(21, events);

        if (_parameters.Length > Alongside)
        {
            ((NpgsqlParameter<string?[]>)_parameters[Alongside]).TypedValue = [.. batch.Select(append => append.Request.Alongside).OfType<string>()];
        }

        int s = 0, g = 0, e = 0;
        for (var i = 0; i < n; i++)
        {
            var request = batch[i].Request;
            (commandId[i], hash[i], result[i]) = (request.CommandId, request.RequestHash, request.Result);
            (correlation[i], causation[i], user[i]) = (request.CorrelationId, request.CausationId, request.UserName);
            foreach (var stream in request.Streams)
            {
                (sAppend[s], sId[s], sType[s], sExpected[s], sAdded[s]) = (i + 1, stream.StreamId, stream.StreamType, stream.ExpectedVersion, stream.Events.Count);
                s++;
                for (var k = 0; k < stream.Events.Count; k++, e++)
                {
                    var item = stream.Events[k];
                    (eAppend[e], eStream[e], eVersion[e]) = (i + 1, stream.StreamId, stream.ExpectedVersion + k + 1);
                    (eId[e], eType[e], eData[e], eHeaders[e]) = (item.Id, item.Type, item.Data, item.Headers);
                }
            }

            foreach (var guard in batch[i].Guards)
            {
                (gAppend[g], gId[g], gExpected[g]) = (i + 1, guard.StreamId, guard.ExpectedVersion);
                g++;
            }

            lastEvent[i] = batch[i].EventCount == 0 ? 0 : e;
        }
    }

    private T[] Set<T>(int index, int length)
    {
        var values = length == 0 ? [] : new T[length];
        ((NpgsqlParameter<T[]>)_parameters[index]).TypedValue = values;
        return values;
    }

    private static NpgsqlParameter<string?[]> Texts() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<string?[]> Jsons() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static NpgsqlParameter<int[]> Integers() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    private static NpgsqlParameter<long[]> Bigints() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
