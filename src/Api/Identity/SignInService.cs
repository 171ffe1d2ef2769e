using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CadreWorkflow.Api.Identity;

/// <summary>What became of a try to sign in. A caller shows the same words for an unknown name and a wrong password.</summary>
public enum SignInOutcome
{
    SignedIn,
    Refused,
    LockedOut,
}

/// <summary>Signs people in and out with a cookie.</summary>
public sealed class SignInService(UserManager<Account> accounts, ILogger<SignInService> logger)
{
    private const string StampClaim = "stamp";

    // Checked when the name is unknown, so that both answers take as long.
    private static readonly string DecoyHash = new PasswordHasher<Account>().HashPassword(new Account(), "no account has this one");

    /// <summary>Checks the password and sets the session cookie.</summary>
    public async Task<SignInOutcome> SignInAsync(HttpContext context, string userName, string password)
    {
        var account = await accounts.FindByNameAsync(userName);
        if (account is null || account.Disabled)
        {
            new PasswordHasher<Account>().VerifyHashedPassword(new Account(), DecoyHash, password);
            logger.LogWarning("Sign-in refused: unknown or disabled account");
            return SignInOutcome.Refused;
        }

        if (await accounts.IsLockedOutAsync(account))
        {
            logger.LogWarning("Sign-in refused: account {Account} is locked", account.Id);
            return SignInOutcome.LockedOut;
        }

        if (!await accounts.CheckPasswordAsync(account, password))
        {
            await accounts.AccessFailedAsync(account);
            logger.LogWarning("Sign-in refused: wrong password for {Account}", account.Id);
            return SignInOutcome.Refused;
        }

        await accounts.ResetAccessFailedCountAsync(account);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Id), new Claim(ClaimTypes.Name, account.UserName!), new Claim(StampClaim, account.SecurityStamp ?? string.Empty)],
            IdentityConstants.ApplicationScheme);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(identity));
        logger.LogInformation("Signed in: {Account}", account.Id);
        return SignInOutcome.SignedIn;
    }

    /// <summary>Ends this session.</summary>
    public Task SignOutAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.ApplicationScheme);

    /// <summary>Ends every session of an account: a cookie with the old stamp is refused at its next request.</summary>
    public async Task SignOutEverywhereAsync(string accountId)
    {
        if (await accounts.FindByIdAsync(accountId) is { } account)
        {
            await accounts.UpdateSecurityStampAsync(account);
        }
    }

    /// <summary>Looks the account up for every request, so that disabling it or changing its rights applies at once.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var store = context.HttpContext.RequestServices.GetRequiredService<AccountStore>();
        var found = context.Principal?.AccountId() is { } id ? await store.FindAsync(id, context.HttpContext.RequestAborted) : null;
        if (found is { } account && account.SecurityStamp == context.Principal!.FindFirstValue(StampClaim))
        {
            context.HttpContext.Features.Set(account.Actor);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
