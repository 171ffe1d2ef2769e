using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Benchmarks;

/// <summary>Lives of cases made by the decider itself: days strictly growing, mostly the next act the case allows, now and then one reported out of order or a failed vote.</summary>
internal static class GeneratedLife
{
    private const int Steps = 40;

    private static readonly string[] Endings = ["withdraw", "close", "leave", "cancel", "re-refer"];

    private static readonly string[] Road =
    [
        "submit", "resolve", "send", "acknowledge", "enrol", "pass", "apply", "record-paper", "start-verification", "conclude", "collect-opinions", "introduce-member",
        "introduce", "cell-vote", "committee-vote", "decide", "receive-decision", "ceremony", "certify-new-member",
    ];

    private static readonly DateOnly Opened = new(2000, 1, 1);
    private static readonly DateOnly First = new(2024, 1, 8);
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Guid Person = Id(1, 1);
    private static readonly Guid Case = Id(2, 1);
    private static readonly (Guid Union, Guid Grassroots, Guid Party, Guid Upper, Guid Committee, Guid Cell) Unit = (Id(3, 1), Id(3, 2), Id(3, 3), Id(3, 4), Id(3, 5), Id(3, 6));

    private static OrgTree Units { get; } = OrgTree.Of(
    [
        Open(1, Unit.Union, Tree.Union, UnitKind.ProvincialFederation, "LD", null),
        Open(2, Unit.Grassroots, Tree.Union, UnitKind.GrassrootsUnion, "CD", Unit.Union),
        Open(3, Unit.Party, Tree.Party, UnitKind.ProvincialCommittee, "TU", null),
        Open(4, Unit.Upper, Tree.Party, UnitKind.UpperCommittee, "DU", Unit.Party),
        Open(5, Unit.Committee, Tree.Party, UnitKind.GrassrootsCommittee, "DUCS", Unit.Upper),
        Open(6, Unit.Cell, Tree.Party, UnitKind.PartyCell, "CB", Unit.Committee),
        new(new PartyBodyAssigned(Opened, null, Unit.Cell), Id(4, 7), Streams.Unit(Unit.Grassroots), 2, 7, DateTimeOffset.UnixEpoch, EventHeaders.None, null),
    ]);

    /// <summary>The case after each step of one life.</summary>
    internal static IEnumerable<ExplainBench.Moment> Moments(int seed)
    {
        var random = new Random(seed);
        var context = new CaseContext(
            Today, Regulations.FromFiles(), Units, new(Person, 1, new DateOnly(1995, 5, 15), Gender.Female, Education.Bachelor, TheoryLevel.Elementary, true), PersonState.Empty);
        var history = CaseHistory.Empty;
        Take(new ReferralFiled(
            First, false, null, Case, Person, Unit.Grassroots, Unit.Cell, null, 1, null, Gender.Female, AgeBand.From18To30, Education.Bachelor, TheoryLevel.Elementary, Sector.NonState, true, false));
        var day = First;
        for (var step = 0; step < Steps && day < Today; step++)
        {
            day = day.AddDays(1 + random.Next(30));
            var outOfOrder = random.Next(10) == 0;
            var choice = CaseActions.For(history, context, day).Where(v => (outOfOrder || v.Allowed) && !Endings.Contains(v.Code, StringComparer.Ordinal)).Select(v => v.Code).ToList();
            var next = random.Next(4) == 0 ? null : Road.FirstOrDefault(r => choice.Contains(r, StringComparer.Ordinal) && !history.Facts.Any(f => CaseActs.Of(f.Event).Code == r));
            if (choice.Count > 0 && CaseActions.Candidate(next ?? choice[random.Next(choice.Count)], history, context, day)?.Act is { } act)
            {
                act = act with { Reported = outOfOrder || random.Next(3) == 0, Document = new DocumentRef($"{step}/X", day, "X") };
                Take(act is CellVoted vote && random.Next(4) == 0 ? vote with { Tally = new(9, 9, 0, 0, 9, 9, 0, 5, 4, 0) } : act);
            }

            yield return new(history, context, day);
        }

        void Take(CaseEvent act)
        {
            foreach (var planned in CaseDecisions.Decide(history, new(Case, act), context).Events)
            {
                if (planned.Event is CaseEvent fact)
                {
                    history = history.Evolve(Recorded(fact, planned.StreamId, history.Version + 1));
                }
                else if (planned.Event is PersonEvent person)
                {
                    context = context with { PersonStream = context.PersonStream.Evolve(Recorded(person, planned.StreamId, context.PersonStream.Version + 1)) };
                }
            }
        }
    }

    private static Recorded<TEvent> Recorded<TEvent>(TEvent fact, string stream, long version)
        where TEvent : class, IDomainEvent => new(fact, Guid.CreateVersion7(), stream, version, version, DateTimeOffset.UnixEpoch, EventHeaders.None, null);

    private static Recorded<UnitEvent> Open(int position, Guid id, Tree tree, UnitKind kind, string code, Guid? parent) => new(
        new UnitOpened(Opened, null, id, tree, kind, code, code, parent, Sector.NonState, CalendarKind.Public, false), Id(4, position), Streams.Unit(id), 1, position, DateTimeOffset.UnixEpoch, EventHeaders.None, null);

    private static Guid Id(int kind, int number) => new(number + 1, (short)kind, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
}
