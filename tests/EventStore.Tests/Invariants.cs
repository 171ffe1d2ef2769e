using System.Security.Cryptography;
using CadreWorkflow.EventStore.Integrity;
using Npgsql;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>What must hold of every log after whatever was done to it.</summary>
internal static class Invariants
{
    private static readonly (string Name, string Sql)[] Queries =
    [
        ("versions of a stream run from 1 without a gap, and the stream row knows the last", """
            select s.id from cadre.mt_streams s left join cadre.mt_events e on e.stream_id = s.id
            group by s.id, s.version having count(e.version) <> s.version or min(e.version) <> 1 or max(e.version) <> s.version
            """),
        ("versions rise with positions", """
            select stream_id from (select stream_id, version - lag(version) over (partition by stream_id order by seq_id) as step from cadre.mt_events) x where step <> 1
            """),
        ("recorded time never falls", "select seq_id::text from (select seq_id, timestamp < lag(timestamp) over (order by seq_id) as fell from cadre.mt_events) x where fell"),
        ("every event has its link, in order, and no link is without event", """
            select coalesce(e.n, c.chain_no)::text
            from (select seq_id, row_number() over (order by seq_id) as n from cadre.mt_events) e full join cadre.chain c on c.seq_id = e.seq_id
            where e.n is distinct from c.chain_no
            """),
        ("a command's position is an event's, or 0 in an empty log", """
            select command_id::text from cadre.commands c where position <> 0 and not exists (select from cadre.mt_events e where e.seq_id = c.position)
            """),
    ];

    public static async Task CheckAsync(string superuserConnectionString)
    {
        await using var source = NpgsqlDataSource.Create(superuserConnectionString);
        foreach (var (name, sql) in Queries)
        {
            await using var command = source.CreateCommand(sql);
            Assert.True(await command.ExecuteScalarAsync() is null, name);
        }

        var report = await VerifyAsync(source, []);
        Assert.True(report.IsSound, string.Join('\n', report.Findings.Select(finding => finding.Text(vietnamese: false))));
    }

    public static async Task<VerificationReport> VerifyAsync(NpgsqlDataSource source, IReadOnlyList<SignedHead> heads, ECDsa? key = null)
    {
        using var export = new MemoryStream();
        await LogExport.WriteAsync(source, export);
        export.Position = 0;
        using var unused = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return OfflineVerifier.Verify(export, heads, key ?? unused);
    }
}
