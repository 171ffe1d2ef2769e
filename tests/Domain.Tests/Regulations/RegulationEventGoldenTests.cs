namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

/// <summary>Stored events stay readable for ever: these files are never edited, a new version adds one beside them.</summary>
public sealed class RegulationEventGoldenTests
{
    [Fact]
    public void A_policy_version_published_long_ago_is_read_and_folded()
    {
        var published = Read<PolicyVersionPublished>("policy_version_published");
        var r = Regulations.Empty.Apply(published, 7);

        Assert.Equal((D("22/11/2026"), "91-2015-qh13", "time-counting"), (published.OccurredOn, published.Id, published.Family));
        Assert.Equal(7, r.Position);
        Assert.Equal("Bộ luật Dân sự 2015, Điều 147.2", r.PolicyOn(PolicyFamilies.TimeCounting, D("01/01/2026"))!.Rules["CAL-01"].Article);
    }

    [Fact]
    public void A_calendar_version_published_long_ago_is_read_and_folded()
    {
        var published = Read<CalendarVersionPublished>("calendar_version_published");
        var calendar = Regulations.Empty.Apply(published, 8).Calendar("org-mill")!;

        Assert.Equal((D("22/11/2026"), "org-mill-2026", "org-mill", 2026), (published.OccurredOn, published.Id, published.Calendar, published.Year));
        Assert.False(calendar.IsWorking(D("01/01/2026")));
        Assert.True(calendar.IsWorking(D("10/01/2026")));
        Assert.False(calendar.IsWorking(D("11/01/2026")));
    }

    private static T Read<T>(string type)
        where T : class, IDomainEvent
    {
        using var file = new StreamReader(typeof(RegulationEventGoldenTests).Assembly.GetManifestResourceStream($"golden/{type}.json")!);
        return Assert.IsType<T>(DomainEvents.Catalog.Read(type, file.ReadToEnd()));
    }
}
