namespace CadreWorkflow.Api;

/// <summary>Accounts, sign-in, bearer tokens and rights.</summary>
internal static class IdentityRoom
{
    internal static void AddIdentityRoom(this WebApplicationBuilder builder) => _ = builder;
}
