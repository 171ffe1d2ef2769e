using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>Results of everybody without one, on one form: all lines are recorded, or none is and nothing typed is lost.</summary>
public sealed class ResultsPage(TrainingDesk desk, PeopleStore people, CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock) : ClassForm(desk, gateway, barrier, reference, clock)
{
    /// <summary>Lines of one form; a larger class is entered in parts, or as a file.</summary>
    public const int Most = 150;

    private static readonly string[] WithCertificate = ["passed", "failed", "absent"];

    private static readonly string[] VolumeOnly = ["attended", "absent"];

    /// <summary>Those with neither certificate nor failure.</summary>
    public IReadOnlyList<ListedParticipant> Lines { get; private set; } = [];

    /// <summary>Its certificates and failures are recorded; else only attendance.</summary>
    public bool GivesCertificate => TrainingKinds.GivesCertificate(About.Kind);

    /// <summary>What can be said of a line.</summary>
    public IReadOnlyList<Choice> Results => [.. (GivesCertificate ? WithCertificate : VolumeOnly).Select(r => new Choice(r, T["training.result." + r]))];

    /// <summary>Name of a field of a line.</summary>
    public static string Field(ListedParticipant line, string part) => $"{part}.{line.It.PersonId:N}";

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await LoadAsync(id) is { } problem)
        {
            return problem;
        }

        Form["occurredOn"] = Words.F.Date(About.EndsOn <= Today ? About.EndsOn : Today);
        Form["class.certificateIssuer"] = About.Issuer;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id) is { } problem)
        {
            return problem;
        }

        var day = Form.Date("occurredOn", required: true);
        var issued = Form.Date("class.certificateDate") ?? day;
        var issuer = Form.Text("class.certificateIssuer", max: 200) ?? About.Issuer;
        var acts = new List<TrainingEvent>();
        var owners = new List<ListedParticipant>();
        foreach (var line in Lines)
        {
            foreach (var act in Read(line, day ?? default, issued ?? default, issuer))
            {
                acts.Add(act);
                owners.Add(line);
            }
        }

        if (acts.Count == 0 && Form.Valid)
        {
            Form.AddKey("result." + (Lines.Count > 0 ? Lines[0].It.PersonId.ToString("N") : string.Empty), "training.error.no_results");
        }

        _owners = owners;
        return Form.Valid ? await SendAsync(new TrainingActs(id, acts), _ => (T["training.done.results", ("n", owners.Distinct().Count()), ("code", About.Code)], Href)) : Again();
    }

    private List<ListedParticipant> _owners = [];

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) =>
        refusal.Parameters?.TryGetValue("act", out var at) == true && int.TryParse(at, System.Globalization.CultureInfo.InvariantCulture, out var n) && n <= _owners.Count
            ? Field(_owners[n - 1], refusal.Field is "certificate" or "certificate.date" ? "number" : "result")
            : refusal.Field == "occurredOn" ? "occurredOn" : string.Empty;

    private IEnumerable<TrainingEvent> Read(ListedParticipant line, DateOnly day, DateOnly issued, string issuer)
    {
        var (person, number) = (line.It.PersonId, Form.Text(Field(line, "number"), max: 100));
        var result = Form[Field(line, "result")];
        if (number is not null && result is null or "")
        {
            // A number says that the person passed; nobody types one for another reason.
            result = "passed";
            Form[Field(line, "result")] = result;
        }

        switch (result)
        {
            case "passed" when number is null:
                Form.AddKey(Field(line, "number"), "training.error.number_missing", ("name", line.Person?.FullName));
                break;
            case "passed":
                yield return new CertificateIssued(day, person, null, new DocumentRef(number, issued, issuer));
                break;
            case "failed":
                yield return new PersonFailed(day, person, null);
                break;
            case "attended" or "absent":
                yield return new AttendanceRecorded(day, person, result == "attended");
                break;
        }
    }

    private async Task<IActionResult?> LoadAsync(Guid id)
    {
        if (await OpenClassAsync(id, "training.act.title.results") is { } problem)
        {
            return problem;
        }

        if (Class.Opened is null || Class.CancelledOn is not null)
        {
            return NotFound();
        }

        var open = Class.Participants.Values.Where(p => p.Current is null && p.FailedOn is null).ToList();
        Lines = [.. ClassDetailPage.Ordered(open, await people.NamesAsync([.. open.Select(p => p.PersonId)], HttpContext.RequestAborted)).Take(Most)];
        return null;
    }
}
