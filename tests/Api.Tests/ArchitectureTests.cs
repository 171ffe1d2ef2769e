using System.Reflection;

namespace CadreWorkflow.Api.Tests;

public sealed class ArchitectureTests
{
    private const string Own = "CadreWorkflow.";

    [Theory]
    [InlineData("CadreWorkflow.Domain")]
    [InlineData("CadreWorkflow.Projections", "CadreWorkflow.Domain")]
    [InlineData("CadreWorkflow.EventStore")]
    [InlineData("CadreWorkflow.Api", "CadreWorkflow.Domain", "CadreWorkflow.EventStore", "CadreWorkflow.Projections")]
    public void Arrows_between_rooms_point_one_way(string room, params string[] allowed)
    {
        var uses = Assembly.Load(room).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith(Own, StringComparison.Ordinal));
        Assert.Empty(uses.Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void The_domain_rests_on_the_runtime_alone()
    {
        var uses = Assembly.Load("CadreWorkflow.Domain").GetReferencedAssemblies().Select(a => a.Name!);
        Assert.All(uses, n => Assert.StartsWith("System", n, StringComparison.Ordinal));
    }

    [Fact]
    public void The_domain_has_no_clock_and_draws_no_ids()
    {
        var clocks = new HashSet<string>(["System.TimeProvider", "System.Random"], StringComparer.Ordinal);
        var takers = Assembly.Load("CadreWorkflow.Domain").GetTypes()
            .SelectMany(t => t.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance))
            .Where(m => m.GetParameters().Any(p => clocks.Contains(p.ParameterType.FullName ?? string.Empty)));
        Assert.Empty(takers);
    }
}
