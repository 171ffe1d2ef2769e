using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Given;

/// <summary>Some years of cadre work in a small province, the same for the same seed; facts are recorded late and out of order, some are struck.</summary>
internal sealed class CadreYears(int seed, Action<DateOnly, int, Action<MemoryLog>> at)
{
    internal const int Persons = 30;
    private const int PostsPerUnit = 2;
    private static readonly string[] Codes = ["T", "A", "B", "C", "A1", "A2", "B1", "B2", "C1", "C2"];

    private readonly Random _random = new(seed);

    internal static Guid Person(int number) => Id(3, number);

    internal static Guid Post(int number) => Id(20, number);

    internal static Guid Plan(int number) => Id(21, number);

    internal static Guid Procedure(int number) => Id(22, number);

    internal static int Posts => Codes.Length * PostsPerUnit;

    internal static int Plans => 4;

    internal static int Procedures => 12;

    internal void Tell()
    {
        for (var post = 0; post < Posts; post++)
        {
            var (number, rank) = (post, 10 + _random.Next(4));
            At(Day(2020, 1, 1 + post), 0, log => log.Record(Streams.Posts, new PostOpened(
                Day(2015, 1, 1), null, Post(number), log.Unit(Codes[number / PostsPerUnit]), log.Unit("P"), $"p{number}", $"Chức danh {number}", PostLevel.District, rank, 2,
                number % PostsPerUnit == 0, TheoryLevel.Intermediate, 60)));
        }

        At(Day(2022, 5, 1), 0, log => log.Record(Streams.Posts, new PostChanged(Day(2022, 4, 1), null, Post(1), log.Unit("P1"), 12, 3, null, 60)));
        At(Day(2023, 5, 1), 0, log => log.Record(Streams.Posts, new PostAbolished(Day(2023, 4, 1), null, Post(2))));
        for (var person = 0; person < Persons; person++)
        {
            Serve(person);
        }

        for (var plan = 0; plan < Plans; plan++)
        {
            Prepare(plan);
        }

        for (var procedure = 0; procedure < Procedures; procedure++)
        {
            Proceed(procedure);
        }

        Staff();
    }

    private void Serve(int person)
    {
        var (who, stream, post) = (Person(person), Streams.Cadre(Person(person)), Post(_random.Next(Posts)));
        var from = Day(2019, 1, 1).AddDays(_random.Next(1500));
        void Say(DateOnly on, CadreEvent fact) => At(Late(on), 3, log => log.Record(stream, fact, on: Late(on)));
        Say(from, new PostTaken(from, who, CaseTold.Paper("QĐ", from), post, null, PostTaking.Appointment, from.AddDays(_random.Next(40)), from.AddYears(2 + _random.Next(3))));
        if (_random.Next(4) == 0)
        {
            Say(from.AddDays(500), new TenureExtended(from.AddDays(500), who, CaseTold.Paper("QĐ", from), post, from.AddYears(5)));
        }

        if (_random.Next(3) == 0)
        {
            var left = from.AddDays(300 + _random.Next(900));
            Say(left, new PostLeft(left, who, CaseTold.Paper("QĐ", left), post, PostLeaving.Release, left.AddDays(10)));
        }

        if (_random.Next(3) == 0)
        {
            var on = from.AddDays(_random.Next(700));
            Say(on, new DisciplineRecorded(on, who, CaseTold.Paper("QĐ", on), Discipline.Reprimand));
            Say(on.AddYears(1), new DisciplineEnded(on.AddYears(1), who, CaseTold.Paper("QĐ", on), Discipline.Reprimand, on));
        }

        for (var year = 2020; year < 2024; year++)
        {
            var (duty, due) = (Id(23, (person * 10) + year - 2020), Day(year, 12, 30));
            At(Day(year, 11, 1), 4, log => log.Record(Streams.Declarations(who), new ObligationArose(Day(due.Year, 11, 1), who, duty, DeclarationKind.Yearly, due.Year, due)));
            var (filed, known) = (due.AddDays(_random.Next(30) - 25), due.AddDays(10 + _random.Next(200)));
            if (_random.Next(5) > 0)
            {
                At(known, 5, log => log.Record(Streams.Declarations(who), new DeclarationFiled(filed, who, duty), on: known));
            }
            else if (_random.Next(2) == 0)
            {
                At(known, 5, log => log.Record(Streams.Declarations(who), new ObligationWaived(filed, who, duty, null), on: known));
            }
        }
    }

