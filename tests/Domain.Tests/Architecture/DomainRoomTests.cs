using System.Reflection;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Reports;

namespace CadreWorkflow.Domain.Tests.Architecture;

/// <summary>The Domain room is pure: it stands on the framework alone, and its events hold only what may be held for ever.</summary>
public sealed class DomainRoomTests
{
    private static readonly Assembly Domain = typeof(IDomainEvent).Assembly;

    private static readonly Type[] Storable =
        [typeof(DateOnly), typeof(Guid), typeof(int), typeof(long), typeof(string), typeof(bool), typeof(Tally), typeof(DocumentRef), typeof(IReadOnlyList<Guid>),
            typeof(Conference), typeof(IReadOnlyList<CandidateVotes>), typeof(IReadOnlyList<string>), typeof(ReportQuestion), typeof(IReadOnlyList<ReportFigure>),
            typeof(Domain.Headcounts.HeadcountFigures), typeof(Domain.Training.ReportedCount)];

    [Fact]
    public void Domain_references_nothing_but_the_framework() =>
        Assert.All(Domain.GetReferencedAssemblies(), a => Assert.StartsWith("System", a.Name!, StringComparison.Ordinal));

    [Theory]
    [InlineData("System.Net")]
    [InlineData("System.Data")]
    [InlineData("System.Console")]
    [InlineData("System.Diagnostics.Process")]
    public void Domain_does_no_input_or_output(string assembly) =>
        Assert.DoesNotContain(Domain.GetReferencedAssemblies(), a => a.Name!.StartsWith(assembly, StringComparison.Ordinal));

    [Fact]
    public void Every_event_in_the_assembly_has_a_stored_name()
    {
        var events = Domain.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IDomainEvent).IsAssignableFrom(t)).ToHashSet();
        Assert.Equal(events, DomainEvents.Catalog.Types.Select(t => t.ClrType).ToHashSet());
    }

    [Fact]
    public void Stored_names_are_snake_case() =>
        Assert.All(DomainEvents.Catalog.Types, t => Assert.Matches("^[a-z]+(_[a-z0-9]+)*$", t.StoredName));

    [Fact]
    public void Events_hold_dates_ids_integers_codes_and_booleans_and_no_fractions_or_instants() =>
        Assert.All(
            DomainEvents.Catalog.Types.SelectMany(t => t.ClrType.GetProperties().Where(p => p.Name != "EqualityContract")),
            p => Assert.True(IsStorable(p.PropertyType), $"{p.DeclaringType!.Name}.{p.Name} is a {p.PropertyType}"));

    [Theory]
    [InlineData("name")]
    [InlineData("birth")]
    [InlineData("ethnic")]
    [InlineData("religion")]
    [InlineData("address")]
    [InlineData("remark")]
    [InlineData("note")]
    public void Events_of_cases_persons_and_classes_hold_no_personal_words(string word)
    {
        var fields = DomainEvents.Catalog.Types.Where(t => t.ClrType.Namespace is { } space && !space.EndsWith(".Organisation", StringComparison.Ordinal))
            .SelectMany(t => t.ClrType.GetProperties()).Where(p => p.PropertyType == typeof(string) && p.Name.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(fields);
    }

    private static bool IsStorable(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsEnum || bare == typeof(Domain.Regulations.CalendarKind) || Storable.Contains(bare);
    }
}
