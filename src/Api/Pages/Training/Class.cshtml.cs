using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>Somebody on the list of a class.</summary>
public sealed record ListedParticipant(Participant It, PersonAttributes? Person);

/// <summary>One class: what it is, what can be done next, and its list.</summary>
public sealed class ClassDetailPage(ReadDesk desk, TrainingDesk training, CaseList cases, PeopleStore people) : ExportPage(desk)
{
    /// <summary>The class.</summary>
    public TrainingClassState Class { get; private set; } = TrainingClassState.Empty;

    /// <summary>What it is.</summary>
    public ClassOpened About => Class.About!;

    /// <summary>Its id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Everybody on the list, the Vietnamese way.</summary>
    public IReadOnlyList<ListedParticipant> Participants { get; private set; } = [];

    /// <summary>Cases within the reader's reach that say they were called up to this class, of persons not on its own list.</summary>
    public IReadOnlyList<(CaseListItem Case, PersonAttributes? Person)> Called { get; private set; } = [];

    /// <summary>The programme it belongs to; null for none.</summary>
    public ProgrammeOpened? Programme { get; private set; }

    /// <summary>Code of its state.</summary>
    public string State { get; private set; } = "planned";

    /// <summary>Its certificates and failures are recorded; else only the volume counts.</summary>
    public bool GivesCertificate => TrainingKinds.GivesCertificate(About.Kind);

    /// <summary>Those with neither certificate nor failure.</summary>
    public int WithoutResult => Participants.Count(p => p.It.Current is null && p.It.FailedOn is null);

    /// <summary>Name of the organising body; null for none.</summary>
    public string? UnitName => About.Unit is { } unit ? Facts.Units.Unit(unit, Desk.Today)?.Name : null;

    public Task<IActionResult> OnGetAsync(Guid id) => ShowAsync(id, export: false);

    /// <summary>The list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync(Guid id) => ShowAsync(id, export: true);

    private async Task<IActionResult> ShowAsync(Guid id, bool export)
    {
        if (!HttpContext.Actor().Has(Verb.ManageTraining))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("classes");
        Id = id;
        Class = await training.ClassAsync(id, HttpContext.RequestAborted);
        if (Class.About is not { } about || !await training.MaySeeAsync(HttpContext.Actor(), Verb.ManageTraining, about.Unit, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        State = ClassEndpoints.StateOf(Class);
        Programme = about.ProgrammeId is { } programme ? (await training.ProgrammeAsync(programme, HttpContext.RequestAborted)).Opened : null;
        Participants = Ordered(Class.Participants.Values, await people.NamesAsync([.. Class.Participants.Keys], HttpContext.RequestAborted));
        Called = await CalledAsync(HttpContext.Actor());
        Title = T["training.class", ("code", about.Code)];
        Crumbs = [(T["nav.classes"], "/classes")];
        OfferExport(Participants.Count);
        return export ? await WorkbookAsync(about.Code, Sheet(about)) : Page();
    }

    private async Task<IReadOnlyList<(CaseListItem Case, PersonAttributes? Person)>> CalledAsync(Actor actor)
    {
        if (About.Kind != TrainingKind.PartyAwareness || !actor.Has(Verb.ViewCases))
        {
            return [];
        }

        var (connection, _) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var filter = ReadSide.Within(actor, new CaseListFilter { AwarenessClass = Id, Sort = CaseListSort.Name, Take = CaseList.MaxPage });
            var found = (await cases.QueryAsync(connection, Scope(Verb.ViewCases), filter, HttpContext.RequestAborted)).Items.Where(c => !Class.Participants.ContainsKey(c.PersonId)).ToList();
            var names = await people.NamesAsync([.. found.Select(c => c.PersonId)], HttpContext.RequestAborted);
            return [.. found.Select(c => (c, names.GetValueOrDefault(c.PersonId)))];
        }
    }

    /// <summary>By given name, then the rest, the Vietnamese way.</summary>
    internal static IReadOnlyList<ListedParticipant> Ordered(IEnumerable<Participant> participants, IReadOnlyDictionary<Guid, PersonAttributes> names)
    {
        var order = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi"), ignoreCase: true);
        return
        [
            .. participants.Select(p => new ListedParticipant(p, names.GetValueOrDefault(p.PersonId)))
                .OrderBy(p => p.Person is null).ThenBy(p => p.Person?.FullName.Split(' ')[^1], order).ThenBy(p => p.Person?.FullName, order).ThenBy(p => p.It.PersonId),
        ];
    }

    /// <summary>Words of what became of somebody.</summary>
    public static string ResultOf(Participant p) => T[
        p.Current is not null ? "training.result.passed" : p.FailedOn is not null ? "training.result.failed" : p.Attended == false ? "training.result.absent" : p.Attended == true ? "training.result.attended" : "training.result.none"];

    /// <summary>Colour of it.</summary>
    public static string TagOf(Participant p) => p.Current is not null ? "c-tag--green" : p.FailedOn is not null ? "c-tag--red" : p.Attended == false ? "c-tag--amber" : p.Attended == true ? "c-tag--blue" : "c-tag--grey";

    private Sheet Sheet(ClassOpened about) => new(
        about.Code,
        $"{Title} – {T.Code("training_kind", about.Kind)}",
        Notes((T["field.class.issuer"], about.Issuer), (T["training.dates"], $"{Words.F.Date(about.StartsOn)} – {Words.F.Date(about.EndsOn)}"), (T["field.class.unit"], UnitName), (T["field.class.state"], T["class_state." + State])),
        [
            new(T["field.fullName"], 28), new(T["field.birthDate"], 12), new(T["field.gender"], 8), new(T["training.enrolled_on"], 12), new(T["training.result"], 16),
            new(T["training.certificate"], 18), new(T["training.issued_on"], 12), new(T["training.issuer"], 30),
        ],
        Participants.ToAsyncEnumerable().Select(p => new object?[]
        {
            p.Person?.FullName ?? "–", p.Person?.BirthDate, p.Person is { } person ? T.Code("gender", person.Gender) : null, p.It.EnrolledOn, ResultOf(p.It), p.It.Current?.Number,
            p.It.Certificate?.Certificate.Date, p.It.Current?.Issuer,
        }),
        n => T["training.people_n", ("n", n)]);
}
