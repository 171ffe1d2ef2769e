using System.Diagnostics;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>Decides acts of cadre work: gathers the person, the posts and the trees, and names every stream the decision stood on.</summary>
internal sealed class CadrePlanner(CadreReader cadres, CaseReader cases, ReferenceFacts reference, TheoryReader theory, CadreClock clock)
{
    public async Task<Plan> ActAsync(CadreWorkCommand command, CommandRun run, CancellationToken cancellationToken)
    {
        if (!run.Actor.IsSystem && !run.Actor.Has(Verb.ManageCadres))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        var facts = await reference.CurrentAsync(cancellationToken);
        var decided = command switch
        {
            PostCommand post => Post(post, run, facts),
            PlanCommand plan => await PlanAsync(plan, run, facts, cancellationToken),
            AppointmentCommand appointment => await AppointmentAsync(appointment, run, facts, cancellationToken),
            CadreCommand cadre => await CadreAsync(cadre, run, facts, cancellationToken),
            StaffingCommand staffing => await StaffingAsync(staffing, run, facts, cancellationToken),
            HeadcountCommand headcount => await HeadcountAsync(headcount, run, facts, cancellationToken),
            DutyCommand duty => await DutyAsync(duty, run, facts, cancellationToken),
            DeclarationCommand declaration => await DeclarationAsync(declaration, facts, cancellationToken),
            _ => throw new UnreachableException(command.GetType().Name),
        };
        return command.Registers is { } added ? await RegisteringAsync(decided, command.Event, added, run, cancellationToken) : decided;
    }

    private Plan Post(PostCommand command, CommandRun run, FactsSnapshot facts)
    {
        var unit = command.Act is PostOpened opened ? opened.Unit : facts.Posts.Post(command.Act.PostId, clock.Today)?.Unit;
        return unit is null ? Plan.Answered(new CommandResult.NotFound("post"))
            : Refused(command, run, facts, unit.Value, facts.Posts.Version)
            ?? Decided(command, PostDecisions.Decide(facts.Posts, command.Act, facts.Units, clock.Today), facts.Posts.Version, unit.Value, facts);
    }

    private async Task<Plan> PlanAsync(PlanCommand command, CommandRun run, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        var plan = await cadres.PlanAsync(command.PlanId, cancellationToken);
        if ((command.Act as PlanOpened ?? plan.Opened)?.Body is not { } body)
        {
            return Plan.Answered(new CommandResult.NotFound("plan"));
        }

        if (Refused(command, run, facts, body, plan.Version) is { } refused)
        {
            return refused;
        }

        var (act, person, extra) = (command.Act, (PersonFacts?)null, new List<(string, long)>());
        CadreState? cadre = null;
        if (act is PlanNamed named)
        {
            (person, cadre) = await PersonAsync(named.PersonId, named.OccurredOn, cancellationToken);
            if (person.Revision == 0)
            {
                return Plan.Answered(new CommandResult.NotFound("person"));
            }

            // Coarse statistics as at the day of the naming: the gateway's to fill in, not the caller's to claim.
            act = named with { Gender = person.Gender, AgeYears = Years(person, named.OccurredOn), Education = person.Education, Theory = person.TheoryLevel };
            extra.Add((Streams.Cadre(named.PersonId), cadre.Version));
        }

        var decision = PlanDecisions.Decide(plan, command.PlanId, act, new(clock.Today, facts.Regulations, facts.Units, facts.Posts, person, cadre));
        await ExpectCadresAsync(decision, extra, cancellationToken);
        return Decided(command, decision, plan.Version, body, facts, [.. extra]);
    }

