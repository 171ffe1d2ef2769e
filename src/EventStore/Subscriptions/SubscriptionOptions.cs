namespace CadreWorkflow.EventStore.Subscriptions;

/// <summary>How a process runs its subscriptions.</summary>
public sealed record SubscriptionOptions
{
    public string Schema { get; init; } = EventStoreSchema.DefaultSchema;

    /// <summary>Names this process in the lease; two processes must differ.</summary>
    public string Owner { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>How long a silent owner keeps a subscription. It is renewed at a third of this.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most events given to a subscriber at once.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>How often the head of the log is looked at when no hint came.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Rest after a batch that was not full, so that a burst of small appends is taken together.</summary>
    public TimeSpan BatchPause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Tries of one event before its subscription is stopped as poisoned.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>First wait between tries; it doubles up to a hundred times this.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(200);
}
