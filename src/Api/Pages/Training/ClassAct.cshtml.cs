using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>One act on a class: open what was planned, end, call off, a count of a paper, taking somebody off the list, a certificate issued again.</summary>
public sealed class ClassActPage(TrainingDesk desk, PeopleStore people, CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock)
    : ClassForm(desk, gateway, barrier, reference, clock)
{
    private static readonly HashSet<string> Codes = new(["open", "end", "cancel", "report", "withdraw", "reissue"], StringComparer.Ordinal);

    /// <summary>Code of the act.</summary>
    public string Code { get; private set; } = string.Empty;

    /// <summary>Who it is about; null for the class itself.</summary>
    public ListedParticipant? Who { get; private set; }

    /// <summary>Ways to count, with words.</summary>
    public static IReadOnlyList<Choice> Counts => Choice.Of<Counted>(T, "counted");

    public async Task<IActionResult> OnGetAsync(Guid id, string code, Guid? person)
    {
        if (await LoadAsync(id, code, person) is { } problem)
        {
            return problem;
        }

        Form["occurredOn"] = Words.F.Date(code == "end" && About.EndsOn <= Today ? About.EndsOn : Today);
        Form["class.startsOn"] = Words.F.Date(About.StartsOn);
        Form["class.endsOn"] = Words.F.Date(About.EndsOn);
        Form["class.seats"] = About.Seats?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Form["document.issuer"] = code == "reissue" ? Who?.It.Current?.Issuer : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string code, Guid? person)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, person) is { } problem)
        {
            return problem;
        }

        var day = Form.Date("occurredOn", required: true);
        TrainingEvent? act = null;
        switch (code)
        {
            case "open":
                var (starts, ends, seats) = (Form.Date("class.startsOn", required: true), Form.Date("class.endsOn", required: true), Form.Number("class.seats", max: 10_000));
                act = Form.Valid ? ClassEndpoints.Opening(Class.Planned!, new(day!.Value, null, starts, ends, seats)) : null;
                break;
            case "end":
                act = Form.Valid ? new ClassEnded(day!.Value) : null;
                break;
            case "cancel":
                act = Form.Valid ? new ClassCancelled(day!.Value) : null;
                break;
            case "report":
                var (count, paper) = (ReadCount(), ActReader.ReadDocument(Form));
                act = Form.Valid ? new ClassVolumeReported(day!.Value, count!, paper) : null;
                break;
            case "withdraw":
                act = Form.Valid ? new EnrolmentWithdrawn(day!.Value, Who!.It.PersonId) : null;
                break;
            default:
                var reason = Form.Code<ReissueReason>("class.reason", required: true);
                var certificate = ActReader.ReadDocument(Form);
                if (certificate is null && Form.Valid)
                {
                    Form.AddKey("document.number", "error.required");
                }

                act = Form.Valid ? new CertificateReissued(day!.Value, Who!.It.PersonId, null, certificate!, Who.It.Current!.Number, reason!.Value) : null;
                break;
        }

        return act is null ? Again() : await SendAsync(new TrainingCommand(id, act), _ => (T["training.done." + code, ("code", About.Code)], Href));
    }

    private async Task<IActionResult?> LoadAsync(Guid id, string code, Guid? person)
    {
        if (!Codes.Contains(code))
        {
            return NotFound();
        }

        Code = code;
        if (await OpenClassAsync(id, "training.act.title." + code) is { } problem)
        {
            return problem;
        }

        if (code is "withdraw" or "reissue")
        {
            if (person is not { } who || !Class.Participants.TryGetValue(who, out var participant) || (code == "reissue" && participant.Current is null))
            {
                return NotFound();
            }

            Who = new(participant, (await people.NamesAsync([who], HttpContext.RequestAborted)).GetValueOrDefault(who));
        }

        return code == "open" && Class.Planned is null ? NotFound() : null;
    }
}
