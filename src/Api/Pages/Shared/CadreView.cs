using CadreWorkflow.Api.Localisation;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>What every page and partial has at hand: the words and the formats of the reader's language.</summary>
public abstract class CadreView<TModel> : RazorPage<TModel>
{
    /// <summary>Words.</summary>
    public Texts T { get; } = Texts.Current;

    /// <summary>Dates, numbers and shares.</summary>
    public DisplayFormat F => T.Format;
}
