using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Explanations;

/// <summary>One record of a case, as known then.</summary>
/// <param name="Superseded">A later record known then replaced or struck it.</param>
public sealed record AsOfFactBody(Guid EventId, string Type, string Text, DateOnly OccurredOn, DateTimeOffset RecordedAt, bool Reported, DocumentRef? Document, Guid? Corrects, bool Superseded);

/// <summary>A case as it stood on a day, by what was known on another.</summary>
/// <param name="AsKnownOn">Only what was recorded and published by this instant; null for all that is known.</param>
/// <param name="Stage">Null when the case was not filed by then.</param>
public sealed record CaseAsOfBody(
    Guid CaseId,
    DateOnly AsOf,
    DateTimeOffset? AsKnownOn,
    string? Stage,
    string? StageText,
    string? Outcome,
    Guid? UnionUnit,
    string? UnionUnitName,
    Guid? PartyBody,
    string? PartyBodyName,
    IReadOnlyList<CaseClockBody> Deadlines,
    IReadOnlyList<AsOfFactBody> Facts);

/// <summary>Looks at a case in the past: twin of the page's as-of view.</summary>
internal static class AsOf
{
    /// <summary>The case on the moment's day, by the history and the regulations of the moment.</summary>
    internal static CaseAsOfBody Body(LoadedCase loaded, Moment moment, DateTimeOffset? asKnownOn, Texts t)
    {
        var (history, day, units) = (moment.History.AsOf(moment.Day), moment.Day, moment.Units);
        if (history.Filed is null)
        {
            return new(loaded.Id, day, asKnownOn, null, null, null, null, null, null, null, [], []);
        }

        var (union, party) = (history.UnionUnitOn(day), history.PartyBodyOn(day));
        var stage = Stages.On(history, day, moment.Regulations, units);
        var latest = history.AllRecorded.Where(r => r.Headers.Corrects is not null).GroupBy(r => r.Headers.Corrects!.Value).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Position)!.Id);
        return new(
            loaded.Id,
            day,
            asKnownOn,
            Codes.Of(stage),
            t.Code("stage", stage),
            Codes.Of(Stages.OutcomeOn(history, day, moment.Regulations)),
            union,
            units.Unit(union, day)?.Name,
            party,
            units.Unit(party, day)?.Name,
            ClockExplanation.All(loaded, moment with { History = history }, t),
            [.. history.AllRecorded.OrderBy(r => r.Event.OccurredOn).ThenBy(r => r.Position).Select(r =>
            {
                var type = DomainEvents.Catalog.NameOf(r.Event);
                return new AsOfFactBody(
                    r.Id, type, t["event." + type], r.Event.OccurredOn, r.RecordedAt, r.Event.Reported, r.Event.Document, r.Headers.Corrects,
                    latest.TryGetValue(CaseHistory.OriginalOf(r), out var last) && last != r.Id);
            })]);
    }
}
