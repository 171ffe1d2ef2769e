using System.Reflection;
using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Domain.Tests.Golden;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Drafts;

/// <summary>Stored events stay readable for ever: one file per stored name, never edited; a new version adds one beside them.</summary>
public sealed class GoldenTests
{
    private static readonly Assembly Here = typeof(GoldenTests).Assembly;

    public static TheoryData<string> Files { get; } = new(
        Here.GetManifestResourceNames().Where(n => n.StartsWith("golden/", StringComparison.Ordinal)).Select(n => Path.GetFileNameWithoutExtension(n["golden/".Length..])));

    /// <summary>Names of today, and those an upcaster starts from.</summary>
    public static TheoryData<string> StoredNames { get; } = new(DomainEvents.Catalog.Types.Select(t => t.StoredName).Concat(Upcast()));

    [Theory]
    [MemberData(nameof(StoredNames))]
    public void Every_stored_name_has_a_file(string storedName) => Assert.Contains(storedName, Files.Select(f => (string)f.Data));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_is_read_by_todays_code_and_written_back_with_nothing_lost(string storedName)
    {
        var @event = Read(storedName);
        var file = JsonNode.Parse(Text(storedName))!.AsObject();
        if (!Upcast().Contains(storedName))
        {
            Assert.Equal(storedName, DomainEvents.Catalog.NameOf(@event));
        }

        var written = JsonNode.Parse(DomainEvents.Catalog.Write(@event).Data)!.AsObject();
        foreach (var (name, value) in file)
        {
            Assert.True(JsonNode.DeepEquals(value, written[name]), $"{storedName}.{name}: {value?.ToJsonString()} is read as {written[name]?.ToJsonString()}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_holds_every_field_of_its_event(string storedName)
    {
        var file = JsonNode.Parse(Text(storedName))!.AsObject().Select(p => p.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = Read(storedName).GetType().GetProperties().Where(p => p.CanWrite && p.Name != "EqualityContract").Select(p => p.Name).Where(p => !file.Contains(p));

        // An old shape lacks what its successor added; its own fields are never taken away.
        Assert.True(Upcast().Contains(storedName) || !missing.Any(), $"{storedName} lacks {string.Join(", ", missing)}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_event_can_be_folded_by_its_aggregate(string storedName)
    {
        switch (Read(storedName))
        {
            case CaseEvent e:
                Folds(e);
                break;
            case PersonEvent e:
                Assert.Equal(1, PersonState.Of([Record(e, Streams.Person(Guid.AllBitsSet))]).Version);
                break;
            case UnitEvent e:
                Assert.NotNull(OrgTree.Empty.Evolve(Record(e, Streams.Unit(Guid.AllBitsSet))));
                break;
            case TrainingEvent e:
                Assert.NotNull(TrainingClassState.Of([Record(e, Streams.TrainingClass(Guid.AllBitsSet))]));
                break;
            case ProgrammeEvent e:
                Assert.Equal(1, ProgrammeState.Of([Record(e, Streams.Programme(Guid.AllBitsSet))]).Version);
                break;
            case EvidenceEvent e:
                Assert.Equal(1, EvidenceState.Of([Record(e, Streams.Evidence(e.PersonId))]).Version);
                break;
            case PostEvent e:
                Assert.Equal(e is PostOpened, PostBook.Of([Record(e, Streams.Posts)]).Post(e.PostId, DateOnly.MaxValue) is not null);
                break;
            case CadreEvent e:
                Assert.Equal(1, CadreState.Of([Record(e, Streams.Cadre(e.PersonId))]).Version);
                break;
            case PlanEvent e:
                Assert.Equal(e is PlanFactStruck ? 0 : 1, PlanHistory.Of([Record(e, Streams.Plan(Guid.AllBitsSet))]).Facts.Length);
                break;
            case AppointmentEvent e:
                Assert.Equal(e is AppointmentFactStruck ? 0 : 1, AppointmentHistory.Of([Record(e, Streams.Appointment(Guid.AllBitsSet))]).Facts.Count);
                break;
            case StaffingEvent e:
                Assert.Equal(1, StaffingState.Of([Record(e, Streams.Staffing(e.UnitId))]).Version);
                break;
            case DeclarationEvent e:
                Assert.Equal(1, DeclarationState.Of([Record(e, Streams.Declarations(e.PersonId))]).Version);
                break;
            case HeadcountEvent e:
                Assert.Equal(1, HeadcountState.Of([Record(e, Streams.Headcount(e.UnitId))]).Version);
                break;
            case DutyEvent e:
                Assert.Equal(1, DutyState.Of([Record(e, Streams.Duties(e.UnitId))]).Version);
                break;
            case RegulationDraftEvent e:
                Assert.Equal(1, RegulationDraftState.Of([Record(e, Streams.RegulationDraft(Guid.AllBitsSet))]).Version);
                break;
            case StructureChanged or RegulationEvent or RegulationDraftListed or ReportEvent:
                break;
            case var other:
                Assert.Fail($"{other.GetType().Name} belongs to no aggregate.");
                break;
        }
    }

    private static void Folds(CaseEvent e)
    {
        var recorded = Record(e, Streams.Case(Guid.AllBitsSet));
        var history = CaseHistory.Empty.Evolve(recorded);
        Assert.Equal(e is FactStruck ? 0 : 1, history.Facts.Count);
        Assert.NotNull(CaseActs.Of(e));
        Assert.True(e is FactStruck || Stages.Periods(history, Regulations.FromFiles()).Count > 0, "a fact begins a period");
    }

    private static Recorded<TEvent> Record<TEvent>(TEvent e, string stream)
        where TEvent : class, IDomainEvent => new(e, Guid.AllBitsSet, stream, 1, 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null);

    private static IDomainEvent Read(string storedName) => DomainEvents.Catalog.Read(storedName, Text(storedName));

    private static IEnumerable<string> Upcast() =>
        new[] { CaseEventTypes.Upcasters, PersonEventTypes.Upcasters, UnitEventTypes.Upcasters, TrainingEventTypes.Upcasters, RegulationEventTypes.Upcasters, ReportEventTypes.Upcasters }
            .SelectMany(u => u).Select(u => u.From);

    private static string Text(string storedName)
    {
        using var reader = new StreamReader(Here.GetManifestResourceStream($"golden/{storedName}.json")!);
        return reader.ReadToEnd();
    }
}
