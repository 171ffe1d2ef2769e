using System.Collections.Concurrent;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports.Rows;
using CadreWorkflow.Api.Imports.Rows.Cadres;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Imports;

/// <summary>
/// Does the rows of a file: each whole or not at all, through the same gateway and the same decisions as a page. Rows of one person or case keep the order of
/// the file; the others go side by side. Sending the file again does what is left and changes nothing already done.
/// </summary>
internal sealed class Importer(
    CommandGateway gateway, ReferenceFacts reference, CaseReader cases, ImportPreview preview, Namesakes namesakes, ServerKey key, CadreClock clock, CadreDatabases databases,
    CadreReader cadres, IEventLog log)
{
    /// <summary>Enough to fill the log's batches; more would only wait in its queue.</summary>
    private const int RowsAtOnce = 32;

    private const int PreviewsAtOnce = 8;

    /// <summary>Ids as this server makes them.</summary>
    public ImportIds Ids { get; } = new(key);

    /// <summary>Does all rows, or tells what would become of them.</summary>
    /// <param name="via">Door: <c>import</c>, <c>cli</c>.</param>
    /// <param name="source">Name of the file, stored with what it caused.</param>
    public async Task<ImportReport> RunAsync(ImportKind kind, IReadOnlyList<ImportRow> rows, Actor actor, bool dryRun, string via, string? source, CancellationToken cancellationToken)
    {
        var directory = new CaseDirectory();
        await directory.LoadAsync(databases, References(rows), cancellationToken);
        await directory.NarrowAsync(async id =>
            await cases.LoadAsync(id, cancellationToken) is { } loaded
            && Access.View(actor, CaseScope.Of(loaded.History, clock.Today), loaded.Facts.Units, clock.Today) == Verdict.Allowed);
        var done = await DoneRows.FindAsync(databases, rows.Select(r => r.Id), cancellationToken);
        var doubtful = actor.IsSystem ? new HashSet<int>() : await namesakes.FindAsync(rows.OfType<ReferralRow>().Where(r => !done.ContainsKey(r.Id)), Ids, cancellationToken);
        var people = new CadreDirectory(Ids);
        await people.LoadAsync(databases, [.. rows.OfType<CadreRow>().SelectMany(r => r.People)], cancellationToken);
        using var rehearsal = dryRun && kind == ImportKind.Cadres ? new CadreRehearsal(log, await reference.RefreshAsync(cancellationToken), databases, clock) : null;
        var session = new ImportSession(actor, via, new CommandOrigin(source, Guid.CreateVersion7().ToString("D")), directory, done, doubtful, dryRun) { People = people, Rehearsal = rehearsal };
        var results = await DoAsync(rows, session, cancellationToken);
        return ImportReport.Of(kind, dryRun, results, session.Position);
    }

    /// <summary>Does some rows within a running import or load.</summary>
    public Task<IReadOnlyList<ImportRowResult>> DoAsync(IReadOnlyList<ImportRow> rows, ImportSession session, CancellationToken cancellationToken) =>
        DoAsync(rows, _ => session, cancellationToken);

    /// <summary>Does some rows of several desks; each row is done in the session of its desk.</summary>
    public async Task<IReadOnlyList<ImportRowResult>> DoAsync(IReadOnlyList<ImportRow> rows, Func<ImportRow, ImportSession> sessionOf, CancellationToken cancellationToken)
    {
        var results = new ImportRowResult[rows.Count];
        var first = new Dictionary<Guid, int>();
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var phases = new SortedDictionary<int, List<List<int>>>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.Problem is { } problem)
            {
                results[i] = Invalid(row, problem);
            }
            else if (!first.TryAdd(row.Id, row.Number))
            {
                results[i] = Result(row, RowStatus.AlreadyDone, "duplicate_row", null, first[row.Id].ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            else if (groups.TryGetValue(row.Group, out var group))
            {
                group.Add(i);
            }
            else
            {
                groups[row.Group] = group = [i];
                if (!phases.TryAdd(row.Phase, [group]))
                {
                    phases[row.Phase].Add(group);
                }
            }
        }

        foreach (var phase in phases.Values)
        {
            await DoAsync(phase, rows, results, sessionOf, cancellationToken);
        }

        return results;
    }

    private async Task DoAsync(List<List<int>> groups, IReadOnlyList<ImportRow> rows, ImportRowResult[] results, Func<ImportRow, ImportSession> sessionOf, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(
            groups,
            new ParallelOptions { MaxDegreeOfParallelism = rows.Count > 0 && sessionOf(rows[0]).DryRun ? PreviewsAtOnce : RowsAtOnce, CancellationToken = cancellationToken },
            async (indexes, token) =>
            {
                var earlier = new List<ImportRow>();
                foreach (var i in indexes)
                {
                    results[i] = await DoAsync(rows[i], earlier, sessionOf(rows[i]), token);
                    earlier.Add(rows[i]);
                }
            });

    private async Task<ImportRowResult> DoAsync(ImportRow row, List<ImportRow> earlier, ImportSession session, CancellationToken cancellationToken)
    {
        if (row is ReferralRow && earlier.Count > 0)
        {
            // One person twice in one file, said differently: which of the two is meant cannot be known.
            return Invalid(row, new RowProblem("same_person_in_file", "full_name", earlier[0].Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (session.Done.TryGetValue(row.Id, out var answer))
        {
            Note(row, answer, session);
            return Result(row, RowStatus.AlreadyDone, "already_done", caseId: answer.CaseId);
        }

        if (row is ReferralRow { MemberNumber: null, PreviousCase: null } && session.Doubtful.Contains(row.Number))
        {
            return Invalid(row, new RowProblem("possible_same_person", "full_name", ((ReferralRow)row).Person.FullName));
        }

        var facts = session.Rehearsal is { } imagined ? await imagined.FactsAsync(cancellationToken) : await reference.CurrentAsync(cancellationToken);
        var (command, problem) = await row.ResolveAsync(Context(facts, session), cancellationToken);
        if (problem is { Code: "unknown_unit" or "unknown_case" or "unknown_post" } && session.Rehearsal is null && facts != await reference.RefreshAsync(cancellationToken))
        {
            (command, problem) = await row.ResolveAsync(Context(await reference.CurrentAsync(cancellationToken), session), cancellationToken);
        }

        if (problem is not null)
        {
            return Invalid(row, problem);
        }

        var result = session.Rehearsal is { } rehearsal ? await rehearsal.TryAsync((CadreWorkCommand)command!, session.Actor, row.Id, cancellationToken)
            : session.DryRun ? await preview.TryAsync(command!, session.Actor, row.Id, session.Seen, cancellationToken)
            : await gateway.SendAsync(command!, session.Actor, row.Id, session.Via, session.Origin, cancellationToken);
        if (result is CommandResult.Accepted accepted)
        {
            Note(row, accepted.Answer, session);
            if (command is CadreWorkCommand { Registers: { } added })
            {
                session.People?.Add(key.Pseudonym(added.Key), added.Attributes);
            }

            session.Reached(accepted.Position);
        }

        return Outcome(row, result);
    }

    private RowContext Context(FactsSnapshot facts, ImportSession session) => new(facts.Units, clock.Today, session.Directory, Ids)
    {
        Cadres = session.People is null ? null : new CadreSight(facts, session.People, session.Rehearsal?.Reader ?? cadres),
    };

    private static void Note(ImportRow row, CommandAnswer answer, ImportSession session)
    {
        if (row is ReferralRow referral && answer.CaseId is { } caseId)
        {
            session.Directory.Add(referral.Reference, caseId);
        }
    }

    private static ImportRowResult Outcome(ImportRow row, CommandResult result) => result switch
    {
        CommandResult.Accepted { Replayed: true } done => Result(row, RowStatus.AlreadyDone, "already_done", caseId: done.Answer.CaseId),
        CommandResult.Accepted { Answer.Nothing: true } done => Result(row, RowStatus.AlreadyDone, "already_stated", caseId: done.Answer.CaseId),
        CommandResult.Accepted done => Done(row, done.Answer),
        CommandResult.Refused refused => Refused(row, refused.Refusal),
        CommandResult.Blocked blocked => Result(row, RowStatus.Blocked, "blocked", findings: blocked.Findings) with { Message = Sentence(blocked.Findings) },

        // A case one may not know of reads like one that is not there.
        CommandResult.NotFound { What: "case" } when row is ActRow act => Invalid(
            row, new RowProblem("unknown_case", act.CaseId is null ? "reference" : "case_id", act.CaseId?.ToString("D") ?? act.Reference)),
        CommandResult.NotFound missing => Invalid(row, new RowProblem("unknown_" + missing.What)),
        CommandResult.Forbidden => Result(row, RowStatus.Blocked, "forbidden"),
        CommandResult.InFlight => Result(row, RowStatus.Blocked, "in_flight"),
        CommandResult.KeyReused => Result(row, RowStatus.AlreadyDone, "already_done"),
        _ => Result(row, RowStatus.Blocked, "version_conflict"),
    };

    private static ImportRowResult Done(ImportRow row, CommandAnswer answer)
    {
        var findings = answer.Findings ?? [];
        var weighty = findings.Any(f => f.Severity != Severity.Show);
        return Result(row, weighty ? RowStatus.Warning : RowStatus.Done, weighty ? "findings" : null, caseId: answer.CaseId, findings: findings) with
        {
            Message = weighty ? Sentence(findings) : null,
        };
    }

    private static ImportRowResult Refused(ImportRow row, Refusal refusal)
    {
        var text = Texts.Current;
        var (column, value) = row.Told(refusal.Field, refusal.Value);
        return new(row.Number, RowStatus.Invalid, refusal.Code, column ?? Column(refusal.Field), value, text.WithCitation(refusal with { Value = value }), null, []);
    }

    private static ImportRowResult Invalid(ImportRow row, RowProblem problem) =>
        Result(row, RowStatus.Invalid, problem.Code, problem.Field, problem.Value) with { Message = ImportTexts.Cited(problem.Code, problem.Field, problem.Value, problem.Detail) };

    private static ImportRowResult Result(
        ImportRow row, string status, string? code, string? field = null, string? value = null, Guid? caseId = null, IReadOnlyList<Finding>? findings = null) =>
        new(row.Number, status, code, field, value, code is null ? null : ImportTexts.Row(code, field, value), caseId, FindingBody.Of(findings));

    private static string Sentence(IReadOnlyList<Finding> findings) =>
        string.Join(" ", findings.Where(f => f.Severity != Severity.Show).Select(f => Texts.Current.Of(f)));

    /// <summary>Fields of statements are the columns of files in other letters.</summary>
    private static string? Column(string? field) => field switch
    {
        null => null,
        "tally" => "summoned",
        _ => string.Concat(field.Replace("document.", "document_", StringComparison.Ordinal).Replace("tally.", "", StringComparison.Ordinal)
            .Select((c, i) => char.IsAsciiLetterUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString())),
    };

    private static List<string> References(IReadOnlyList<ImportRow> rows) =>
        [.. rows.Select(r => r switch { ActRow act => act.Reference, ReferralRow referral => referral.PreviousCase, ParticipantRow participant => participant.Reference, _ => null }).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>What the rows of one import or load share.</summary>
/// <param name="Done">Answers kept for rows done before.</param>
/// <param name="Doubtful">Rows whose person may be somebody already known.</param>
internal sealed record ImportSession(
    Actor Actor, string Via, CommandOrigin Origin, CaseDirectory Directory, IReadOnlyDictionary<Guid, CommandAnswer> Done, IReadOnlySet<int> Doubtful, bool DryRun = false)
{
    private long _position;

    /// <summary>In a dry run: cases as the rows so far would leave them.</summary>
    public ConcurrentDictionary<Guid, LoadedCase> Seen { get; } = new();

    /// <summary>Persons of cadre work by what the file says of them.</summary>
    public CadreDirectory? People { get; init; }

    /// <summary>Set in a dry run of cadre work.</summary>
    public CadreRehearsal? Rehearsal { get; init; }

    /// <summary>The furthest log position of what was recorded.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Notes a position.</summary>
    public void Reached(long position)
    {
        long seen;
        while (position > (seen = Interlocked.Read(ref _position)) && Interlocked.CompareExchange(ref _position, position, seen) != seen)
        {
        }
    }
}