    private async Task<Plan> AppointmentAsync(AppointmentCommand command, CommandRun run, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        var procedure = await cadres.AppointmentAsync(command.AppointmentId, cancellationToken);
        if ((command.Act as ProcedureOpened ?? procedure.Opened)?.PostId is not { } postId)
        {
            return Plan.Answered(new CommandResult.NotFound("appointment"));
        }

        if (facts.Posts.Post(postId, clock.Today) is not { } post)
        {
            return Plan.Decided(Decision.Refuse(new("post_unknown", "postId", postId.ToString("D"))), string.Empty);
        }

        if (Refused(command, run, facts, post.Unit, procedure.Version) is { } refused)
        {
            return refused;
        }

        var extra = new List<(string, long)>();
        (PersonFacts? person, CadreState? cadre) = (null, null);
        if (PersonOf(command.Act) is { } personId)
        {
            (person, cadre) = await PersonAsync(personId, command.Act.OccurredOn, cancellationToken);
            if (person.Revision == 0)
            {
                return Plan.Answered(new CommandResult.NotFound("person"));
            }

            extra.Add((Streams.Cadre(personId), cadre.Version));
        }

        Dictionary<Guid, CadreState>? touched = null;
        if (command.Act is AppointmentFactStruck)
        {
            touched = [];
            foreach (var named in procedure.People)
            {
                touched[named] = await cadres.CadreAsync(named, cancellationToken);
                extra.Add((Streams.Cadre(named), touched[named].Version));
            }
        }

        var decision = AppointmentDecisions.Decide(procedure, command.AppointmentId, command.Act, new(clock.Today, facts.Regulations, facts.Units, facts.Posts, person, cadre, touched));
        await ExpectCadresAsync(decision, extra, cancellationToken);
        return Decided(command, decision, procedure.Version, post.Unit, facts, [.. extra]);
    }

    private async Task<Plan> CadreAsync(CadreCommand command, CommandRun run, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        // A post is given, extended and taken by the desk of its unit.
        var post = command.Act switch { PostTaken t => t.PostId, TenureExtended x => x.PostId, PostLeft l => l.PostId, _ => (Guid?)null };
        if (post is { } id && facts.Posts.Post(id, clock.Today) is { } known && !run.Actor.IsSystem && !Access.OnUnit(run.Actor, Verb.ManageCadres, known.Unit, facts.Units, clock.Today))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        var (person, cadre) = await PersonAsync(command.Act.PersonId, command.Act.OccurredOn, cancellationToken);
        if (person.Revision == 0 && command.Registers is { } added)
        {
            person = CaseReader.Facts(command.Act.PersonId, 1, added.Attributes);
        }

        if (person.Revision == 0)
        {
            return Plan.Answered(new CommandResult.NotFound("person"));
        }

        return Stale(command, cadre.Version)
            ?? Decided(command, CadreDecisions.Decide(cadre, command.Act, new(clock.Today, facts.Regulations, facts.Posts, person)), cadre.Version, null, facts);
    }

    private async Task<Plan> StaffingAsync(StaffingCommand command, CommandRun run, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        var staff = await cadres.StaffingAsync(command.Act.UnitId, cancellationToken);
        return Refused(command, run, facts, command.Act.UnitId, staff.Version)
            ?? Decided(
                command, StaffingDecisions.Decide(staff, command.Act, new(clock.Today, facts.Regulations, facts.Units)), staff.Version, command.Act.UnitId, facts,
                (Streams.OrgStructure, facts.StructureVersion));
    }

    private async Task<Plan> HeadcountAsync(HeadcountCommand command, CommandRun run, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        var counts = await cadres.HeadcountAsync(command.Act.UnitId, cancellationToken);
        return Refused(command, run, facts, command.Act.UnitId, counts.Version)
            ?? Decided(
                command, HeadcountDecisions.Decide(counts, command.Act, facts.Units, clock.Today), counts.Version, command.Act.UnitId, facts,
                (Streams.OrgStructure, facts.StructureVersion));
    }

    private async Task<Plan> DutyAsync(DutyCommand command, CommandRun run, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        var duties = await cadres.DutiesAsync(command.Act.UnitId, cancellationToken);
        return Refused(command, run, facts, command.Act.UnitId, duties.Version)
            ?? Decided(
                command, DutyDecisions.Decide(duties, command.Act, facts.Units, clock.Today), duties.Version, command.Act.UnitId, facts, (Streams.OrgStructure, facts.StructureVersion));
    }

