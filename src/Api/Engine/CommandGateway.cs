using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CadreWorkflow.Api.Engine.Planning;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine;

/// <summary>The one way to write: gathers facts, decides, appends, answers.</summary>
public sealed class CommandGateway
{
    private const int MaxDecisions = 4;

    private readonly ConcurrentDictionary<Guid, byte> _inFlight = new();
    private readonly IEventLog _log;
    private readonly ReferenceFacts _reference;
    private readonly ServerKey _key;
    private readonly CasePlanner _cases;
    private readonly UnitPlanner _units;
    private readonly TrainingPlanner _training;
    private readonly PersonPlanner _persons;
    private readonly RegulationPlanner _regulations;
    private readonly CaseReader _reader;
    private readonly CadrePlanner _cadres;
    private readonly ReportPlanner _reports;
    private readonly PeopleStore _people;

    internal CommandGateway(IEventLog log, ReferenceFacts reference, ServerKey key, CasePlanner cases, UnitPlanner units, TrainingPlanner training, PersonPlanner persons,
        RegulationPlanner regulations, CaseReader reader, CadrePlanner cadres, ReportPlanner reports, PeopleStore people) =>
        (_log, _reference, _key, _cases, _units, _training, _persons, _regulations, _reader, _cadres, _reports, _people) =
        (log, reference, key, cases, units, training, persons, regulations, reader, cadres, reports, people);

    /// <summary>Does a command once, however often it is sent under its id.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="actor">Who wants it; rights are checked here.</param>
    /// <param name="commandId">Makes it repeatable; see <see cref="Uuid.CommandOfKey"/>.</param>
    /// <param name="via">Door it came through: <c>page</c>, <c>api</c>, <c>import</c>, <c>cli</c>, <c>system</c>.</param>
    /// <param name="origin">Source, correlation and causation.</param>
    /// <param name="cancellationToken">Stops waiting; what was handed to the log is not undone.</param>
    public async Task<CommandResult> SendAsync(
        Command command,
        Actor actor,
        Guid commandId,
        string via,
        CommandOrigin? origin = null,
        CancellationToken cancellationToken = default)
    {
        if (!_inFlight.TryAdd(commandId, 0))
        {
            return new CommandResult.InFlight();
        }

        try
        {
            return await DecideAsync(command, new CommandRun(actor, commandId, Guid.CreateVersion7()), via, origin ?? CommandOrigin.None, cancellationToken);
        }
        finally
        {
            _inFlight.TryRemove(commandId, out _);
        }
    }

    /// <summary>What would become of a command now; nothing is recorded. Never a promise: facts may change before it is sent.</summary>
    public async Task<CommandResult> PreviewAsync(Command command, Actor actor, Guid commandId, CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(command, new CommandRun(actor, commandId, Guid.CreateVersion7()), cancellationToken);
        return plan.Early
            ?? (plan.Decision.Refusal is { } refusal ? new CommandResult.Refused(refusal)
            : plan.Decision.IsBlocked ? new CommandResult.Blocked(plan.Decision.Findings)
            : new CommandResult.Accepted(0, plan.Answer with { Nothing = plan.Decision.Events.Count == 0, CaseId = null, Findings = plan.Decision.Findings }));
    }

    private async Task<CommandResult> DecideAsync(Command command, CommandRun run, string via, CommandOrigin origin, CancellationToken cancellationToken)
    {
        var hash = Fingerprint(command, run.Actor);
        var conflict = string.Empty;
        var began = Stopwatch.GetTimestamp();
        run = run with { AsKept = command is CaseActCommand or FileReferral or UnitCommand };
        for (var decisions = 0; decisions < MaxDecisions;)
        {
            var plan = await PlanAsync(command, run, cancellationToken);
            if (plan.Early is null && plan.Decision is { IsAccepted: true, Events.Count: > 0 })
            {
                decisions++;
                switch (await AppendAsync(command, run, plan, hash, via, origin, cancellationToken))
                {
                    case (AppendOutcome.VersionConflict moved, _):
                        conflict = moved.StreamId;
                        run = run with { AsKept = false };
                        await _reference.RefreshAsync(cancellationToken);
                        continue;
                    case (AppendOutcome.AlreadyDone done, _):
                        return Replay(done.Stored);
                    case (AppendOutcome.CommandIdReused, _):
                        return new CommandResult.KeyReused();
                    case (AppendOutcome.Appended appended, { } answer):
                        return new CommandResult.Accepted(appended.Position, answer);
                    case var other:
                        throw new UnreachableException(other.ToString());
                }
            }

            if (run.AsKept)
            {
                // Only an append proves that what was kept is the present; every other answer needs a look at the log.
                run = run with { AsKept = false };
                continue;
            }

            // A repeat meets its own traces: the answer kept the first time comes before what would be said now.
            if (await _log.FindCommandAsync(run.CommandId, cancellationToken) is { } stored)
            {
                return stored.RequestHash == hash ? Replay(stored) : new CommandResult.KeyReused();
            }

            if (plan.Early is not null || !plan.Decision.IsAccepted)
            {
                // Nobody is refused on facts that may be old.
                if (!_reference.IsFreshSince(began) && command is not UnitCommand)
                {
                    await _reference.RefreshAsync(cancellationToken);
                    continue;
                }

                return plan.Early ?? (plan.Decision.Refusal is { } refusal ? new CommandResult.Refused(refusal) : new CommandResult.Blocked(plan.Decision.Findings));
            }

            return await KeepNothingAsync(run, plan, hash, cancellationToken);
        }

        return new CommandResult.Conflict(conflict);
    }

