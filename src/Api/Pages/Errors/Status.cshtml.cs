using System.Diagnostics;
using CadreWorkflow.Api.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Errors;

/// <summary>A plain page for every way a request can fail, without saying more than the asker may know.</summary>
[IgnoreAntiforgeryToken]
public sealed class StatusPage : CadrePage
{
    /// <summary>Texts of this failure.</summary>
    public string Key { get; private set; } = "errors.500";

    /// <summary>What to quote to the administrator; only where something broke.</summary>
    public string? Reference { get; private set; }

    public void OnGet(int code) => Show(code);

    public void OnPost(int code) => Show(code);

    private void Show(int code)
    {
        var known = code is 400 or 401 or 403 or 404 or 405 or 409 or 413 or 429 or 500 or 503 ? code : code >= 500 ? 500 : 400;
        Key = "errors." + known;
        Title = T[Key + ".title"];
        Reference = code >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        Response.StatusCode = code;
    }
}
