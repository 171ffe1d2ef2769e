using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages;

/// <summary>Sign-in. An unknown name and a wrong password get the same words.</summary>
public sealed class SignInPage(SignInService signIn) : CadrePage
{
    /// <summary>Where to go afterwards.</summary>
    public string Back { get; private set; } = "/";

    public IActionResult OnGet(string? returnUrl)
    {
        Prepare(returnUrl);
        return HttpContext.FindActor() is null ? Page() : LocalRedirect(Back);
    }

    public async Task<IActionResult> OnPostAsync(string? back)
    {
        Prepare(back);
        Form.Fill(Request.Form);
        var name = Form.Text("userName", required: true);
        var password = Form["password"];
        if (string.IsNullOrEmpty(password))
        {
            Form.AddKey("password", "error.required");
        }

        if (!Form.Valid)
        {
            return Page();
        }

        var outcome = await signIn.SignInAsync(HttpContext, name!, password!);
        if (outcome == SignInOutcome.SignedIn)
        {
            return LocalRedirect(Back);
        }

        Form.Add("userName", T[outcome == SignInOutcome.LockedOut ? "sign_in.locked" : "sign_in.refused"]);
        return Page();
    }

    private void Prepare(string? back)
    {
        Title = T["sign_in.title"];
        Back = LocalPath.Of(back);
    }
}
