using Microsoft.AspNetCore.Identity;

namespace CadreWorkflow.Api.Identity;

/// <summary>A person who signs in. What they may do is in their grants, not here.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>As shown on pages.</summary>
    public string DisplayName { get; set; } = string.Empty;

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "vi";

    /// <summary>A disabled account is signed out at its next request.</summary>
    public bool Disabled { get; set; }
}
