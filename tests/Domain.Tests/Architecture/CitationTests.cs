using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Tests.Architecture;

using CadreWorkflow.Domain.Regulations;

/// <summary>Every "no" cites a rule that can be looked up, on every day.</summary>
public sealed partial class CitationTests
{
    private static readonly DateOnly[] AnyDays = [new(1, 1, 1), new(1999, 12, 31), new(2019, 5, 5), new(2025, 7, 1), new(2026, 11, 22), DateOnly.MaxValue];

    /// <summary>Codes of every catalogue of refusals in the assembly, found by their shape.</summary>
    private static IReadOnlyList<string> Catalogued { get; } =
    [
        .. typeof(CaseRefusals).Assembly.GetTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(p => p.Name is "Codes" or "RefusalCodes" && p.PropertyType == typeof(IReadOnlyList<string>))
            .SelectMany(p => (IReadOnlyList<string>)p.GetValue(null)!),
        .. Constants(typeof(DeadlineRefusals)), .. Constants(typeof(Domain.Regulations.Files.RegulationProblems)),
    ];

    /// <summary>Codes made in passing, read from the sources, so that one outside every catalogue is found too.</summary>
    private static IReadOnlyList<string> Made { get; } = [.. Sources().SelectMany(s => RefusalMade().Matches(s)).Select(m => m.Groups["code"].Value).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Every_refusal_code_rests_on_a_rule_whose_text_and_article_resolve_on_every_day()
    {
        Assert.True(Catalogued.Count > 120, $"Only {Catalogued.Count} codes were found in the catalogues.");
        Assert.True(Made.Count > 100, $"Only {Made.Count} codes were found in the source: the pattern no longer fits.");
        Assert.All(Catalogued.Concat(Made).Distinct(StringComparer.Ordinal), code =>
        {
            Assert.True(RefusalRules.Find(code) is not null, $"{code} rests on no rule: add it to RefusalRules.");
            Resolves(RefusalRules.Find(code)!);
        });
    }

    [Fact]
    public void Every_rule_named_by_a_refusal_or_a_finding_in_the_sources_resolves()
    {
        var rules = Sources().SelectMany(s => RuleNamed().Matches(s)).Select(m => m.Value.Trim('"')).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(rules.Count > 60, $"Only {rules.Count} rules were found in the source: the pattern no longer fits.");
        Assert.All(rules, Resolves);
    }

    [Fact]
    public void A_decision_that_refuses_carries_the_citation_of_the_day_of_the_act()
    {
        var refused = Admissions.Given.Facts(Admissions.Acts.RoadToOpinions)
            .When(new DeadlineExtended(new(2026, 1, 9), true, Admissions.Acts.Doc("70-CV/ĐU", "2026-01-09"), "ADM-28", 0)).IsRefused("days_not_positive").Decision.Refusal!;
        Assert.Equal(("ADM-29", "294-qd-tw-2025", new DateOnly(2026, 1, 9)), (refused.Citation!.Rule, refused.Citation.PolicyVersion!, refused.Citation.On));
        var second = Admissions.Given.Nothing.When(Admissions.Acts.Submitted("2025-01-07")).IsRefused("case_not_filed").Decision.Refusal!;
        Assert.Equal("REC-05", second.Citation!.Rule);
        Assert.Contains("Nguyên tắc", second.Citation.Article, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_cited_by_a_refusal_of_a_case_resolves()
    {
        var made = typeof(CaseRefusals).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(m => m.ReturnType == typeof(Refusal))
            .Select(m => (Refusal)m.Invoke(null, [.. m.GetParameters().Select(p => Sample(p.ParameterType))])!)
            .ToList();
        Assert.True(made.Count > 20);
        Assert.All(made, r => Resolves(r.Cites));
        Assert.All(made.Where(r => !r.Code.StartsWith("tally_", StringComparison.Ordinal)), r => Assert.Contains(r.Code, CaseRefusals.Codes));
        Assert.Equal(CaseRefusals.Codes.Count, CaseRefusals.Codes.Distinct().Count());
    }

    [Fact]
    public void Every_rule_of_the_admission_law_book_can_be_cited_on_any_day() =>
        Assert.All(Enumerable.Range(1, 51), n => Resolves($"ADM-{n:D2}"));

    [Fact]
    public void Every_rule_of_the_admission_law_book_is_named_by_a_test()
    {
        var named = typeof(CitationTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => RuleInName().Matches(m.Name)).Select(m => m.Value).ToHashSet();
        Assert.All(Enumerable.Range(1, 51).Select(n => $"ADM_{n:D2}"), rule => Assert.Contains(rule, named));
    }

    [Fact]
    public void Every_rule_of_planning_appointment_rotation_staffing_and_declarations_is_named_by_a_test()
    {
        var named = typeof(CitationTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => CadreRuleInName().Matches(m.Name)).Select(m => m.Value).ToHashSet();
        (string Family, int Rules)[] book = [("PLN", 17), ("APT", 18), ("ROT", 7), ("STF", 4), ("AST", 8)];
        Assert.All(book.SelectMany(f => Enumerable.Range(1, f.Rules).Select(n => $"{f.Family}_{n:D2}")), rule => Assert.Contains(rule, named));
    }

    private static void Resolves(string rule)
    {
        foreach (var day in AnyDays)
        {
            var text = Regulations.FromFiles().Rule(rule, day);
            Assert.All([text.Article, text.TitleVi, text.TitleEn, text.ExplanationVi, text.ExplanationEn], words => Assert.False(string.IsNullOrWhiteSpace(words), rule));
        }
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral && f.FieldType == typeof(string)).Select(f => (string)f.GetRawConstantValue()!);

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "src", "Domain"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText);

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("ADM_[0-9]{2}", RegexOptions.None, 1000)]
    private static partial Regex RuleInName();

    [GeneratedRegex("(?:PLN|APT|ROT|STF|AST)_[0-9]{2}", RegexOptions.None, 1000)]
    private static partial Regex CadreRuleInName();

    [GeneratedRegex("\\b(?:Refuse|Refusal)\\(\\s*\"(?<code>[a-z0-9_]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RefusalMade();

    [GeneratedRegex("\"(?:ADM|CAL|PLN|APT|ROT|STF|AST|REC)-[0-9]{2}\"", RegexOptions.None, 1000)]
    private static partial Regex RuleNamed();

    private static object? Sample(Type type) =>
        type == typeof(string) ? "tally_negative"
        : type == typeof(Tally) ? new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        : Activator.CreateInstance(type);
}
