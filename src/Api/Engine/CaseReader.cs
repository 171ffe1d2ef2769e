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
    public Stage Stage => Stages.On(History, Context.Today, Context.Regulations, PartyCalendar);

    private Domain.Regulations.CalendarKind PartyCalendar =>
        Facts.Units.Unit(History.PartyBodyOn(Context.Today), Context.Today)?.Calendar ?? Domain.Regulations.CalendarKind.Public;
}

/// <summary>Loads cases straight from their streams: what a page shows right after a command is what was recorded.</summary>
public sealed class CaseReader(IEventLog log, ReferenceFacts reference, PeopleStore people, CadreClock clock) : IDisposable
{
    // Which person a case is of never changes; knowing it lets both streams load in one round trip.
    private readonly MemoryCache _personOf = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    /// <summary>The case, or null when there is none.</summary>
    public async Task<LoadedCase?> LoadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var caseSlice = log.ReadStreamAsync(Streams.Case(caseId), 0, cancellationToken);
        var early = _personOf.TryGetValue(caseId, out Guid known) ? log.ReadStreamAsync(Streams.Person(known), 0, cancellationToken) : null;
        var facts = await reference.CurrentAsync(cancellationToken);
        var history = CaseHistory.Of(EventCodec.Decode<CaseEvent>(await caseSlice));
        if (history.Filed is not { } filed)
        {
            return null;
        }

        if (early is null)
        {
            _personOf.Set(caseId, filed.PersonId, new MemoryCacheEntryOptions { Size = 1 });
            early = log.ReadStreamAsync(Streams.Person(filed.PersonId), 0, cancellationToken);
        }

        var person = PersonState.Of(EventCodec.Decode<PersonEvent>(await early));
        return new(history, await ContextAsync(filed.PersonId, person, facts, cancellationToken), facts);
    }

    /// <summary>A person's own stream, folded; version 0 when there is none.</summary>
    public async Task<PersonState> PersonAsync(Guid personId, CancellationToken cancellationToken) =>
        PersonState.Of(EventCodec.Decode<PersonEvent>(await log.ReadStreamAsync(Streams.Person(personId), 0, cancellationToken)));

    /// <summary>The history of a case alone; empty when there is none.</summary>
    public async Task<CaseHistory> HistoryAsync(Guid caseId, CancellationToken cancellationToken) =>
        CaseHistory.Of(EventCodec.Decode<CaseEvent>(await log.ReadStreamAsync(Streams.Case(caseId), 0, cancellationToken)));

    /// <inheritdoc />
    public void Dispose() => _personOf.Dispose();

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
}
