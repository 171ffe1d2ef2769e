namespace CadreWorkflow.EventStore.Subscriptions;

/// <summary>Tells waiters of this process that the log has, or may have, grown. A hint: whoever waits also polls.</summary>
public sealed class LogSignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    /// <summary>The highest position heard of in this process; the log may be further.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Completes at the next pulse after this was asked for. Ask first, look second, wait last.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes the waiters.</summary>
    public void Pulse(long position)
    {
        long seen;
        while ((seen = Interlocked.Read(ref _position)) < position && Interlocked.CompareExchange(ref _position, position, seen) != seen)
        {
        }

        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
