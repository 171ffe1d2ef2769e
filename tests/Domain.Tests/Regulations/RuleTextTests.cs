namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class RuleTextTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    public static TheoryData<string> Rules() =>
        [
            .. Ids("ADM", 51), .. Ids("CAL", 8), .. Ids("ST", 22), .. Ids("PLN", 17), .. Ids("APT", 18), .. Ids("ROT", 7), .. Ids("STF", 4), .. Ids("AST", 8), .. Ids("REC", 17),

            // The house's own, for what a unit reports of itself and what it owes again and again.
            .. Ids("HDC", 5), .. Ids("DUT", 5),

            // The steps of 3.1 and 4.2, which have no number of their own.
            "PLN-31", "APT-42",
        ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_of_the_law_book_resolves_on_any_day_with_titles_article_and_explanation(string rule)
    {
        foreach (var day in new[] { D("01/01/2000"), D("01/01/2017"), D("01/01/2022"), D("01/07/2025"), D("22/11/2026"), D("01/01/2099") })
        {
            var text = R.Rule(rule, day);
            Assert.All([text.TitleVi, text.TitleEn, text.Article, text.ExplanationVi, text.ExplanationEn], Assert.NotEmpty);
        }
    }

    [Fact]
    public void The_catalogue_holds_no_rule_the_law_book_does_not()
    {
        Assert.Equal(Rules().Select(r => r.Data).Order(StringComparer.Ordinal), Regulations.RuleIds);
    }

    [Fact]
    public void ADM_30_is_explained_in_the_words_of_the_version_in_force()
    {
        Assert.Contains("nhận được", R.Rule("ADM-30", D("01/01/2026")).ExplanationVi, StringComparison.Ordinal);
        Assert.Contains("ban hành", R.Rule("ADM-30", D("01/08/2026")).ExplanationVi, StringComparison.Ordinal);
        Assert.Equal("294-QĐ/TW ngày 26/5/2025, điểm 4.1", R.Rule("ADM-30", D("01/01/2026")).Article);
        Assert.Equal("208-QĐ/TW ngày 26/7/2026, điểm 4.1", R.Rule("ADM-30", D("01/08/2026")).Article);
        Assert.False(R.Rule("ADM-30", D("01/08/2026")).ArticleConfirmed);
    }

    [Fact]
    public void ADM_13_is_cited_from_the_guidance_in_force()
    {
        Assert.Equal("06-hd-tw-2025", R.Rule("ADM-13", D("01/08/2025")).PolicyVersion);
        Assert.Equal("01-hd-tw-2026", R.Rule("ADM-13", D("22/11/2026")).PolicyVersion);
    }

    [Fact]
    public void A_rule_asked_for_before_the_data_is_shown_with_an_unconfirmed_article()
    {
        var early = R.Rule("ADM-01", D("01/01/2010"));

        Assert.Null(early.PolicyVersion);
        Assert.False(early.ArticleConfirmed);
        Assert.True(R.Rule("ADM-19", D("01/01/2010")).ArticleConfirmed);
    }

    [Fact]
    public void Section_9_3_no_article_names_a_Party_paper_without_its_date()
    {
        var articles = Regulations.RuleIds.Select(r => R.Rule(r, D("01/01/2000")).Article).Concat(R.Policies.SelectMany(p => p.Parameters.Values.Select(x => x.Article)));

        Assert.DoesNotContain(articles, a => System.Text.RegularExpressions.Regex.IsMatch(a, @"\d-\p{Lu}+/\p{Lu}+(?!\p{Lu}| ngày \d)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Every_deadline_rule_is_a_citable_rule()
    {
        Assert.All(DeadlineRules.All.Keys, r => Assert.True(Regulations.IsRule(r)));
    }

    [Fact]
    public void An_id_outside_the_law_book_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => R.Rule("ADM-52", D("22/11/2026")));
        Assert.False(Regulations.IsRule("ADM-52"));
    }

    private static IEnumerable<string> Ids(string prefix, int count) =>
        Enumerable.Range(1, count).Select(n => $"{prefix}-{n:00}");
}