    /// <summary>Somebody not on record yet is registered in the same append: with the act, or not at all.</summary>
    private async Task<Plan> RegisteringAsync(Plan plan, IDomainEvent act, NewPerson added, CommandRun run, CancellationToken cancellationToken)
    {
        var id = act switch { StaffJoined joined => joined.PersonId, CadreEvent about => about.PersonId, _ => throw new UnreachableException(act.GetType().Name) };
        if (plan.Early is not null || plan.Decision is not { IsAccepted: true, Events.Count: > 0 } || (await cases.PersonAsync(id, cancellationToken)).PersonId is not null)
        {
            return plan;
        }

        var stream = Streams.Person(id);
        var decision = Decision.Accept([new(stream, new PersonRegistered(act.OccurredOn, id)), .. plan.Decision.Events], plan.Decision.Evaluation);
        return Plan.Decided(decision, plan.MainStream, [.. plan.Versions.Select(v => (v.Key, v.Value)), (stream, 0)]) with
        {
            Answer = plan.Answer with { PersonId = id },
            ActingUnit = plan.ActingUnit,
            People = PeopleRows.Of(id, added.Key, added.Attributes),
        };
    }

    private async Task<Plan> DeclarationAsync(DeclarationCommand command, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        if ((await cases.PersonAsync(command.Act.PersonId, cancellationToken)).PersonId is null)
        {
            return Plan.Answered(new CommandResult.NotFound("person"));
        }

        var state = await cadres.DeclarationsAsync(command.Act.PersonId, cancellationToken);
        return Stale(command, state.Version) ?? Decided(command, DeclarationDecisions.Decide(state, command.Act, clock.Today, facts.Regulations), state.Version, null, facts);
    }

    private async Task<(PersonFacts Person, CadreState Cadre)> PersonAsync(Guid personId, DateOnly day, CancellationToken cancellationToken)
    {
        var person = await theory.WithProvedAsync(await cases.PersonFactsAsync(personId, cancellationToken), day, cancellationToken);
        return (person, await cadres.CadreAsync(personId, cancellationToken));
    }

    // Closing a plan or ending a procedure frees people the act does not name.
    private async Task ExpectCadresAsync(Decision decision, List<(string Stream, long Version)> known, CancellationToken cancellationToken)
    {
        foreach (var person in decision.Events.Select(e => e.Event).OfType<CadreEvent>().Select(e => e.PersonId).Distinct().Where(p => !known.Exists(k => k.Stream == Streams.Cadre(p))))
        {
            known.Add((Streams.Cadre(person), (await cadres.CadreAsync(person, cancellationToken)).Version));
        }
    }

    private Plan? Refused(CadreWorkCommand command, CommandRun run, FactsSnapshot facts, Guid unit, long version) =>
        facts.Units.Unit(unit, clock.Today) is null ? Plan.Decided(Decision.Refuse(new("unknown_unit", "unit", unit.ToString("D"))), string.Empty)
        : !Access.OnUnit(run.Actor, Verb.ManageCadres, unit, facts.Units, clock.Today) ? Plan.Answered(new CommandResult.Forbidden(command.Name))
        : Stale(command, version);

    private static Plan? Stale(CadreWorkCommand command, long version) =>
        command.ExpectedVersion is { } expected && expected != version ? Plan.Answered(new CommandResult.Stale(expected, version)) : null;

    private static Plan Decided(CadreWorkCommand command, Decision decision, long version, Guid? unit, FactsSnapshot facts, params (string, long)[] more) =>
        Plan.Decided(decision, command.StreamId, [(command.StreamId, version), (Streams.Posts, facts.Posts.Version), (Streams.Regulations, facts.RegulationsVersion), .. more]) with
        {
            Answer = new(true, version),
            ActingUnit = unit,
        };

    private static int? Years(PersonFacts person, DateOnly day) => person.BirthDate is { } born ? Domain.Regulations.Age.InCompletedYears(born, day) : null;

    private static Guid? PersonOf(AppointmentEvent act) => act switch
    {
        CandidateProposed c => c.PersonId,
        Appointed a => a.PersonId,
        _ => null,
    };
}
