using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.People;

/// <summary>An exit from the Party stated wrongly is struck with a reason; one a case made goes with its case (ADM-44…47).</summary>
public sealed class PartyExitTests
{
    private static readonly Guid Person = new("22222222-0000-0000-0000-000000000001");
    private static readonly Guid Case = new("11111111-0000-0000-0000-000000000001");
    private static readonly Guid Note = new("66666666-0000-0000-0000-000000000002");
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly PartyExitRecorded Stated = new(new(2023, 11, 20), PartyExit.DroppedOut, null);
    private static readonly PartyExitRecorded OfCase = new(new(2022, 5, 4), PartyExit.StruckOff, null, Case);

    [Fact]
    public void A_stated_exit_that_is_struck_no_longer_counts_and_the_record_it_points_at_stays()
    {
        var person = After(Stated, OfCase);
        var planned = Assert.Single(PartyExits.Strike(person, Person, Id(1), Today, Note).Events);
        Assert.Equal((new PartyExitStruck(Today, Note), Id(1)), (planned.Event, planned.Corrects));
        var struck = person.Evolve(Recorded(3, (PersonEvent)planned.Event, planned.Corrects));
        Assert.Equal([OfCase], struck.Exits);
        Assert.Equal(3, struck.Version);
    }

    [Fact]
    public void Struck_twice_decides_nothing_and_the_same_exit_may_be_stated_anew()
    {
        var struck = After(Stated).Evolve(Recorded(2, new PartyExitStruck(Today, Note), Id(1)));
        var again = PartyExits.Strike(struck, Person, Id(1), Today, Note);
        Assert.True(again.IsAccepted);
        Assert.Empty(again.Events);
        var anew = struck.Evolve(Recorded(3, Stated));
        Assert.Equal([Stated], anew.Exits);
        Assert.Equal(Id(3), anew.FactOf(Stated));
        Assert.Empty(anew.Evolve(Recorded(4, new PartyExitStruck(Today, Note), Id(3))).Exits);
    }

    [Fact]
    public void What_was_never_stated_what_a_case_made_and_a_strike_without_a_reason_are_refused()
    {
        var person = After(Stated, OfCase);
        Assert.Equal(("unknown_fact", "fact"), Refused(PartyExits.Strike(person, Person, Id(7), Today, Note)));
        Assert.Equal(("exit_follows_from_case", "fact"), Refused(PartyExits.Strike(person, Person, Id(2), Today, Note)));
        Assert.Equal(("reason_missing", "reason"), Refused(PartyExits.Strike(person, Person, Id(1), Today, null)));
    }

    private static (string?, string?) Refused(Decision decision) => (decision.Refusal?.Code, decision.Refusal?.Field);

    private static PersonState After(params PersonEvent[] facts) => PersonState.Of(facts.Select((f, i) => Recorded(i + 1, f)));

    private static Recorded<PersonEvent> Recorded(int version, PersonEvent fact, Guid? corrects = null) =>
        new(fact, Id(version), Streams.Person(Person), version, version, DateTimeOffset.UnixEpoch, new(Corrects: corrects), null);

    private static Guid Id(int n) => new($"33333333-0000-0000-0000-{n:D12}");
}
