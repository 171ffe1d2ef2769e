using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Units;

/// <summary>The form of one act on a unit, shown once more with what follows from it before it is recorded.</summary>
public sealed class ActPage(UnitDesk desk, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, ReadSide reads, CaseList cases, CadreClock clock) : CommandPage(gateway, barrier)
{
    private readonly CommandGateway _gateway = gateway;

    /// <summary>The unit; null when the first unit of a tree is opened.</summary>
    public UnitFacts? Unit { get; private set; }

    /// <summary>Code of the act.</summary>
    public string Code { get; private set; } = string.Empty;

    /// <summary>The trees of now.</summary>
    public OrgTree Units { get; private set; } = OrgTree.Empty;

    /// <summary>Units of a tree, to choose from; empty when too many to list.</summary>
    public IReadOnlyList<UnitFacts> Suggestions { get; private set; } = [];

    /// <summary>Units under an ending one.</summary>
    public IReadOnlyList<UnitFacts> Children { get; private set; } = [];

    /// <summary>The record this form corrects or strikes.</summary>
    public TimelineItem? Corrected { get; private set; }

    /// <summary>Set when the form is right and waits to be confirmed: what will be said, and what follows.</summary>
    public IReadOnlyList<Detail>? Review { get; private set; }

    /// <summary>Open cases of the unit itself.</summary>
    public int OpenCases { get; private set; }

    /// <summary>Published calendars.</summary>
    public IReadOnlyList<Choice> Calendars { get; private set; } = [];

    /// <summary>Kinds of the unit's tree.</summary>
    public IReadOnlyList<Choice> Kinds => Choice.Of<UnitKind>(T, "unit_kind", k => Unit is null || UnitDecisions.KindFits(k, Unit.Tree));

    /// <summary>A child is opened, not the unit's own opening corrected.</summary>
    public bool OpensChild => Code == "open" && Corrected is null;

