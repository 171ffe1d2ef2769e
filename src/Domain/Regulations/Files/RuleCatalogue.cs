using System.Collections.Frozen;
using System.Text.Json;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>Titles and plain explanations of every rule id that can be cited, and names of holidays: words, not law, so never part of a verdict.</summary>
internal static class RuleCatalogue
{
    private static readonly Lazy<FrozenDictionary<string, RuleTextRow>> Texts = new(() =>
        RegulationFiles.Embedded("texts/rules")
            .SelectMany(f => JsonSerializer.Deserialize(f.Text, FileJson.Default.RuleTextRowArray)!)
            .ToFrozenDictionary(r => r.Rule, StringComparer.Ordinal));

    private static readonly Lazy<FrozenDictionary<string, HolidayRow>> HolidayNames = new(() =>
        RegulationFiles.Embedded("texts/holidays")
            .SelectMany(f => JsonSerializer.Deserialize(f.Text, FileJson.Default.HolidayRowArray)!)
            .ToFrozenDictionary(r => r.Code, StringComparer.Ordinal));

    public static FrozenDictionary<string, RuleTextRow> Rules => Texts.Value;

    public static FrozenDictionary<string, HolidayRow> Holidays => HolidayNames.Value;

    public static bool Contains(string rule) => Texts.Value.ContainsKey(rule);

    public static bool IsHoliday(string? code) => code is not null && HolidayNames.Value.ContainsKey(code);
}
