using System.Security.Cryptography;
using System.Text;
using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore.Integrity;
using Npgsql;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>A superuser who gets past every trigger, and what the offline verifier says of it.</summary>
public sealed class IntegrityTests : IAsyncLifetime
{
    private readonly string _heads = Directory.CreateTempSubdirectory("cadre-heads-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TestDatabase _database = null!;
    private NpgsqlDataSource _app = null!;
    private List<long> _positions = [];

    /// <summary>Twenty events; heads signed at numbers 8 and 16.</summary>
    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        _app = NpgsqlDataSource.Create(_database.AppConnectionString);
        await using var log = new EventLog(_database.AppConnectionString);
        for (var n = 0; n < 5; n++)
        {
            var events = Enumerable.Range(1, 4).Select(k => Event($"noted_v{k}", $$"""{"n":{{n}},"k":{{k}},"tên":"Đặng \"Á\""}""", k == 2 ? """{"via":"page"}""" : null));
            Stored(await log.AppendAsync(Request(new StreamAppend($"case-{n}", "case", 0, [.. events])) with { UserName = n == 3 ? null : "account" }));
            if (n is 1 or 3)
            {
                Assert.NotNull(await ChainHeads.SignAsync(_app, _heads, _key));
            }
        }

        _positions = [.. (await log.ReadAllAsync(0, 100)).Select(e => e.Position)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _key.Dispose();
        Directory.Delete(_heads, recursive: true);
    }

    [Fact]
    public async Task An_untouched_log_is_sound_and_the_report_says_what_cannot_be_seen()
    {
        var report = await VerifyAsync();

        Assert.True(report.IsSound, Texts(report));
        Assert.Equal((20L, 20L, 16L), (report.Events, report.LastNumber, report.CoveredUpTo));
        Assert.Equal("The last signed head is at number 16: a cut after it cannot be seen.", report.Limits(vietnamese: false));
        Assert.Equal("Dấu ký cuối cùng ở số 16: việc cắt các sự kiện sau số đó không thể phát hiện.", report.Limits(vietnamese: true));
    }

    [Fact]
    public async Task The_chain_made_by_appends_is_the_one_that_sealing_afterwards_makes()
    {
        const string Hashes = "select string_agg(chain_no || ' ' || seq_id || ' ' || hash::text, ',' order by chain_no) from cadre.chain";
        var appended = await ScalarAsync<string>(_database.OwnerConnectionString, Hashes);

        await TamperAsync($"delete from cadre.chain where chain_no > 3; select cadre.seal({At(20)})");

        Assert.Equal(appended, await ScalarAsync<string>(_database.OwnerConnectionString, Hashes));
    }

    [Fact]
    public async Task An_append_first_seals_what_another_engine_left_unsealed()
    {
        await TamperAsync("delete from cadre.chain where chain_no > 17");
        await using (var log = new EventLog(_database.AppConnectionString))
        {
            Stored(await log.AppendAsync(Request(new StreamAppend("case-9", "case", 0, [Event("noted", "{}")]))));
        }

        var report = await VerifyAsync();

        Assert.True(report.IsSound, Texts(report));
        Assert.Equal(21, report.LastNumber);
    }

    [Fact]
    public async Task One_event_alone_is_chained_as_a_batch_is()
    {
        await using (var log = new EventLog(_database.AppConnectionString))
        {
            Stored(await log.AppendAsync(Request(new StreamAppend("case-0", "case", 4, [Event("noted", "{ \"tên\": \"Đặng\", \"n\":1.50 }")])) with { CorrelationId = null, UserName = "" }));
            Stored(await log.AppendAsync(Request(new StreamAppend("case-9", "case", 0, [Event("noted", "{}", "{\"via\":\"page\"}")])).Guarded("case-0", 5)));
        }

        var report = await VerifyAsync();

        Assert.True(report.IsSound, Texts(report));
        Assert.Equal(22, report.LastNumber);
    }

    [Theory]
    [Trait("LawCase", "72")]
    [InlineData("data = jsonb_set(data, '{n}', '99')")]
    [InlineData("headers = null")]
    [InlineData("headers = '{}'")]
    [InlineData("user_name = ''")]
    [InlineData("user_name = null")]
    [InlineData("type = 'noted_v9'")]
    [InlineData("timestamp = timestamp + interval '1 microsecond'")]
    [InlineData("id = gen_random_uuid()")]
    [InlineData("correlation_id = 'other'")]
    [InlineData("causation_id = ''")]
    public async Task An_edited_event_is_named(string set)
    {
        await TamperAsync($"update cadre.mt_events set {set} where seq_id = {At(6)}");

        Expect(await VerifyAsync(), $"EDITED: the event at position {At(6)} (case-1, version 2) is not what was recorded.");
    }

    [Fact]
    public async Task What_another_engine_may_set_is_no_edit()
    {
        await TamperAsync("update cadre.mt_events set is_archived = true, mt_dotnet_type = 'X'");

        Assert.True((await VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task An_inserted_event_is_named()
    {
        await TamperAsync($"""
            insert into cadre.mt_events (seq_id, id, stream_id, version, data, type) values ({At(20) + 1}, gen_random_uuid(), 'case-4', 5, '{"{}"}', 'forged');
            """);

        Expect(await VerifyAsync(), $"INSERTED: the event at position {At(20) + 1} (case-4, version 5) was never chained.");
    }

    [Fact]
    public async Task A_deleted_event_is_named()
    {
        await TamperAsync($"delete from cadre.mt_events where seq_id = {At(7)}");

        Expect(await VerifyAsync(), $"DELETED: number 7 is chained, but its event at position {At(7)} is gone.");
    }

    [Fact]
    public async Task Events_deleted_with_their_links_are_named()
    {
        await TamperAsync($"delete from cadre.mt_events where seq_id in ({At(10)}, {At(11)}); delete from cadre.chain where chain_no in (10, 11)");

        Expect(await VerifyAsync(), "DELETED: numbers 10 to 11 are missing from the chain.");
    }

    [Fact]
    public async Task A_log_that_lost_its_beginning_is_named()
    {
        await TamperAsync($"delete from cadre.mt_events where seq_id <= {At(3)}; delete from cadre.chain where chain_no <= 3");

        Expect(await VerifyAsync(), "DELETED: numbers 1 to 3 are missing from the chain.");
    }

    [Theory]
    [InlineData(9, 10)]
    [InlineData(2, 15)]
    public async Task Two_events_that_exchanged_places_are_named(int one, int other)
    {
        await TamperAsync(
            $"update cadre.mt_events set seq_id = -1 where seq_id = {At(one)}; update cadre.mt_events set seq_id = {At(one)} where seq_id = {At(other)}; "
            + $"update cadre.mt_events set seq_id = {At(other)} where seq_id = -1");

        Expect(await VerifyAsync(), $"REORDERED: the events at positions {At(one)} and {At(other)} have exchanged places.");
    }

    [Fact]
    public async Task Lines_of_the_export_out_of_order_are_named()
    {
        var lines = (await ExportAsync()).Split('\n');
        (lines[5], lines[6]) = (lines[6], lines[5]);

        Expect(Verify(string.Join('\n', lines)), $"REORDERED: number 5, position {At(5)} (case-1, version 1), stands out of order.");
    }

    [Fact]
    public async Task A_log_cut_before_a_signed_head_is_named()
    {
        await TamperAsync($"delete from cadre.mt_events where seq_id >= {At(13)}; delete from cadre.chain where chain_no >= 13");

        Expect(await VerifyAsync(), "CUT: a head was signed at number 16, but the log ends at 12.");
    }

    [Fact]
    public async Task A_cut_after_the_last_head_cannot_be_seen_and_the_report_says_so()
    {
        await TamperAsync($"delete from cadre.mt_events where seq_id >= {At(18)}; delete from cadre.chain where chain_no >= 18");

        var report = await VerifyAsync();

        Assert.True(report.IsSound);
        Assert.Contains("a cut after it cannot be seen", report.Limits(vietnamese: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_made_anew_is_narrowed_down_to_the_interval_between_two_heads()
    {
        await TamperAsync(
            $"update cadre.mt_events set data = '{"{}"}' where seq_id = {At(11)}; delete from cadre.chain where chain_no >= 11; select cadre.seal({At(20)})");

        var report = await VerifyAsync();

        Expect(report, "RECOMPUTED: between number 9 and the head signed at 16 the chain was made anew; what was changed there cannot be told, and nothing after it is proven.");
        Assert.Equal(8, report.CoveredUpTo);
    }

    [Fact]
    public async Task A_chain_made_anew_after_the_last_head_cannot_be_seen_and_the_report_says_so()
    {
        await TamperAsync(
            $"update cadre.mt_events set data = '{"{}"}' where seq_id = {At(18)}; delete from cadre.chain where chain_no >= 18; select cadre.seal({At(20)})");

        var report = await VerifyAsync();

        Assert.True(report.IsSound);
        Assert.Equal(16, report.CoveredUpTo);
    }

    [Fact]
    public async Task A_changed_link_is_told_from_a_changed_event()
    {
        await TamperAsync("update cadre.chain set hash = sha256('x') where chain_no = 12");

        Expect(await VerifyAsync(), $"LINK ALTERED: the event at position {At(12)} (case-2, version 4) is sound, but its link number 12 was changed.");
    }

    [Fact]
    public async Task Several_things_done_at_once_are_each_named()
    {
        await TamperAsync($"""
            update cadre.mt_events set type = 'noted_v9' where seq_id = {At(2)};
            delete from cadre.mt_events where seq_id = {At(5)};
            insert into cadre.mt_events (seq_id, id, stream_id, version, data, type) values ({At(20) + 1}, gen_random_uuid(), 'case-4', 5, '{"{}"}', 'forged');
            """);

        var kinds = (await VerifyAsync()).Findings.Select(finding => finding.Kind).Order();

        Assert.Equal([FindingKind.Edited, FindingKind.Inserted, FindingKind.Deleted], kinds);
    }

    [Fact]
    public async Task A_head_of_another_key_or_of_another_log_proves_nothing()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var mine = SignedHead.ReadAll(_heads);
        var forged = mine.Select(head => head with { Hash = new string('0', 64) }).ToArray();
        var elsewhere = SignedHead.Sign(Guid.NewGuid(), 8, 8, new byte[32], DateTimeOffset.UnixEpoch, _key);
        var export = await ExportAsync();

        Assert.All(Verify(export, key: other).Findings, finding => Assert.Equal(FindingKind.HeadNotGenuine, finding.Kind));
        Assert.All(Verify(export, forged).Findings, finding => Assert.Equal(FindingKind.HeadNotGenuine, finding.Kind));
        Assert.Contains("it speaks of log", Assert.Single(Verify(export, [elsewhere]).Findings).Text(vietnamese: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cut_short_is_called_that_and_not_a_cut_of_the_log()
    {
        var lines = (await ExportAsync()).Split('\n');

        Expect(Verify(string.Join('\n', lines[..10])), "EXPORT NOT WHOLE: it breaks off after 9 lines.");
        Expect(Verify(string.Join('\n', lines[..10]) + "\n{\"no\":10,\"se"), "EXPORT NOT WHOLE: line 11 cannot be read.");
        Expect(Verify("{}"), "EXPORT NOT WHOLE: the first line is not that of a cadre-log-1 export.");
    }

    [Fact]
    public async Task Lines_taken_out_of_the_file_are_missed_even_with_a_corrected_end()
    {
        var lines = (await ExportAsync()).Split('\n').ToList();
        lines.RemoveAt(9);

        Expect(
            Verify(string.Join('\n', lines).Replace("\"lines\":20", "\"lines\":19", StringComparison.Ordinal)),
            "DELETED: numbers 9 to 9 are missing from the chain.");
    }

    [Fact]
    public async Task A_head_is_signed_once_and_an_empty_log_has_none()
    {
        Assert.NotNull(await ChainHeads.SignAsync(_app, _heads, _key));
        Assert.Null(await ChainHeads.SignAsync(_app, _heads, _key));
        Assert.Equal([8L, 16L, 20L], SignedHead.ReadAll(_heads).Select(head => head.Number));
        Assert.Equal(3, await ScalarAsync<long>(_database.OwnerConnectionString, "select count(*) from cadre.chain_heads"));
        Assert.Equal(20, (await VerifyAsync()).CoveredUpTo);

        await using var empty = await Databases.WithLogAsync();
        await using var source = NpgsqlDataSource.Create(empty.AppConnectionString);
        Assert.Null(await ChainHeads.SignAsync(source, _heads, _key));
    }

    [Fact]
    public void A_signing_key_is_made_once_for_its_owner_only_and_its_public_half_verifies()
    {
        var path = Path.Combine(_heads, "keys", "chain.pem");
        using var first = SigningKey.LoadOrCreate(path);
        using var again = SigningKey.LoadOrCreate(path);
        using var verify = SigningKey.LoadPublic(path + ".pub");

        Assert.Equal(SignedHead.KeyIdOf(first), SignedHead.KeyIdOf(again));
        Assert.True(SignedHead.Sign(Guid.NewGuid(), 1, 1, new byte[32], DateTimeOffset.UnixEpoch, first).IsSignedBy(verify));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public async Task Every_finding_has_a_sentence_of_its_own_in_both_languages()
    {
        await TamperAsync($"update cadre.mt_events set type = 'noted_v9' where seq_id = {At(2)}");
        var edited = Assert.Single((await VerifyAsync()).Findings);
        var all = Enum.GetValues<FindingKind>().Select(kind => edited with { Kind = kind, FromNumber = 1, ToNumber = 2, Detail = "x" }).ToArray();

        Assert.Equal(all.Length, all.Select(finding => finding.Text(vietnamese: true)).Distinct().Count());
        Assert.Equal(all.Length, all.Select(finding => finding.Text(vietnamese: false)).Distinct().Count());
        Assert.StartsWith("ĐÃ SỬA: sự kiện tại vị trí", edited.Text(vietnamese: true), StringComparison.Ordinal);
    }

    private static void Expect(VerificationReport report, string only) =>
        Assert.Equal(only, Assert.Single(report.Findings).Text(vietnamese: false));

    private static string Texts(VerificationReport report) => string.Join('\n', report.Findings.Select(finding => finding.Text(vietnamese: false)));

    private long At(int number) => _positions[number - 1];

    private Task TamperAsync(string sql) => RunAsync(_database.SuperuserConnectionString, $"set session_replication_role = replica; {sql}");

    private async Task<string> ExportAsync()
    {
        using var export = new MemoryStream();
        await LogExport.WriteAsync(_app, export);
        return Encoding.UTF8.GetString(export.ToArray());
    }

    private async Task<VerificationReport> VerifyAsync() => Verify(await ExportAsync());

    private VerificationReport Verify(string export, IReadOnlyList<SignedHead>? heads = null, ECDsa? key = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(export));
        return OfflineVerifier.Verify(stream, heads ?? SignedHead.ReadAll(_heads), key ?? _key);
    }
}
