using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Parameters of an address, read as strictly as bodies.</summary>
internal static class Query
{
    internal const int MaxPageSize = 500;

    internal static string? Text(HttpContext context, string name)
    {
        var values = context.Request.Query[name];
        if (values.Count > 1)
        {
            throw new BadInputException("invalid_parameter", name, values.ToString());
        }

        if (values.Count == 0 || string.IsNullOrEmpty(values[0]))
        {
            return null;
        }

        return VietnameseText.Problem(values[0]!) is { } problem ? throw new BadInputException(problem, name, values[0]) : TypedText.Composed(values[0]);
    }

    internal static string Need(HttpContext context, string name) => Text(context, name) ?? throw new BadInputException("missing_member", name);

    internal static DateOnly? Date(HttpContext context, string name) => Text(context, name) is not { } text ? null : ParseDate(name, text);

    internal static DateOnly NeedDate(HttpContext context, string name) => ParseDate(name, Need(context, name));

    /// <summary>An instant, or a date meaning the end of that Vietnamese day.</summary>
    internal static DateTimeOffset? Instant(HttpContext context, string name)
    {
        if (Text(context, name) is not { } text)
        {
            return null;
        }

        if (text.Length == 10)
        {
            return VietnamTime.EndOf(ParseDate(name, text)).AddTicks(-1);
        }

        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new BadInputException("invalid_instant", name, text);
    }

    internal static Guid? Id(HttpContext context, string name) =>
        Text(context, name) is not { } text ? null
        : Guid.TryParseExact(text, "D", out var id) ? id
        : throw new BadInputException("invalid_parameter", name, text);

    internal static int Number(HttpContext context, string name, int otherwise, int from, int to) =>
        Text(context, name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : throw new BadInputException("invalid_parameter", name, text);

    internal static bool? Flag(HttpContext context, string name) => Text(context, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw new BadInputException("invalid_parameter", name, text),
    };

    internal static TEnum? Code<TEnum>(HttpContext context, string name)
        where TEnum : struct, Enum =>
        Text(context, name) is not { } text ? null
        : Codes.TryParse<TEnum>(text, out var value) ? value
        : throw new BadInputException("invalid_parameter", name, text);

    internal static (int Page, int Size) Page(HttpContext context) => (Number(context, "page", 1, 1, 100_000), Number(context, "pageSize", 50, 1, MaxPageSize));

    /// <summary>A unit by id or code; null when the parameter is absent.</summary>
    internal static Guid? Unit(HttpContext context, string name, FactsSnapshot facts, DateOnly today) => Text(context, name) is not { } text ? null : Unit(text, name, facts, today);

    internal static Guid Unit(string text, string field, FactsSnapshot facts, DateOnly today) =>
        Guid.TryParseExact(text, "D", out var id)
            ? id
            : facts.Units.ByCode(text, today)?.Id ?? throw new BadInputException("unknown_unit", field, text, StatusCodes.Status422UnprocessableEntity);

    private static DateOnly ParseDate(string name, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200
            ? day
            : throw new BadInputException("invalid_date", name, text);
}
