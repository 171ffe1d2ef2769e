using Microsoft.Extensions.Caching.Memory;

namespace CadreWorkflow.Api.Engine;

/// <summary>Sign-in names of account ids, for showing who recorded something.</summary>
public sealed class AccountNames(CadreDatabases databases) : IDisposable
{
    private readonly MemoryCache _names = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>Names by id; an account that is gone is left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(IReadOnlyCollection<string> accountIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var id in accountIds)
        {
            if (_names.TryGetValue(id, out string? name))
            {
                found[id] = name!;
            }
            else
            {
                missing.Add(id);
            }
        }

        if (missing.Count > 0)
        {
            await using var command = databases.Requests.CreateCommand("select id, user_name from identity.account where id = any ($1) and user_name is not null");
            command.Parameters.Add(new() { Value = missing.ToArray() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found[reader.GetString(0)] = _names.Set(reader.GetString(0), reader.GetString(1), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
            }
        }

        return found;
    }

    /// <inheritdoc />
    public void Dispose() => _names.Dispose();
}
