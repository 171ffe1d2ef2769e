using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages;

/// <summary>Sign-out: only by a posted form, so that no link can end a session.</summary>
public sealed class SignOutPage(SignInService signIn) : CadrePage
{
    public void OnGet() => Title = T["frame.sign_out"];

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync(HttpContext);
        return LocalRedirect("/sign-in");
    }
}
