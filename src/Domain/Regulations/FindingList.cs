using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Gathers what the rules say about one act on one day, with article and version of that day.</summary>
internal abstract class FindingList(Regulations regulations, DateOnly day)
{
    private readonly List<Finding> _found = [];
    private readonly SortedSet<string> _versions = new(StringComparer.Ordinal);

    /// <summary>The day of the act.</summary>
    protected DateOnly Day { get; } = day;

    internal IReadOnlyList<Finding> All => _found;

    internal bool Blocks => _found.Exists(f => f.Severity == Severity.Block);

    internal IReadOnlyCollection<string> Versions => _versions;

    /// <summary>A version was read though nothing came of it: the same verdict needs it again.</summary>
    internal void Read(string? versionId)
    {
        if (!string.IsNullOrEmpty(versionId))
        {
            _versions.UnionWith(versionId.Split('+'));
        }
    }

    internal void Warn(string rule, string code, IEnumerable<Guid>? facts = null, string? unblock = null, params (string Key, string Value)[] with) =>
        Add(rule, code, Severity.Warn, facts, unblock, with);

    internal void Show(string rule, string code, IEnumerable<Guid>? facts = null, params (string Key, string Value)[] with) =>
        Add(rule, code, Severity.Show, facts, null, with);

    internal Evaluation ToEvaluation(int? personRevision, DateOnly? earliest) => new(
        regulations.Position,
        [.. _versions],
        personRevision,
        [.. _found.Select(f => f.Severity == Severity.Block ? f with { Earliest = earliest } : f)]);

    protected void Add(string rule, string code, Severity severity, IEnumerable<Guid>? facts, string? unblock, (string Key, string Value)[] with)
    {
        var text = regulations.Rule(rule, Day);
        Read(text.PolicyVersion);
        _found.Add(new(rule, code, severity, text.Article, text.PolicyVersion, [.. facts ?? []], unblock, null, with.Length == 0 ? null : CaseRefusals.P(with)));
    }
}
