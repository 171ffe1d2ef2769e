using System.Collections.Immutable;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>Checks of versions against each other: a chain of versions without fork, overlap or gap per family, consecutive years per calendar.</summary>
public static class RegulationSet
{
    /// <summary>Every problem of a set of documents that each passed its own checks.</summary>
    public static IReadOnlyList<RegulationProblem> Check(IReadOnlyCollection<RegulationDocument> documents)
    {
        var problems = new List<RegulationProblem>();
        foreach (var twice in documents.GroupBy(d => d.Id).Where(g => g.Count() > 1))
        {
            problems.Add(new(RegulationProblems.DuplicateId, twice.Key, "×" + twice.Count()));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        foreach (var family in documents.Select(d => d.Policy).OfType<PolicyVersion>().GroupBy(p => p.Family))
        {
            CheckFamily([.. family], problems);
        }

        var calendars = documents.Select(d => d.Calendar).OfType<CalendarVersion>().ToLookup(c => c.Calendar, StringComparer.Ordinal);
        foreach (var calendar in calendars)
        {
            CalendarCheck.Check([.. calendar], calendars[CalendarCodes.Private5], problems);
        }

        return problems;
    }

    /// <summary>The versions of a family that still speak (not corrected), first to last, each with its end set by its successor's beginning.</summary>
    internal static ImmutableArray<PolicyVersion> Timeline(IEnumerable<PolicyVersion> family)
    {
        var all = family.ToList();
        var corrected = all.Select(p => p.Corrects).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var current = all.Where(p => !corrected.Contains(p.Id)).OrderBy(p => p.EffectiveFrom).ToList();
        return [.. current.Select((p, i) => i + 1 < current.Count ? p with { EffectiveTo = Earlier(p.EffectiveTo, current[i + 1].EffectiveFrom.AddDays(-1)) } : p)];
    }

    /// <summary>A version after the one it supersedes or corrects, families and calendars by name.</summary>
    internal static ImmutableArray<RegulationDocument> InPublishingOrder(IEnumerable<RegulationDocument> documents)
    {
        var waiting = documents
            .OrderBy(d => d.Policy is null).ThenBy(d => d.Policy?.Family ?? d.Calendar!.Calendar, StringComparer.Ordinal)
            .ThenBy(d => d.Policy?.EffectiveFrom ?? new DateOnly(d.Calendar!.Year, 1, 1)).ThenBy(d => d.Id, StringComparer.Ordinal)
            .ToList();
        var ids = waiting.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var result = ImmutableArray.CreateBuilder<RegulationDocument>(waiting.Count);
        while (waiting.Count > 0)
        {
            var next = waiting.FindIndex(d => Before(d).All(b => done.Contains(b) || !ids.Contains(b)));
            var document = waiting[next];
            waiting.RemoveAt(next);
            done.Add(document.Id);
            result.Add(document);
        }

        return result.MoveToImmutable();
    }

    private static IEnumerable<string> Before(RegulationDocument d) =>
        new[] { d.Policy?.Supersedes, d.Policy?.Corrects, d.Calendar?.Supersedes }.OfType<string>();

    private static DateOnly Earlier(DateOnly? stated, DateOnly derived) => stated is { } s && s < derived ? s : derived;

    private static void CheckFamily(List<PolicyVersion> family, List<RegulationProblem> problems)
    {
        var byId = family.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var before = problems.Count;
        CheckCorrections(family, byId, problems);
        CheckCycles(family, byId, problems);
        foreach (var version in family.Where(p => p.Supersedes is { } id && !byId.ContainsKey(id)))
        {
            problems.Add(new(RegulationProblems.SupersedesUnknown, version.Id, version.Supersedes!));
        }

        if (problems.Count > before)
        {
            return;
        }

        var correctedBy = family.Where(p => p.Corrects is not null).ToDictionary(p => p.Corrects!, p => p.Id, StringComparer.Ordinal);
        string Latest(string id) => correctedBy.TryGetValue(id, out var by) ? Latest(by) : id;
        var current = family.Where(p => !correctedBy.ContainsKey(p.Id)).ToList();
        foreach (var root in current.Where(p => p.Supersedes is null).OrderBy(p => p.EffectiveFrom).Skip(1))
        {
            problems.Add(new(RegulationProblems.SecondRoot, root.Id, root.Family));
        }

        foreach (var fork in current.Where(p => p.Supersedes is not null).GroupBy(p => Latest(p.Supersedes!)).Where(g => g.Count() > 1))
        {
            problems.Add(new(RegulationProblems.SupersedesTwice, fork.Key, string.Join(", ", fork.Select(p => p.Id))));
        }

        foreach (var version in current.Where(p => p.Supersedes is not null))
        {
            var earlier = byId[Latest(version.Supersedes!)];
            if (version.EffectiveFrom <= earlier.EffectiveFrom || earlier.EffectiveTo >= version.EffectiveFrom)
            {
                problems.Add(new(RegulationProblems.Overlap, version.Id, earlier.Id));
            }
            else if (earlier.EffectiveTo < version.EffectiveFrom.AddDays(-1))
            {
                problems.Add(new(RegulationProblems.Gap, version.Id, earlier.Id));
            }
        }
    }

    private static void CheckCorrections(List<PolicyVersion> family, Dictionary<string, PolicyVersion> byId, List<RegulationProblem> problems)
    {
        foreach (var version in family.Where(p => p.Corrects is not null && !byId.ContainsKey(p.Corrects)))
        {
            problems.Add(new(RegulationProblems.CorrectsUnknown, version.Id, version.Corrects!));
        }

        foreach (var twice in family.Where(p => p.Corrects is not null).GroupBy(p => p.Corrects!).Where(g => g.Count() > 1))
        {
            problems.Add(new(RegulationProblems.CorrectsTwice, twice.Key, string.Join(", ", twice.Select(p => p.Id))));
        }
    }

    private static void CheckCycles(List<PolicyVersion> family, Dictionary<string, PolicyVersion> byId, List<RegulationProblem> problems)
    {
        foreach (var version in family)
        {
            if (IsOnCycle(version, p => p.Supersedes, byId) || IsOnCycle(version, p => p.Corrects, byId))
            {
                problems.Add(new(RegulationProblems.SupersedesCycle, version.Id, version.Supersedes ?? version.Corrects!));
            }
        }
    }

    private static bool IsOnCycle(PolicyVersion version, Func<PolicyVersion, string?> previous, Dictionary<string, PolicyVersion> byId)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var at = previous(version);
        while (at is not null && byId.TryGetValue(at, out var earlier) && seen.Add(at))
        {
            if (at == version.Id)
            {
                return true;
            }

            at = previous(earlier);
        }

        return false;
    }
}
