using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;

namespace CadreWorkflow.Api.Pages.Rules;

/// <summary>Every chain of versions with its terms and marks, and which one governs an act of a day.</summary>
public sealed class IndexPage(ReferenceFacts reference, CadreClock clock) : CadrePage
{
    /// <summary>The day asked about.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Families of regulations.</summary>
    public IReadOnlyList<ChainBody> Families { get; private set; } = [];

    /// <summary>Calendars.</summary>
    public IReadOnlyList<ChainBody> Calendars { get; private set; } = [];

    /// <summary>May propose and settle.</summary>
    public bool MayManage { get; private set; }

    public async Task OnGetAsync(string? on)
    {
        Area = "regulations";
        Title = T["regulations.title"];
        Form["on"] = on;
        On = Form.Date("on") ?? clock.Today;
        MayManage = Access.Everywhere(HttpContext.Actor(), Verb.ManageRegulations);
        var regulations = (await reference.RefreshAsync(HttpContext.RequestAborted)).Regulations;
        var chains = RegulationEndpoints.Chains(regulations, On);
        Families = [.. chains.Where(c => c.Kind == "policy")];
        Calendars = [.. chains.Where(c => c.Kind == "calendar").OrderBy(c => c.Chain != "public").ThenBy(c => c.Chain != "private5")];
    }
}
