namespace CadreWorkflow.EventStore.Appending;

/// <summary>A checked append on its way to the database, and the promise made to its caller.</summary>
internal sealed class PendingAppend(AppendRequest request, IReadOnlyList<ReadGuard> guards, int eventCount, int bytes)
{
    private readonly TaskCompletionSource<AppendOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AppendRequest Request { get; } = request;

    public IReadOnlyList<ReadGuard> Guards { get; } = guards;

    public int EventCount { get; } = eventCount;

    public int Bytes { get; } = bytes;

    /// <summary>When to stop trying, as a timestamp of the writer's clock.</summary>
    public long Deadline { get; set; }

    /// <summary>Sent at least once over a connection that was lost before the answer came: it may be stored already.</summary>
    public bool OutcomeUnknown { get; set; }

    public Task<AppendOutcome> Outcome => _outcome.Task;

    public void Complete(AppendOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(Exception exception) => _outcome.TrySetException(exception);
}
