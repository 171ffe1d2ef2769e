using System.Net;
using CadreWorkflow.Api.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

public sealed class IdentityTests(SharedHost shared)
{
    [Fact]
    public async Task A_token_that_expired_or_was_never_issued_is_nobody()
    {
        var store = shared.Host.Services.GetRequiredService<AccountStore>();
        var account = (await store.FindByNameAsync("personnel", CancellationToken.None))!.AccountId;
        foreach (var token in new[] { await store.IssueTokenAsync(account, TimeSpan.FromSeconds(-1), CancellationToken.None), "cw_nothing", "Bearer", string.Empty })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
        }
    }

    [Fact]
    public async Task Revoking_and_disabling_apply_at_the_next_request()
    {
        using var officer = await shared.Host.OfficerAsync("personnel_officer", null);
        var store = shared.Host.Services.GetRequiredService<AccountStore>();
        var token = officer.DefaultRequestHeaders.Authorization!.Parameter!;
        var actor = (await store.FindByTokenAsync(token, CancellationToken.None))!;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        await store.WithdrawAsync(actor.AccountId, "personnel_officer", null, CancellationToken.None);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(token));
        await store.GrantAsync(actor.AccountId, "personnel_officer", null, "test", CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        Assert.Equal(1, await store.RevokeTokensAsync(actor.AccountId, CancellationToken.None));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_kept()
    {
        using var officer = await shared.Host.OfficerAsync("personnel_officer", null);
        var token = officer.DefaultRequestHeaders.Authorization!.Parameter!;
        await using var source = Npgsql.NpgsqlDataSource.Create(shared.Host.Database.OwnerConnectionString);
        await using var command = source.CreateCommand("select count(*) from identity.bearer_token where encode(token_hash, 'escape') like '%' || $1 || '%'");
        command.Parameters.Add(new() { Value = token[3..20] });
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Demo_accounts_sign_in_with_passwords_that_say_demo()
    {
        await using var scope = shared.Host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Account>>();
        foreach (var (user, _, _) in DemoAccounts.All)
        {
            var account = await accounts.FindByNameAsync(user);
            Assert.True(await accounts.CheckPasswordAsync(account!, $"demo-{user}-2026!"));
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var client = shared.Host.Anonymous();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var response = await client.GetAsync("/api/cases");
        return response.StatusCode;
    }
}