    public async Task<IActionResult> OnGetAsync([FromRoute] string id, [FromRoute] string code, [FromQuery] Guid? corrects)
    {
        if (await LoadAsync(id, code, corrects) is { } problem)
        {
            return problem;
        }

        Form["version"] = Version;
        Form["occurredOn"] = Words.F.Date(clock.Today);
        await PrefillAsync(corrects);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string id, [FromRoute] string code, [FromQuery] Guid? corrects)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, corrects) is { } problem)
        {
            return problem;
        }

        var newId = Uuid.Of(CommandId, "unit");
        var act = UnitActs.Read(Form, code, Unit, newId, Corrected is not null, Units, clock.Today);
        var children = UnitActs.PlacesChildren(code) && Corrected is null ? UnitActs.Placements(Form, Children, Units, clock.Today, Unit!.Tree) : null;
        var note = code == "strike-fact" ? Form.Text("note", required: true, max: 2000) : null;
        if (act is null || !Form.Valid)
        {
            return Again();
        }

        var target = OpensChild ? newId : Unit!.Id;
        var version = OpensChild || !long.TryParse(Form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? (long?)null : v;
        var command = new UnitCommand(target, act, version, children, corrects, note);
        return Form["step"] switch
        {
            "confirm" => await SendAsync(command, _ => (T["unit.done", ("act", T["unit.act." + code])], $"/units/{target:D}")),
            "edit" => Page(),
            _ => await ReviewAsync(command, act, children),
        };
    }

    private string Version => (Unit?.StreamVersion ?? 0).ToString(CultureInfo.InvariantCulture);

    /// <summary>Nothing is recorded yet: the decision is made once to see that it can be.</summary>
    private async Task<IActionResult> ReviewAsync(UnitCommand command, UnitEvent act, IReadOnlyList<UnitPlacement>? children)
    {
        switch (await _gateway.PreviewAsync(command, HttpContext.Actor(), CommandId, HttpContext.RequestAborted))
        {
            case CommandResult.Accepted:
                break;
            case CommandResult.Refused refused:
                Form.Add(refused.Refusal.Field is "children" or "corrects" or "unitId" ? string.Empty : refused.Refusal.Field ?? string.Empty, T.Of(refused.Refusal));
                return Again();
            case CommandResult.Stale stale:
                Form["version"] = stale.Actual.ToString(CultureInfo.InvariantCulture);
                Form.Add(string.Empty, T["error.conflict"]);
                return Again(StatusCodes.Status409Conflict);
            case CommandResult.Forbidden:
                return StatusCode(StatusCodes.Status403Forbidden);
            default:
                return NotFound();
        }

        var review = new List<Detail> { new(T["field.occurredOn"], Words.F.Date(act.OccurredOn)) };
        if (act.Document is { } paper)
        {
            review.Add(new(T["field.document"], T["timeline.document", ("number", paper.Number), ("day", paper.Date), ("issuer", paper.Issuer)]));
        }

        if (act is UnitOpened opened)
        {
            review.Add(new(T["roster.code"], opened.Code));
        }

        review.AddRange(UnitDesk.Details(act, Units, T));
        var moved = act is UnitMerged merged
            ? Units.Children(Unit!.Id, act.OccurredOn).Where(c => c != merged.Into).Select(c => new UnitPlacement(c, merged.Into))
            : children ?? [];
        review.AddRange(moved.Select(m => new Detail(T["unit.moves_along"], T["unit.moves_to", ("unit", NameOf(m.Unit)), ("parent", NameOf(m.Parent))])));
        if (UnitActs.Ends(Code) && Corrected is null)
        {
            OpenCases = await OpenCasesAsync();
            review.Add(new(T["roster.open"], T["unit.cases." + Code, ("n", OpenCases)]));
        }

        Review = review;
        return Page();
    }

    private string NameOf(Guid id) => Units.Unit(id, clock.Today) is { } unit ? $"{unit.Code} – {unit.Name}" : id.ToString("D");

    private async Task<int> OpenCasesAsync()
    {
        await using var connection = await reads.OpenAsync(HttpContext.RequestAborted);
        var counts = await cases.CountsAsync(
            connection, new ReadScope(clock.Today, clock.Today), new CaseListFilter { OpenOnly = true, AtUnits = [Unit!.Id] }, HttpContext.RequestAborted);
        return counts.Values.Sum();
    }

    private async Task<IActionResult?> LoadAsync(string id, string code, Guid? corrects)
    {
        var facts = await reference.RefreshAsync(HttpContext.RequestAborted);
        (Units, Calendars) = (facts.Units, Choice.Calendars(T, facts.Regulations));
        var first = id == "new" && code == "open";
        Unit = first ? null : Guid.TryParse(id, out var guid) ? Units.Unit(guid, clock.Today) : Units.ByCode(id, clock.Today);
        if (!UnitActs.HasForm(code) || (Unit is null && !first) || (code == "strike-fact" && corrects is null))
        {
            return NotFound();
        }

        var actor = HttpContext.Actor();
        if (Unit is { } unit ? !UnitActs.May(actor, code, unit.Id, Units, clock.Today) : !actor.Has(Verb.ManageUnits))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Area, Code) = ("units", code);
        if (corrects is { } original)
        {
            Corrected = (await desk.HistoryAsync(Unit!.Id, Units, null, null, T, HttpContext.RequestAborted)).FirstOrDefault(i => i.EventId == original);
            if (Corrected is null)
            {
                return NotFound();
            }
        }

        var tree = code == "assign-party-body" ? Tree.Party : Unit?.Tree ?? Tree.Union;
        var all = Units.Units.Select(u => Units.Unit(u, clock.Today)!).Where(u => u.Tree == tree && u.Active && u.Id != Unit?.Id).OrderBy(u => u.Code, StringComparer.Ordinal).ToList();
        Suggestions = all.Count > UnitChoices.Most ? [] : all;
        Children = Unit is not null && UnitActs.PlacesChildren(code) && Corrected is null ? [.. Units.Children(Unit.Id, clock.Today).Select(c => Units.Unit(c, clock.Today)!)] : [];
        Title = Corrected is not null && code != "strike-fact" ? T["act.correct", ("act", T["unit.act." + code])] : T["unit.act." + code];
        Crumbs = [(T["nav.units"], "/units"), .. Unit is null ? [] : new[] { ($"{Unit.Code} – {Unit.Name}", $"/units/{Unit.Id:D}") }];
        return null;
    }

    private async Task PrefillAsync(Guid? corrects)
    {
        if (Unit is null)
        {
            return;
        }

        Form["calendar"] = Unit.Calendar.Value;
        Form["sector"] = Codes.Of(Unit.Sector);
        if (corrects is not { } original || Code == "strike-fact")
        {
            return;
        }

        var records = await desk.RecordsAsync(Unit.Id, HttpContext.RequestAborted);
        var fact = records.Where(r => r.Id == original || r.Headers.Corrects == original).MaxBy(r => r.Position)!.Event;
        Form["occurredOn"] = Words.F.Date(fact.OccurredOn);
        if (fact.Document is { } paper)
        {
            (Form["document.number"], Form["document.date"], Form["document.issuer"]) = (paper.Number, Words.F.Date(paper.Date), paper.Issuer);
        }

        string? Text(Guid? id) => id is { } of && Units.Unit(of, clock.Today) is { } named ? UnitChoices.Text(named) : null;
        switch (fact)
        {
            case UnitOpened o:
                (Form["name"], Form["kind"], Form["sector"], Form["calendar"], Form["parent"], Form["hasYouthUnion"]) =
                    (o.Name, Codes.Of(o.Kind), Codes.Of(o.Sector), o.Calendar.Value, Text(o.Parent), o.HasYouthUnion ? "true" : null);
                break;
            case UnitRenamed r:
                Form["name"] = r.Name;
                break;
            case UnitMoved m:
                Form["parent"] = Text(m.Parent);
                break;
            case UnitMerged m:
                Form["into"] = Text(m.Into);
                break;
            case UnitSplit s:
                Form["successors"] = string.Join("\n", s.Successors.Select(x => Text(x)));
                break;
            case YouthUnionChanged y:
                Form["exists"] = y.Exists ? "yes" : "no";
                break;
            case UnitReclassified c:
                (Form["sector"], Form["calendar"]) = (Codes.Of(c.Sector), c.Calendar.Value);
                break;
            case UnitMembersCounted c:
                (Form["members"], Form["women"], Form["approximate"]) =
                    (c.Members.ToString(CultureInfo.InvariantCulture), c.Women?.ToString(CultureInfo.InvariantCulture), c.Approximate ? "true" : null);
                break;
            case PartyBodyAssigned a:
                Form["partyBody"] = Text(a.PartyBody);
                break;
        }
    }
}
