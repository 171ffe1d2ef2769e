using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>
/// Turns one policy file into a version, collecting every problem rather than the first. Rows with a problem are left out, so a version published
/// under looser checks than today's can still be read; whoever publishes refuses on any problem.
/// </summary>
internal sealed partial class PolicyReader(string source, List<RegulationProblem> problems)
{
    public PolicyVersion? Read(JsonElement json, string hash)
    {
        PolicyFile file;
        try
        {
            file = json.Deserialize(FileJson.Default.PolicyFile) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            Problem(RegulationProblems.Malformed, e.Message);
            return null;
        }

        var instrument = ReadHead(file);
        var parameters = ReadParameters(file);
        var rules = ReadRules(file);
        var forms = new Dictionary<string, FormEntry>(StringComparer.Ordinal);
        foreach (var row in file.Forms)
        {
            if (!forms.TryAdd(row.Code, new FormEntry(row.Code, row.Number, row.Vi, row.En, row.Confirmed)))
            {
                Problem(RegulationProblems.DuplicateForm, row.Code);
            }
        }

        return instrument is null
            ? null
            : new PolicyVersion(
                file.Family, file.Id, instrument, file.IssuedOn, file.EffectiveFrom, file.EffectiveTo, file.Confirmed, file.Source,
                parameters.ToFrozenDictionary(StringComparer.Ordinal))
            {
                Supersedes = file.Supersedes,
                Corrects = file.Corrects,
                TransitionNote = file.Transition,
                Rules = rules.ToFrozenDictionary(StringComparer.Ordinal),
                Forms = forms.ToFrozenDictionary(StringComparer.Ordinal),
                ContentHash = hash,
            };
    }

    private InstrumentKey? ReadHead(PolicyFile file)
    {
        if (!PolicyFamilies.All.Contains(file.Family))
        {
            Problem(RegulationProblems.UnknownFamily, file.Family);
        }

        if (string.IsNullOrWhiteSpace(file.Source))
        {
            Problem(RegulationProblems.SourceMissing, file.Id);
        }

        var (instrument, trouble) = InstrumentKey.Parse(file.Instrument);
        if (instrument is null)
        {
            Problem(trouble == "instrument_ambiguous" ? RegulationProblems.AmbiguousInstrument : RegulationProblems.BadInstrument, file.Instrument);
        }
        else if (instrument.Date != file.IssuedOn)
        {
            Problem(RegulationProblems.InstrumentDateDiffers, file.Instrument);
        }

        if (!RegulationFiles.IsId(file.Id))
        {
            Problem(RegulationProblems.BadId, file.Id);
        }

        foreach (var date in new[] { file.IssuedOn, file.EffectiveFrom, file.EffectiveTo ?? file.EffectiveFrom }.Where(d => !RegulationFiles.IsYear(d.Year)).Distinct())
        {
            Problem(RegulationProblems.DateOutOfRange, date.ToString("O"));
        }

        if (file.EffectiveFrom < file.IssuedOn)
        {
            Problem(RegulationProblems.EffectiveBeforeIssue, file.EffectiveFrom.ToString("O"));
        }

        if (file.EffectiveTo < file.EffectiveFrom)
        {
            Problem(RegulationProblems.Overlap, "effectiveTo");
        }

        return instrument;
    }

    private Dictionary<string, PolicyParameter> ReadParameters(PolicyFile file)
    {
        var result = new Dictionary<string, PolicyParameter>(StringComparer.Ordinal);
        foreach (var row in file.Parameters)
        {
            if (!ParameterCatalogue.All.TryGetValue(row.Code, out var spec) || spec.Family != file.Family)
            {
                Problem(RegulationProblems.UnknownParameter, row.Code);
                continue;
            }

            if (row.Unit != spec.Unit)
            {
                Problem(RegulationProblems.BadUnit, $"{row.Code} {row.Unit}");
                continue;
            }

            CheckArticle(row.Article, row.Code);

            if (row.RollForward && row.Unit is (Units.Month or Units.Year))
            {
                Problem(RegulationProblems.TermMustNotRoll, row.Code);
            }

            if (row.ClockStart is not null && !ClockStarts.All.Contains(row.ClockStart))
            {
                Problem(RegulationProblems.BadClockStart, $"{row.Code} {row.ClockStart}");
            }

            if (Value(row, spec) is not { } value)
            {
                continue;
            }

            var parameter = new PolicyParameter(row.Code, value, row.Unit, row.Inclusive ?? true, row.ClockStart, row.RollForward, row.Article, row.Confirmed) { Note = row.Note };
            if (!result.TryAdd(row.Code, parameter))
            {
                Problem(RegulationProblems.DuplicateParameter, row.Code);
            }
        }

        foreach (var spec in ParameterCatalogue.All.Values.Where(s => s.Required && s.Family == file.Family && !file.Parameters.Any(p => p.Code == s.Code)))
        {
            Problem(RegulationProblems.MissingParameter, spec.Code);
        }

        return result;
    }

