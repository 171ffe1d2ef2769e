using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Localisation;

/// <summary>
/// Every word a person reads, by key, in one language. The files are <c>Resources/{vi,en}/*.json</c>; both languages hold the same keys.
/// Placeholders are named: <c>{n}</c>.
/// </summary>
public sealed class Texts
{
    private static readonly FrozenDictionary<string, Texts> Languages = new[] { "vi", "en" }.ToFrozenDictionary(l => l, l => new Texts(l), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _byKey;

    private Texts(string language)
    {
        Language = language;
        Format = new DisplayFormat(language);
        _byKey = Load(language).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Vietnamese, the language of record.</summary>
    public static Texts Vietnamese => Languages["vi"];

    /// <summary>English.</summary>
    public static Texts English => Languages["en"];

    /// <summary>The language of the request being served; Vietnamese unless English was chosen.</summary>
    public static Texts Current => For(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary><c>vi</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>Dates, numbers and shares as this language writes them.</summary>
    public DisplayFormat Format { get; }

    /// <summary>All keys, for the test that both languages hold the same.</summary>
    public IEnumerable<string> Keys => _byKey.Keys;

    /// <summary>The text of a key. A missing key shows itself: a page that lacks a word still works, and the test names it.</summary>
    public string this[string key] => _byKey.TryGetValue(key, out var text) ? text : key;

    /// <summary>The text of a key with its placeholders filled.</summary>
    public string this[string key, params (string Name, object? Value)[] values]
    {
        get
        {
            var text = new StringBuilder(this[key]);
            foreach (var (name, value) in values)
            {
                text.Replace("{" + name + "}", Shown(value));
            }

            return text.ToString();
        }
    }

    /// <summary>A language by code; anything but <c>en</c> is Vietnamese.</summary>
    public static Texts For(string? language) => Languages.GetValueOrDefault(language ?? "vi") ?? Vietnamese;

    /// <summary>True when the key has a text.</summary>
    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>The text of a code under a prefix: <c>stage</c> and <c>Probation</c> give the text of <c>stage.probation</c>.</summary>
    public string Code<TEnum>(string prefix, TEnum value)
        where TEnum : struct, Enum => this[prefix + "." + Codes.Of(value)];

    /// <summary>The name of a calendar; an organisation's own is named by its code.</summary>
    public string Calendar(string code) => Has("calendar_kind." + code) ? this["calendar_kind." + code] : this["calendar_kind.own", ("code", code)];

    /// <summary>What a finding says, in words.</summary>
    public string Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Filled("finding." + finding.Code, finding.Parameters) ?? Filled("refusal." + finding.Code, finding.Parameters) ?? this["finding.other", ("rule", finding.Rule), ("code", finding.Code)];
    }

    /// <summary>What would remove a finding, in words; that nothing would, where it blocks and not even time helps. Null where nothing needs saying.</summary>
    public string? Unblock(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding is { Unblock: null, Severity: Severity.Block, Earliest: null } ? this["unblock.nothing"]
            : finding.Unblock is null ? null
            : Filled("unblock." + finding.Unblock, finding.Parameters);
    }

    /// <summary>Why a statement is none, in words.</summary>
    public string Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var parameters = new Dictionary<string, string>(refusal.Parameters ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        parameters.TryAdd("value", refusal.Value ?? string.Empty);
        parameters.TryAdd("field", refusal.Field is null ? string.Empty : this["field." + refusal.Field]);
        return Filled("refusal." + refusal.Code, parameters) ?? this["refusal.other", ("code", refusal.Code), ("value", refusal.Value)];
    }

    /// <summary>Why a statement is none, with the rule that says so: for doors that have one line to say it in.</summary>
    public string WithCitation(Refusal refusal) => Of(refusal) + " " + Citation(refusal);

    /// <summary>The rule, its title and article; for a dated rule also the day whose version was read.</summary>
    public string Citation(Refusal refusal)
    {
        var citation = CitationOf(refusal);
        return this[citation.PolicyVersion is null ? "citation" : "citation.dated", ("rule", citation.Rule), ("title", TitleOf(citation)), ("article", citation.Article), ("day", citation.On)];
    }

    /// <summary>What a refusal cites. One that names no day rests on a principle of the record, or on a rule as it stands now.</summary>
    internal static Citation CitationOf(Refusal refusal) =>
        refusal.Citation ?? refusal.CitedOn(DateOnly.MaxValue, Regulations.FromFiles()).Citation! with { PolicyVersion = null };

    internal string TitleOf(Citation citation) => Language == "vi" ? citation.TitleVi : citation.TitleEn;

    private string? Filled(string key, IReadOnlyDictionary<string, string>? parameters) =>
        Has(key) ? this[key, parameters is null ? [] : [.. parameters.Select(p => (p.Key, (object?)Parameter(p.Key, p.Value)))]] : null;

    /// <summary>Parameters are codes, lists of codes, ISO dates and digits: dates are written the reader's way, known codes by their text.</summary>
    private string Parameter(string name, string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Format.Date(day)
        : Has(PrefixOf(name) + "." + value) ? this[PrefixOf(name) + "." + value]
        : value.Split(',') is { Length: > 1 } several && Array.TrueForAll(several, one => Has(PrefixOf(name) + "." + one)) ? string.Join("; ", several.Select(one => this[PrefixOf(name) + "." + one]))
        : value;

    /// <summary>Where the texts of a parameter's codes are, when not under its own name.</summary>
    private static string PrefixOf(string parameter) => parameter switch
    {
        "step" => "act",
        "has" or "needed" => "theory_level",
        "point" => "transfer_point",
        "body" => "voting_body",
        "exit" => "party_exit",
        _ => parameter,
    };

    private string Shown(object? value) => value switch
    {
        null => string.Empty,
        DateOnly day => Format.Date(day),
        int n => Format.Number(n),
        long n => Format.Number(n),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static Dictionary<string, string> Load(string language)
    {
        var assembly = typeof(Texts).Assembly;
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("texts/" + language + "/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
            {
                all.Add(key, text);
            }
        }

        return all;
    }
}
