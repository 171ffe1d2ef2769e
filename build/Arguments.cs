using System.Globalization;

namespace CadreWorkflow.Build;

/// <summary>The words after a verb. What nobody asked for is refused by <see cref="End"/>.</summary>
internal sealed class Arguments(IEnumerable<string> words)
{
    private readonly List<string> _words = [.. words];

    public bool Flag(string name) => _words.Remove(name);

    /// <summary>The value of <c>--name VALUE</c> or <c>--name=VALUE</c>, wherever it stands; null when absent.</summary>
    public string? Value(string name)
    {
        for (var index = 0; index < _words.Count; index++)
        {
            var word = _words[index];
            if (word == name)
            {
                if (index + 1 == _words.Count)
                {
                    throw new UsageException($"{name} needs a value.");
                }

                var value = _words[index + 1];
                _words.RemoveRange(index, 2);
                return value;
            }

            if (word.StartsWith(name + "=", StringComparison.Ordinal))
            {
                _words.RemoveAt(index);
                return word[(name.Length + 1)..];
            }
        }

        return null;
    }

    public int? Port(string name)
    {
        if (Value(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new UsageException($"'{text}' is no port: a number from 1 to 65535.");
    }

    public string? Next()
    {
        if (_words.Count == 0 || _words[0].StartsWith('-'))
        {
            return null;
        }

        var word = _words[0];
        _words.RemoveAt(0);
        return word;
    }

    public IReadOnlyList<string> Rest() => _words;

    public void End()
    {
        if (_words.Count > 0)
        {
            throw new UsageException($"'{_words[0]}' was not understood.");
        }
    }
}