    private Task<Plan> PlanAsync(Command command, CommandRun run, CancellationToken cancellationToken) => command switch
    {
        FileReferral file => _cases.FileAsync(file, run, cancellationToken),
        CaseActCommand act => _cases.ActAsync(act, run, cancellationToken),
        UnitCommand unit => _units.ActAsync(unit, run, cancellationToken),
        TrainingWork training => _training.PlanAsync(training, run, cancellationToken),
        RegisterPerson register => Task.FromResult(_persons.Register(register, run)),
        RevisePerson revise => _persons.ReviseAsync(revise, run, cancellationToken),
        ProposeRegulation propose => _regulations.ProposeAsync(propose, run, cancellationToken),
        SettleRegulation settle => _regulations.SettleAsync(settle, run, cancellationToken),
        RecordPartyExit exit => _persons.ExitAsync(exit, run, cancellationToken),
        StrikePartyExit strike => _persons.StrikeExitAsync(strike, run, cancellationToken),
        CadreWorkCommand work => _cadres.ActAsync(work, run, cancellationToken),
        PublishReport report => _reports.PublishAsync(report, run, cancellationToken),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    private async Task<(AppendOutcome Outcome, CommandAnswer? Answer)> AppendAsync(
        Command command, CommandRun run, Plan plan, string hash, string via, CommandOrigin origin, CancellationToken cancellationToken)
    {
        var headers = plan.Decision.Events.Select(planned => new EventHeaders(
            command.Name,
            via,
            origin.OnBehalfOf,
            plan.ActingUnit,
            origin.Source,
            planned.Corrects,
            planned.Own ?? (planned.StreamId == plan.MainStream ? plan.Decision.Evaluation : null),
            planned.Corrects is null ? null : plan.Ground)).ToArray();
        var appends = Appends(run, plan, headers);
        var main = appends.Single(a => a.StreamId == plan.MainStream);
        var answer = plan.Answer with
        {
            Nothing = false,
            Version = main.ExpectedVersion + main.Events.Count,
            Findings = plan.Decision.Findings.Count == 0 ? null : plan.Decision.Findings,
        };
        var user = run.Actor.IsSystem ? null : run.Actor.AccountId;
        var request = new AppendRequest(
            run.CommandId,
            hash,
            appends,
            plan.Guards(appends),
            origin.CorrelationId ?? run.CommandId.ToString("D"),
            origin.CausationId ?? run.CommandId.ToString("D"),
            user,
            JsonSerializer.Serialize(answer, EngineJson.Default.CommandAnswer),
            plan.People.ToJson(run.Actor.AccountId));

        // Once handed over, the log decides; a caller who went away changes nothing about it.
        var outcome = await _log.AppendAsync(request, CancellationToken.None);
        if (outcome is AppendOutcome.Appended { Positions: { } positions } stored)
        {
            if (plan.People.Newcomer is { } newcomer)
            {
                _people.Remember(newcomer.PersonId, 1, newcomer.Attributes);
            }

            var recorded = Recorded(plan, appends, headers, stored.RecordedAt, positions, user).ToList();
            _reader.Follow(recorded);
            if (command is UnitCommand or SettleRegulation or PostCommand)
            {
                await _reference.FollowAsync(recorded, CancellationToken.None);
            }
        }

        return (outcome, answer);
    }

    private static List<StreamAppend> Appends(CommandRun run, Plan plan, EventHeaders[] headers)
    {
        var streams = new List<(string Id, List<NewEvent> Events)>();
        for (var i = 0; i < headers.Length; i++)
        {
            var planned = plan.Decision.Events[i];
            var stream = streams.Find(s => s.Id == planned.StreamId);
            if (stream.Events is null)
            {
                stream = (planned.StreamId, []);
                streams.Add(stream);
            }

            stream.Events.Add(EventCodec.Encode(Uuid.EventOf(run.CommandId, i), planned.Event, headers[i]));
        }

        return [.. streams.Select(s => new StreamAppend(s.Id, Streams.KindOf(s.Id), plan.Versions[s.Id], s.Events))];
    }

    /// <summary>What was appended, as a reader of the log would meet it.</summary>
    private static IEnumerable<Recorded<IDomainEvent>> Recorded(
        Plan plan, List<StreamAppend> appends, EventHeaders[] headers, DateTimeOffset recordedAt, IReadOnlyList<long> positions, string? user)
    {
        var at = 0;
        foreach (var stream in appends)
        {
            var version = stream.ExpectedVersion;
            for (var i = 0; i < headers.Length; i++)
            {
                if (plan.Decision.Events[i] is { } planned && planned.StreamId == stream.StreamId)
                {
                    var id = stream.Events[(int)(version - stream.ExpectedVersion)].Id;
                    yield return new(planned.Event, id, stream.StreamId, ++version, positions[at++], recordedAt, headers[i], user);
                }
            }
        }
    }

    private async Task<CommandResult> KeepNothingAsync(CommandRun run, Plan plan, string hash, CancellationToken cancellationToken)
    {
        var answer = plan.Answer with { Findings = plan.Decision.Findings.Count == 0 ? null : plan.Decision.Findings };
        var kept = await _log.StoreResultAsync(run.CommandId, hash, JsonSerializer.Serialize(answer, EngineJson.Default.CommandAnswer), cancellationToken);
        return kept switch
        {
            AppendOutcome.Appended appended => new CommandResult.Accepted(appended.Position, answer),
            AppendOutcome.AlreadyDone done => Replay(done.Stored),
            AppendOutcome.CommandIdReused => new CommandResult.KeyReused(),
            _ => throw new UnreachableException(kept.ToString()),
        };
    }

    private static CommandResult.Accepted Replay(StoredResult stored) => new(
        stored.Position,
        stored.Result is { } text ? JsonSerializer.Deserialize(text, EngineJson.Default.CommandAnswer)! : new CommandAnswer(true, 0),
        Replayed: true);

    /// <summary>What was asked and by whom. <c>If-Match</c> is left out: it says what the caller had seen, not what is wanted.</summary>
    private string Fingerprint(Command command, Actor actor)
    {
        var content = command switch
        {
            CaseActCommand c => string.Join('\n', [$"{c.CaseId:D}\n{c.Corrects:D}\n{c.Note}\n{DomainEvents.Catalog.Write(c.Act).Data}", .. c.Correction is null ? [] : new[] { JsonSerializer.Serialize(c.Correction) }, .. c.Override is null ? [] : new[] { JsonSerializer.Serialize(c.Override) }]),
            UnitCommand c => $"{c.UnitId:D}\n{c.Corrects:D}\n{c.Note}\n{string.Join(',', (c.Children ?? []).Select(p => $"{p.Unit:D}>{p.Parent:D}"))}\n{DomainEvents.Catalog.Write(c.Act).Data}",
            TrainingWork c => c.Content,
            FileReferral c => string.Join('\n', [JsonSerializer.Serialize(c), .. (c.Then ?? []).Select(a => DomainEvents.Catalog.Write(a).Data)]),
            ProposeRegulation c => JsonSerializer.Serialize(c),
            SettleRegulation c => JsonSerializer.Serialize(c with { ExpectedVersion = null }),
            RegisterPerson c => JsonSerializer.Serialize(c),
            RevisePerson c => JsonSerializer.Serialize(c with { ExpectedRevision = null }),
            RecordPartyExit c => JsonSerializer.Serialize(c),
            StrikePartyExit c => JsonSerializer.Serialize(c),
            CadreWorkCommand c => string.Join('\n', [$"{c.StreamId}\n{DomainEvents.Catalog.Write(c.Event).Data}", .. c.Registers is null ? [] : new[] { JsonSerializer.Serialize(c.Registers) }]),
            PublishReport c => JsonSerializer.Serialize(c),
            _ => throw new UnreachableException(command.GetType().Name),
        };
        return _key.Fingerprint(Encoding.UTF8.GetBytes($"{actor.AccountId}\n{command.Name}\n{content}"));
    }
}
