using System.Text.Json;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Api.Outlooks;

/// <summary>Asks what a draft would do.</summary>
/// <param name="Content">A policy or calendar file, as an object or as its text.</param>
/// <param name="Day">The day asked about; today, or the day a policy comes into force when that is later.</param>
/// <param name="Effect">Only cases touched this way: <c>later</c>, <c>earlier</c>, <c>begun</c>, <c>gone</c>, <c>becomes_late</c>, <c>no_longer_late</c>, <c>gained</c>, <c>lost</c>.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 200.</param>
public sealed record ImpactRequest(JsonElement Content, DateOnly? Day = null, string? Effect = null, int Page = 1, int PageSize = 50);

/// <summary>Deadlines of one clock that move.</summary>
/// <param name="Shortest">Smallest shift in calendar days; negative is earlier.</param>
public sealed record ClockImpactBody(string Rule, string Title, int Moved, int Shortest, int Longest);

/// <summary>A finding many cases gain or lose on one act.</summary>
public sealed record FindingImpactBody(string Act, string Title, bool Gained, int Cases, FindingBody Finding);

/// <summary>One affected case.</summary>
public sealed record CaseImpactBody(
    Guid CaseId, string Number, string? PersonName, Guid UnionUnit, string? UnionUnitName, Guid PartyBody, string? PartyBodyName, string Stage, IReadOnlyList<OutlookDateBody> Moves,
    IReadOnlyList<FindingChangeBody> Gained, IReadOnlyList<FindingChangeBody> Lost);

/// <summary>What a draft would do to the open cases the reader may see.</summary>
/// <param name="Open">Cases looked at: those the draft can touch at all.</param>
/// <param name="Affected">Cases it touches.</param>
/// <param name="ByEffect">How many cases of each kind; one may be of several.</param>
/// <param name="Total">Cases of the effect asked for.</param>
/// <param name="Position">Log position the cases were taken at.</param>
/// <param name="CasesHidden">The reader answers for regulations and sees no cases: the numbers are of all, the list is empty.</param>
/// <param name="Stored">Always false: a preview records nothing.</param>
public sealed record ImpactBody(
    string Draft, string Kind, DateOnly Day, int Open, int Affected, IReadOnlyDictionary<string, int> ByEffect, IReadOnlyList<ClockImpactBody> Clocks, IReadOnlyList<FindingImpactBody> Findings,
    int Total, int Page, int PageSize, IReadOnlyList<CaseImpactBody> Cases, long Position, bool CasesHidden = false, bool Stored = false);

/// <summary>Puts a preview in the reader's words, with the names of the cases shown.</summary>
internal static class ImpactWords
{
    internal const int MaxPageSize = 200;

    internal static IReadOnlyList<ImpactEffects> Kinds { get; } = [.. Enum.GetValues<ImpactEffects>().Where(e => e != ImpactEffects.None)];

    /// <summary>
    /// As whom a preview is asked: whoever sees cases asks about those; whoever only answers for regulations asks about all, and is told no case and no
    /// name. Null for everybody else.
    /// </summary>
    internal static (Actor As, bool WithCases)? Asker(Actor actor) => actor.Has(Verb.ViewCases) ? (actor, true) : Access.Everywhere(actor, Verb.ManageRegulations) ? (Actor.System, false) : null;

    internal static async Task<ImpactBody> BodyAsync(
        ImpactPreview preview, ImpactSummary summary, PeopleStore people, FactsSnapshot facts, Actor actor, ImpactEffects effect, int page, int size, CancellationToken cancellationToken,
        bool withCases = true)
    {
        var t = Texts.Current;
        var chosen = summary.Hits.Where(h => effect == ImpactEffects.None || h.Effects.HasFlag(effect)).Select(h => h.CaseId).ToList();
        var details = withCases ? await preview.DetailsAsync(summary, [.. chosen.Skip((page - 1) * size).Take(size)], actor, cancellationToken) : [];
        var names = await people.NamesAsync([.. details.Select(d => d.PersonId)], cancellationToken);
        return new(
            summary.Draft.Id,
            summary.Draft.Policy is null ? "calendar" : "policy",
            summary.Day,
            summary.Open,
            summary.Hits.Count,
            summary.ByEffect.ToDictionary(e => Codes.Of(e.Key), e => e.Value, StringComparer.Ordinal),
            [.. summary.Clocks.Select(c => new ClockImpactBody(c.Rule, t["clock." + c.Rule.ToLowerInvariant()], c.Moved, c.Shortest, c.Longest))],
            [.. summary.Findings.Select(f => new FindingImpactBody(f.Act, t["act." + f.Act], f.Gained, f.Cases, FindingBody.Of(f.Finding)))],
            chosen.Count,
            page,
            size,
            [.. details.Select(d => Body(t, d, names.GetValueOrDefault(d.PersonId)?.FullName, facts.Units, summary.Day))],
            summary.Position,
            !withCases);
    }

    private static CaseImpactBody Body(Texts t, ImpactDetail detail, string? name, OrgTree units, DateOnly day) => new(
        detail.CaseId,
        OpenCase.ShortIdOf(detail.CaseId),
        name,
        detail.UnionUnit,
        units.Unit(detail.UnionUnit, day)?.Name,
        detail.PartyBody,
        units.Unit(detail.PartyBody, day)?.Name,
        Codes.Of(detail.Changes.StageBefore),
        [.. detail.Changes.Moves.Select(m => OutlookDateBody.Of(t, m))],
        [.. detail.Changes.Gained.Select(c => FindingChangeBody.Of(t, c))],
        [.. detail.Changes.Lost.Select(c => FindingChangeBody.Of(t, c))]);
}
