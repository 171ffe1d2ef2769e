using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>Two small trees: a factory union without and an office union with a Youth Union, a cell under a grassroots committee under an upper one.</summary>
public static class World
{
    public static readonly Guid Province = Id(1);
    public static readonly Guid Factory = Id(2);
    public static readonly Guid Office = Id(3);
    public static readonly Guid OtherUnion = Id(4);
    public static readonly Guid ProvinceParty = Id(11);
    public static readonly Guid UpperCommittee = Id(12);
    public static readonly Guid GrassrootsCommittee = Id(13);
    public static readonly Guid Cell = Id(14);
    public static readonly Guid OtherCell = Id(15);

    private static readonly DateOnly Start = new(2000, 1, 1);

    public static OrgTree Units { get; } = OrgTree.Of(
    [
        Open(1, Province, Tree.Union, UnitKind.ProvincialFederation, "LD", null),
        Open(2, Factory, Tree.Union, UnitKind.GrassrootsUnion, "CD-NM", Province, Sector.NonState),
        Open(3, Office, Tree.Union, UnitKind.GrassrootsUnion, "CD-VP", Province, Sector.StateAdministration, youth: true),
        Open(4, OtherUnion, Tree.Union, UnitKind.GrassrootsUnion, "CD-KH", Province),
        Open(5, ProvinceParty, Tree.Party, UnitKind.ProvincialCommittee, "TU", null),
        Open(6, UpperCommittee, Tree.Party, UnitKind.UpperCommittee, "DU", ProvinceParty),
        Open(7, GrassrootsCommittee, Tree.Party, UnitKind.GrassrootsCommittee, "DUCS", UpperCommittee),
        Open(8, Cell, Tree.Party, UnitKind.PartyCell, "CB1", GrassrootsCommittee),
        Open(9, OtherCell, Tree.Party, UnitKind.PartyCell, "CB2", GrassrootsCommittee),
        Fact(10, Factory, new PartyBodyAssigned(Start, null, Cell)),
        Fact(11, Office, new PartyBodyAssigned(Start, null, Cell)),
        Fact(12, OtherUnion, new PartyBodyAssigned(Start, null, OtherCell)),
    ]);

    public static OrgTree With(OrgTree tree, Guid unit, UnitEvent fact) => tree.Evolve(Fact(tree.Count + 100, unit, fact));

    public static OrgTree With(Guid unit, UnitEvent fact) => With(Units, unit, fact);

    private static Recorded<UnitEvent> Open(
        long position, Guid id, Tree tree, UnitKind kind, string code, Guid? parent, Sector sector = Sector.Unknown, bool youth = false) =>
        Fact(position, id, new UnitOpened(Start, null, id, tree, kind, code, code, parent, sector, CalendarKind.Public, youth));

    private static Recorded<UnitEvent> Fact(long position, Guid unit, UnitEvent fact) =>
        new(fact, Id(500 + (int)position), Streams.Unit(unit), position, position, DateTimeOffset.UnixEpoch, EventHeaders.None, null);

    private static Guid Id(int n) => new($"44444444-0000-0000-0000-{n:D12}");
}
