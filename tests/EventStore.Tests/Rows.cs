using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Compares a subscriber's rows with the log they came from.</summary>
internal static class Rows
{
    public static async Task EqualLogAsync(string connectionString, string table)
    {
        Assert.Equal(0, await ScalarAsync<long>(connectionString, $"""
            select count(*) from cadre.{table} r full join cadre.mt_events e on e.seq_id = r.position
            where (r.stream, r.version) is distinct from (e.stream_id, e.version)
            """));
        Assert.Equal(0, await ScalarAsync<long>(
            connectionString, $"select count(*) from (select position < lag(position) over (order by arrival) as back from cadre.{table}) r where back"));
    }
}
