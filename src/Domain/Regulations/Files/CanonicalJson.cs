using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>
/// One text for one content: keys in ordinal order, no white space, strings in NFC. Re-indenting a file changes neither its text nor its hash.
/// </summary>
internal static class CanonicalJson
{
    public static string Write(JsonElement element)
    {
        var result = new StringBuilder();
        Append(result, element);
        return result.ToString();
    }

    /// <summary>SHA-256 of the UTF-8 text, lower-case hex.</summary>
    public static string Hash(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    private static void Append(StringBuilder to, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AppendAll(to, '{', '}', element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal), p =>
                {
                    AppendString(to, p.Name);
                    to.Append(':');
                    Append(to, p.Value);
                });
                break;
            case JsonValueKind.Array:
                AppendAll(to, '[', ']', element.EnumerateArray(), e => Append(to, e));
                break;
            case JsonValueKind.String:
                AppendString(to, element.GetString()!);
                break;
            case JsonValueKind.Number when element.TryGetInt64(out var whole):
                to.Append(whole.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.Number:
                throw new JsonException("Only whole numbers: a share is written \"2/3\".");
            case JsonValueKind.True:
                to.Append("true");
                break;
            case JsonValueKind.False:
                to.Append("false");
                break;
            default:
                to.Append("null");
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder to, char open, char close, IEnumerable<T> items, Action<T> append)
    {
        to.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                to.Append(',');
            }

            first = false;
            append(item);
        }

        to.Append(close);
    }

    private static void AppendString(StringBuilder to, string text)
    {
        to.Append('"');
        foreach (var c in TypedText.Composed(text))
        {
            if (c is '"' or '\\')
            {
                to.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                to.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                to.Append(c);
            }
        }

        to.Append('"');
    }
}
