using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.Domain.Training;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Given;

/// <summary>
/// Some years of a small province, the same for the same seed: referrals by several unions, everything that can become of them, facts recorded late
/// and out of order, corrections, moves, mergers, splits, a calendar published on the way.
/// </summary>
internal sealed class RandomProvince
{
    private readonly Random _random;
    private readonly List<(DateOnly Recorded, int Order, Action<MemoryLog> Do)> _acts = [];
    private readonly MemoryLog _log = new();
    private int _order;

    private RandomProvince(int seed) => _random = new Random(seed);

    internal static MemoryLog Of(int seed, int persons = 60)
    {
        var province = new RandomProvince(seed);
        province.Found();
        for (var person = 0; person < persons; person++)
        {
            province.Live(person);
        }

        province.Reorganise();
        province.Teach();
        new CadreYears(seed, province.At).Tell();
        foreach (var act in province._acts.OrderBy(a => a.Recorded).ThenBy(a => a.Order))
        {
            act.Do(province._log);
        }

        return province._log;
    }

    private void Found()
    {
        var late = RegulationFiles.All.Where(d => d.Calendar is { Year: >= 2024 }).OrderBy(d => d.Calendar!.Year).ToList();
        foreach (var document in RegulationFiles.All.Except(late))
        {
            _log.Record(Streams.Regulations, document.Publication(Opened));
        }

        foreach (var document in late)
        {
            // Years of one calendar are published one after another.
            At(Day(2021, 1, 1).AddDays((late.IndexOf(document) * 90) + _random.Next(80)), 0, log => log.Record(Streams.Regulations, document.Publication(Opened)));
        }

        _log.Province();
    }

    /// <summary>What is planned for a day happens in the order of <paramref name="order"/> when several are recorded that day.</summary>
    private void At(DateOnly recorded, int order, Action<MemoryLog> act) => _acts.Add((recorded, (order * 1_000_000) + _order++, act));

    private void Live(int person)
    {
        var filed = Day(2020, 6, 1).AddDays(_random.Next(1000));
        var (previous, number) = ((CaseTold?)null, 1);
        var recorded = filed;
        do
        {
            var (end, wait) = Case(person, filed, recorded, number, previous, told => previous = told);
            filed = end.AddDays(10 + _random.Next(60));
            recorded = wait > filed ? wait : filed;
            number++;
        }
        while (number <= 3 && _random.Next(4) == 0);
    }

    private (DateOnly End, DateOnly Recorded) Case(int person, DateOnly filed, DateOnly recorded, int number, CaseTold? previous, Action<CaseTold> keep)
    {
        CaseTold? told = null;
        var unit = $"{"ABC"[_random.Next(3)]}{1 + _random.Next(3)}";
        var body = _random.Next(2) == 0 ? "P1" : "P2";
        var gender = (Gender)_random.Next(3);
        At(recorded, 0, log => keep(told = log.Refer(person, unit, filed, body, number == 1 ? null : previous, gender, number)));
        var (day, last) = (filed, recorded);
        var ids = new List<Recorded<IDomainEvent>>();

        // Each act is recorded some days after it was done, so later acts are often known before earlier ones.
        void Then(Func<DateOnly, CaseEvent> act, int within = 40)
        {
            day = day.AddDays(_random.Next(within));
            var on = day;
            var known = on.AddDays(_random.Next(30));
            known = known > recorded ? known : recorded;
            last = known > last ? known : last;
            At(known, 1, _ => ids.Add(told!.Say(act(on), recorded: known)));
        }

        var steps = _random.Next(14);
        for (var step = 0; step <= steps; step++)
        {
            Step(step, Then);
        }

        if (_random.Next(5) == 0)
        {
            Then(_ => Setback());
        }

        if (_random.Next(8) == 0)
        {
            var change = last.AddDays(1 + _random.Next(200));
            At(change, 2, _ => Correct(told!, ids, change));
            last = change;
        }

        return (day, last);
    }

