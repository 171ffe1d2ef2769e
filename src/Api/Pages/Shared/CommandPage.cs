using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>A page that states something. It posts, then redirects; a page posted twice decides once, because both posts carry one command id.</summary>
public abstract class CommandPage(CommandGateway gateway, ReadBarrier barrier) : CadrePage
{
    /// <summary>Blocking findings of the last try: the rules said no, nothing was recorded.</summary>
    public IReadOnlyList<Finding> Blocking { get; private set; } = [];

    /// <summary>Set when others changed the same thing meanwhile: the version this page was made from.</summary>
    public long? StaleSince { get; private set; }

    /// <summary>The act was refused as a proposal, and could be recorded as a report if it has really happened.</summary>
    public bool CouldBeReported { get; protected set; }

    /// <summary>Sends a command and turns the result into a page or a redirect.</summary>
    /// <param name="done">What to tell the user and where to go after it is recorded.</param>
    protected async Task<IActionResult> SendAsync(Command command, Func<CommandAnswer, (string Banner, string Href)> done)
    {
        var result = await gateway.SendAsync(command, HttpContext.Actor(), CommandId, "page", cancellationToken: HttpContext.RequestAborted);
        switch (result)
        {
            case CommandResult.Accepted accepted:
                barrier.Wrote(HttpContext, accepted.Position);
                var (banner, href) = done(accepted.Answer);
                Banner = accepted.Answer.Nothing ? T["banner.nothing"] : banner;
                return LocalRedirect(href);
            case CommandResult.Refused refused:
                Form.Add(FieldFor(refused.Refusal), T.WithCitation(refused.Refusal));
                return Again(StatusCodes.Status422UnprocessableEntity);
            case CommandResult.Blocked blocked:
                Blocking = blocked.Findings;
                Form.Add(string.Empty, T["error.blocked"]);
                return Again(StatusCodes.Status422UnprocessableEntity);
            case CommandResult.Stale stale:
                StaleSince = stale.Expected;
                Form["version"] = stale.Actual.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Again(StatusCodes.Status409Conflict);
            case CommandResult.Conflict:
                Form.Add(string.Empty, T["error.conflict"]);
                return Again(StatusCodes.Status409Conflict);
            case CommandResult.KeyReused:
                Form.Add(string.Empty, T["error.key_reused"]);
                return Again(StatusCodes.Status422UnprocessableEntity);
            case CommandResult.InFlight:
                return StatusCode(StatusCodes.Status409Conflict);
            case CommandResult.Forbidden:
                return StatusCode(StatusCodes.Status403Forbidden);
            default:
                return NotFound();
        }
    }

    /// <summary>Shows the form again with everything typed; a corrected form is a new command.</summary>
    protected IActionResult Again(int status = StatusCodes.Status422UnprocessableEntity)
    {
        RenewCommandId();
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>Where a refusal is shown; a page whose fields are called otherwise than the statement's says so.</summary>
    protected virtual string FieldFor(Refusal refusal) => FieldOf(refusal);

    /// <summary>The field of the form a refusal speaks of; the whole form when it has none of that name.</summary>
    private static string FieldOf(Refusal refusal) => refusal.Field switch
    {
        null => string.Empty,
        "tally" => refusal.Code switch
        {
            "tally_probationary_voters" => "tally.probationaryVoters",
            "tally_more_present_than_summoned" => "tally.present",
            "tally_more_issued_than_present" => "tally.issued",
            "tally_more_returned_than_issued" => "tally.returned",
            "tally_does_not_add_up" or "tally_more_counted_than_returned" => "tally.agree",
            _ => "tally.summoned",
        },
        "document" => "document.number",
        "conference" => "conference.summoned",
        "corrects" or "caseId" or "previousCase" or "personId" or "appointmentId" or "candidates" or "fact" or "type" => string.Empty,
        var field => field,
    };
}
