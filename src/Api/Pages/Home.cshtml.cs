using CadreWorkflow.Api.Pages.Shared;

namespace CadreWorkflow.Api.Pages;

/// <summary>The first page of every desk: what waits, and where to go.</summary>
public sealed class HomePage : CadrePage
{
    /// <summary>Where the desk's work is.</summary>
    public IReadOnlyList<NavEntry> Entries { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Area = "home";
        Title = T["nav.home"];
        Entries = [.. (await PageFrame.OfAsync(HttpContext)).Entries.Where(e => e.Area != "home")];
    }
}
