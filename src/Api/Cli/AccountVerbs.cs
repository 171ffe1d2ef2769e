using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using Microsoft.AspNetCore.Identity;

namespace CadreWorkflow.Api.Cli;

/// <summary>Verbs of whoever looks after accounts.</summary>
internal static class AccountVerbs
{
    private const int MaxTokenDays = 366;

    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("tokens issue", "--user U [--days N]   Print a bearer token as the last line; it is shown once.", IssueAsync),
        new("tokens revoke", "--user U   End every token of an account.", RevokeAsync),
        new("accounts add", "--user U --role R [--unit CODE] [--name TEXT]   Make an account; the password is read from standard input.", AddAsync),
        new("accounts grant", "--user U --role R [--unit CODE]   Give a role over a unit and everything under it; without --unit over everything.", GrantAsync),
        new("accounts withdraw", "--user U --role R [--unit CODE]   Take a role away again.", WithdrawAsync),
        new("accounts disable", "--user U   Sign an account out everywhere and keep it out.", DisableAsync),
    ];

    private static async Task<int> IssueAsync(CliContext context, CancellationToken cancellationToken)
    {
        var days = context.Arguments.Number("--days", 1);
        if (days is < 1 or > MaxTokenDays)
        {
            throw new CliException($"--days: {days} is outside 1 to {MaxTokenDays}.", 2);
        }

        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var store = services.GetRequiredService<AccountStore>();
        var actor = await FindAsync(store, context, cancellationToken);
        await context.Out.WriteLineAsync(await store.IssueTokenAsync(actor.AccountId, TimeSpan.FromDays(days), cancellationToken));
        return 0;
    }

    private static async Task<int> RevokeAsync(CliContext context, CancellationToken cancellationToken)
    {
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var store = services.GetRequiredService<AccountStore>();
        var ended = await store.RevokeTokensAsync((await FindAsync(store, context, cancellationToken)).AccountId, cancellationToken);
        await context.Out.WriteLineAsync($"Tokens ended: {ended}");
        return 0;
    }

    private static async Task<int> AddAsync(CliContext context, CancellationToken cancellationToken)
    {
        var user = context.Arguments.Need("--user");
        var role = Role(context);
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var unit = await UnitAsync(services, context, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { Id = Guid.CreateVersion7().ToString("D"), UserName = user, DisplayName = context.Arguments.Get("--name") ?? user };
        var password = await Console.In.ReadLineAsync(cancellationToken) ?? throw new CliException("No password came on standard input.", 2);
        var made = await accounts.CreateAsync(account, password);
        if (!made.Succeeded)
        {
            throw new CliException(string.Join(Environment.NewLine, made.Errors.Select(e => e.Description)));
        }

        await services.GetRequiredService<AccountStore>().GrantAsync(account.Id, role, unit, "cli", cancellationToken);
        await context.Out.WriteLineAsync(account.Id);
        return 0;
    }

    private static async Task<int> GrantAsync(CliContext context, CancellationToken cancellationToken)
    {
        var role = Role(context);
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var store = services.GetRequiredService<AccountStore>();
        await store.GrantAsync((await FindAsync(store, context, cancellationToken)).AccountId, role, await UnitAsync(services, context, cancellationToken), "cli", cancellationToken);
        return 0;
    }

    private static async Task<int> WithdrawAsync(CliContext context, CancellationToken cancellationToken)
    {
        var role = Role(context);
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var store = services.GetRequiredService<AccountStore>();
        await store.WithdrawAsync((await FindAsync(store, context, cancellationToken)).AccountId, role, await UnitAsync(services, context, cancellationToken), cancellationToken);
        return 0;
    }

    private static async Task<int> DisableAsync(CliContext context, CancellationToken cancellationToken)
    {
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.FindByNameAsync(context.Arguments.Need("--user")) ?? throw new CliException("There is no such account.");
        account.Disabled = true;
        await accounts.UpdateSecurityStampAsync(account);
        await services.GetRequiredService<AccountStore>().RevokeTokensAsync(account.Id, cancellationToken);
        return 0;
    }

    private static async Task<Actor> FindAsync(AccountStore store, CliContext context, CancellationToken cancellationToken) =>
        await store.FindByNameAsync(context.Arguments.Need("--user"), cancellationToken) ?? throw new CliException($"There is no account '{context.Arguments.Get("--user")}'.");

    private static string Role(CliContext context) =>
        context.Arguments.Need("--role") is var role && Roles.All.Contains(role, StringComparer.Ordinal) ? role : throw new CliException($"--role is one of {string.Join(", ", Roles.All)}.", 2);

    private static async Task<Guid?> UnitAsync(ServiceProvider services, CliContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Get("--unit") is not { } code)
        {
            return null;
        }

        var facts = await services.GetRequiredService<ReferenceFacts>().RefreshAsync(cancellationToken);
        return facts.Units.ByCode(code, services.GetRequiredService<CadreClock>().Today)?.Id ?? throw new CliException($"--unit: there is no unit '{code}'.");
    }
}
