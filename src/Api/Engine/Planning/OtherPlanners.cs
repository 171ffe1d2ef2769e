using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>Decides acts on organisation units.</summary>
internal sealed class UnitPlanner(ReferenceFacts reference, CadreClock clock)
{
    public async Task<Plan> ActAsync(UnitCommand command, CommandRun run, CancellationToken cancellationToken)
    {
        // Each change of the trees stands on all the others: only the head of the log is good for anything but an append.
        var facts = run.AsKept ? await reference.CurrentAsync(cancellationToken) : await reference.RefreshAsync(cancellationToken);
        var units = facts.Units;
        var today = clock.Today;
        var known = units.Unit(command.UnitId, today);
        var place = command.Act is UnitOpened opened ? opened.Parent : command.UnitId;
        if (place is { } at ? !May(run.Actor, command.Act, at, units, today) : Access.Tops(run.Actor, Verb.ManageUnits).Count > 0 || !run.Actor.Has(Verb.ManageUnits))
        {
            return Plan.Answered(known is null && command.Act is not UnitOpened ? new CommandResult.NotFound("unit") : new CommandResult.Forbidden(command.Name));
        }

        if (known is null && command.Act is not UnitOpened)
        {
            return Plan.Answered(new CommandResult.NotFound("unit"));
        }

        if (command.ExpectedVersion is { } expected && expected != (known?.StreamVersion ?? 0))
        {
            return Plan.Answered(new CommandResult.Stale(expected, known?.StreamVersion ?? 0));
        }

        if (CalendarOf(command.Act) is { } calendar && facts.Regulations.Calendar(calendar.Value) is null)
        {
            return Plan.Decided(Decision.Refuse(new("calendar_unknown", "calendar", calendar.Value, "CAL-07")), string.Empty);
        }

        var noteId = command.Note is null ? (Guid?)null : Uuid.Of(run.CommandId, "note");
        var act = noteId is { } id && command.Act is UnitFactStruck struck ? struck with { NoteId = id } : command.Act;
        var decision = UnitDecisions.Decide(units, command.UnitId, act, today, command.Children, command.Corrects);
        if (decision is { IsAccepted: true, Events.Count: > 0 } && decision.Events.All(e => e.StreamId != Streams.OrgStructure))
        {
            // Every process learns of changes through the guard stream; a renamed unit would else keep its old name there until a restart.
            decision = Decision.Accept([.. decision.Events, new(Streams.OrgStructure, new StructureChanged(command.Act.OccurredOn, command.UnitId))], decision.Evaluation);
        }

        var versions = decision.Events
            .Where(e => e.StreamId != Streams.OrgStructure)
            .Select(e => e.StreamId)
            .Append(Streams.Unit(command.UnitId))
            .Distinct(StringComparer.Ordinal)
            .Select(s => (s, units.Unit(Guid.Parse(s.AsSpan("unit-".Length)), today)?.StreamVersion ?? 0))
            .Append((Streams.OrgStructure, facts.StructureVersion));
        return Plan.Decided(decision, Streams.Unit(command.UnitId), [.. versions]) with
        {
            Answer = new(true, known?.StreamVersion ?? 0, UnitId: command.UnitId),
            ActingUnit = place,
            People = PeopleRows.Of(noteId, command.Note),
        };
    }

    private static CalendarKind? CalendarOf(UnitEvent act) => act switch
    {
        UnitOpened opened => opened.Calendar,
        UnitReclassified changed => changed.Calendar,
        _ => null,
    };

    /// <summary>A union counts its own members; everything else about units is the administrator's.</summary>
    private static bool May(Actor actor, UnitEvent act, Guid unit, OrgTree units, DateOnly today) =>
        Access.OnUnit(actor, Verb.ManageUnits, unit, units, today) || (act is UnitMembersCounted && Access.OnUnit(actor, Verb.UnionActs, unit, units, today));
}

/// <summary>Decides what concerns a person's own stream and attributes.</summary>
internal sealed class PersonPlanner(CaseReader cases, PeopleStore people, ServerKey key, CadreClock clock)
{
    public Plan Register(RegisterPerson command, CommandRun run)
    {
        if (!run.Actor.Has(Verb.EditPeople))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        var personId = key.Pseudonym(run.CommandId);
        var stream = Streams.Person(personId);
        var decision = Future(command.OccurredOn) ?? Decision.Accept(stream, new PersonRegistered(command.OccurredOn, personId));
        return Plan.Decided(decision, stream, (stream, 0)) with
        {
            Answer = new(true, 0, PersonId: personId),
            People = PeopleRows.Of(personId, run.CommandId, command.Attributes),
        };
    }

    public async Task<Plan> ReviseAsync(RevisePerson command, CommandRun run, CancellationToken cancellationToken)
    {
        var (state, refused) = await LoadAsync(command.PersonId, run, command.Name, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var revision = Math.Max(1, state.Revision);
        if (command.ExpectedRevision is { } expected && expected != revision)
        {
            return Plan.Answered(new CommandResult.Stale(expected, revision));
        }

        var stream = Streams.Person(command.PersonId);
        var present = await people.FindAsync(command.PersonId, revision, cancellationToken);
        var decision = Future(command.OccurredOn) ?? (present == command.Attributes
            ? Decision.Nothing
            : Decision.Accept(stream, new PersonRevised(command.OccurredOn, await people.ReviseAsync(run.CommandId, command.PersonId, command.Attributes, run.Actor.AccountId, cancellationToken))));
        return Plan.Decided(decision, stream, (stream, state.Version)) with { Answer = new(true, state.Version, PersonId: command.PersonId) };
    }

    public async Task<Plan> ExitAsync(RecordPartyExit command, CommandRun run, CancellationToken cancellationToken)
    {
        var (state, refused) = await LoadAsync(command.PersonId, run, command.Name, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var stream = Streams.Person(command.PersonId);
        var exit = new PartyExitRecorded(command.OccurredOn, command.Kind, command.ExpungedOn);
        var decision = Future(command.OccurredOn) ?? (state.Exits.Contains(exit) ? Decision.Nothing : Decision.Accept(stream, exit));
        return Plan.Decided(decision, stream, (stream, state.Version)) with { Answer = new(true, state.Version, PersonId: command.PersonId) };
    }

    public async Task<Plan> StrikeExitAsync(StrikePartyExit command, CommandRun run, CancellationToken cancellationToken)
    {
        var (state, refused) = await LoadAsync(command.PersonId, run, command.Name, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var stream = Streams.Person(command.PersonId);
        var (words, note) = (command.Reason?.Trim(), Uuid.Of(run.CommandId, "note"));
        var decision = PartyExits.Strike(state, command.PersonId, command.Fact, clock.Today, string.IsNullOrEmpty(words) ? null : note);
        return Plan.Decided(decision, stream, (stream, state.Version)) with
        {
            Answer = new(true, state.Version, PersonId: command.PersonId),
            People = PeopleRows.Of(string.IsNullOrEmpty(words) ? null : note, words),
        };
    }

    private async Task<(PersonState State, Plan? Refused)> LoadAsync(Guid personId, CommandRun run, string name, CancellationToken cancellationToken)
    {
        var state = await cases.PersonAsync(personId, cancellationToken);
        return state.PersonId is null ? (state, Plan.Answered(new CommandResult.NotFound("person")))
            : run.Actor.IsSystem || run.Actor.Has(Verb.EditPeople) ? (state, null)
            : (state, Plan.Answered(new CommandResult.Forbidden(name)));
    }

    private Decision? Future(DateOnly day) =>
        day > clock.Today ? Decision.Refuse(new("future_date", "occurredOn", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))) : null;
}
