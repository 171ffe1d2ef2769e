using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections;

namespace CadreWorkflow.Benchmarks;

/// <summary>Cadre work of a very large province in memory: units with quotas, posts and plans; people on staffs, in posts, planned, disciplined, with duties to declare.</summary>
internal sealed class CadreLog : IStreamReader
{
    private const int Districts = 100;

    private static readonly DateOnly Start = new(2020, 1, 2);

    private readonly List<Recorded<IDomainEvent>> _events = [];
    private readonly Dictionary<string, List<Recorded<IDomainEvent>>> _streams = new(StringComparer.Ordinal);

    private CadreLog()
    {
    }

    internal IReadOnlyList<Recorded<IDomainEvent>> Events => _events;

    internal List<Guid> Units { get; } = [];

    internal List<Guid> DistrictUnits { get; } = [];

    /// <summary>A post above nearly everybody.</summary>
    internal Guid HighPost { get; private set; }

    internal static Guid Person(int n) => Id(3, n);

    internal static DateOnly Born(int n) => new DateOnly(1966, 1, 1).AddDays(n % 11_000);

    internal static CadreLog Of(int units, int people)
    {
        var log = new CadreLog();
        log.Found(units);
        log.Staff(people);
        return log;
    }

    public Task<IReadOnlyList<Recorded<IDomainEvent>>> ReadAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Recorded<IDomainEvent>>>([.. streamIds.SelectMany(s => _streams.GetValueOrDefault(s) ?? [])]);

    private void Found(int units)
    {
        foreach (var document in RegulationFiles.All)
        {
            Add(Streams.Regulations, document.Publication(Start));
        }

        Guid Open(string code, Guid? parent, Tree tree, UnitKind kind)
        {
            var id = Id(1, _events.Count);
            Add(Streams.Unit(id), new UnitOpened(Start, null, id, tree, kind, code, "Đơn vị " + code, parent, Sector.StateService, CalendarKind.Public, HasYouthUnion: false));
            return id;
        }

        var root = Open("T", null, Tree.Union, UnitKind.ProvincialFederation);
        var party = Open("P", null, Tree.Party, UnitKind.ProvincialCommittee);
        for (var d = 0; d < Districts; d++)
        {
            var district = Open($"D{d}", root, Tree.Union, UnitKind.DistrictFederation);
            DistrictUnits.Add(district);
            for (var u = 0; u < units / Districts; u++)
            {
                Units.Add(Open($"D{d}U{u}", district, Tree.Union, UnitKind.GrassrootsUnion));
            }
        }

        for (var u = 0; u < Units.Count; u++)
        {
            Add(Streams.Staffing(Units[u]), new QuotaAssigned(Start, Paper(u), Units[u], 5 + (u % 2), Start, null));
            for (var p = 0; p < 2; p++)
            {
                Post(Id(20, (u * 2) + p), Units[u], party, $"p{p}", 20 + (p * 10));
            }
        }

        HighPost = Id(21, 0);
        Post(HighPost, root, party, "ct", 90);
        for (var u = 0; u < Units.Count; u++)
        {
            Add(Streams.Plan(Id(22, u)), new PlanOpened(Start, true, null, Id(22, u), Units[u], PlanTerm.NextTerm, new(2026, 7, 1), new(2031, 6, 30)));
        }
    }

    private void Staff(int people)
    {
        for (var n = 0; n < people; n++)
        {
            var (who, unit) = (Person(n), n % Units.Count);
            Add(Streams.Staffing(Units[unit]), new StaffJoined(Start.AddDays(n % 1000), null, Units[unit], who, StaffKind.Permanent));
            if (n % 5 < 2)
            {
                var from = Start.AddDays(n % 2000);
                Add(Streams.Cadre(who), new PostTaken(from, who, Paper(n), Id(20, (unit * 2) + (n % 2)), null, PostTaking.Appointment, from, from.AddYears(5)));
            }

            if (n % 5 > 2)
            {
                var (on, post) = (Start.AddDays(30 + (n % 1500)), n % 7 == 0 ? HighPost : Id(20, (unit * 2) + 1));
                Add(Streams.Plan(Id(22, unit)), new PlanNamed(
                    on, true, Paper(n), who, post, Id(1, 1), (Gender)(1 + (n % 2)), Age.InCompletedYears(Born(n), on), Education.Bachelor, (TheoryLevel)(n % 6), null));
                Add(Streams.Cadre(who), new NamedInPlan(on, who, Id(22, unit), post, PostLevel.Grassroots));
            }

            if (n % 50 == 0)
            {
                Add(Streams.Cadre(who), new DisciplineRecorded(new(2025, 3, 1), who, Paper(n), (Discipline)(n % 3)));
            }

            var duty = Id(23, n);
            Add(Streams.Declarations(who), new ObligationArose(new(2025, 11, 1), who, duty, DeclarationKind.Yearly, 2025, new(2025, 12, 30)));
            if (n % 20 > 0)
            {
                Add(Streams.Declarations(who), new DeclarationFiled(new(2025, 12, 10), who, duty));
            }
        }
    }

    private void Post(Guid id, Guid unit, Guid managedBy, string code, int rank) =>
        Add(Streams.Posts, new PostOpened(Start, null, id, unit, managedBy, code, "Chức danh " + code, PostLevel.Grassroots, rank, 2, rank > 20, TheoryLevel.Elementary, 60));

    private void Add(string stream, IDomainEvent fact)
    {
        if (!_streams.TryGetValue(stream, out var known))
        {
            _streams.Add(stream, known = []);
        }

        var recorded = new Recorded<IDomainEvent>(
            fact, Id(9, _events.Count), stream, known.Count + 1, _events.Count + 1, VietnamTime.StartOf(fact.OccurredOn).ToUniversalTime(), EventHeaders.None, null);
        known.Add(recorded);
        _events.Add(recorded);
    }

    private static DocumentRef Paper(int n) => new($"{n}-QĐ/TU", Start, "TU");

    private static Guid Id(int kind, int number) => new(number + 1, (short)kind, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
}
