using System.Security.Cryptography;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>What every page has: a title, a form that loses nothing, one command id per rendered form, a banner after a redirect.</summary>
public abstract class CadrePage : PageModel
{
    private FormState? _form;

    /// <summary>The single h1 of the page, also its title.</summary>
    public string Title { get; protected set; } = string.Empty;

    /// <summary>Which entry of the navigation this page belongs to.</summary>
    public string Area { get; protected set; } = string.Empty;

    /// <summary>The road back: label and address.</summary>
    public IReadOnlyList<(string Label, string Href)> Crumbs { get; protected set; } = [];

    /// <summary>What was typed and what is wrong with it.</summary>
    public FormState Form => _form ??= new FormState(T);

    /// <summary>Words of the reader's language.</summary>
    public static Texts T => Texts.Current;

    /// <summary>Made when the form was rendered and posted with it: a page posted twice decides once.</summary>
    public Guid CommandId => Guid.TryParse(Form["commandId"], out var id) ? id : _commandId ??= NewCommandId();

    /// <summary>What happened, to be shown once after the redirect.</summary>
    [TempData]
    public string? Banner { get; set; }

    private Guid? _commandId;

    /// <summary>After an error that kept the command from being done, a corrected form is a new command.</summary>
    protected void RenewCommandId() => Form["commandId"] = NewCommandId().ToString("D");

    private static Guid NewCommandId() => new(RandomNumberGenerator.GetBytes(16), bigEndian: true);
}
