using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>Somebody who can be called up, with the case the class would serve.</summary>
/// <param name="Value">What a ticked box posts: <c>person</c> or <c>person:case</c>.</param>
public sealed record Candidate(string Value, string Name, string? Born, string? Unit, DateOnly? Waiting);

/// <summary>Calls people up: those whose cases wait for such a class, and anybody found by name.</summary>
public sealed class EnrolPage(
    TrainingDesk desk, ReadDesk reads, TrainingNeeds needs, PersonSearch search, PeopleStore people, CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock)
    : ClassForm(desk, gateway, barrier, reference, clock)
{
    private const int MostWaiting = 200;

    /// <summary>Cases that wait for a class of this kind.</summary>
    public IReadOnlyList<Candidate> Waiting { get; private set; } = [];

    /// <summary>How many wait in all.</summary>
    public int WaitingTotal { get; private set; }

    /// <summary>People found by name.</summary>
    public IReadOnlyList<Candidate> Found { get; private set; } = [];

    /// <summary>Boxes ticked.</summary>
    public IReadOnlySet<string> Picked { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Seats left; null when there is no limit.</summary>
    public int? Left => About.Seats - Class.Participants.Count;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        Form["class.name"] = Request.Query["class.name"].ToString();
        return await LoadAsync(id) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Form.Fill(Request.Form);
        Picked = Request.Form["class.pick"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (await LoadAsync(id) is { } problem)
        {
            return problem;
        }

        var day = Form.Date("occurredOn", required: true);
        var acts = new List<TrainingEvent>();
        foreach (var parts in Picked.Select(p => p.Split(':')))
        {
            if (Guid.TryParse(parts[0], out var person))
            {
                acts.Add(new PersonEnrolled(day ?? default, person, parts.Length > 1 && Guid.TryParse(parts[1], out var caseId) ? caseId : null));
            }
        }

        if (acts.Count is 0 or > TrainingActs.Most)
        {
            Form.AddKey("class.pick", "training.error.nobody_picked");
        }

        return Form.Valid ? await SendAsync(new TrainingActs(id, acts), _ => (T["training.done.enrol", ("n", acts.Count), ("code", About.Code)], Href)) : Again();
    }

    private async Task<IActionResult?> LoadAsync(Guid id)
    {
        if (await OpenClassAsync(id, "training.act.title.enrol") is { } problem)
        {
            return problem;
        }

        if (Class.Opened is null)
        {
            return NotFound();
        }

        Form["occurredOn"] ??= Words.F.Date(Today);
        var actor = HttpContext.Actor();
        if (actor.Has(Verb.ViewCases))
        {
            var (connection, _) = await reads.OpenAsync(HttpContext);
            await using (connection)
            {
                var page = await needs.WaitingAsync(
                    connection, ReadSide.Scope(actor, Verb.ViewCases, Today, Today), ReadSide.Within(actor, new CaseListFilter { Take = MostWaiting }), About.Kind, HttpContext.RequestAborted);
                var names = await people.NamesAsync([.. page.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
                WaitingTotal = page.Total;
                Waiting =
                [
                    .. page.Items.Where(i => !Class.Participants.ContainsKey(i.PersonId)).Select(i => new Candidate(
                        $"{i.PersonId:D}:{i.CaseId:D}", names.GetValueOrDefault(i.PersonId)?.FullName ?? "–",
                        names.GetValueOrDefault(i.PersonId)?.BirthDate is { } born ? Words.F.Date(born) : null, i.UnionUnitName, i.Since)),
                ];
            }
        }

        if (Form.Text("class.name", max: 100) is { } name)
        {
            Found =
            [
                .. (await search.NamedAsync(name, actor, HttpContext.RequestAborted)).Where(p => !Class.Participants.ContainsKey(p.Id) && !Waiting.Any(w => w.Value.StartsWith(p.Id.ToString("D"), StringComparison.Ordinal)))
                    .Select(p => new Candidate(p.Id.ToString("D"), p.FullName, p.Born, p.Unit, null)),
            ];
        }

        return null;
    }
}
