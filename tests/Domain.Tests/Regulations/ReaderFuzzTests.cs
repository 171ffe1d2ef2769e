using System.Globalization;
using System.Reflection;

namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

/// <summary>Whatever is typed or uploaded, a reader answers with a value or one of its stated codes; it never falls over.</summary>
public sealed class ReaderFuzzTests
{
    private static readonly string[] Dates = ["28/02/2026", "3/2/26", "28-02-2026", "28.02.2026", "03022026", "2026-02-28", "28/02/202", "31/04/2026"];
    private static readonly string[] Numbers = ["4000", "2.099", "gần 4000", "trên 1.000", "khoảng 12", "1,5"];
    private static readonly string[] Papers = ["15/NQ-CĐCS", "01-HD/TW", "77-KH/TU", "01-HD/TW ngày 19/5/2026", "208-QĐ/TW (26/7/2026)", "30/2020/NĐ-CP"];

    private static readonly IReadOnlyList<RegulationFile> Shipped = [.. RegulationFiles.ShippedFiles()];

    private static readonly HashSet<string> FileCodes =
        [.. typeof(RegulationProblems).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void A_date_is_read_or_named_wrong() => Holds(Texts(Dates), text =>
    {
        var read = VietnameseDate.Parse(text);
        Assert.True(read.Value is null != read.Problem is null, text);
        Assert.True(read.Problem is null or "date_empty" or "date_unreadable" or "date_year_incomplete" or "date_year_two_digits" or "date_year_out_of_range" or "date_no_such_day", read.Problem);
        if (read.Value is { } day)
        {
            // Nothing is guessed: what was read is written back and read as the same day.
            Assert.Equal(day, VietnameseDate.Parse(VietnameseDate.Format(day)).Value);
            Assert.InRange(day.Year, VietnameseDate.FirstYear, VietnameseDate.LastYear);
        }
    });

    [Fact]
    public void A_count_is_read_or_named_wrong() => Holds(Texts(Numbers), text =>
    {
        var read = VietnameseNumber.Parse(text);
        Assert.True(read.Value is null != read.Problem is null, text);
        Assert.True(read.Problem is null || read.Problem.StartsWith("number_", StringComparison.Ordinal), read.Problem);
    });

    [Fact]
    public void A_document_number_is_read_or_named_wrong() => Holds(Texts(Papers), text =>
    {
        var (value, problem) = DocumentNumber.Parse(text);
        Assert.True(value is null != problem is null, text);
        Assert.True(problem is null || problem.StartsWith("document_", StringComparison.Ordinal), problem);
    });

    [Fact]
    public void An_instrument_is_read_or_named_wrong() => Holds(Texts(Papers), text =>
    {
        var (value, problem) = InstrumentKey.Parse(text);
        Assert.True(value is null != problem is null, text);
        Assert.True(problem is null || problem.StartsWith("document_", StringComparison.Ordinal) || problem.StartsWith("instrument_", StringComparison.Ordinal), problem);
    });

    [Fact]
    public void A_faulty_regulation_file_is_refused_by_code_and_never_half_read() => Holds(Files(), file =>
    {
        var (document, problems) = RegulationFiles.Read(file.Name, file.Text);
        Assert.True(document is null == problems.Count > 0, file.Name);
        Assert.All(problems, p => Assert.Contains(p.Code, FileCodes));
        Assert.All(RegulationFiles.ReadDraft(file.Text).Problems, p => Assert.Contains(p.Code, FileCodes));
    });

    [Fact]
    public void A_report_over_one_faulty_file_among_good_ones_names_what_is_wrong() => Holds(Files(), file =>
    {
        var report = RegulationReport.Of(Shipped.Select(f => f.Name == file.Name ? file : f));
        Assert.All(report.Problems, p => Assert.Contains(p.Code, FileCodes));
    }, 60);

    /// <summary>Any text at all, lone surrogates and control characters too, and texts one or two slips away from a good one.</summary>
    private static Gen<string> Texts(string[] good) => Gen.Frequency(
        (1, Gen.Choose(0, 0xffff).Select(c => (char)c).ArrayOf().Select(c => new string(c))), (3, Gen.Elements(good).SelectMany(Slips)));

    /// <summary>A shipped file with a few slips: characters lost, doubled or changed, values replaced, lines gone.</summary>
    private static Gen<RegulationFile> Files() =>
        from file in Gen.Elements<RegulationFile>(Shipped)
        from text in Gen.Frequency((3, Slips(file.Text)), (2, Values(file.Text)), (1, Lines(file.Text)))
        select file with { Text = text };

    private static Gen<string> Slips(string text) =>
        from places in Gen.Choose(0, int.MaxValue - 1).ListOf(3)
        from letters in Gen.Elements("0", "9", "-", "/", "\"", "{", "}", "]", ",", ":", " ", "\\", "\\ud800", "\ud800", "\u0000", "ồ", "null", "1e9", "").ListOf(3)
        from kinds in Gen.Choose(0, 2).ListOf(3)
        from count in Gen.Choose(0, 3)
        select Enumerable.Range(0, count).Aggregate(text, (t, i) => Slip(t, places[i], letters[i], kinds[i]));

    private static string Slip(string text, int place, string letter, int kind)
    {
        if (text.Length == 0)
        {
            return letter;
        }

        var at = place % text.Length;
        return kind switch
        {
            0 => text.Insert(at, letter),
            1 => text.Remove(at, 1),
            _ => string.Concat(text.AsSpan(0, at), letter, text.AsSpan(at + 1)),
        };
    }

    /// <summary>One value of the file replaced by one of another kind or out of all bounds.</summary>
    private static Gen<string> Values(string text) =>
        from place in Gen.Choose(0, int.MaxValue - 1)
        from value in Gen.Elements("null", "0", "-1", "999999999999", "1.5", "\"\"", "[]", "{}", "true", "\"9999-12-31\"", "\"0001-01-01\"", "\"2/0\"", "\"\\ud800\"")
        let colons = text.Select((c, i) => (c, i)).Where(x => x.c == ':').Select(x => x.i).ToList()
        let at = colons[place % colons.Count] + 1
        let end = text.AsSpan(at).IndexOfAny(",}\n") + at
        select string.Concat(text.AsSpan(0, at), string.Create(CultureInfo.InvariantCulture, $" {value}"), text.AsSpan(end));

    private static Gen<string> Lines(string text) =>
        from place in Gen.Choose(0, int.MaxValue - 1)
        from twice in Gen.Choose(0, 1)
        let lines = text.Split('\n')
        let at = place % lines.Length
        select string.Join('\n', twice == 1 ? [.. lines[..at], lines[at], .. lines[at..]] : [.. lines[..at], .. lines[(at + 1)..]]);

    private static void Holds<T>(Gen<T> values, Action<T> check, int times = 400) =>
        Prop.ForAll(values.ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
