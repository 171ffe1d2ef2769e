using System.Runtime.InteropServices;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Lists;
using Microsoft.Extensions.Caching.Memory;

namespace CadreWorkflow.Api.Outlooks;

/// <summary>An affected case: which, and how. Small, because there may be very many; its details are computed when it is shown.</summary>
internal readonly record struct ImpactHit(Guid CaseId, ImpactEffects Effects);

/// <summary>How many deadlines of one clock move, and between which shifts.</summary>
/// <param name="Shortest">Smallest shift in calendar days, negative when earlier.</param>
internal sealed record ClockTotal(string Rule, int Moved, int Shortest, int Longest);

/// <summary>How many cases gain or lose one finding on one act.</summary>
internal sealed record FindingTotal(string Act, Finding Finding, bool Gained, int Cases);

/// <summary>What a draft does to the open cases of a scope.</summary>
/// <param name="Regulations">Those in force with the draft in them.</param>
/// <param name="Day">The day asked about.</param>
/// <param name="Position">Log position the cases were taken at.</param>
/// <param name="Open">Cases looked at.</param>
internal sealed record ImpactSummary(
    RegulationDocument Draft, Regulations Regulations, ImpactReach Reach, DateOnly Day, long Position, int Open, IReadOnlyList<ImpactHit> Hits, IReadOnlyDictionary<ImpactEffects, int> ByEffect,
    IReadOnlyList<ClockTotal> Clocks, IReadOnlyList<FindingTotal> Findings);

/// <summary>A case with what changes in it.</summary>
internal sealed record ImpactDetail(Guid CaseId, Guid PersonId, Guid UnionUnit, Guid PartyBody, OutlookComparison Changes);

