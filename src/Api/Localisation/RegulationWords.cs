using System.Globalization;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Localisation;

/// <summary>Regulation data in the reader's words.</summary>
public static class RegulationWords
{
    /// <summary>A value as it is written in its file: <c>60</c>, <c>2/3</c>, <c>StandingCommittee</c>, <c>24, 36, 60</c>.</summary>
    public static string Raw(PolicyValue value) => value switch
    {
        PolicyValue.WholeNumber whole => whole.Value.ToString(CultureInfo.InvariantCulture),
        PolicyValue.Share share => share.Value.ToString(),
        PolicyValue.Choice choice => choice.Value,
        PolicyValue.Steps steps => string.Join(", ", steps.Values.Select(v => v.ToString(CultureInfo.InvariantCulture))),
        _ => throw new System.Diagnostics.UnreachableException(value.GetType().Name),
    };

    /// <summary>A parameter with its unit and what its end means; a dash when the version does not state it.</summary>
    public static string Of(Texts texts, PolicyParameter? parameter)
    {
        if (parameter is null)
        {
            return "–";
        }

        var value = parameter.Value switch
        {
            PolicyValue.Choice choice => texts.Has("policy_choice." + choice.Value) ? texts["policy_choice." + choice.Value] : choice.Value,
            PolicyValue.Share share => texts[parameter.Inclusive ? "regulations.share.at_least" : "regulations.share.more_than", ("value", share.Value.ToString())],
            PolicyValue.WholeNumber whole => texts.Format.Number(whole.Value),
            var steps => Raw(steps),
        };
        return texts.Has("policy_unit." + parameter.Unit) ? $"{value} {texts["policy_unit." + parameter.Unit]}" : value;
    }

    /// <summary>What a parameter is called.</summary>
    public static string Name(Texts texts, string code) => texts.Has("policy_parameter." + code) ? texts["policy_parameter." + code] : code;

    /// <summary>What a family is called.</summary>
    public static string Family(Texts texts, string family) => texts["policy_family." + family];

    /// <summary>The chain a document belongs to: its family, or its calendar.</summary>
    public static string Chain(Texts texts, RegulationDocument document) =>
        document.Policy is { } policy ? Family(texts, policy.Family) : texts.Calendar(document.Calendar!.Calendar);

    /// <summary>The name a reader knows a version by: instrument with date, or calendar and year.</summary>
    public static string Title(Texts texts, RegulationDocument document) => document.Policy is { } policy
        ? policy.Instrument.ToString()
        : texts["regulations.calendar_year", ("calendar", texts.Calendar(document.Calendar!.Calendar)), ("year", document.Calendar.Year.ToString(CultureInfo.InvariantCulture))];

    /// <summary>A problem of a file, naming field and value.</summary>
    public static string Of(Texts texts, RegulationProblem problem) =>
        texts["refusal." + problem.Code, ("detail", problem.Detail), ("value", problem.Detail), ("source", problem.Source)];

    /// <summary>Why a day is listed: holiday, substitute, swap, with the holiday's name and the other day of a pair.</summary>
    public static string Of(Texts texts, CalendarDay? day)
    {
        if (day is null)
        {
            return texts["regulations.plain_day"];
        }

        var text = texts["day." + day.Kind.Code()];
        if (day.HolidayCode is { } holiday && Holidays.IsKnown(holiday))
        {
            text += ": " + (texts.Language == "vi" ? Holidays.Name(holiday).Vi : Holidays.Name(holiday).En);
        }

        return day.Pair is { } pair ? $"{text} ({texts["regulations.pair", ("day", pair)]})" : text;
    }
}
