using System.Text.Json;
using System.Text.Json.Serialization;

namespace CadreWorkflow.Domain.Events;

/// <summary>Enumerations are stored, sent and typed as snake_case codes.</summary>
public sealed class CodeConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>Codes of enumeration values, as in JSON.</summary>
public static class Codes
{
    /// <summary>The code of a value: <c>AcceptedAsSource</c> is <c>accepted_as_source</c>.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => Table<TEnum>.ByValue[value];

    /// <summary>The value of a code; false when there is none.</summary>
    public static bool TryParse<TEnum>(string? code, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return code is not null && Table<TEnum>.ByCode.TryGetValue(code, out value);
    }

    /// <summary>All codes, in declared order.</summary>
    public static IReadOnlyCollection<string> All<TEnum>()
        where TEnum : struct, Enum => Table<TEnum>.ByValue.Values;

    private static class Table<TEnum>
        where TEnum : struct, Enum
    {
        internal static readonly Dictionary<TEnum, string> ByValue =
            Enum.GetValues<TEnum>().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

        internal static readonly Dictionary<string, TEnum> ByCode =
            ByValue.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
