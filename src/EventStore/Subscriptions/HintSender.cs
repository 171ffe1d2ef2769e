using System.Globalization;
using Npgsql;

namespace CadreWorkflow.EventStore.Subscriptions;

/// <summary>
/// Sends <c>NOTIFY</c> to other processes after appends, at most once per interval and on a connection of its own: inside an append it would
/// hold a cluster-wide lock through the flush.
/// </summary>
internal sealed class HintSender : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly LogSignal _signal;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;
    private readonly string _channel;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public HintSender(NpgsqlDataSource source, LogSignal signal, EventLogOptions options, TimeProvider clock)
    {
        (_source, _signal, _interval, _clock) = (source, signal, options.HintInterval, clock);
        _channel = Channel(options.Schema);
        _loop = LoopAsync();
    }

    public static string Channel(string schema) => $"{schema}_appended";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var sent = 0L;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var next = _signal.Next;
                var position = _signal.Position;
                if (position <= sent)
                {
                    await next.WaitAsync(_stop.Token);
                    continue;
                }

                await using var command = _source.CreateCommand("select pg_notify($1, $2)");
                command.With(_channel);
                command.With(position.ToString(CultureInfo.InvariantCulture));
                await command.ExecuteNonQueryAsync(_stop.Token);
                sent = position;
                await Task.Delay(_interval, _clock, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
            {
                // A hint that cannot be sent is not missed: readers poll.
                await Task.Delay(TimeSpan.FromSeconds(1), _clock, CancellationToken.None);
            }
        }
    }
}
