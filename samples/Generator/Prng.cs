namespace CadreWorkflow.Generator;

/// <summary>SplitMix64: the framework's own generator may change between versions, and the sample files must not.</summary>
internal sealed class Prng(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for one named thing, so that a change in one case leaves the others as they are.</summary>
    public static Prng For(string purpose, int index)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in purpose)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        var mixed = new Prng(hash ^ ((ulong)(uint)index * 0x9E3779B97F4A7C15UL));
        mixed.Next();
        return mixed;
    }

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>True with this chance in a thousand.</summary>
    public bool Chance(int perMille) => Between(1, 1000) <= perMille;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>An index drawn with the given weights.</summary>
    public int Weighted(ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var drawn = Between(1, total);
        for (var i = 0; i < weights.Length; i++)
        {
            drawn -= weights[i];
            if (drawn <= 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    public void Shuffle<T>(List<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Between(0, i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
