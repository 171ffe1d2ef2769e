using System.Text.Json;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Tests.Given;
using CadreWorkflow.Projections.Timelines;
using Npgsql;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Cadres;

/// <summary>Every list is what folding the streams up to the position gives for the day.</summary>
public sealed class CadreListTests(CadreProvince province) : IClassFixture<CadreProvince>
{
    public static TheoryData<string, double> Moments => new()
    {
        { "2020-06-30", 0.4 }, { "2021-03-15", 1 }, { "2022-07-01", 0.7 }, { "2022-12-31", 1 }, { "2023-11-22", 1 }, { "2026-01-10", 1 },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Given_a_day_and_a_position_then_the_term_list_is_what_the_persons_streams_say(string day, double share)
    {
        var (scope, known) = At(day, share);
        var expected = Enumerable.Range(0, CadreYears.Persons).SelectMany(p => Cadre(known, p).HeldOn(scope.Day).Select(h => (CadreYears.Person(p), h.Fact, h.TermEndsOn, Terms.Status(h, province.Law, scope.Day))));
        await using var connection = await province.OpenAsync();
        var page = await new TermList(province.Facts).QueryAsync(connection, scope, new() { Take = 500 }, Cancel);
        Assert.Equal(expected.OrderBy(t => t.Fact), page.Items.Select(t => (t.PersonId, t.Fact, t.TermEndsOn, t.Status)).OrderBy(t => t.Fact));
        Assert.Equal(page.Total, page.ByStatus.Values.Sum());
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Given_a_day_and_a_position_then_plans_and_names_are_what_the_plans_streams_say(string day, double share)
    {
        var (scope, known) = At(day, share);
        var plans = Enumerable.Range(0, CadreYears.Plans).Select(n => (Id: CadreYears.Plan(n), Plan: PlanHistory.Of(Facts<PlanEvent>(known, Streams.Plan(CadreYears.Plan(n))))))
            .Where(p => p.Plan.Opened?.OccurredOn <= scope.Day).ToList();
        await using var connection = await province.OpenAsync();
        var list = new PlanList(province.Facts);
        var page = await list.PlansAsync(connection, scope, new() { Take = 500 }, Cancel);
        Assert.Equal(
            plans.Select(p => (p.Id, p.Plan.NamesOn(scope.Day).Count(), p.Plan.MissedReview(scope.Day), p.Plan.ClosedOn <= scope.Day ? p.Plan.ClosedOn : null)).OrderBy(p => p.Id),
            page.Items.Select(p => (p.PlanId, p.Names, p.MissedReview, p.ClosedOn)).OrderBy(p => p.PlanId));
        var names = await list.NamesAsync(connection, scope, new() { Take = 500 }, Cancel);
        Assert.Equal(
            plans.SelectMany(p => p.Plan.NamesOn(scope.Day).Select(n => (n.Fact, n.Named.PersonId, n.Named.Gender))).OrderBy(n => n.Fact),
            names.Items.Select(n => (n.Fact, n.PersonId, n.Gender)).OrderBy(n => n.Fact));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Given_a_day_and_a_position_then_procedures_stand_where_their_streams_say(string day, double share)
    {
        var (scope, known) = At(day, share);
        var expected = Enumerable.Range(0, CadreYears.Procedures)
            .Select(n => (Id: CadreYears.Procedure(n), Facts: AppointmentHistory.Of(Facts<AppointmentEvent>(known, Streams.Appointment(CadreYears.Procedure(n))).Where(f => f.Event.OccurredOn <= scope.Day))))
            .Where(p => p.Facts.Opened is not null)
            .Select(p => (p.Id, p.Facts.Policy?.Event.OccurredOn, p.Facts.Decided?.Event.PersonId, p.Facts.Ended?.Event.Why,
                p.Facts.Facts.Select(f => f.Event).OfType<StepHeld>().Select(s => s.Step).DefaultIfEmpty().Max()));
        await using var connection = await province.OpenAsync();
        var page = await new ProcedureList(province.Facts).QueryAsync(connection, scope, new() { Take = 500 }, Cancel);
        Assert.Equal(expected.OrderBy(p => p.Id), page.Items.Select(p => (p.AppointmentId, p.PolicyOn, p.PersonId, p.EndedBy, p.StepsHeld)).OrderBy(p => p.AppointmentId));
        Assert.Equal(page.Total, page.ByState.Values.Sum());
        Assert.All(page.Items, p => Assert.Equal(p.IsOpen, p.Next is not null));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Given_a_day_and_a_position_then_duties_are_what_their_streams_say_and_each_is_in_one_box(string day, double share)
    {
        var (scope, known) = At(day, share);
        var expected = Enumerable.Range(0, CadreYears.Persons)
            .SelectMany(p => DeclarationState.Of(Facts<DeclarationEvent>(known, Streams.Declarations(CadreYears.Person(p))).Where(f => f.Event.OccurredOn <= scope.Day)).Obligations.Values)
            .Select(o => (o.Id, o.OnTime(scope.Day), o.WaivedOn));
        await using var connection = await province.OpenAsync();
        var page = await new DeclarationBoard(province.Facts).QueryAsync(connection, scope, new() { Take = 500 }, Cancel);
        Assert.Equal(
            expected.OrderBy(o => o.Id),
            page.Items.Select(d => (d.DutyId, d.Status switch { DutyStatus.FiledOnTime => true, DutyStatus.FiledLate or DutyStatus.Late => false, _ => (bool?)null }, d.WaivedOn)).OrderBy(d => d.DutyId));
        Assert.Equal(page.Total, page.ByStatus.Values.Sum());
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Given_a_day_and_a_position_then_staffing_is_what_the_units_streams_say_and_rows_sum_to_the_total(string day, double share)
    {
        var (scope, known) = At(day, share);
        var tree = province.Log.UnitsAt(known);
        await using var connection = await province.OpenAsync();
        foreach (var counted in Enum.GetValues<SecondedCountedAt>())
        {
            foreach (var unit in tree.Units.Where(u => tree.Unit(u, scope.Day)!.Tree == Tree.Union))
            {
                var result = (await new StaffingReport(province.Facts).QueryAsync(connection, scope with { Unit = unit }, counted, Cancel))!;
                var parts = tree.Subtree(unit, scope.Day).Select(u => (Unit: u, State: StaffingState.Of(Facts<StaffingEvent>(known, Streams.Staffing(u)))))
                    .Where(p => p.State.Ledger.Count > 0 || p.State.Stays.Any(s => s.From <= scope.Day)).Select(p => StaffingFigures.On(p.State, p.Unit, tree, scope.Day, counted)).ToList();
                Assert.Equal(StaffingFigures.Sum(parts), result.Total);
                Assert.Equal(result.Total.Present, result.Rows.Sum(r => r.Figures.Present));
            }
        }
    }

    [Fact]
    public async Task Given_a_reader_of_one_subtree_then_no_list_shows_what_is_outside()
    {
        var (scope, _) = At("2022-12-31", 1);
        var units = province.Log.Units.Subtree(province.Log.Unit("A"), scope.Day).ToHashSet();
        var within = scope with { Allowed = [province.Log.Unit("A")] };
        await using var connection = await province.OpenAsync();
        var terms = await new TermList(province.Facts).QueryAsync(connection, within, new() { Take = 500 }, Cancel);
        var all = await new TermList(province.Facts).QueryAsync(connection, scope, new() { Take = 500, Sort = TermSort.Post }, Cancel);
        Assert.NotEmpty(terms.Items);
        Assert.Equal(all.Items.Where(t => units.Contains(t.Unit)).Select(t => t.Fact).Order(), terms.Items.Select(t => t.Fact).Order());
        var vacancies = await new VacancyList(province.Facts).QueryAsync(connection, within, new() { OnlyVacant = false, Take = 500 }, Cancel);
        Assert.NotEmpty(vacancies.Items);
        Assert.All(vacancies.Items, v => Assert.Contains(v.Unit, units));
        Assert.Equal(vacancies.Seats, vacancies.Items.Sum(v => v.Seats));
        Assert.Equal(terms.Total, vacancies.Holders);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Given_a_day_and_a_position_then_who_is_eligible_is_what_the_streams_and_the_checks_say(string day, double share)
    {
        var (scope, known) = At(day, share);
        await using var connection = await province.OpenAsync();
        var posts = PostBook.Of(province.Log.Events.Where(e => e.Position <= known && e.Event is PostEvent).Select(Cast<PostEvent>));
        var law = await province.Facts.RegulationsAsync(connection, scope.AsKnownPosition, Cancel);
        foreach (var what in Enum.GetValues<EligibleFor>())
        {
            var post = CadreYears.Post(4);
            var page = await new EligibilityList(province.Facts).QueryAsync(connection, scope, post, new() { For = what, Take = 500 }, Cancel);
            if (posts.Post(post, scope.Day) is not { Active: true } about)
            {
                Assert.Null(page);
                continue;
            }

            var plan = page!.Plan is { } id ? PlanHistory.Of(Facts<PlanEvent>(known, Streams.Plan(id))) : null;
            var question = new EligibilityQuestion(about, scope.Day, what, PostTaking.Appointment, plan, law, province.Log.UnitsAt(known), posts);
            Assert.Equal(page.Items.Count, page.ByVerdict.Values.Sum());
            Assert.NotEmpty(page.Items);
            foreach (var item in page.Items)
            {
                var person = Enumerable.Range(0, CadreYears.Persons).Single(p => CadreYears.Person(p) == item.PersonId);
                var expected = Eligibility.Of(question, new(item.PersonId, 0, null, Gender.Unknown, Education.Unknown, TheoryLevel.Unknown, null), Cadre(known, person));
                Assert.Equal((expected.Verdict, expected.Earliest), (item.Verdict, item.Earliest));
                Assert.Equal(expected.Findings.Select(f => (f.Rule, f.Code)), item.Findings.Select(f => (f.Rule, f.Code)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Given_any_statistic_then_its_parts_sum_to_the_whole_and_it_opens_to_the_list_it_counts(string day, double share)
    {
        var (scope, _) = At(day, share);
        await using var connection = await province.OpenAsync();
        var shapes = new PlanShapeReport(province.Facts);
        var shape = await shapes.QueryAsync(connection, scope, null, Cancel);
        Assert.All(shape.Divisions, d => Assert.Equal(shape.Persons, d.Parts.Sum(p => p.Count)));
        Assert.Equal(shape.Names, shape.Units.Sum(u => u.Names));
        Assert.Equal(shape.Names, shape.Posts.Sum(p => p.Names));
        Assert.All(shape.Shares, s => Assert.Equal(shape.Persons, s.Figure.Denominator + s.Figure.Unknown));
        foreach (var (measure, key, count) in shape.Divisions.SelectMany(d => d.Parts.Select(p => (d.By, (string?)p.Key, p.Count)))
            .Concat(shape.Shares.Where(s => s.Figure.Measure is "women" or "young").Select(s => (s.Figure.Measure, (string?)null, s.Figure.Numerator))))
        {
            Assert.Equal(count, (await shapes.PersonsAsync(connection, scope, null, PlanShapeReport.Counts(measure, key)!, cancellationToken: Cancel)).Total);
        }

        for (var year = 2020; year < 2024; year++)
        {
            var declared = await new DeclarationReport(province.Facts).QueryAsync(connection, scope, year, Cancel);
            Assert.Equal(declared.Whole.Obliged, declared.Whole.FiledOnTime + declared.Whole.FiledLate + declared.Whole.Late + declared.Whole.Due);
            Assert.Equal(declared.Whole.Obliged, declared.Units.Sum(u => u.Obliged));
            Assert.Equal(declared.Whole.FiledOnTime, declared.Kinds.Sum(k => k.FiledOnTime));
            var listed = await new DeclarationBoard(province.Facts).QueryAsync(connection, scope, new() { Year = year, Status = DutyStatus.FiledOnTime }, Cancel);
            Assert.Equal(declared.Whole.FiledOnTime, listed.Total);
        }

        var cadres = await new CadreQualifications(province.Facts).QueryAsync(connection, scope, cancellationToken: Cancel);
        Assert.All(cadres.Divisions, d => Assert.Equal(cadres.Persons, d.Parts.Sum(p => p.Count)));
        Assert.Equal(cadres.Tenures, cadres.Terms.Sum(p => p.Count));
        Assert.Equal(cadres.Persons, cadres.Units.Sum(u => u.Persons));
        var staffing = (await new StaffingReport(province.Facts).QueryAsync(connection, scope, cancellationToken: Cancel))!;
        var staff = await new StaffingReport(province.Facts).StaffAsync(connection, scope with { Unit = staffing.Unit }, cancellationToken: Cancel);
        Assert.Equal(staffing.Total.Present, staff.Counted);
    }

    [Fact]
    public async Task Given_more_is_recorded_then_what_was_known_before_gives_the_same_figures()
    {
        var (scope, _) = At("2023-11-22", 0.6);
        await using var connection = await province.OpenAsync();
        await using var early = await ReadSide.CreateAsync(province.Log);
        await using (var other = await early.Source.OpenConnectionAsync(Cancel))
        {
            foreach (var chunk in province.Log.Events.Where(e => e.Position <= scope.AsKnownPosition).Chunk(200))
            {
                await early.ApplyAsync(other, chunk);
            }

            var now = scope with { AsKnownPosition = null };
            await CadreProvince.PeopleAsync(early.OwnerConnectionString);
            Assert.Equal(
                JsonSerializer.Serialize(await new StaffingReport(early.Facts).QueryAsync(other, now, cancellationToken: Cancel)),
                JsonSerializer.Serialize(await new StaffingReport(province.Facts).QueryAsync(connection, scope, cancellationToken: Cancel)));
            Assert.Equal(
                JsonSerializer.Serialize(await new PlanShapeReport(early.Facts).QueryAsync(other, now, null, Cancel)),
                JsonSerializer.Serialize(await new PlanShapeReport(province.Facts).QueryAsync(connection, scope, null, Cancel)));
            Assert.Equal(
                JsonSerializer.Serialize(await new DeclarationReport(early.Facts).QueryAsync(other, now, 2021, Cancel)),
                JsonSerializer.Serialize(await new DeclarationReport(province.Facts).QueryAsync(connection, scope, 2021, Cancel)));
        }
    }

    [Fact]
    public async Task Given_a_person_then_the_history_holds_the_way_as_a_cadre_each_act_once_and_nothing_of_others()
    {
        await using var connection = await province.OpenAsync();
        var timeline = new Timeline(province.Log);
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        for (var person = 0; person < CadreYears.Persons; person++)
        {
            var who = CadreYears.Person(person);
            var items = await timeline.PersonAsync(connection, who, cadreWork: true, cancellationToken: Cancel);
            var without = await timeline.PersonAsync(connection, who, cancellationToken: Cancel);
            Assert.Equal(items.Where(i => Streams.KindOf(i.StreamId) is "person" or "case" or "class" or "evidence").Select(i => i.EventId), without.Select(i => i.EventId));
            Assert.Equal(items.Count, items.Select(i => i.EventId).Distinct().Count());
            Assert.All(items.Select(i => i.Event).OfType<PlanNamed>(), n => Assert.Equal(who, n.PersonId));
            Assert.All(items.Select(i => i.Event).OfType<StepHeld>(), s => Assert.Contains(s.Candidates, c => c.PersonId == who));
            Assert.DoesNotContain(items, i => i.Event is NamedInPlan);
            Assert.Equal(
                province.Log.Events.Count(e => e.Event is PlanNamed named && named.PersonId == who), items.Count(i => i.Event is PlanNamed));
            Assert.All(items.Where(i => i.Event is PlanFactStruck), s => Assert.Contains(items, i => i.EventId == ((PlanFactStruck)s.Event).Fact));
            kinds.UnionWith(items.Select(i => Streams.KindOf(i.StreamId)));
        }

        Assert.Superset(new HashSet<string>(["cadre", "plan", "appointment", "staffing", "declaration"], StringComparer.Ordinal), kinds);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private (ReadScope Scope, long Known) At(string day, double share)
    {
        var position = share >= 1 ? province.Log.Head : province.Log.Events[(int)(province.Log.Events.Count * share)].Position;
        var asked = DateOnly.ParseExact(day, "yyyy-MM-dd");
        return (new(asked, Day(2026, 11, 22)) { AsKnownPosition = share >= 1 ? null : position }, position);
    }

    private CadreState Cadre(long known, int person) => CadreState.Of(Facts<CadreEvent>(known, Streams.Cadre(CadreYears.Person(person))));

    private IEnumerable<Recorded<T>> Facts<T>(long known, string stream)
        where T : class, IDomainEvent => province.Log.Events.Where(e => e.StreamId == stream && e.Position <= known).Select(Cast<T>);
}

/// <summary>One random province with its cadre work, shared by the tests of a class.</summary>
public sealed class CadreProvince : IAsyncLifetime
{
    private ReadSide _read = null!;

    internal MemoryLog Log => _read.Log;

    internal ReadFacts Facts => _read.Facts;

    internal Domain.Regulations.Regulations Law { get; } = Domain.Regulations.Regulations.FromFiles();

    internal ValueTask<NpgsqlConnection> OpenAsync() => _read.Source.OpenConnectionAsync();

    public async ValueTask InitializeAsync()
    {
        _read = await ReadSide.OfAsync(RandomProvince.Of(21, persons: 5), batch: 50);

        await PeopleAsync(_read.OwnerConnectionString);
    }

    /// <summary>Names are joined from another schema.</summary>
    internal static async Task PeopleAsync(string ownerConnectionString)
    {
        await using var owner = new NpgsqlConnection(ownerConnectionString);
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            create schema people;
            create table people.person_revision (person_id uuid, revision int, full_name text, folded_name text, birth_date date, gender text, education text, theory_level text,
                youth_union_member boolean, recorded_at timestamptz default now());
            grant usage on schema people to public; grant select on people.person_revision to public;
            """,
            owner);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => _read.DisposeAsync();
}
