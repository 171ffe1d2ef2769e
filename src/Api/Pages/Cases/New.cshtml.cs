using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>A new referral, or a re-referral of the person of an earlier case: one page, everything kept when something is wrong.</summary>
public sealed class NewReferralPage(CaseDesk desk, PersonSearch search, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock) : CommandPage(gateway, barrier)
{
    /// <summary>The case this one follows; null for a first referral.</summary>
    public OpenCase? Previous { get; private set; }

    /// <summary>Unions the actor may refer for.</summary>
    public IReadOnlyList<UnitFacts> Unions { get; private set; } = [];

    /// <summary>Party bodies that may receive; empty when too many to list.</summary>
    public IReadOnlyList<UnitFacts> PartyBodies { get; private set; } = [];

    /// <summary>People of the same name and birth date: perhaps the same person.</summary>
    public IReadOnlyList<FoundPerson> Alike { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid? previous)
    {
        if (await LoadAsync(previous) is { } problem)
        {
            return problem;
        }

        Form["occurredOn"] = Words.F.Date(clock.Today);
        Form["report"] = "false";
        if (Previous is { } before)
        {
            Form["unionUnit"] = before.Units.Unit(before.History.UnionUnitOn(clock.Today), clock.Today) is { } unit ? UnitChoices.Text(unit) : null;
        }
        else if (Unions.Count == 1)
        {
            Form["unionUnit"] = UnitChoices.Text(Unions[0]);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? previous)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(previous) is { } problem)
        {
            return problem;
        }

        var units = (await reference.CurrentAsync(HttpContext.RequestAborted)).Units;
        var person = Previous is null ? ReadPerson() : null;
        var unionUnit = UnitChoices.Read(Form, "unionUnit", required: true, units, clock.Today, Tree.Union);
        var partyBody = UnitChoices.Read(Form, "partyBody", required: false, units, clock.Today, Tree.Party);
        var occurredOn = Form.Date("occurredOn", required: true);
        UnitChoices.RefuseEnded(Form, "unionUnit", unionUnit, units, occurredOn);
        UnitChoices.RefuseEnded(Form, "partyBody", partyBody, units, occurredOn);
        var document = ActReader.ReadDocument(Form);
        var fileNumber = Form.Text("reference", max: 60);
        if (!Form.Valid)
        {
            return Again();
        }

        var personId = Previous?.Loaded.History.Filed!.PersonId;
        if (person is not null && Form["samePerson"] != "new")
        {
            if (Guid.TryParse(Form["samePerson"], out var same))
            {
                personId = same;
            }
            else if (await LikeAsync(person) is { Count: > 0 } alike)
            {
                Alike = alike;
                Form.AddKey("samePerson", "error.same_person", ("name", person.FullName));
                return Again();
            }
        }

        return await SendAsync(
            new FileReferral(
                personId, personId is null ? person : null, unionUnit!.Value, partyBody, Previous?.Id, occurredOn!.Value, Form["report"] == "true", document, fileNumber,
                YesNo("youthUnionMember"), Form.Ticked("formerPartyMember")),
            answer => (T["new.done", ("name", person?.FullName ?? Previous!.PersonName)], $"/cases/{answer.CaseId:D}"));
    }

    /// <summary>Yes, no, or not known.</summary>
    public static IReadOnlyList<Choice> YesNoUnknown => [new("yes", T["yes"]), new("no", T["no"]), new("unknown", T["unknown"])];

    private bool? YesNo(string field) => Form[field] switch { "yes" => true, "no" => false, _ => null };

    private PersonAttributes? ReadPerson()
    {
        var name = Form.Text("fullName", required: true, max: 100);
        if (name is not null && VietnameseText.LooksTcvn3(Form["fullName"]!))
        {
            Form.AddKey("fullName", "error.legacy_text");
        }

        var born = Form.Date("birthDate", required: true, twoDigitYear: false);
        if (born > clock.Today)
        {
            Form.AddKey("birthDate", "error.future", ("value", born));
        }

        var gender = Form.Code<Gender>("gender", required: true);
        var education = Form.Code<Education>("education", required: true);
        var theory = Form.Code<TheoryLevel>("theoryLevel", required: true);
        return Form.Valid ? new PersonAttributes(name!, born, gender!.Value, education!.Value, theory!.Value, YesNo("youthUnionMember")) : null;
    }

    private async Task<IReadOnlyList<FoundPerson>> LikeAsync(PersonAttributes person) =>
        [.. (await search.NamedAsync(person.FullName, HttpContext.Actor(), HttpContext.RequestAborted)).Where(p => p.BirthDate == person.BirthDate)];

    private async Task<IActionResult?> LoadAsync(Guid? previous)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.UnionActs))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (previous is { } id)
        {
            Previous = await desk.OpenAsync(id, actor, cancellationToken: HttpContext.RequestAborted);
            if (Previous is null)
            {
                return NotFound();
            }
        }

        var facts = await reference.CurrentAsync(HttpContext.RequestAborted);
        Unions = UnitChoices.Of(facts.Units, Tree.Union, clock.Today, actor, Verb.UnionActs, u => u.Kind is UnitKind.GrassrootsUnion or UnitKind.UnionSection);
        var bodies = facts.Units.Units.Select(u => facts.Units.Unit(u, clock.Today)!).Where(u => u is { Tree: Tree.Party, Active: true }).OrderBy(u => u.Code, StringComparer.Ordinal).ToList();
        PartyBodies = bodies.Count > UnitChoices.Most ? [] : bodies;
        Area = "new";
        Title = Previous is null ? T["new.title"] : T["new.again", ("name", Previous.PersonName)];
        Crumbs = Previous is null ? [] : [(T["nav.cases"], "/cases"), (Previous.PersonName, $"/cases/{Previous.Id:D}")];
        return null;
    }
}
