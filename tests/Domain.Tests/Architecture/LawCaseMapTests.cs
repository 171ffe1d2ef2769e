using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace CadreWorkflow.Domain.Tests.Architecture;

/// <summary>
/// The map of the law book's section 11: each tricky case is named by a test of some project, as <c>Case_37_…</c>, <c>Cases_29_to_33_…</c> or
/// <c>[Trait("LawCase", "37")]</c>, or stands here with the reason why there is none.
/// </summary>
public sealed partial class LawCaseMapTests
{
    private const int LastCase = 72;

    private static readonly Dictionary<int, string> Without = new()
    {
        [67] = "Erasure is trust work: no erasure exists yet whose refusal or effect could be tested.",
        [69] = "Small-cell suppression is trust work: no figure is broken down by ethnicity or religion.",
        [71] = "The ledger of reads of sensitive fields is trust work.",
    };

    [Fact]
    public void Every_tricky_case_of_the_law_book_is_named_by_a_test_or_says_why_not()
    {
        var named = Named();
        var missing = Enumerable.Range(1, LastCase).Where(n => !named.Contains(n) && !Without.ContainsKey(n));
        Assert.True(!missing.Any(), $"No test names case {string.Join(", ", missing)} of section 11, and no reason is given.");
    }

    [Fact]
    public void A_case_that_has_its_test_needs_no_excuse_any_more()
    {
        var named = Named();
        Assert.All(Without, w => Assert.False(named.Contains(w.Key), $"Case {w.Key} has a test now: take its reason out of the list."));
        Assert.All(Without.Values, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public void Case_07_ADM_28_x()", new[] { 7 })]
    [InlineData("public async Task Case_2_24_11_is_a_holiday()", new[] { 2 })]
    [InlineData("public void Cases_29_to_33_base()", new[] { 29, 30, 31, 32, 33 })]
    [InlineData("public void Cases_3_and_4_a_calendar()", new[] { 3, 4 })]
    [InlineData("public void Cases_32_34_35_what()", new[] { 32, 34, 35 })]
    [InlineData("[Trait(\"LawCase\", \"66\")]", new[] { 66 })]
    [InlineData("// case 12 is elsewhere", new int[0])]
    public void A_name_says_which_cases_it_is_of(string line, int[] cases) => Assert.Equal(cases, Of(line));

    private static HashSet<int> Named()
    {
        var tests = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..");
        return [.. Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetFileName(f) != Path.GetFileName(Here()))
            .SelectMany(File.ReadLines).SelectMany(Of)];
    }

    private static IEnumerable<int> Of(string line)
    {
        if (Marked().Match(line) is { Success: true } trait)
        {
            return [Number(trait.Groups["n"].Value)];
        }

        if (One().Match(line) is { Success: true } one)
        {
            return [Number(one.Groups["n"].Value)];
        }

        var many = Many().Match(line);
        var numbers = many.Groups["n"].Captures.Select(c => Number(c.Value)).ToList();
        return many.Success && many.Groups["to"].Success ? Enumerable.Range(numbers[0], numbers[1] - numbers[0] + 1) : numbers;
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("\\[Trait\\(\"LawCase\", \"(?<n>[0-9]+)\"\\)\\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex("\\b(void|Task) Case_(?<n>[0-9]+)_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex One();

    [GeneratedRegex("\\b(void|Task) Cases_(?<n>[0-9]+)_((?<to>to_)(?<n>[0-9]+)_|((and_)?(?<n>[0-9]+)_)+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Many();
}
