using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>Gathers what a decision about a case needs and decides.</summary>
internal sealed class CasePlanner(CaseReader cases, ReferenceFacts reference, ServerKey key, CadreClock clock)
{
    public async Task<Plan> ActAsync(CaseActCommand command, CommandRun run, CancellationToken cancellationToken)
    {
        if (await cases.LoadAsync(command.CaseId, run.AsKept, cancellationToken) is not { } loaded)
        {
            return Plan.Answered(new CommandResult.NotFound("case"));
        }

        var today = loaded.Context.Today;
        var history = loaded.History;

        // Whoever may state an act may strike a record of it.
        var judged = command.Act is FactStruck && history.AllRecorded.FirstOrDefault(f => f.Id == command.Corrects) is { } struck ? struck.Event : command.Act;
        switch (Access.OnCase(run.Actor, judged, CaseScope.Of(history, today), loaded.Facts.Units, today))
        {
            case Verdict.Hidden:
                return Plan.Answered(new CommandResult.NotFound("case"));
            case Verdict.Forbidden:
                return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        if (command.Override is not null && !Access.MayOverride(run.Actor, CaseScope.Of(history, today), loaded.Facts.Units, today))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        if (command.ExpectedVersion is { } expected && expected != history.Version)
        {
            return Plan.Answered(new CommandResult.Stale(expected, history.Version));
        }

        var corrects = command is { Corrects: not null, Act: not FactStruck };
        if (corrects && !run.Actor.IsSystem && Corrections.Refuse(command.Correction?.Reason, command.Correction?.Basis, today) is { } groundless)
        {
            return Plan.Decided(Decision.Refuse(groundless), Streams.Case(command.CaseId));
        }

        var notes = new List<NoteRow>();
        var act = command.Act;
        if (command.Note is { } words)
        {
            notes.Add(new(Uuid.Of(run.CommandId, "note"), words));
            act = WithNote(act, notes[0].NoteId);
        }
        else if (corrects && history.Effectively(command.Corrects!.Value)?.Event is { } corrected && NoteOf(corrected) is { } kept)
        {
            // Who corrects a number says nothing about the words; they stay with the act.
            act = WithNote(act, kept);
        }

        CorrectionGround? ground = null;
        if (corrects && command.Correction is { } stated)
        {
            Guid? why = null;
            if (stated.Reason is { } reason)
            {
                why = Uuid.Of(run.CommandId, "correction");
                notes.Add(new(why.Value, reason));
            }

            ground = new(why, stated.Basis);
        }

        PolicyOverride? applied = null;
        if (command.Override is { } asked)
        {
            if (Overrides.Refuse(asked.Version, asked.Reason, loaded.Context.Regulations) is { } unfounded)
            {
                return Plan.Decided(Decision.Refuse(unfounded.CitedOn(act.OccurredOn, loaded.Context.Regulations)), Streams.Case(command.CaseId));
            }

            applied = new(asked.Version!, Uuid.Of(run.CommandId, "override"));
            notes.Add(new(applied.NoteId, asked.Reason!));
        }

        var decision = CaseDecisions.Decide(history, new CaseCommand(command.CaseId, act, command.Corrects, applied), loaded.Context);
        var union = history.UnionUnitOn(today);
        var party = history.PartyBodyOn(today);
        return Plan.Decided(
            decision,
            Streams.Case(command.CaseId),
            [
                (Streams.Case(command.CaseId), history.Version),
                (Streams.Person(loaded.Context.Person.PersonId), loaded.Context.PersonStream.Version),
                .. Grounds(loaded.Facts, today, union, party),
            ]) with
        {
            Answer = new(true, history.Version, CaseId: command.CaseId, PersonId: loaded.Context.Person.PersonId),
            ActingUnit = CaseActs.Of(act).Side == ActSide.Party ? party : union,
            Ground = ground,
            People = new(null, notes),
        };
    }

    public async Task<Plan> FileAsync(FileReferral command, CommandRun run, CancellationToken cancellationToken)
    {
        var facts = await reference.CurrentAsync(cancellationToken);
        var today = clock.Today;
        if (facts.Units.Unit(command.UnionUnit, command.OccurredOn) is not { Tree: Tree.Union } unit)
        {
            return Plan.Decided(Decision.Refuse(new("unknown_unit", "unionUnit", command.UnionUnit.ToString())), string.Empty);
        }

        if (!Access.OnUnit(run.Actor, Verb.UnionActs, command.UnionUnit, facts.Units, today))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        if ((command.PartyBody ?? facts.Units.PartyBodyFor(command.UnionUnit, command.OccurredOn)) is not { } body)
        {
            return Plan.Decided(Decision.Refuse(new("party_body_unknown", "partyBody")), string.Empty);
        }

        // A re-referral is of the person of the earlier case, however a file names them. A new pseudonym is unguessable, and the same on every try,
        // so that a cut-off filing registers nobody twice.
        var named = command.PreviousCase is { } asked ? await cases.HistoryAsync(asked, run.AsKept, cancellationToken) : null;
        var personId = command.PersonId ?? (command.PersonKey is null ? null : named?.Filed?.PersonId) ?? key.Pseudonym(command.PersonKey ?? run.CommandId);
        var person = command.PersonId is null && command.PersonKey is null ? PersonState.Empty : await cases.PersonAsync(personId, run.AsKept, cancellationToken);
        if (command.PersonId is not null && person.PersonId is null)
        {
            return Plan.Decided(Decision.Refuse(new("person_unknown", "personId", personId.ToString())), string.Empty);
        }

        var added = person.PersonId is null ? command.NewPerson : null;
        var context = added is not null
            ? new CaseContext(today, facts.Regulations, facts.Units, CaseReader.Facts(personId, 1, added), person)
            : await cases.ContextAsync(personId, person, facts, cancellationToken);
        var previous = command.PreviousCase ?? person.OpenCase;
        var earlier = named ?? (previous is { } open ? await cases.HistoryAsync(open, run.AsKept, cancellationToken) : null);
        if (command.PreviousCase is not null && earlier?.Filed?.PersonId != personId)
        {
            return Plan.Decided(Decision.Refuse(new("previous_case_of_other_person", "previousCase", command.PreviousCase.ToString())), string.Empty);
        }

        var filed = new ReferralFiled(
            command.OccurredOn, command.Reported, command.Document, run.NewId, personId, command.UnionUnit, body, command.PreviousCase, person.ReferralCount + 1,
            command.Reference, context.Person.Gender, AgeBands.On(context.Person.BirthDate, command.OccurredOn), context.Person.Education, context.Person.TheoryLevel,
            unit.Sector, command.YouthUnionMember ?? context.Person.YouthUnionMember, command.FormerPartyMember);
        var decision = CaseDecisions.Decide(CaseHistory.Empty, new CaseCommand(run.NewId, filed), context with { PreviousCase = earlier });
        if (added is not null && decision is { IsAccepted: true, Events.Count: > 0 })
        {
            decision = Decision.Accept([new(Streams.Person(personId), new PersonRegistered(command.OccurredOn, personId)), .. decision.Events], decision.Evaluation);
        }

        decision = FollowingActs.Decide(decision, run.NewId, command.Then ?? [], context, run.CommandId);

        cases.RememberPerson(run.NewId, personId);
        var versions = new List<(string, long)> { (Streams.Case(run.NewId), 0), (Streams.Person(personId), person.Version) };
        if (earlier is not null)
        {
            versions.Add((Streams.Case(previous!.Value), earlier.Version));
        }

        versions.AddRange(Grounds(facts, today, command.UnionUnit, body));
        return Plan.Decided(decision, Streams.Case(run.NewId), [.. versions]) with
        {
            Answer = new(true, 0, CaseId: run.NewId, PersonId: personId),
            ActingUnit = command.UnionUnit,
            People = added is null ? PeopleRows.None : PeopleRows.Of(personId, command.PersonKey ?? run.CommandId, added),
        };
    }

    /// <summary>Streams of other things a case decision stands on.</summary>
    private static IEnumerable<(string Stream, long Version)> Grounds(FactsSnapshot facts, DateOnly today, params Guid[] units)
    {
        yield return (Streams.Regulations, facts.RegulationsVersion);
        foreach (var id in units.Distinct())
        {
            if (facts.Units.Unit(id, today) is { } unit)
            {
                yield return (Streams.Unit(id), unit.StreamVersion);
            }
        }
    }

    private static CaseEvent WithNote(CaseEvent act, Guid noteId) => act switch
    {
        ReferralReturned e => e with { NoteId = noteId },
        DecisionIssued e => e with { NoteId = noteId },
        CaseSuspended e => e with { NoteId = noteId },
        FactStruck e => e with { NoteId = noteId },
        _ => act,
    };

    /// <summary>Every note that belongs to a record: its own words, why it was corrected, why another version was applied.</summary>
    internal static IEnumerable<Guid> NotesOf<TEvent>(Recorded<TEvent> recorded)
        where TEvent : class, IDomainEvent => new[] { NoteOf(recorded.Event), recorded.Headers.Ground?.NoteId, recorded.Headers.Evaluation?.Override?.NoteId }.OfType<Guid>();

    /// <summary>The note of an act's own words; null when it has none.</summary>
    internal static Guid? NoteOf(IDomainEvent act) => act switch
    {
        ReferralReturned e => e.NoteId,
        DecisionIssued e => e.NoteId,
        CaseSuspended e => e.NoteId,
        FactStruck e => e.NoteId,
        PartyExitStruck e => e.NoteId,
        _ => null,
    };
}