    private void Prepare(int plan)
    {
        var (id, stream, opened) = (Plan(plan), Streams.Plan(Plan(plan)), Day(2020, 3, 1).AddDays(100 * plan));
        At(opened, 1, log => log.Record(stream, new PlanOpened(opened, true, null, id, log.Unit(Codes[plan]), PlanTerm.NextTerm, Day(2021, 1, 1), Day(2025, 12, 31))));
        At(opened.AddDays(5), 2, log => log.Record(stream, new ConsultationHeld(opened.AddDays(4), true, null, 1, new(0, 9, 9, true, 0, 0, 0), [])));
        for (var n = 0; n < 8; n++)
        {
            var (who, post, on) = (Person(_random.Next(Persons)), Post(_random.Next(Posts)), opened.AddDays(10 + _random.Next(300)));
            var known = Late(on);
            var gender = (Gender)_random.Next(3);
            int? age = _random.Next(6) == 0 ? null : 30 + _random.Next(25);
            At(known, 3, log =>
            {
                var named = log.Record(stream, new PlanNamed(on, true, CaseTold.Paper("QĐ", on), who, post, log.Unit("P"), gender, age, Education.Master, TheoryLevel.Advanced, null), on: known);
                log.Record(Streams.Cadre(who), new NamedInPlan(on, who, id, post, PostLevel.District), on: known);
                if (_random.Next(6) == 0)
                {
                    log.Record(stream, new PlanFactStruck(on, true, null, named.Id), on: known);
                    log.Record(Streams.Cadre(who), new TakenOutOfPlan(on, who, id, post, PlanRemoval.EnteredWrongly), on: known);
                }
            });
            if (_random.Next(3) == 0)
            {
                var gone = known.AddDays(30 + _random.Next(400));
                At(gone, 4, log =>
                {
                    log.Record(stream, new PlanNameRemoved(gone, true, null, who, post, PlanRemoval.OwnWish));
                    log.Record(Streams.Cadre(who), new TakenOutOfPlan(gone, who, id, post, PlanRemoval.OwnWish));
                });
            }
        }

        for (var year = 2021; year < 2024; year++)
        {
            if (_random.Next(3) > 0)
            {
                var (on, about) = (Day(year + _random.Next(2), 1 + _random.Next(12), 10), year);
                At(Late(on), 4, log => log.Record(stream, new PlanReviewed(on, true, null, about), on: Late(on)));
            }
        }

        if (plan == 3)
        {
            At(Day(2023, 3, 1), 6, log => log.Record(stream, new PlanClosed(Day(2023, 2, 1), true, null), on: Day(2023, 3, 1)));
        }
    }

    private void Proceed(int procedure)
    {
        var (id, stream, opened) = (Procedure(procedure), Streams.Appointment(Procedure(procedure)), Day(2021, 1, 1).AddDays(_random.Next(800)));
        var (post, who, steps, end) = (Post(_random.Next(Posts)), Person(_random.Next(Persons)), _random.Next(6), _random.Next(3));
        void Say(int after, AppointmentEvent fact) => At(Late(opened.AddDays(after)), 3, log => log.Record(stream, fact, on: Late(opened.AddDays(after))));
        At(opened, 1, log => log.Record(stream, new ProcedureOpened(opened, true, null, id, post, PostTaking.Appointment, (CadreSource)_random.Next(2))));
        At(Late(opened.AddDays(9)), 2, log => log.Record(stream, new PolicyApproved(opened.AddDays(8), true, null, log.Unit("P")), on: Late(opened.AddDays(9))));
        Say(10, new CandidateProposed(opened.AddDays(10), true, null, who));
        At(Late(opened.AddDays(10)), 3, log => log.Record(Streams.Cadre(who), new ProposedForPost(opened.AddDays(10), who, id, post)));
        for (var step = 1; step <= steps; step++)
        {
            Say(10 + step, new StepHeld(opened.AddDays(10 + step), true, null, step, new(0, 9, 9, true, 9, 9, 0), [new(who, post, step == 1 ? 0 : 8, 0)]));
        }

        if (end == 0)
        {
            At(Late(opened.AddDays(30)), 5, log => log.Record(stream, new Appointed(opened.AddDays(30), true, CaseTold.Paper("QĐ", opened), who, log.Unit("P"), opened.AddDays(60), opened.AddYears(5)), on: Late(opened.AddDays(30))));
        }
        else if (end == 1)
        {
            Say(40, new ProcedureEnded(opened.AddDays(40), true, null, ProcedureEnding.NobodyCarried));
        }
    }

    private void Staff()
    {
        foreach (var code in Codes)
        {
            var assigned = 3 + _random.Next(4);
            At(Day(2020, 1, 5), 1, log => log.Record(Streams.Staffing(log.Unit(code)), new QuotaAssigned(Day(2020, 1, 5), CaseTold.Paper("QĐ", Day(2020, 1, 5)), log.Unit(code), assigned, Day(2020, 1, 1), null)));
            if (_random.Next(2) == 0)
            {
                At(Day(2022, 2, 1), 1, log => log.Record(Streams.Staffing(log.Unit(code)), new QuotaAssigned(Day(2022, 1, 5), CaseTold.Paper("QĐ", Day(2022, 1, 5)), log.Unit(code), assigned - 1, Day(2022, 1, 1), null), on: Day(2022, 2, 1)));
            }
        }

        for (var person = 0; person < Persons; person++)
        {
            var (who, code, joined) = (Person(person), Codes[_random.Next(Codes.Length)], Day(2019, 6, 1).AddDays(_random.Next(1400)));
            var kind = (StaffKind)_random.Next(3);
            void Say(DateOnly on, Func<Guid, StaffingEvent> fact, int order) => At(Late(on), order, log => log.Record(Streams.Staffing(log.Unit(code)), fact(log.Unit(code)), on: Late(on)));
            Say(joined, unit => new StaffJoined(joined, null, unit, who, kind), 1);
            if (_random.Next(3) == 0)
            {
                Say(joined.AddDays(100), unit => new StaffAway(joined.AddDays(100), null, unit, who, StaffAbsence.SecondedOut), 2);
                Say(joined.AddDays(300), unit => new StaffBack(joined.AddDays(300), null, unit, who), 3);
            }

            if (_random.Next(4) == 0)
            {
                Say(joined.AddDays(500), unit => new StaffLeft(joined.AddDays(500), null, unit, who, StaffLeaving.Transferred), 4);
            }
        }
    }

    private void At(DateOnly recorded, int order, Action<MemoryLog> act) => at(recorded, 10 + order, act);

    // The same day is always as late, so that facts of one thing keep their order.
    private static DateOnly Late(DateOnly on) => on.AddDays(on.DayNumber % 3);
}
