using System.Text;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>Ids that follow from what a file says, so that sending it again names the same things.</summary>
/// <remarks>What says something of a person goes through the server's key first: nobody who has only the ids can try names out.</remarks>
internal sealed class ImportIds(ServerKey key)
{
    private static readonly Guid RowScope = new("6a0f2f6e-5d0b-5a0e-9f0b-2b7c1d4e8a11");
    private static readonly Guid PersonScope = new("b7f1c9d2-3e4a-5b6c-8d7e-9f0a1b2c3d4e");
    private static readonly Guid MemberScope = new("0c9d8e7f-6a5b-5c4d-9e3f-2a1b0c9d8e7f");
    private static readonly Guid UnitScope = new("d2c4b6a8-1f3e-5d7c-8b9a-7f6e5d4c3b2a");

    private static readonly Guid PostScope = new("1c7f0f5a-8a44-5f3b-9d0e-6c1b7a52e940");
    private static readonly Guid PlanScope = new("a94e2b13-5d76-5b8c-8f21-30c9d7e16b57");
    private static readonly Guid ProcedureScope = new("5e8d1a70-c3f2-5946-b7aa-914f0d2c86e3");
    private static readonly Guid DutyScope = new("c2b6f934-70e1-5ad8-a35d-e81f49b7026c");

    /// <summary>The command of a row.</summary>
    public Guid Row(ImportKind kind, string canonical) => Of(RowScope, $"{kind}\n{canonical}");

    /// <summary>Key under which a person is registered: the union card when the file has it, else folded name, birth date and unit.</summary>
    public Guid Person(string? memberNumber, string fullName, DateOnly? birthDate, string unitCode) =>
        Of(PersonScope, memberNumber is not null ? $"card {memberNumber}" : $"{NameFolding.Fold(fullName)}\n{birthDate:yyyy-MM-dd}\n{unitCode.ToUpperInvariant()}");

    /// <summary>The pseudonym registered under a key.</summary>
    public Guid PersonId(Guid personKey) => key.Pseudonym(personKey);

    /// <summary>Pseudonym of a Party member by card number.</summary>
    public Guid Member(string card) => key.Pseudonym(Of(MemberScope, card.ToUpperInvariant()));

    /// <summary>A unit opened by a file; codes of units are public.</summary>
    public static Guid Unit(string code) => Uuid.Of(UnitScope, code.ToUpperInvariant());

    /// <summary>A class opened by a file.</summary>
    public static Guid TrainingClass(string code) => TrainingIds.Class(code);

    /// <summary>A post opened by a file: its code is unique in the unit while it lasts, so the day tells a later one apart.</summary>
    public static Guid Post(string unit, string code, DateOnly openedOn) => Uuid.Of(PostScope, $"{unit.ToUpperInvariant()}\n{code.ToUpperInvariant()}\n{openedOn:yyyy-MM-dd}");

    /// <summary>A plan opened by a file, by its code in the body planned for.</summary>
    public static Guid Plan(string unit, string code) => Uuid.Of(PlanScope, $"{unit.ToUpperInvariant()}\n{code.ToUpperInvariant()}");

    /// <summary>A procedure opened by a file, by its code in the unit of the post.</summary>
    public static Guid Procedure(string unit, string code) => Uuid.Of(ProcedureScope, $"{unit.ToUpperInvariant()}\n{code.ToUpperInvariant()}");

    /// <summary>A duty to declare: one yearly a year; of the other kinds the day it arose tells several apart.</summary>
    public static Guid Duty(Guid person, DeclarationKind kind, int year, DateOnly? aroseOn) => Uuid.Of(DutyScope, $"{person:D}\n{kind}\n{year}\n{aroseOn:yyyy-MM-dd}");

    /// <summary>Something a unit owes again and again.</summary>
    public static Guid Recurring(string unit, DutyKind kind, DutyPeriod period, DateOnly from) => Uuid.Of(DutyScope, $"{unit.ToUpperInvariant()}\n{kind}\n{period}\n{from:yyyy-MM-dd}");

    private Guid Of(Guid scope, string content) => Uuid.Of(scope, key.Fingerprint(Encoding.UTF8.GetBytes(content)));
}
