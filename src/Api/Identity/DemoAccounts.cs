using CadreWorkflow.Api.Engine;
using Microsoft.AspNetCore.Identity;

namespace CadreWorkflow.Api.Identity;

/// <summary>The four desks of a demo. Their passwords are printed for everybody, so they exist only in a log marked demo.</summary>
internal static class DemoAccounts
{
    internal static IReadOnlyList<(string User, string DisplayName, string Role)> All { get; } =
    [
        ("union", "Cán bộ công đoàn (demo)", Roles.UnionOfficer),
        ("party", "Cán bộ tổ chức đảng (demo)", Roles.PartyOfficer),
        ("personnel", "Cán bộ nhân sự (demo)", Roles.PersonnelOfficer),
        ("admin", "Quản trị (demo)", Roles.Admin),
    ];

    internal static string PasswordOf(string user) => $"demo-{user}-2026!";

    internal static async Task EnsureAsync(UserManager<Account> accounts, AccountStore store, CancellationToken cancellationToken)
    {
        foreach (var (user, displayName, role) in All)
        {
            var account = await accounts.FindByNameAsync(user);
            if (account is null)
            {
                account = new Account { Id = Guid.CreateVersion7().ToString("D"), UserName = user, DisplayName = displayName };
                var made = await accounts.CreateAsync(account, PasswordOf(user));
                if (!made.Succeeded)
                {
                    throw new CadreSetupException($"Demo account '{user}': {string.Join("; ", made.Errors.Select(e => e.Description))}");
                }
            }

            await store.GrantAsync(account.Id, role, null, "system", cancellationToken);
        }
    }
}
