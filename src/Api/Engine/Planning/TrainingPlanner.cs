using System.Diagnostics;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>Decides what is said about training classes, programmes and persons' certificates.</summary>
internal sealed class TrainingPlanner(IEventLog log, CaseReader cases, ReferenceFacts reference, PeopleStore people, ServerKey key, CadreClock clock)
{
    public async Task<Plan> PlanAsync(TrainingWork command, CommandRun run, CancellationToken cancellationToken)
    {
        if (!run.Actor.Has(Verb.ManageTraining))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        return command switch
        {
            TrainingCommand one => await ActAsync(one, one.ClassId, [one.Act], run, cancellationToken),
            TrainingActs many => await ActAsync(many, many.ClassId, many.Acts, run, cancellationToken),
            EnterParticipant entry => await EnterAsync(entry, run, cancellationToken),
            ProgrammeCommand programme => await ProgrammeAsync(programme, run, cancellationToken),
            EvidenceCommand evidence => await EvidenceAsync(evidence, cancellationToken),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private async Task<Plan> ActAsync(TrainingWork command, Guid classId, IReadOnlyList<TrainingEvent> acts, CommandRun run, CancellationToken cancellationToken)
    {
        var state = await ClassAsync(classId, cancellationToken);
        if (state.Version == 0 && acts is not [ClassOpened or ClassPlanned])
        {
            return Plan.Answered(new CommandResult.NotFound("class"));
        }

        if (command.ExpectedVersion is { } expected && expected != state.Version)
        {
            return Plan.Answered(new CommandResult.Stale(expected, state.Version));
        }

        if (await BarredAsync(acts[0], state, run, command, cancellationToken) is { } barred)
        {
            return barred;
        }

        foreach (var enrolled in acts.OfType<PersonEnrolled>())
        {
            if (await StrangerAsync(enrolled, run, cancellationToken) is { } stranger)
            {
                return stranger;
            }
        }

        var decision = acts is [var only] ? TrainingDecisions.Decide(state, classId, only, clock.Today) : TrainingDecisions.DecideAll(state, classId, acts, clock.Today);
        return Decided(decision, state, classId);
    }

    /// <summary>A class of a body is run by those who hold the right over that body; one of nobody's by whoever has the right. A programme named must be there.</summary>
    private async Task<Plan?> BarredAsync(TrainingEvent act, TrainingClassState state, CommandRun run, TrainingWork command, CancellationToken cancellationToken)
    {
        var (programme, stated, day) = act switch
        {
            ClassPlanned p => (p.ProgrammeId, p.Unit, p.OccurredOn),
            ClassOpened o => (o.ProgrammeId, o.Unit, o.OccurredOn),
            _ => (null, null, default),
        };
        if (programme is { } id && (await ProgrammeAsync(id, cancellationToken)).Opened is null)
        {
            return Plan.Decided(Decision.Refuse(new("programme_unknown", "programmeId", id.ToString("D"))), string.Empty);
        }

        if ((stated ?? state.About?.Unit) is not { } unit)
        {
            return null;
        }

        var units = (await reference.CurrentAsync(cancellationToken)).Units;
        return stated is not null && units.Unit(unit, day) is null ? Plan.Decided(Decision.Refuse(new("unknown_unit", "unit", unit.ToString("D"))), string.Empty)
            : Access.OnUnit(run.Actor, Verb.ManageTraining, unit, units, clock.Today) ? null
            : Plan.Answered(new CommandResult.Forbidden(command.Name));
    }

    private async Task<Plan?> StrangerAsync(PersonEnrolled enrolled, CommandRun run, CancellationToken cancellationToken)
    {
        if ((await cases.PersonAsync(enrolled.PersonId, cancellationToken)).PersonId is null)
        {
            return Plan.Answered(new CommandResult.NotFound("person"));
        }

        if (enrolled.CaseId is not { } caseId)
        {
            return null;
        }

        var (person, early) = await PersonOfCaseAsync(caseId, run, cancellationToken);
        return early ?? (person == enrolled.PersonId ? null : Plan.Decided(Decision.Refuse(new("person_mismatch", "personId", enrolled.PersonId.ToString("D"))), string.Empty));
    }

    private async Task<Plan> EnterAsync(EnterParticipant entry, CommandRun run, CancellationToken cancellationToken)
    {
        var state = await ClassAsync(entry.ClassId, cancellationToken);
        if (state.About is not { } about)
        {
            return Plan.Answered(new CommandResult.NotFound("class"));
        }

        if (await BarredAsync(new PersonEnrolled(entry.EnrolledOn, Guid.Empty, null), state, run, entry, cancellationToken) is { } barred)
        {
            return barred;
        }

        var (person, added, early) = await WhoAsync(entry, run, cancellationToken);
        if (early is not null)
        {
            return early;
        }

        var decision = TrainingDecisions.DecideAll(state, entry.ClassId, [.. Acts(entry, about, person)], clock.Today);
        if (added is null || decision is not { IsAccepted: true, Events.Count: > 0 })
        {
            return Decided(decision, state, entry.ClassId, person);
        }

        var stream = Streams.Person(person);
        decision = Decision.Accept([new(stream, new PersonRegistered(entry.EnrolledOn, person)), .. decision.Events]);
        return Decided(decision, state, entry.ClassId, person, (stream, 0)) with
        {
            People = PeopleRows.Of(person, entry.PersonKey!.Value, added),
        };
    }

    private IEnumerable<TrainingEvent> Acts(EnterParticipant entry, ClassOpened about, Guid person)
    {
        yield return new PersonEnrolled(entry.EnrolledOn, person, entry.CaseId);
        if (entry.Attended is { } attended)
        {
            yield return new AttendanceRecorded(about.EndsOn <= clock.Today ? about.EndsOn : clock.Today, person, attended);
        }

        var day = entry.ResultOn ?? entry.CertificateDate ?? about.EndsOn;
        switch (entry.Passed)
        {
            case true:
                yield return new CertificateIssued(
                    day, person, entry.CaseId, new DocumentRef(entry.CertificateNumber ?? string.Empty, entry.CertificateDate ?? day, entry.CertificateIssuer ?? about.Issuer));
                break;
            case false:
                yield return new PersonFailed(day, person, entry.CaseId);
                break;
        }
    }

    /// <summary>The person a line speaks of: by case, by the key it was registered under, or the only one of that name and birth date; else somebody to register.</summary>
    private async Task<(Guid Person, PersonAttributes? Added, Plan? Early)> WhoAsync(EnterParticipant entry, CommandRun run, CancellationToken cancellationToken)
    {
        if (entry.CaseId is { } caseId)
        {
            var (person, early) = await PersonOfCaseAsync(caseId, run, cancellationToken);
            return (person, null, early);
        }

        var own = key.Pseudonym(entry.PersonKey!.Value);
        if ((await cases.PersonAsync(own, cancellationToken)).PersonId is not null)
        {
            return (own, null, null);
        }

        if (entry.NewPerson is not { FullName.Length: > 0, BirthDate: { } born } attributes)
        {
            return (own, null, Plan.Decided(Decision.Refuse(new("person_unknown", "memberNumber")), string.Empty));
        }

        // Whoever opens a class list knows a name and a birth date, and often neither card nor unit: the only person who fits is meant.
        var same = await people.NamedAsync(attributes.FullName, born, cancellationToken);
        if (same.Count > 0)
        {
            return same.Count == 1 ? (same[0], null, null) : (own, null, Plan.Decided(Decision.Refuse(new("ambiguous_person", "fullName", attributes.FullName)), string.Empty));
        }

        return run.Actor.IsSystem || run.Actor.Has(Verb.EditPeople) ? (own, attributes, null) : (own, null, Plan.Answered(new CommandResult.NotFound("person")));
    }

    private async Task<(Guid Person, Plan? Early)> PersonOfCaseAsync(Guid caseId, CommandRun run, CancellationToken cancellationToken)
    {
        if (await cases.LoadAsync(caseId, cancellationToken) is not { History.Filed: { } filed } loaded
            || Access.View(run.Actor, CaseScope.Of(loaded.History, clock.Today), loaded.Facts.Units, clock.Today) != Verdict.Allowed)
        {
            return (Guid.Empty, Plan.Answered(new CommandResult.NotFound("case")));
        }

        return (filed.PersonId, null);
    }

    private async Task<Plan> ProgrammeAsync(ProgrammeCommand command, CommandRun run, CancellationToken cancellationToken)
    {
        var state = await ProgrammeAsync(command.ProgrammeId, cancellationToken);
        if (state.Version == 0 && command.Act is not ProgrammeOpened)
        {
            return Plan.Answered(new CommandResult.NotFound("programme"));
        }

        if (command.ExpectedVersion is { } expected && expected != state.Version)
        {
            return Plan.Answered(new CommandResult.Stale(expected, state.Version));
        }

        var units = (await reference.CurrentAsync(cancellationToken)).Units;
        var owner = (command.Act as ProgrammeOpened)?.Owner ?? state.Opened?.Owner;
        if (owner is { } unit && units.Unit(unit, clock.Today) is not null && !Access.OnUnit(run.Actor, Verb.ManageTraining, unit, units, clock.Today))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        var stream = Streams.Programme(command.ProgrammeId);
        return Plan.Decided(ProgrammeDecisions.Decide(state, command.ProgrammeId, command.Act, units, clock.Today), stream, (stream, state.Version)) with
        {
            Answer = new(true, state.Version, ProgrammeId: command.ProgrammeId),
            ActingUnit = owner,
        };
    }

    private async Task<Plan> EvidenceAsync(EvidenceCommand command, CancellationToken cancellationToken)
    {
        var person = command.Act.PersonId;
        if ((await cases.PersonAsync(person, cancellationToken)).PersonId is null)
        {
            return Plan.Answered(new CommandResult.NotFound("person"));
        }

        var stream = Streams.Evidence(person);
        var state = EvidenceState.Of(EventCodec.Decode<EvidenceEvent>(await log.ReadStreamAsync(stream, 0, cancellationToken)));
        if (command.ExpectedVersion is { } expected && expected != state.Version)
        {
            return Plan.Answered(new CommandResult.Stale(expected, state.Version));
        }

        return Plan.Decided(EvidenceDecisions.Decide(state, command.Act, clock.Today), stream, (stream, state.Version)) with
        {
            Answer = new(true, state.Version, PersonId: person),
        };
    }

    private static Plan Decided(Decision decision, TrainingClassState state, Guid classId, Guid? person = null, params (string, long)[] more) =>
        Plan.Decided(decision, Streams.TrainingClass(classId), [(Streams.TrainingClass(classId), state.Version), .. more]) with
        {
            Answer = new(true, state.Version, PersonId: person, ClassId: classId),
            ActingUnit = state.About?.Unit,
        };

    private async Task<TrainingClassState> ClassAsync(Guid id, CancellationToken cancellationToken) =>
        TrainingClassState.Of(EventCodec.Decode<TrainingEvent>(await log.ReadStreamAsync(Streams.TrainingClass(id), 0, cancellationToken)));

    private async Task<ProgrammeState> ProgrammeAsync(Guid id, CancellationToken cancellationToken) =>
        ProgrammeState.Of(EventCodec.Decode<ProgrammeEvent>(await log.ReadStreamAsync(Streams.Programme(id), 0, cancellationToken)));
}
