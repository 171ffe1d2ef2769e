namespace CadreWorkflow.Projections.Tests.Given;

/// <summary>Three random provinces in their databases, shared by the tests of a class.</summary>
public sealed class Provinces : IAsyncLifetime
{
    private readonly List<ReadSide> _all = [];

    internal IReadOnlyList<ReadSide> All => _all;

    public async ValueTask InitializeAsync()
    {
        foreach (var seed in new[] { 11, 12, 13 })
        {
            _all.Add(await ReadSide.OfAsync(RandomProvince.Of(seed, persons: 120)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var province in _all)
        {
            await province.DisposeAsync();
        }
    }
}
