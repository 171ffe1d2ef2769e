using System.Collections.Concurrent;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Writers that note what was acknowledged to them and what was left unknown, to be held against the log afterwards.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentBag<(AppendRequest Request, long Position)> _acknowledged = [];
    private readonly ConcurrentBag<AppendRequest> _unknown = [];

    public int Acknowledged => _acknowledged.Count;

    public int Unknown => _unknown.Count;

    /// <summary>Appends to streams of its own, a few events each and some with a guard, until told to stop.</summary>
    public async Task WriteAsync(IEventLog log, int writer, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var request = Append(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"case-{writer}-{n}-{Guid.NewGuid():N}"), 0, n % 3 + 1);
            request = n % 4 == 0 ? request.Guarded(NewStream("unit"), 0) : request;
            try
            {
                var outcome = await log.AppendAsync(request, CancellationToken.None);
                _acknowledged.Add((request, outcome switch
                {
                    AppendOutcome.Appended stored => stored.Position,
                    AppendOutcome.AlreadyDone done => done.Stored.Position,
                    _ => throw new InvalidOperationException($"{outcome}"),
                }));
            }
            catch (Exception e) when (e is AppendOutcomeUnknownException or Npgsql.NpgsqlException)
            {
                _unknown.Add(request);
            }
        }
    }

    /// <summary>Every acknowledged append is there, once, where it was said to be; every unknown one is resolved by its command id and is then there once.</summary>
    public async Task HoldAgainstAsync(IEventLog log)
    {
        foreach (var (request, position) in _acknowledged)
        {
            var slice = await log.ReadStreamAsync(request.Streams[0].StreamId);
            Assert.Equal(request.Streams[0].Events.Select(e => e.Id), slice.Events.Select(e => e.Id));
            Assert.Equal(position, slice.Events[^1].Position);
        }

        foreach (var request in _unknown)
        {
            var before = await log.FindCommandAsync(request.CommandId);
            var outcome = await log.AppendAsync(request);
            Assert.Equal(before is null, outcome is AppendOutcome.Appended);
            Assert.Equal(before is not null, outcome is AppendOutcome.AlreadyDone);
            Assert.Equal(
                request.Streams[0].Events.Select(e => e.Id), (await log.ReadStreamAsync(request.Streams[0].StreamId)).Events.Select(e => e.Id));
        }
    }
}
