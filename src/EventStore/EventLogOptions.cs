namespace CadreWorkflow.EventStore;

/// <summary>Limits and waits of one <see cref="EventLog"/>. The defaults suit a server; tests shorten the waits.</summary>
public sealed record EventLogOptions
{
    /// <summary>The schema of the log.</summary>
    public string Schema { get; init; } = EventStoreSchema.DefaultSchema;

    /// <summary>Most appends sent to the database in one transaction.</summary>
    public int MaxBatchAppends { get; init; } = 128;

    /// <summary>Most bytes of JSON in one transaction; an append that is larger goes alone.</summary>
    public int MaxBatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Appends waiting for the writer; further callers wait to enqueue.</summary>
    public int MaxQueuedAppends { get; init; } = 2048;

    /// <summary>Largest <c>data</c> or <c>headers</c> of one event in UTF-8 bytes.</summary>
    public int MaxJsonBytes { get; init; } = 1024 * 1024;

    /// <summary>Most events, and most streams and guards together, in one append.</summary>
    public int MaxEventsPerAppend { get; init; } = 2000;

    /// <summary>Largest append in UTF-8 bytes.</summary>
    public int MaxAppendBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Connections that load streams; loads arriving while all are busy go together in the next round trip.</summary>
    public int LoadConnections { get; init; } = 2;

    /// <summary>Most streams in one load round trip.</summary>
    public int MaxBatchLoads { get; init; } = 128;

    /// <summary>How long an append survives a lost or refused connection, being sent again under its command id.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A function over <c>jsonb[]</c>, <c>schema.name</c>, that stores the rows named by <see cref="AppendRequest.Alongside"/>; null when appends have none.
    /// It runs in the append's transaction, which may be sent again, or refused a single append: repeating it must change nothing.
    /// </summary>
    public string? AlongsideFunction { get; init; }

    /// <summary>Shortest time between two <c>NOTIFY</c> hints to other processes.</summary>
    public TimeSpan HintInterval { get; init; } = TimeSpan.FromMilliseconds(100);
}