    private void Step(int step, Action<Func<DateOnly, CaseEvent>, int> then)
    {
        switch (step)
        {
            case 0:
                then(on => new ReferralSubmitted(on, true, null), 5);
                break;
            case 1:
                then(on => new ReferralSent(on, true, CaseTold.Paper("CV", on)), 10);
                break;
            case 2 when _random.Next(5) == 0:
                then(on => new ReferralReturned(on, true, null, Tree.Party, ReasonCode.MissingPapers, null), 20);
                then(on => new ReferralSent(on, true, CaseTold.Paper("CV", on)), 20);
                break;
            case 3:
                then(on => new ReferralAcknowledged(on, true, null, null), 20);
                break;
            case 4:
                then(on => new AwarenessCertified(on, true, CaseTold.Paper("GCN", on.AddYears(-_random.Next(5))), null), 60);
                break;
            case 5:
                then(on => new ApplicationReceived(on, true, CaseTold.Paper("Đ", on)), 60);
                break;
            case 6:
                then(on => new VerificationConcluded(on, true, null, true, true, true), 60);
                break;
            case 7:
                then(on => new OpinionsCollected(on, true, CaseTold.Paper("TH", on), true, true), 30);
                break;
            case 8:
                var agree = _random.Next(6) == 0 ? 5 : 9;
                then(on => new CellVoted(on, true, CaseTold.Paper("NQ", on), Purpose.Admission, new Tally(9, 9, 0, 0, 9, 9, 0, agree, 9 - agree, 0)), 30);
                break;
            case 9:
                var outcome = _random.Next(6) == 0 ? Outcome.Declined : Outcome.Approved;
                then(on => new DecisionIssued(on, true, CaseTold.Paper("QĐ", on), Purpose.Admission, outcome, VotingBody.UpperStandingCommittee, null, null), 90);
                break;
            case 10:
                then(on => new DecisionReceived(on, true, null), 10);
                break;
            case 11:
                then(on => new CeremonyHeld(on, true, null), 40);
                break;
            case 12:
                then(on => new CellVoted(on, true, CaseTold.Paper("NQ", on), Purpose.Recognition, new Tally(9, 9, 0, 0, 9, 9, 0, 9, 0, 0)), 400);
                break;
            case 13:
                var purpose = _random.Next(4) == 0 ? Purpose.StrikeOff : Purpose.Recognition;
                then(on => new DecisionIssued(on, true, CaseTold.Paper("QĐ", on), purpose, Outcome.Approved, VotingBody.UpperStandingCommittee, on, null), 40);
                break;
        }
    }

    private CaseEvent Setback()
    {
        var on = Day(2020, 8, 1).AddDays(_random.Next(1500));
        return _random.Next(7) switch
        {
            0 => new CaseWithdrawn(on, true, null),
            1 => new CaseClosed(on, true, null, ReasonCode.Left, null),
            2 => new CaseMoved(on, true, CaseTold.Paper("17", on), TransferPoint.WhileHelped, _log.Unit("B2"), _log.Unit("P2")),
            3 => new CaseMoved(on, true, CaseTold.Paper("17", on), TransferPoint.WhileHelped, null, null),
            4 => new CaseSuspended(on, true, null, ReasonCode.Complaint, null),
            5 => new DecisionCancelled(on, true, CaseTold.Paper("QĐ", on), Purpose.Admission),
            _ => new CaseFollowedUnit(on, false, null, _log.Unit("C3"), null, Guid.Empty),
        };
    }

    private void Correct(CaseTold told, List<Recorded<IDomainEvent>> said, DateOnly on)
    {
        var wrong = said.Count == 0 ? null : said[_random.Next(said.Count)];
        switch (_random.Next(3))
        {
            case 0 when wrong is not null:
                told.Say(new FactStruck(on, true, null, ReasonCode.Other, null), wrong.Id);
                break;
            case 1 when wrong?.Event is ReferralSent sent:
                told.Say(sent with { OccurredOn = sent.OccurredOn.AddDays(-20) }, wrong.Id, on);
                break;
            default:
                told.Say(new ReferralStatisticsCorrected(on, true, null, Gender.Male, AgeBand.From31To35, Education.Unknown, TheoryLevel.None, Sector.NonState));
                break;
        }
    }

    private void Reorganise()
    {
        At(Day(2021, 9, 1), 5, log => log.Unit("A2", new UnitMoved(Day(2021, 8, 1), null, log.Unit("B"))));
        At(Day(2022, 3, 1), 5, log => log.Unit("P1", new UnitReclassified(Day(2021, 1, 1), null, Sector.NonState, CalendarKind.Private5)));
        At(Day(2022, 7, 1), 5, log => log.Unit("C1", new UnitMerged(Day(2022, 7, 1), null, log.Unit("C2"))));
        At(Day(2022, 9, 1), 5, log => log.Unit("B1", new UnitSplit(Day(2022, 9, 1), null, [log.Unit("B2"), log.Unit("B3")])));
        At(Day(2023, 1, 1), 5, log => log.Unit("A1", new UnitMoved(Day(2022, 12, 1), null, log.Unit("C"))));
        At(Day(2023, 2, 1), 5, log => log.Unit("P2", new UnitMoved(Day(2023, 1, 1), null, log.Unit("P1"))));
    }

    private void Teach()
    {
        var id = Id(6, 1);
        At(Day(2021, 3, 1), 0, log => log.Record(Streams.TrainingClass(id), new ClassOpened(Day(2021, 3, 1), id, TrainingKind.PartyAwareness, "NT-1", "TTCT", Day(2021, 3, 10), Day(2021, 3, 15), 40)));
        for (var person = 0; person < 5; person++)
        {
            var (who, passes) = (Id(3, person), _random.Next(3) > 0);
            At(Day(2021, 3, 5), 1, log => log.Record(Streams.TrainingClass(id), new PersonEnrolled(Day(2021, 3, 5), who, null)));
            At(Day(2021, 3, 20), 2, log => log.Record(Streams.TrainingClass(id), passes
                ? new CertificateIssued(Day(2021, 3, 15), who, null, CaseTold.Paper("GCN", Day(2021, 3, 15)))
                : new PersonFailed(Day(2021, 3, 15), who, null)));
        }

        At(Day(2021, 3, 21), 3, log => log.Record(Streams.TrainingClass(id), new ClassEnded(Day(2021, 3, 15))));
    }
}