    private PolicyValue? Value(ParameterRow row, ParameterSpec spec)
    {
        var isNumber = spec.Unit is not (Units.Ratio or Units.Choice);
        switch (row.Value.ValueKind)
        {
            case JsonValueKind.String when spec.Unit == Units.Ratio && Ratio.TryParse(row.Value.GetString()) is { } ratio:
                return new PolicyValue.Share(ratio);
            case JsonValueKind.String when spec.Unit == Units.Choice && spec.Choices.Contains(row.Value.GetString()!, StringComparer.Ordinal):
                return new PolicyValue.Choice(row.Value.GetString()!);
            case JsonValueKind.Number when isNumber && row.Value.TryGetInt64(out var whole):
                return InRange(row, whole) ? new PolicyValue.WholeNumber(whole) : null;
            case JsonValueKind.Array when spec.Unit == Units.Month && row.Value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out _)):
                ImmutableArray<int> steps = [.. row.Value.EnumerateArray().Select(e => e.GetInt32())];
                if (steps.IsEmpty)
                {
                    goto default;
                }

                return steps.All(s => InRange(row, s)) ? new PolicyValue.Steps(steps) : null;
            default:
                Problem(RegulationProblems.BadValue, $"{row.Code} {row.Value.GetRawText()}");
                return null;
        }
    }

    // A length of zero is a slip of the pen, not a rule; the upper bounds catch a figure typed into the wrong unit.
    private bool InRange(ParameterRow row, long value)
    {
        var most = row.Unit switch
        {
            Units.WorkingDay or Units.Day => 1000,
            Units.Month => 1200,
            Units.Year => 100,
            Units.Count => 1000,
            _ => 1_000_000_000_000,
        };
        if (value >= 1 && value <= most)
        {
            return true;
        }

        Problem(RegulationProblems.ValueOutOfRange, $"{row.Code} {value}");
        return false;
    }

    private Dictionary<string, RuleCitation> ReadRules(PolicyFile file)
    {
        var result = new Dictionary<string, RuleCitation>(StringComparer.Ordinal);
        foreach (var row in file.Rules)
        {
            CheckArticle(row.Article, row.Rule);
            if (!RuleCatalogue.Contains(row.Rule))
            {
                Problem(RegulationProblems.UnknownRule, row.Rule);
            }
            else if (!result.TryAdd(row.Rule, new RuleCitation(row.Rule, row.Article, row.Confirmed, row.Vi, row.En)))
            {
                Problem(RegulationProblems.DuplicateRule, row.Rule);
            }
        }

        foreach (var words in RuleCatalogue.Rules.Values.Where(w => w.Family == file.Family && !result.ContainsKey(w.Rule)).OrderBy(w => w.Rule, StringComparer.Ordinal))
        {
            Problem(RegulationProblems.RuleNotCited, words.Rule);
        }

        return result;
    }

    private void CheckArticle(string article, string of)
    {
        if (string.IsNullOrWhiteSpace(article))
        {
            Problem(RegulationProblems.ArticleMissing, of);
        }
        else if (UndatedPartyNumber().IsMatch(article))
        {
            Problem(RegulationProblems.AmbiguousArticle, $"{of}: {article}");
        }
    }

    // Party numbers start again every term, so a citation of one carries its date.
    [GeneratedRegex(@"\d+-\p{Lu}+/\p{Lu}+(?!\p{Lu}| ngày \d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UndatedPartyNumber();

    private void Problem(string code, string detail) => problems.Add(new RegulationProblem(code, source, detail));
}
