using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace CadreWorkflow.EventStore.Integrity;

/// <summary>Signs the head of the chain and puts it where the database's administrator should not be able to write.</summary>
public static class ChainHeads
{
    /// <summary>Signs the present head into a new file; null when the log is empty or its head was signed before.</summary>
    /// <param name="directory">Outside the database, best on another machine or an append-only medium.</param>
    /// <param name="key">Private key, ECDSA P-256; see <see cref="SigningKey"/>.</param>
    /// <param name="clock">The clock of the statement; heads are about the present, whatever the log's demo clock says.</param>
    public static async Task<SignedHead?> SignAsync(
        NpgsqlDataSource source,
        string directory,
        ECDsa key,
        string schema = EventStoreSchema.DefaultSchema,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        EventStoreSchema.CheckName(schema, nameof(schema));
        var quoted = EventStoreSchema.Quote(schema);
        Directory.CreateDirectory(directory);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var look = new NpgsqlCommand(
            $"select i.log_id, c.chain_no, c.seq_id, c.hash from {quoted}.log_info i cross join lateral (select * from {quoted}.chain order by chain_no desc limit 1) c", connection);
        SignedHead head;
        byte[] hash;
        await using (var reader = await look.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            hash = reader.GetFieldValue<byte[]>(3);
            head = SignedHead.Sign(reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2), hash, (clock ?? TimeProvider.System).GetUtcNow(), key);
        }

        if (!await WriteAsync(directory, head, cancellationToken))
        {
            return null;
        }

        await using var copy = new NpgsqlCommand(
            $"insert into {quoted}.chain_heads (chain_no, seq_id, hash, key_id, signature, signed_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", connection);
        copy.With(head.Number, head.Position, hash, head.KeyId, Convert.FromBase64String(head.Signature), head.SignedAt);
        await copy.ExecuteNonQueryAsync(cancellationToken);
        return head;
    }

    /// <summary>False when this head's file is there already: the first signature of a number stands.</summary>
    private static async Task<bool> WriteAsync(string directory, SignedHead head, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"head-{head.Number:D12}-{head.KeyId}.json");
        var target = Path.Combine(directory, name);
        if (File.Exists(target))
        {
            return false;
        }

        // Whole or not at all, and on the disk before it counts.
        var partial = Path.Combine(directory, $".{name}.{Guid.NewGuid():N}");
        await using (var file = new FileStream(partial, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous }))
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteAsync(head.ToJson().AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(partial, target, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            File.Delete(partial);
            return false;
        }
    }
}

/// <summary>The key that signs heads: a PEM file outside the database.</summary>
public static class SigningKey
{
    /// <summary>Reads the private key, or makes one readable by its owner only; the public half goes beside it as <c>.pub</c>.</summary>
    public static ECDsa LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            try
            {
                using var writer = new StreamWriter(new FileStream(path, options));
                writer.Write(fresh.ExportPkcs8PrivateKeyPem());
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process made it first; its key is the key.
            }
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        if (!File.Exists(path + ".pub"))
        {
            File.WriteAllText(path + ".pub", key.ExportSubjectPublicKeyInfoPem());
        }

        return key;
    }

    /// <summary>Reads a public key (PEM), for verifying only.</summary>
    public static ECDsa LoadPublic(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }
}
