using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Engine.Planning;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Imports;

/// <summary>What would become of a row: the same decisions over the same facts, with the file's earlier acts on the case taken as done.</summary>
internal sealed class ImportPreview(CommandGateway gateway, CaseReader cases)
{
    public async Task<CommandResult> TryAsync(Command command, Actor actor, Guid id, IDictionary<Guid, LoadedCase> seen, CancellationToken cancellationToken)
    {
        if (command is not CaseActCommand act)
        {
            return await gateway.PreviewAsync(command, actor, id, cancellationToken);
        }

        if (!seen.TryGetValue(act.CaseId, out var loaded))
        {
            if (await cases.LoadAsync(act.CaseId, cancellationToken) is not { } found)
            {
                return new CommandResult.NotFound("case");
            }

            loaded = found;
        }

        var today = loaded.Context.Today;
        switch (Access.OnCase(actor, act.Act, CaseScope.Of(loaded.History, today), loaded.Facts.Units, today))
        {
            case Verdict.Hidden:
                return new CommandResult.NotFound("case");
            case Verdict.Forbidden:
                return new CommandResult.Forbidden(command.Name);
        }

        var decision = CaseDecisions.Decide(loaded.History, new CaseCommand(act.CaseId, act.Act, act.Corrects), loaded.Context);
        if (decision.Refusal is { } refusal)
        {
            return new CommandResult.Refused(refusal);
        }

        if (decision.IsBlocked)
        {
            return new CommandResult.Blocked(decision.Findings);
        }

        seen[act.CaseId] = loaded with
        {
            History = Imagined.Case(loaded.History, Streams.Case(act.CaseId), decision.Events, id),
            Context = loaded.Context with { PersonStream = Imagined.Person(loaded.Context.PersonStream, Streams.Person(loaded.Context.Person.PersonId), decision.Events, id) },
        };
        return new CommandResult.Accepted(0, new CommandAnswer(decision.Events.Count == 0, loaded.History.Version, act.CaseId, Findings: decision.Findings));
    }
}
