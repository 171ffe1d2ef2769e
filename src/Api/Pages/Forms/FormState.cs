using System.Globalization;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Forms;

/// <summary>What is wrong with one field, in the reader's language.</summary>
public sealed record FormError(string Field, string Message);

/// <summary>
/// What was typed, kept exactly as typed so that nothing is lost when a form comes back, and what is wrong with it.
/// Reading a field checks it: text is NFC and trimmed, dates are strict.
/// </summary>
public sealed class FormState(Texts texts)
{
    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);
    private readonly List<FormError> _errors = [];

    /// <summary>What was typed in a field; null when nothing was.</summary>
    public string? this[string field]
    {
        get => _typed.GetValueOrDefault(field);
        set
        {
            if (value is null)
            {
                _typed.Remove(field);
            }
            else
            {
                _typed[field] = value;
            }
        }
    }

    /// <summary>Everything typed, for a page that shows it once more before it counts.</summary>
    public IReadOnlyDictionary<string, string> Typed => _typed;

    /// <summary>Errors, in the order the fields were read.</summary>
    public IReadOnlyList<FormError> Errors => _errors;

    /// <summary>True while nothing is wrong.</summary>
    public bool Valid => _errors.Count == 0;

    /// <summary>Takes what was posted.</summary>
    public void Fill(IFormCollection form)
    {
        foreach (var (name, value) in form)
        {
            if (!name.StartsWith("__", StringComparison.Ordinal))
            {
                _typed[name] = value.ToString();
            }
        }
    }

    /// <summary>The first error of a field, or null.</summary>
    public string? ErrorOf(string field) => _errors.Find(e => e.Field == field)?.Message;

    /// <summary>Notes an error under a field.</summary>
    public void Add(string field, string message) => _errors.Add(new FormError(field, message));

    /// <summary>Notes an error by text key.</summary>
    public void AddKey(string field, string key, params (string Name, object? Value)[] values) => Add(field, texts[key, [.. values, ("field", Label(field))]]);

    /// <summary>A line of text in NFC, or null when empty.</summary>
    /// <param name="field">Name of the field; its label is <c>field.{name}</c>.</param>
    /// <param name="required">Empty is an error.</param>
    /// <param name="max">Longest text accepted, in characters.</param>
    public string? Text(string field, bool required = false, int max = 200)
    {
        string text;
        try
        {
            text = TypedText.Composed(this[field]).Trim();
        }
        catch (ArgumentException)
        {
            AddKey(field, "error.unreadable");
            return null;
        }

        if (text.Length == 0)
        {
            if (required)
            {
                AddKey(field, "error.required");
            }

            return null;
        }

        if (text.Length > max)
        {
            AddKey(field, "error.too_long", ("max", max));
            return null;
        }

        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            AddKey(field, "error.unreadable");
            return null;
        }

        return text;
    }

    /// <summary>A date as people type it: <c>3/2/26</c>, <c>03022026</c>, <c>03-02-2026</c>.</summary>
    public DateOnly? Date(string field, bool required = false, bool twoDigitYear = true)
    {
        var parsed = VietnameseDate.Parse(this[field], twoDigitYear);
        if (parsed.Problem is not null && (required || parsed.Problem != "date_empty"))
        {
            AddKey(field, "error." + parsed.Problem, ("value", this[field]?.Trim()));
        }

        return parsed.Value;
    }

    /// <summary>A whole number from 0.</summary>
    public int? Number(string field, bool required = false, int max = 100_000)
    {
        var text = this[field]?.Trim() ?? string.Empty;
        if (text.Length == 0)
        {
            if (required)
            {
                AddKey(field, "error.required");
            }

            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max)
        {
            return number;
        }

        AddKey(field, "error.number", ("value", text), ("max", max));
        return null;
    }

    /// <summary>An id chosen from a list.</summary>
    public Guid? Id(string field, bool required = false)
    {
        if (Guid.TryParse(this[field], out var id))
        {
            return id;
        }

        if (required || !string.IsNullOrWhiteSpace(this[field]))
        {
            AddKey(field, "error.choose");
        }

        return null;
    }

    /// <summary>A code chosen from a list.</summary>
    public TEnum? Code<TEnum>(string field, bool required = false)
        where TEnum : struct, Enum
    {
        if (Codes.TryParse<TEnum>(this[field], out var value))
        {
            return value;
        }

        if (required || !string.IsNullOrWhiteSpace(this[field]))
        {
            AddKey(field, "error.choose");
        }

        return null;
    }

    /// <summary>A ticked box.</summary>
    public bool Ticked(string field) => this[field] is "true" or "on" or "yes";

    /// <summary>The label of a field, as errors name it: the last part of a dotted name is tried when the whole has no text of its own.</summary>
    public string Label(string field) =>
        texts.Has("field." + field) ? texts["field." + field] : texts["field." + field[(field.LastIndexOf('.') + 1)..]];
}
