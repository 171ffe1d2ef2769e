using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Engine.Planning;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Timelines;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Histories: what was on record, about which day, as known when.</summary>
internal static class Timelines
{
    internal static async Task<IResult> AnswerAsync<TEvent>(
        HttpContext context, IReadOnlyList<Recorded<TEvent>> recorded, AccountNames accounts, PeopleStore people, CadreClock clock)
        where TEvent : class, IDomainEvent
    {
        var asOf = Query.Date(context, "asOf");
        var asKnownOn = Query.Instant(context, "asKnownOn");
        RefuseFuture(asKnownOn, clock, context);
        var known = recorded.Where(e => asKnownOn is null || e.RecordedAt <= asKnownOn).ToList();
        var shown = known.Where(e => asOf is null || e.Event.OccurredOn <= asOf).OrderBy(e => e.Event.OccurredOn).ThenBy(e => e.Position).ToList();
        return Results.Ok(new TimelineBody(asOf, asKnownOn, await ItemsAsync(shown, accounts, people, context.RequestAborted, known)));
    }

    /// <summary>Records as programs read them.</summary>
    /// <param name="known">Everything known, which tells what was replaced; the shown records when left out.</param>
    internal static async Task<IReadOnlyList<TimelineItemBody>> ItemsAsync<TEvent>(
        IReadOnlyList<Recorded<TEvent>> shown, AccountNames accounts, PeopleStore people, CancellationToken cancellationToken, IReadOnlyList<Recorded<TEvent>>? known = null)
        where TEvent : class, IDomainEvent
    {
        known ??= shown;
        var replaced = known.Select(e => e.Headers.Corrects).OfType<Guid>().ToHashSet();
        var latest = known.Where(e => e.Headers.Corrects is not null).GroupBy(e => e.Headers.Corrects!.Value).ToDictionary(g => g.Key, g => g.MaxBy(e => e.Position)!.Id);
        var names = await accounts.OfAsync([.. shown.Select(e => e.UserName).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        var notes = await people.NotesAsync([.. shown.SelectMany(CasePlanner.NotesOf)], cancellationToken);
        return [.. shown.Select(e =>
        {
            var (type, data) = DomainEvents.Catalog.Write(e.Event);
            return new TimelineItemBody(
                e.Id,
                type,
                e.Event.OccurredOn,
                e.RecordedAt,
                e.UserName is { } account ? names.GetValueOrDefault(account, account) : null,
                FindingBody.Of(e.Headers.Evaluation?.Findings),
                e.Headers.Corrects,
                replaced.Contains(e.Id) || (e.Headers.Corrects is { } original && latest[original] != e.Id),
                e.Event is CaseEvent { Reported: true },
                e.StreamId,
                e.Position,
                CasePlanner.NoteOf(e.Event) is { } note ? notes.GetValueOrDefault(note) : null,
                JsonDocument.Parse(data).RootElement,
                Ground(e.Headers.Ground, notes),
                e.Headers.Evaluation?.Override is { } applied ? new(applied.Version, notes.GetValueOrDefault(applied.NoteId)) : null);
        })];
    }

    /// <summary>A history over several streams, already cut to day and position; facts of cases the actor may not see are left out.</summary>
    internal static async Task<IResult> AnswerAsync(
        HttpContext context, DateOnly? asOf, DateTimeOffset? asKnownOn, IReadOnlyList<TimelineItem> items, CaseReader cases, FactsSnapshot facts, AccountNames accounts, PeopleStore people,
        CadreClock clock)
    {
        var hidden = new HashSet<Guid>();
        foreach (var caseId in items.Select(i => i.CaseId).OfType<Guid>().Distinct())
        {
            var history = await cases.HistoryAsync(caseId, context.RequestAborted);
            if (Access.View(context.Actor(), CaseScope.Of(history, clock.Today), facts.Units, clock.Today) != Verdict.Allowed)
            {
                hidden.Add(caseId);
            }
        }

        var shown = items.Where(i => i.CaseId is not { } id || !hidden.Contains(id)).ToList();
        var names = await accounts.OfAsync([.. shown.Select(e => e.Actor).OfType<string>().Distinct(StringComparer.Ordinal)], context.RequestAborted);
        var notes = await people.NotesAsync([.. shown.Select(e => CasePlanner.NoteOf(e.Event)).Concat(shown.Select(e => e.Ground?.NoteId)).OfType<Guid>()], context.RequestAborted);
        return Results.Ok(new TimelineBody(asOf, asKnownOn, [.. shown.Select(e => new TimelineItemBody(
            e.EventId,
            e.Type,
            e.OccurredOn,
            e.RecordedAt,
            e.Actor is { } account ? names.GetValueOrDefault(account, account) : null,
            FindingBody.Of(e.Findings),
            e.Corrects,
            e.CorrectedBy is not null,
            e.Event is CaseEvent { Reported: true },
            e.StreamId,
            e.Position,
            CasePlanner.NoteOf(e.Event) is { } note ? notes.GetValueOrDefault(note) : null,
            JsonDocument.Parse(DomainEvents.Catalog.Write(e.Event).Data).RootElement,
            Ground(e.Ground, notes)))]));
    }

    /// <summary>What will be known is not known.</summary>
    internal static void RefuseFuture(DateTimeOffset? asKnownOn, CadreClock clock, HttpContext context)
    {
        // "As known on today" is asked for before the day is over and means up to now.
        if (asKnownOn is { } asked && Domain.Regulations.VietnamTime.ToVietnamDate(asked) > clock.Today)
        {
            throw new BadInputException("future_instant", "asKnownOn", Query.Text(context, "asKnownOn"), StatusCodes.Status422UnprocessableEntity);
        }
    }

    internal static CorrectionBody? Ground(CorrectionGround? ground, IReadOnlyDictionary<Guid, string> notes) =>
        ground is null ? null : new(ground.NoteId is { } why ? notes.GetValueOrDefault(why) : null, ground.Basis);
}
