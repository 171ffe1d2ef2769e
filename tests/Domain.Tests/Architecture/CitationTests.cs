using System.Reflection;
using System.Text.RegularExpressions;
using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Tests.Architecture;

using CadreWorkflow.Domain.Regulations;

/// <summary>Every "no" cites a rule that can be looked up.</summary>
public sealed partial class CitationTests
{
    [Fact]
    public void Every_rule_cited_by_a_refusal_of_a_case_resolves()
    {
        var made = typeof(CaseRefusals).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(m => m.ReturnType == typeof(Events.Refusal))
            .Select(m => (Events.Refusal)m.Invoke(null, [.. m.GetParameters().Select(p => Sample(p.ParameterType))])!)
            .ToList();
        Assert.True(made.Count > 20);
        Assert.All(made.Where(r => r.Rule is not null), r => Assert.True(Regulations.IsRule(r.Rule!), r.Rule));
        Assert.All(made.Where(r => !r.Code.StartsWith("tally_", StringComparison.Ordinal)), r => Assert.Contains(r.Code, CaseRefusals.Codes));
        Assert.Equal(CaseRefusals.Codes.Count, CaseRefusals.Codes.Distinct().Count());
    }

    [Fact]
    public void Every_rule_of_the_admission_law_book_can_be_cited_on_any_day() =>
        Assert.All(Enumerable.Range(1, 51), n =>
        {
            var text = Regulations.FromFiles().Rule($"ADM-{n:D2}", new DateOnly(2026, 1, 9));
            Assert.False(string.IsNullOrWhiteSpace(text.Article), text.Rule);
        });

    [Fact]
    public void Every_rule_of_the_admission_law_book_is_named_by_a_test()
    {
        var named = typeof(CitationTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => RuleInName().Matches(m.Name)).Select(m => m.Value).ToHashSet();
        Assert.All(Enumerable.Range(1, 51).Select(n => $"ADM_{n:D2}"), rule => Assert.Contains(rule, named));
    }

    [GeneratedRegex("ADM_[0-9]{2}", RegexOptions.None, 1000)]
    private static partial Regex RuleInName();

    private static object? Sample(Type type) =>
        type == typeof(string) ? "tally_negative"
        : type == typeof(Tally) ? new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        : Activator.CreateInstance(type);
}
