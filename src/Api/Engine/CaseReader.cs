using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.Caching.Memory;

namespace CadreWorkflow.Api.Engine;

/// <summary>A case with everything a decision about it needs.</summary>
public sealed record LoadedCase(CaseHistory History, CaseContext Context, FactsSnapshot Facts)
{
    /// <summary>The case's id.</summary>
    public Guid Id => History.CaseId;

    /// <summary>Stage on the day of loading.</summary>
    public Stage Stage => Stages.On(History, Context.Today, Context.Regulations, Facts.Units);
}

/// <summary>Loads cases straight from their streams: what a page shows right after a command is what was recorded.</summary>
public sealed class CaseReader(IEventLog log, ReferenceFacts reference, PeopleStore people, CadreClock clock) : IDisposable
{
    private const int KeptStreams = 20_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    // A stream only grows: what was folded once is never folded again, and only what came since is read. The append checks the version.
    // Making room looks at every entry, so a good part is cleared at once.
    private readonly MemoryCache _folded = new(new MemoryCacheOptions { SizeLimit = KeptStreams, CompactionPercentage = 0.25 });

    /// <summary>The case as the log has it now, or null when there is none.</summary>
    public Task<LoadedCase?> LoadAsync(Guid caseId, CancellationToken cancellationToken) => LoadAsync(caseId, asKept: false, cancellationToken);

    /// <summary>A person's own stream, folded as the log has it now; version 0 when there is none.</summary>
    public ValueTask<PersonState> PersonAsync(Guid personId, CancellationToken cancellationToken) => PersonAsync(personId, asKept: false, cancellationToken);

    /// <summary>A person's attributes at the last revision; revision 0 when there is no such person.</summary>
    public async Task<PersonFacts> PersonFactsAsync(Guid personId, CancellationToken cancellationToken)
    {
        var person = await PersonAsync(personId, cancellationToken);
        var revision = person.PersonId is null ? 0 : Math.Max(1, person.Revision);
        return Facts(personId, revision, revision == 0 ? null : await people.FindAsync(personId, revision, cancellationToken));
    }

    /// <summary>The history of a case alone as the log has it now; empty when there is none.</summary>
    public ValueTask<CaseHistory> HistoryAsync(Guid caseId, CancellationToken cancellationToken) => HistoryAsync(caseId, asKept: false, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _folded.Dispose();

    /// <summary>The case, or null when there is none.</summary>
    /// <param name="asKept">
    /// What this process last folded will do: another's later events may be missing. Only for a decision whose append expects the versions seen;
    /// nobody may be refused, or shown anything, on it.
    /// </param>
    internal async Task<LoadedCase?> LoadAsync(Guid caseId, bool asKept, CancellationToken cancellationToken)
    {
        // Which person a case is of never changes; knowing it lets both streams load in one round trip.
        var person = _folded.TryGetValue(PersonKey(caseId), out Guid personId) ? PersonAsync(personId, asKept, cancellationToken).AsTask() : null;
        var facts = await reference.CurrentAsync(cancellationToken);
        var history = await HistoryAsync(caseId, asKept, cancellationToken);
        if (history.Filed is not { } filed)
        {
            return null;
        }

        if (person is null)
        {
            RememberPerson(caseId, filed.PersonId);
            person = PersonAsync(filed.PersonId, asKept, cancellationToken).AsTask();
        }

        return new(history, await ContextAsync(filed.PersonId, await person, facts, cancellationToken), facts);
    }

    /// <inheritdoc cref="LoadAsync(Guid, bool, CancellationToken)" />
    internal async ValueTask<PersonState> PersonAsync(Guid personId, bool asKept, CancellationToken cancellationToken)
    {
        var stream = Streams.Person(personId);
        var state = Kept(stream, PersonState.Empty);
        if (asKept && state.Version > 0)
        {
            return state;
        }

        var slice = await log.ReadStreamAsync(stream, state.Version, cancellationToken);
        return slice.Events.Count == 0 ? state : Keep(stream, EventCodec.Decode<PersonEvent>(slice).Aggregate(state, (s, e) => s.Evolve(e)));
    }

    /// <inheritdoc cref="LoadAsync(Guid, bool, CancellationToken)" />
    internal async ValueTask<CaseHistory> HistoryAsync(Guid caseId, bool asKept, CancellationToken cancellationToken)
    {
        var stream = Streams.Case(caseId);
        var history = Kept(stream, CaseHistory.Empty);
        if (asKept && history.Version > 0)
        {
            return history;
        }

        var slice = await log.ReadStreamAsync(stream, history.Version, cancellationToken);
        return slice.Events.Count == 0 ? history : Keep(stream, EventCodec.Decode<CaseEvent>(slice).Aggregate(history, (h, e) => h.Evolve(e)));
    }

    /// <summary>Folds what this process has just appended, so that the next decision need not load it.</summary>
    internal void Follow(IEnumerable<Recorded<IDomainEvent>> appended)
    {
        foreach (var recorded in appended)
        {
            switch (recorded.Event)
            {
                case CaseEvent fact when Kept(recorded.StreamId, CaseHistory.Empty) is { } history && history.Version == recorded.Version - 1:
                    Keep(recorded.StreamId, history.Evolve(recorded.As(fact)));
                    break;
                case PersonEvent fact when Kept(recorded.StreamId, PersonState.Empty) is { } person && person.Version == recorded.Version - 1:
                    Keep(recorded.StreamId, person.Evolve(recorded.As(fact)));
                    break;
            }
        }
    }

    internal async Task<CaseContext> ContextAsync(Guid personId, PersonState person, FactsSnapshot facts, CancellationToken cancellationToken)
    {
        // The first revision is written with the registration; later ones are named by the stream.
        var revision = Math.Max(1, person.Revision);
        var attributes = await people.FindAsync(personId, revision, cancellationToken);
        return new CaseContext(clock.Today, facts.Regulations, facts.Units, Facts(personId, revision, attributes), person);
    }

    internal static PersonFacts Facts(Guid personId, int revision, PersonAttributes? attributes) => attributes is null
        ? new(personId, 0, null, Gender.Unknown, Education.Unknown, TheoryLevel.Unknown, null)
        : new(personId, revision, attributes.BirthDate, attributes.Gender, attributes.Education, attributes.TheoryLevel, attributes.YouthUnionMember);

    internal void RememberPerson(Guid caseId, Guid personId) => Keep(PersonKey(caseId), personId);

    private static string PersonKey(Guid caseId) => $"person of {caseId:D}";

    private TState Kept<TState>(string stream, TState empty) => _folded.TryGetValue(stream, out TState? known) ? known! : empty;

    private TState Keep<TState>(string stream, TState state) =>
        _folded.Set(stream, state, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = KeptFor });
}
