using System.Globalization;

namespace CadreWorkflow.Api.Cli;

/// <summary>Words after a verb: <c>--name value</c>, <c>--flag</c>, and plain words.</summary>
public sealed class CliArguments
{
    private static readonly HashSet<string> Flags = new(["--json", "--demo", "--dry-run", "--help"], StringComparer.Ordinal);

    private readonly Dictionary<string, string?> _options = new(StringComparer.Ordinal);
    private readonly List<string> _plain = [];

    /// <summary>Reads the words; an option followed by another option, or by nothing, is a flag, and so are the few known as such.</summary>
    public CliArguments(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                _plain.Add(words[i]);
            }
            else if (words[i].Split('=', 2) is [var name, var value])
            {
                _options[name] = value;
            }
            else if (!Flags.Contains(words[i]) && i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                _options[words[i]] = words[++i];
            }
            else
            {
                _options[words[i]] = null;
            }
        }
    }

    /// <summary>Words that belong to no option, in order.</summary>
    public IReadOnlyList<string> Plain => _plain;

    /// <summary>Every option given; null for a flag.</summary>
    public IReadOnlyDictionary<string, string?> Options => _options;

    /// <summary>True when the option was given, with or without a value.</summary>
    public bool Has(string name) => _options.ContainsKey(name);

    /// <summary>The value of an option, or null.</summary>
    public string? Get(string name) => _options.GetValueOrDefault(name);

    /// <summary>The value of an option that must be there.</summary>
    public string Need(string name) => Get(name) ?? throw new CliException($"{name} is missing.", 2);

    /// <summary>An ISO date, or null when the option is absent.</summary>
    public DateOnly? Date(string name) => Get(name) is { } text ? ReadDate(name, text) : null;

    /// <summary>An ISO date; what is none is named.</summary>
    public static DateOnly ReadDate(string name, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CliException($"{name}: '{text}' is not a date; write yyyy-MM-dd.", 2);

    /// <summary>A whole number, or the default when the option is absent.</summary>
    public int Number(string name, int otherwise) => Get(name) is not { } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CliException($"{name}: '{text}' is not a whole number.", 2);
}