/// <summary>
/// Goes over all open cases with a draft beside the regulations in force. It only reads: no command is sent and nothing is appended. Cases are
/// taken in chunks, so memory holds one chunk and a few bytes per affected case.
/// </summary>
internal sealed class ImpactPreview(
    CadreDatabases databases, IStreamReader streams, ReferenceFacts reference, PeopleStore people, OpenCaseKeys keys, CadreClock clock) : IDisposable
{
    internal const int Chunk = 500;

    private const int MaxKept = 16;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    // Turning a page asks the same again; what the log has grown by meanwhile is another question.
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxKept });

    // One at a time: a preview is allowed both processors, and requests must go on beside it.
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>The summary, or what is wrong with the draft.</summary>
    /// <param name="on">The day asked about; today, or the day a policy comes into force when that is later.</param>
    internal async Task<(ImpactSummary? Summary, IReadOnlyList<RegulationProblem> Problems)> RunAsync(
        string text, Actor actor, DateOnly? on, CancellationToken cancellationToken)
    {
        var facts = await reference.RefreshAsync(cancellationToken);
        var (document, problems) = facts.Regulations.Propose(text);
        if (document is null)
        {
            return (null, problems);
        }

        var today = clock.Today;
        var day = on ?? (document.Policy is { } policy && policy.EffectiveFrom > today ? policy.EffectiveFrom : today);
        var position = await PositionAsync(cancellationToken);
        var key = (document.ContentHash, facts.RegulationsVersion, position, day, actor.AccountId);
        if (_kept.TryGetValue(key, out ImpactSummary? known))
        {
            return (known, []);
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var summary = await GoOverAsync(document, facts, actor, day, position, cancellationToken);
            return (_kept.Set(key, summary, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = KeptFor }), []);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What changes in some of the cases, computed again; one that has ended or gone out of sight meanwhile is left out.</summary>
    internal async Task<IReadOnlyList<ImpactDetail>> DetailsAsync(ImpactSummary summary, IReadOnlyList<Guid> caseIds, Actor actor, CancellationToken cancellationToken)
    {
        var facts = await reference.CurrentAsync(cancellationToken);
        var found = new Dictionary<Guid, ImpactDetail>();
        foreach (var one in await LoadAsync([.. caseIds.Select(id => new OpenCaseKey(id, Guid.Empty))], facts, actor, cancellationToken))
        {
            var changes = CaseImpact.Of(one.History, one.Context, summary.Regulations, summary.Day, summary.Reach);
            found[one.History.CaseId] = new(
                one.History.CaseId, one.History.Filed!.PersonId, one.History.UnionUnitOn(clock.Today), one.History.PartyBodyOn(clock.Today), changes);
        }

        return [.. caseIds.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _kept.Dispose();
        _gate.Dispose();
    }

    private async Task<ImpactSummary> GoOverAsync(
        RegulationDocument document, FactsSnapshot facts, Actor actor, DateOnly day, long position, CancellationToken cancellationToken)
    {
        var draft = facts.Regulations.With(document);
        var reach = ImpactReach.Of(facts.Regulations, draft, document);
        var scope = ReadSide.Scope(actor, Verb.ViewCases, clock.Today, clock.Today);
        var tally = new Tally();
        for (var after = Guid.Empty; reach.Any;)
        {
            IReadOnlyList<OpenCaseKey> chunk;
            await using (var connection = await databases.Jobs.OpenConnectionAsync(cancellationToken))
            {
                chunk = await keys.NextAsync(connection, scope, reach, after, Chunk, cancellationToken);
            }

            if (chunk.Count == 0)
            {
                break;
            }

            after = chunk[^1].CaseId;
            var loaded = await LoadAsync(chunk, facts, actor, cancellationToken);
            var changes = new OutlookComparison[loaded.Count];
            Parallel.For(0, loaded.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
                changes[i] = CaseImpact.Of(loaded[i].History, loaded[i].Context, draft, day, reach));
            for (var i = 0; i < changes.Length; i++)
            {
                tally.Take(loaded[i].History.CaseId, changes[i]);
            }
        }

        return tally.Sum(document, draft, reach, day, position);
    }

    private async Task<List<(CaseHistory History, CaseContext Context)>> LoadAsync(
        IReadOnlyList<OpenCaseKey> chunk, FactsSnapshot facts, Actor actor, CancellationToken cancellationToken)
    {
        var today = clock.Today;
        var cases = (await streams.ReadAsync([.. chunk.Select(c => Streams.Case(c.CaseId))], cancellationToken)).ToLookup(e => e.StreamId, StringComparer.Ordinal);
        var histories = new List<CaseHistory>(chunk.Count);
        foreach (var key in chunk)
        {
            var history = CaseHistory.Of(cases[Streams.Case(key.CaseId)].Select(e => new Recorded<CaseEvent>(
                (CaseEvent)e.Event, e.Id, e.StreamId, e.Version, e.Position, e.RecordedAt, e.Headers.Corrects is { } corrects ? new EventHeaders(Corrects: corrects) : EventHeaders.None, null)));
            if (history.Filed is not null && Access.View(actor, CaseScope.Of(history, today), facts.Units, today) == Verdict.Allowed)
            {
                histories.Add(history);
            }
        }

        var ids = histories.Select(h => h.Filed!.PersonId).Distinct().ToList();
        var persons = (await streams.ReadAsync([.. ids.Select(Streams.Person)], cancellationToken)).ToLookup(e => e.StreamId, StringComparer.Ordinal);
        var attributes = await people.NamesAsync(ids, cancellationToken);
        return
        [
            .. histories.Select(h =>
            {
                var person = h.Filed!.PersonId;
                var state = persons[Streams.Person(person)].Aggregate(PersonState.Empty, (s, e) => s.Evolve(
                    new((PersonEvent)e.Event, e.Id, e.StreamId, e.Version, e.Position, e.RecordedAt, e.Headers, e.UserName)));
                return (h, new CaseContext(
                    today, facts.Regulations, facts.Units, CaseReader.Facts(person, Math.Max(1, state.Revision), attributes.GetValueOrDefault(person)), state));
            }),
        ];
    }

    private async Task<long> PositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await databases.Jobs.OpenConnectionAsync(cancellationToken);
        return await ReadModel.PositionAsync(connection, cancellationToken);
    }

    /// <summary>Sums while cases go by.</summary>
    private sealed class Tally
    {
        private static readonly ImpactEffects[] Kinds = [.. Enum.GetValues<ImpactEffects>().Where(e => e != ImpactEffects.None)];

        private readonly List<ImpactHit> _hits = [];
        private readonly Dictionary<ImpactEffects, int> _byEffect = [];
        private readonly Dictionary<string, ClockTotal> _clocks = new(StringComparer.Ordinal);
        private readonly Dictionary<(string Act, string Rule, string Code, Severity Severity, bool Gained), FindingTotal> _findings = [];
        private int _open;

        internal void Take(Guid caseId, OutlookComparison changes)
        {
            _open++;
            var effects = CaseImpact.EffectsOf(changes);
            if (effects == ImpactEffects.None)
            {
                return;
            }

            _hits.Add(new(caseId, effects));
            foreach (var kind in Kinds)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_byEffect, kind, out _) += effects.HasFlag(kind) ? 1 : 0;
            }

            foreach (var move in changes.Moves)
            {
                if (move is { From: { } from, To: { } to } && from != to)
                {
                    var shift = to.DayNumber - from.DayNumber;
                    var known = _clocks.GetValueOrDefault(move.Rule) ?? new(move.Rule, 0, shift, shift);
                    _clocks[move.Rule] = new(move.Rule, known.Moved + 1, Math.Min(known.Shortest, shift), Math.Max(known.Longest, shift));
                }
            }

            Take(changes.Gained, gained: true);
            Take(changes.Lost, gained: false);
        }

        internal ImpactSummary Sum(RegulationDocument document, Regulations draft, ImpactReach reach, DateOnly day, long position) => new(
            document, draft, reach, day, position, _open, _hits, _byEffect.Where(e => e.Value > 0).ToDictionary(e => e.Key, e => e.Value),
            [.. _clocks.Values.OrderBy(c => c.Rule, StringComparer.Ordinal)],
            [.. _findings.Values.OrderByDescending(f => f.Gained).ThenByDescending(f => f.Cases).ThenBy(f => f.Act, StringComparer.Ordinal)]);

        private void Take(IReadOnlyList<FindingChange> changes, bool gained)
        {
            foreach (var (act, finding) in changes)
            {
                var key = (act, finding.Rule, finding.Code, finding.Severity, gained);
                _findings[key] = _findings.TryGetValue(key, out var known) ? known with { Cases = known.Cases + 1 } : new(act, finding, gained, 1);
            }
        }
    }
}
