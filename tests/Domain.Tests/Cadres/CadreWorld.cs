using System.Globalization;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Tests.Admissions;

namespace CadreWorkflow.Domain.Tests.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>A federation with posts on a ladder, and helpers to fold facts into each aggregate.</summary>
internal static class CadreWorld
{
    internal static readonly Regulations Law = Regulations.FromFiles();
    internal static readonly DateOnly Today = new(2026, 11, 22);
    internal static readonly Guid Federation = World.Province;
    internal static readonly Guid Manager = World.ProvinceParty;
    internal static readonly Guid Ann = Id(1);
    internal static readonly Guid Ben = Id(2);
    internal static readonly Guid Chair = Id(11);
    internal static readonly Guid Deputy = Id(12);
    internal static readonly Guid Head = Id(13);
    internal static readonly Guid OtherHead = Id(14);
    internal static readonly Guid ThirdHead = Id(15);
    internal static readonly Guid DistrictPost = Id(16);
    internal static readonly Guid Officer = Id(17);

    private static readonly DateOnly Start = new(2010, 1, 1);

    internal static OrgTree Units => World.Units;

    internal static PostBook Posts { get; } = PostBook.Of(
    [
        Post(1, Chair, 90, PostLevel.Province, head: true, TheoryLevel.Advanced),
        Post(2, Deputy, 80, PostLevel.Province),
        Post(3, Head, 60, PostLevel.Province),
        Post(4, OtherHead, 60, PostLevel.Province),
        Post(5, ThirdHead, 60, PostLevel.Province),
        Post(6, DistrictPost, 60, PostLevel.District),
        Post(7, Officer, 10, PostLevel.Province, term: null),
    ]);

    internal static DocumentRef Paper(string number = "12-QĐ/TU") => new(number, Start, "TU");

    internal static DateOnly D(string text) => DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);

    internal static PersonFacts Born(string date, Gender gender = Gender.Female) => new(Ann, 1, D(date), gender, Education.Bachelor, TheoryLevel.Intermediate, null);

    internal static CadreState Cadre(params CadreEvent[] facts) => CadreState.Of(Fold(facts, Streams.Cadre(Ann)));

    /// <summary>Somebody who has held the officer's post for years.</summary>
    internal static CadreState AnOfficer(params CadreEvent[] more) =>
        Cadre([new PostTaken(D("01/01/2015"), Ann, Paper(), Officer, null, PostTaking.Appointment, D("01/01/2015"), null), .. more]);

    internal static PlanHistory Plan(params PlanEvent[] facts) => PlanHistory.Of(Fold(facts, Streams.Plan(Id(30))));

    internal static AppointmentHistory Procedure(params AppointmentEvent[] facts) => AppointmentHistory.Of(Fold(facts, Streams.Appointment(Id(40))));

    internal static IEnumerable<Recorded<T>> Fold<T>(IEnumerable<T> facts, string stream)
        where T : class, IDomainEvent =>
        facts.Select((e, i) => new Recorded<T>(e, Id(900 + i), stream, i + 1, i + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null));

    internal static Guid FactId(int index) => Id(900 + index);

    internal static Guid Id(int n) => new($"55555555-0000-0000-0000-{n:D12}");

    internal static Finding Says(this Decision decision, string rule, string code) =>
        decision.Findings.FirstOrDefault(f => f.Rule == rule && f.Code == code)
        ?? throw new Xunit.Sdk.XunitException($"No {rule} {code}: {decision.Refusal} {string.Join(", ", decision.Findings.Select(f => $"{f.Rule} {f.Code}"))}");

    internal static void SaysNothingOf(this Decision decision, string rule) => Assert.DoesNotContain(decision.Findings, f => f.Rule == rule);

    private static Recorded<PostEvent> Post(int n, Guid id, int rank, PostLevel level, bool head = false, TheoryLevel? theory = null, int? term = 60) => new(
        new PostOpened(Start, Paper(), id, Federation, Manager, $"post-{n}", $"Post {n}", level, rank, 1, head, theory, term),
        Id(800 + n), Streams.Posts, 1, n, DateTimeOffset.UnixEpoch, EventHeaders.None, null);
}
