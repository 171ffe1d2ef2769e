using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>Gathers what the rules say about one act on one day, with article and version of that day.</summary>
internal sealed class Findings(Law law, DateOnly day)
{
    private readonly List<Finding> _found = [];
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);

    internal IReadOnlyList<Finding> All => _found;

    internal bool Blocks => _found.Exists(f => f.Severity == Severity.Block);

    internal IReadOnlyCollection<string> Versions => _versions;

    /// <summary>Before this day the act stays blocked whatever the days bring; null while time alone can never unblock it, or nothing blocks.</summary>
    internal DateOnly? TryAgainOn { get; private set; } = DateOnly.MinValue;

    /// <summary>A version was read though nothing came of it: the same verdict needs it again.</summary>
    internal void Read(string? versionId)
    {
        if (!string.IsNullOrEmpty(versionId))
        {
            _versions.UnionWith(versionId.Split('+'));
        }
    }

    /// <summary>The act is not allowed while this stands, and no version of the rules will remove it: something else must happen first.</summary>
    internal void BlockLastingly(string rule, string code, IEnumerable<Guid>? facts, string? unblock, params (string Key, string Value)[] with)
    {
        Add(rule, code, Severity.Block, facts, unblock, with);
        TryAgainOn = null;
    }

    /// <summary>
    /// The act is not allowed while this stands. <paramref name="freeOn"/>: the first day on which time alone may remove it; another version of the
    /// rules may too.
    /// </summary>
    internal void Block(string rule, string code, IEnumerable<Guid>? facts = null, string? unblock = null, DateOnly? freeOn = null, params (string Key, string Value)[] with)
    {
        Add(rule, code, Severity.Block, facts, unblock, with);
        var version = law.NextVersionAfter(day);
        var first = freeOn is { } free && free > day && (version is null || free < version) ? free : version;

        // Free means free of all: the latest of the days on which each may go.
        TryAgainOn = first is null || TryAgainOn is null ? null : first > TryAgainOn ? first : TryAgainOn;
    }

    internal void Warn(string rule, string code, IEnumerable<Guid>? facts = null, string? unblock = null, params (string Key, string Value)[] with) =>
        Add(rule, code, Severity.Warn, facts, unblock, with);

    internal void Show(string rule, string code, IEnumerable<Guid>? facts = null, params (string Key, string Value)[] with) =>
        Add(rule, code, Severity.Show, facts, null, with);

    internal Evaluation ToEvaluation(int? personRevision, DateOnly? earliest) => new(
        law.Regulations.Position,
        [.. _versions],
        personRevision,
        [.. _found.Select(f => f.Severity == Severity.Block ? f with { Earliest = earliest } : f)]);

    private void Add(string rule, string code, Severity severity, IEnumerable<Guid>? facts, string? unblock, (string Key, string Value)[] with)
    {
        var text = law.Regulations.Rule(rule, day);
        Read(text.PolicyVersion);
        _found.Add(new(rule, code, severity, text.Article, text.PolicyVersion, [.. facts ?? []], unblock, null, with.Length == 0 ? null : CaseRefusals.P(with)));
    }
}
