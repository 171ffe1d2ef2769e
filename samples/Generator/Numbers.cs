namespace CadreWorkflow.Generator;

/// <summary>Numbers papers the way their issuers do: unions from 01 every year, Party bodies from 01 every term.</summary>
internal sealed class Numbers
{
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    /// <param name="series">Symbol: <c>NQ/CB</c> of a Party body, <c>CV-CĐCS</c> of a union.</param>
    public string Next(string issuer, string series, DateOnly day)
    {
        var union = !series.Contains('/', StringComparison.Ordinal);
        var period = union ? day.Year : day >= Units.PartyRearranged ? 2025 : day >= new DateOnly(2020, 8, 1) ? 2020 : 2015;
        var key = $"{issuer} {series} {period}";
        var number = _last[key] = _last.GetValueOrDefault(key) + 1;
        return union ? $"{number:D2}/{series}" : $"{number:D2}-{series}";
    }
}
