using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.People;

/// <summary>How a person left the Party: exits on record, one more stated, one stated wrongly struck.</summary>
public sealed class PartyExitsPage(CommandGateway gateway, ReadBarrier barrier, CaseReader reader, PeopleStore people, PersonAccess access) : CommandPage(gateway, barrier)
{
    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    /// <summary>Exits on record, by day.</summary>
    public IReadOnlyList<PartyExitRecorded> Exits { get; private set; } = [];

    /// <summary>Exits that can be struck here.</summary>
    public IReadOnlyList<Choice> Stated { get; private set; } = [];

    /// <summary>Kinds of exit.</summary>
    public static IReadOnlyList<Choice> Kinds => [.. Enum.GetValues<PartyExit>().Select(k => new Choice(Codes.Of(k), T.Code("party_exit", k)))];

    public async Task<IActionResult> OnGetAsync(Guid id) => await LoadAsync(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id) is { } problem)
        {
            return problem;
        }

        return Form["do"] == "strike" ? await StrikeAsync() : await StateAsync();
    }

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) => refusal.Field is "fact" or "reason" or "occurredOn" ? refusal.Field : string.Empty;

    private async Task<IActionResult> StateAsync()
    {
        var on = Form.Date("occurredOn", required: true);
        var expunged = Form.Date("expungedOn");
        if (!Codes.TryParse<PartyExit>(Form["kind"], out var kind))
        {
            Form.AddKey("kind", "error.choose");
        }

        return Form.Valid ? await SendAsync(new RecordPartyExit(Id, on!.Value, kind, expunged), _ => (T["exits.stated"], Here)) : Again();
    }

    private async Task<IActionResult> StrikeAsync()
    {
        var reason = Form.Text("reason", required: true, max: 2000);
        if (!Guid.TryParse(Form["fact"], out var fact))
        {
            Form.AddKey("fact", "error.choose");
        }

        return Form.Valid ? await SendAsync(new StrikePartyExit(Id, fact, reason), _ => (T["exits.struck"], Here)) : Again();
    }

    private string Here => $"/people/{Id:D}/party-exits";

    private async Task<IActionResult?> LoadAsync(Guid id)
    {
        if (!await access.MaySeeAsync(HttpContext.Actor(), id, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        if (!HttpContext.Actor().Has(Verb.EditPeople))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Id, Area) = (id, "history");
        var state = await reader.PersonAsync(id, HttpContext.RequestAborted);
        Exits = state.Exits;
        Stated = [.. state.StatedExits.OrderBy(e => e.Value.OccurredOn).Select(e => new Choice(e.Key.ToString("D"), $"{Words.F.Date(e.Value.OccurredOn)} – {T.Code("party_exit", e.Value.Kind)}"))];
        var name = (await people.NamesAsync([id], HttpContext.RequestAborted)).GetValueOrDefault(id)?.FullName ?? "–";
        Title = T["exits.title", ("name", name)];
        Crumbs = [(T["nav.history"], "/history"), (name, $"/people/{id:D}")];
        return null;
    }
}
