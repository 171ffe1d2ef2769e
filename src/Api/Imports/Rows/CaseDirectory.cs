using System.Collections.Concurrent;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Projections;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>Cases by the file number their union gave them.</summary>
internal sealed class CaseDirectory
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Guid>> _byReference = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes a case filed just now.</summary>
    public void Add(string? reference, Guid caseId)
    {
        if (reference is not null)
        {
            _byReference.AddOrUpdate(reference, _ => [caseId], (_, known) => known.Contains(caseId) ? known : [.. known, caseId]);
        }
    }

    /// <summary>The one case of a reference, or what is wrong.</summary>
    public (Guid Id, string? Problem) Find(string reference) =>
        !_byReference.TryGetValue(reference, out var ids) ? (Guid.Empty, "unknown_case")
        : ids.Count > 1 ? (Guid.Empty, "ambiguous_reference")
        : (ids[0], null);

    /// <summary>File numbers are unique in a unit only: where several cases have one, those the sender may not see are no candidates.</summary>
    public async Task NarrowAsync(Func<Guid, Task<bool>> visible)
    {
        foreach (var (reference, ids) in _byReference.Where(p => p.Value.Count > 1).ToList())
        {
            var seen = new List<Guid>();
            foreach (var id in ids)
            {
                if (await visible(id))
                {
                    seen.Add(id);
                }
            }

            if (seen.Count == 0)
            {
                _byReference.TryRemove(reference, out _);
            }
            else
            {
                _byReference[reference] = seen;
            }
        }
    }

    /// <summary>Looks up references in the read side, and in the part of the log it has not come to yet: a file of acts may follow its file of referrals at once.</summary>
    public async Task LoadAsync(CadreDatabases databases, IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        if (references.Count == 0)
        {
            return;
        }

        // One statement sees one state: what the read side has not applied is behind its position, and the other way round.
        await using var command = databases.Requests.CreateCommand(
            $"""
            select reference, case_id from {ReadSchema.Live}.case_now where lower(reference) = any ($1)
            union
            select e.data->>'reference', (e.data->>'caseId')::uuid from cadre.mt_events e
            where e.seq_id > (select position from {ReadSchema.Live}.progress) and e.type = 'referral_filed' and lower(e.data->>'reference') = any ($1)
            """);
        command.Parameters.Add(new() { Value = references.Select(r => r.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Add(reader.GetString(0), reader.GetGuid(1));
        }
    }
}
