using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>Minutes of the count of a recorded vote, to print or to save as PDF from the browser: counts only, never who voted how.</summary>
public sealed class MinutesPage(CaseDesk desk) : CadrePage
{
    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>The vote as it now stands.</summary>
    public CaseVote Vote { get; private set; } = null!;

    /// <summary>Its arithmetic; null where no threshold is stated.</summary>
    public VoteWords? Sum { get; private set; }

    /// <summary>The body that voted.</summary>
    public string BodyName { get; private set; } = string.Empty;

    /// <summary>The body above it; empty at the top.</summary>
    public string UpperName { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid fact)
    {
        if (await desk.OpenAsync(id, HttpContext.Actor(), cancellationToken: HttpContext.RequestAborted) is not { } opened)
        {
            return NotFound();
        }

        var votes = CaseVotes.Of(opened.History, opened.Day, opened.Regulations);
        if (votes.All.FirstOrDefault(v => v.Original == fact || v.Event == fact) is not { } vote)
        {
            return NotFound();
        }

        (Case, Vote, Area) = (opened, vote, "cases");
        Sum = vote.Outcome is { } outcome ? VoteWords.Of(T, outcome, vote.Delegated, vote.Escalates && vote.Round is not null ? votes.FailedRounds : null) : null;
        NameBodies(opened.Units, opened.History.PartyBodyOn(vote.On));
        Title = T["minutes.title", ("name", opened.PersonName)];
        Crumbs = [(T["nav.cases"], "/cases"), (opened.PersonName, $"/cases/{id:D}")];
        return Page();
    }

    private void NameBodies(OrgTree units, Guid cell)
    {
        // The log names the cell a case belongs to; the bodies that vote above it are those over it in the tree of the day.
        var line = new List<Guid> { cell };
        line.AddRange(units.Ancestors(cell, Vote.On));
        var at = Math.Min(Vote.Body switch { VotingBody.Cell => 0, VotingBody.UpperStandingCommittee => 2, _ => 1 }, line.Count - 1);
        BodyName = units.Unit(line[at], Vote.On)?.Name ?? string.Empty;
        UpperName = at + 1 < line.Count ? units.Unit(line[at + 1], Vote.On)?.Name ?? string.Empty : string.Empty;
    }
}
