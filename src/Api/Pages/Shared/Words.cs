using CadreWorkflow.Api.Localisation;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>What every page and partial has at hand by <c>@using static</c>: the words and the formats of the reader's language.</summary>
public static class Words
{
    /// <summary>Words.</summary>
    public static Texts T => Texts.Current;

    /// <summary>Dates, numbers and shares.</summary>
    public static DisplayFormat F => Texts.Current.Format;
}
