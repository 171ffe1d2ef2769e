namespace CadreWorkflow.EventStore.Appending;

/// <summary>Chooses which waiting appends may share one transaction.</summary>
internal static class BatchPlan
{
    /// <summary>
    /// Moves appends from <paramref name="waiting"/> to a batch, oldest first. All versions of a batch are checked before any is moved,
    /// so an append stays behind when an earlier one writes a stream it touches, or guards a stream it writes, or has its command id;
    /// and nothing overtakes an append that stayed behind for the same stream. Guards on one stream are shared.
    /// </summary>
    public static List<PendingAppend> Take(List<PendingAppend> waiting, EventLogOptions options)
    {
        var batch = new List<PendingAppend>(Math.Min(waiting.Count, options.MaxBatchAppends));
        if (waiting.Count == 1)
        {
            batch.Add(waiting[0]);
            waiting.Clear();
            return batch;
        }

        var written = new HashSet<string>(StringComparer.Ordinal);
        var guarded = new HashSet<string>(StringComparer.Ordinal);
        var commands = new HashSet<Guid>();
        var left = new List<PendingAppend>();
        var bytes = 0;
        var full = false;
        foreach (var append in waiting)
        {
            full = full || batch.Count == options.MaxBatchAppends || (batch.Count > 0 && bytes + append.Bytes > options.MaxBatchBytes);
            if (!full && Fits(append, written, guarded) & commands.Add(append.Request.CommandId))
            {
                batch.Add(append);
                bytes += append.Bytes;
            }
            else
            {
                left.Add(append);
            }

            foreach (var stream in append.Request.Streams)
            {
                written.Add(stream.StreamId);
            }

            foreach (var guard in append.Guards)
            {
                guarded.Add(guard.StreamId);
            }
        }

        waiting.Clear();
        waiting.AddRange(left);
        return batch;
    }

    private static bool Fits(PendingAppend append, HashSet<string> written, HashSet<string> guarded)
    {
        foreach (var stream in append.Request.Streams)
        {
            if (written.Contains(stream.StreamId) || guarded.Contains(stream.StreamId))
            {
                return false;
            }
        }

        foreach (var guard in append.Guards)
        {
            if (written.Contains(guard.StreamId))
            {
                return false;
            }
        }

        return true;
    }
}
