using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Projections.Reports;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Both languages say everything, and nothing is said outside the texts.</summary>
public sealed partial class TextTests
{
    [Fact]
    public void Both_languages_hold_the_same_keys_and_placeholders()
    {
        Assert.Equal(Texts.Vietnamese.Keys.Order(StringComparer.Ordinal), Texts.English.Keys.Order(StringComparer.Ordinal));
        foreach (var key in Texts.Vietnamese.Keys)
        {
            Assert.True(
                Holes(Texts.Vietnamese[key]).SetEquals(Holes(Texts.English[key])),
                $"{key} has other placeholders in the two languages: {Texts.Vietnamese[key]} / {Texts.English[key]}");
        }
    }

    [Fact]
    public void Pages_say_nothing_in_Vietnamese_by_themselves()
    {
        var pages = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Api", "Pages");
        var wrong = Directory.EnumerateFiles(pages, "*.cs*", SearchOption.AllDirectories)
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (File: f, Line: i + 1, Text: line)))
            .Where(l => !l.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && Marked().IsMatch(l.Text))
            .Select(l => $"{Path.GetFileName(l.File)}:{l.Line} {l.Text.Trim()}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_key_the_pages_ask_for_has_a_text()
    {
        var pages = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Api", "Pages");
        var asked = Directory.EnumerateFiles(pages, "*.cs*", SearchOption.AllDirectories)
            .SelectMany(f => KeyAsked().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value))
            .Where(k => !k.EndsWith('.')).Distinct(StringComparer.Ordinal);
        Assert.DoesNotContain(asked, k => !Texts.Vietnamese.Has(k));
    }

    [Fact]
    public void Every_code_people_can_meet_has_a_text()
    {
        string[] keys =
        [
            .. Of<Stage>("stage"), .. Of<Purpose>("purpose"), .. Of<VotingBody>("voting_body"), .. Of<BallotForm>("ballot_form"), .. Of<Outcome>("decision_outcome"), .. Of<Paper>("paper"), .. Of<ConsentKind>("consent_kind"),
            .. Of<TransferPoint>("transfer_point"), .. Of<ProbationDiscipline>("discipline"), .. Of<ReasonCode>("reason"), .. Of<Tree>("tree"), .. Of<UnitKind>("unit_kind"), .. Of<Sector>("sector"),
            .. Of<Gender>("gender"), .. Of<AgeBand>("age_band"), .. Of<Education>("education"), .. Of<TheoryLevel>("theory_level"), "calendar_kind.public", "calendar_kind.private5", .. Of<CaseOutcome>("outcome"),
            .. Of<PartyExit>("party_exit"), .. Of<CaseEnding>("case_ending"),
            .. CaseActs.All.Select(a => "act." + a.Code), .. CaseRefusals.Codes.Select(c => "refusal." + c), .. ReportDecisions.Codes.Select(c => "refusal." + c),
            .. Of<CauseKind>("cause"), .. ReportFigures.Measures.Select(m => m.StartsWith("outcome.", StringComparison.Ordinal) ? m : "measure." + m),
            .. CaseEventTypes.All.Concat(PersonEventTypes.All).Concat(UnitEventTypes.All).Concat(ReportEventTypes.All).Select(e => "event." + e.StoredName),
        ];
        Assert.DoesNotContain(keys, k => !Texts.Vietnamese.Has(k));
    }

    [Fact]
    public void Every_finding_the_rules_can_make_has_a_text()
    {
        var deciding = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Domain", "Admissions", "Deciding");
        var source = string.Concat(Directory.EnumerateFiles(deciding, "*.cs").Select(File.ReadAllText));
        var codes = FindingMade().Matches(source).Select(m => m.Groups["code"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(codes.Count > 40, $"Only {codes.Count} findings were found in the source: the pattern no longer fits.");
        Assert.DoesNotContain(codes, c => !Texts.Vietnamese.Has("finding." + c));
    }

    [Fact]
    public void Every_refusal_is_told_in_words_with_the_rule_and_article_that_say_so()
    {
        foreach (var text in new[] { Texts.Vietnamese, Texts.English })
        {
            Assert.All(RefusalRules.Codes, code =>
            {
                Assert.True(new[] { "refusal.", "problem.", "import.row." }.Any(area => text.Has(area + code)), $"{code} has no words in {text.Language}");
                var citation = text.Citation(new Refusal(code));
                Assert.Contains(RefusalRules.Find(code)!, citation, StringComparison.Ordinal);
                Assert.DoesNotContain('{', citation);
            });
        }
    }

    [Fact]
    public void What_blocks_and_cannot_be_helped_says_that_nothing_can()
    {
        var barred = new Finding("ADM-47", "readmission_barred", Severity.Block, "x", null, []);
        Assert.NotNull(Texts.Vietnamese.Unblock(barred));
        Assert.Null(Texts.Vietnamese.Unblock(barred with { Severity = Severity.Warn }));
        Assert.Null(Texts.Vietnamese.Unblock(barred with { Earliest = new DateOnly(2027, 1, 1) }));
    }

    [Fact]
    public void Everything_that_would_unblock_a_finding_has_words()
    {
        var deciding = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Domain", "Admissions", "Deciding");
        var source = string.Concat(Directory.EnumerateFiles(deciding, "*.cs").Select(File.ReadAllText));
        var codes = UnblockMade().Matches(source).SelectMany(m => m.Groups["code"].Captures.Select(c => c.Value)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(codes.Count > 30, $"Only {codes.Count} ways out were found in the source: the pattern no longer fits.");
        Assert.DoesNotContain(codes, c => !Texts.Vietnamese.Has("unblock." + c) || !Texts.English.Has("unblock." + c));
    }

    [Fact]
    public void The_reports_own_figure_is_written_as_people_write_it()
    {
        Assert.Equal("40,1\u00a0%", Texts.Vietnamese.Format.Share(841, 2099));
        Assert.Equal("40.1\u00a0%", Texts.English.Format.Share(841, 2099));
        Assert.Equal("–", Texts.Vietnamese.Format.Share(0, 0));
        Assert.Equal("2.099", Texts.Vietnamese.Format.Number(2099));
    }

    private static IEnumerable<string> Of<TEnum>(string prefix)
        where TEnum : struct, Enum => Codes.All<TEnum>().Select(c => prefix + "." + c);

    private static HashSet<string> Holes(string text) => [.. Hole().Matches(text).Select(m => m.Value)];

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("\\{[a-zA-Z]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Hole();

    // Letters only Vietnamese has; é, ê or à alone could be any language's.
    [GeneratedRegex("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", RegexOptions.None, 1000)]
    private static partial Regex Marked();

    [GeneratedRegex("\\bT\\[\"(?<key>[a-z_]+(?:\\.[a-zA-Z0-9_-]+)*\\.?)\"[,\\]]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyAsked();

    [GeneratedRegex("Found\\s*\\.(?:Block|BlockLastingly|Warn|Show)\\(\\s*[^,]+,\\s*\"(?<code>[a-z_]+)\"", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FindingMade();

    // By name, after the facts, as the last words of a helper, or of a table by stage.
    [GeneratedRegex("(?:unblock: (?:[^,;]*\\? )?|Facts, |\\.Id\\], |null, |_missing\", |Stage\\.[A-Za-z]+ => )\"(?<code>[a-z_]+)\"(?: : \"(?<code>[a-z_]+)\")?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnblockMade();
}
