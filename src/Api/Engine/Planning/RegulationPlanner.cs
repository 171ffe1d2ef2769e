using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>Decides proposals of regulations and what becomes of them. Rules hold for everybody, so the right to change them is nobody's for one unit.</summary>
internal sealed class RegulationPlanner(ReferenceFacts reference, RegulationDrafts drafts, CadreClock clock)
{
    public async Task<Plan> ProposeAsync(ProposeRegulation command, CommandRun run, CancellationToken cancellationToken)
    {
        if (!Access.Everywhere(run.Actor, Verb.ManageRegulations))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        var facts = await reference.RefreshAsync(cancellationToken);
        if (RegulationFiles.ReadDraft(command.Text).Document is not { } draft)
        {
            return Plan.Decided(RegulationDraftDecisions.Faults(facts.Regulations, command.Text)!, string.Empty);
        }

        var id = RegulationDrafts.IdOf(draft.ContentHash);
        var (state, listed) = await drafts.LoadAsync(id, cancellationToken);
        var decision = RegulationDraftDecisions.Propose(state, id, draft, command.Document, facts.Regulations, clock.Today);
        var stream = Streams.RegulationDraft(id);
        return Plan.Decided(decision, stream, [(stream, state.Version), (Streams.Regulations, facts.RegulationsVersion), .. state.Version == 0 ? [(Streams.RegulationDrafts, listed)] : Array.Empty<(string, long)>()]) with
        {
            Answer = new(true, state.Version, DraftId: id),
        };
    }

    public async Task<Plan> SettleAsync(SettleRegulation command, CommandRun run, CancellationToken cancellationToken)
    {
        if (!Access.Everywhere(run.Actor, Verb.ManageRegulations))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        var facts = await reference.RefreshAsync(cancellationToken);
        var (state, _) = await drafts.LoadAsync(command.DraftId, cancellationToken);
        if (state.Version == 0)
        {
            return Plan.Answered(new CommandResult.NotFound("draft"));
        }

        if (command.ExpectedVersion is { } expected && expected != state.Version)
        {
            return Plan.Answered(new CommandResult.Stale(expected, state.Version));
        }

        var account = run.Actor.IsSystem ? null : run.Actor.AccountId;
        var noteId = string.IsNullOrWhiteSpace(command.Reason) || command.To == DraftStatus.Approved ? (Guid?)null : Uuid.Of(run.CommandId, "note");
        var decision = command.To switch
        {
            DraftStatus.Approved => RegulationDraftDecisions.Approve(state, command.DraftId, account, facts.Regulations, clock.Today),
            DraftStatus.Rejected => RegulationDraftDecisions.Reject(state, command.DraftId, account, noteId, clock.Today),
            _ => RegulationDraftDecisions.Withdraw(state, command.DraftId, account, noteId, clock.Today),
        };
        var stream = Streams.RegulationDraft(command.DraftId);
        return Plan.Decided(decision, stream, (stream, state.Version), (Streams.Regulations, facts.RegulationsVersion)) with
        {
            Answer = new(true, state.Version, DraftId: command.DraftId),
            People = PeopleRows.Of(noteId, command.Reason?.Trim()),
        };
    }
}
