using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>A form about training: who may open it, units of either tree, where a refusal belongs.</summary>
public abstract class TrainingForm(CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock) : CommandPage(gateway, barrier)
{
    /// <summary>Today in Viet Nam.</summary>
    protected DateOnly Today => clock.Today;

    /// <summary>The trees.</summary>
    protected OrgTree Units { get; private set; } = OrgTree.Empty;

    /// <summary>Bodies the actor may act for, for suggestions.</summary>
    public IReadOnlyList<string> Suggestions { get; private set; } = [];

    /// <summary>Prepares the page; false when the actor may not open it.</summary>
    protected async Task<bool> OpenAsync(string area = "classes")
    {
        Area = area;
        var actor = HttpContext.Actor();
        Units = (await reference.CurrentAsync(HttpContext.RequestAborted)).Units;
        if (!actor.Has(Verb.ManageTraining))
        {
            return false;
        }

        var kinds = new HashSet<UnitKind> { UnitKind.GrassrootsUnion, UnitKind.UnionSection, UnitKind.UnionGroup, UnitKind.PartyCell };
        Suggestions =
        [
            .. new[] { Tree.Party, Tree.Union }.SelectMany(tree => UnitChoices.Of(Units, tree, Today, actor, Verb.ManageTraining, u => !kinds.Contains(u.Kind))).Take(UnitChoices.Most)
                .Select(UnitChoices.Text),
        ];
        return true;
    }

    /// <summary>A unit of either tree; what is wrong is noted on the form.</summary>
    protected Guid? ReadUnit(string field, bool required)
    {
        if (Form.Text(field, required) is not { } typed)
        {
            return null;
        }

        var unit = UnitChoices.Read(Units, typed, Today, Tree.Party) ?? UnitChoices.Read(Units, typed, Today, Tree.Union);
        if (unit is null)
        {
            Form.AddKey(field, "error.unknown_unit", ("value", typed));
        }

        return unit?.Id;
    }

    /// <summary>A count as a report writes it.</summary>
    protected ReportedCount? ReadCount()
    {
        var parsed = VietnameseNumber.Parse(Form["class.count"]);
        var counted = Form.Code<Counted>("class.counted", required: true);
        var certificates = Form.Number("class.certificates");
        if (parsed.Problem is not null || parsed.Value is not (> 0 and <= 1_000_000))
        {
            Form.AddKey("class.count", "training.error.count", ("value", Form["class.count"]));
        }

        return Form.Valid ? new ReportedCount((int)parsed.Value!.Value, parsed.Precision, counted!.Value, certificates) : null;
    }

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) => refusal.Field switch
    {
        "code" or "kind" or "issuer" or "startsOn" or "endsOn" or "seats" or "unit" or "title" or "owner" or "from" or "to" or "plannedClasses" or "plannedSeats" => "class." + refusal.Field,
        "reported.number" => "class.count",
        "reported.certificates" => "class.certificates",
        "occurredOn" => "occurredOn",
        "reason" => "class.reason",
        "certificate" or "certificate.date" => "document.number",
        _ => string.Empty,
    };
}

/// <summary>A form about one class.</summary>
public abstract class ClassForm(TrainingDesk desk, CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock) : TrainingForm(gateway, barrier, reference, clock)
{
    /// <summary>The class.</summary>
    public TrainingClassState Class { get; private set; } = TrainingClassState.Empty;

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }

    /// <summary>What it is.</summary>
    public ClassOpened About => Class.About!;

    /// <summary>Opens the class; a result when the actor may not.</summary>
    protected async Task<IActionResult?> OpenClassAsync(Guid id, string titleKey)
    {
        if (!await OpenAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Id = id;
        Class = await desk.ClassAsync(id, HttpContext.RequestAborted);
        if (Class.About is not { } about || !await desk.MaySeeAsync(HttpContext.Actor(), Verb.ManageTraining, about.Unit, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        Title = T[titleKey, ("code", about.Code)];
        Crumbs = [(T["nav.classes"], "/classes"), (about.Code, Href)];
        return null;
    }

    /// <summary>Address of the class.</summary>
    public string Href => $"/classes/{Id:D}";
}
