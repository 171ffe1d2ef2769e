using System.Reflection;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>How a field of an act is asked for.</summary>
public enum FieldKind { Date, Number, Flag, Code, Person, Unit, Tally, Clock }

/// <summary>One field of an act beside its date and document.</summary>
/// <param name="Name">Name in the form and in refusals: the event's own, camelCase.</param>
/// <param name="Parameter">The parameter of the event's constructor it fills.</param>
/// <param name="Prefix">For a code: where its texts are.</param>
public sealed record ActField(string Name, FieldKind Kind, bool Required, ParameterInfo Parameter, string? Prefix = null)
{
    /// <summary>The enumeration behind a code.</summary>
    public Type EnumType => Nullable.GetUnderlyingType(Parameter.ParameterType) ?? Parameter.ParameterType;
}

/// <summary>
/// The fields of every act, taken from its event: an act added to the table has a form at once. What the page knows itself (who returns,
/// the note's id) is not asked.
/// </summary>
public static class ActFields
{
    private static readonly HashSet<string> NotAsked = new(["OccurredOn", "Reported", "Document", "NoteId", "By", "ClassId", "EffectiveOn"], StringComparer.Ordinal);

    private static readonly Dictionary<Type, string> Prefixes = new()
    {
        [typeof(Purpose)] = "purpose",
        [typeof(VotingBody)] = "voting_body",
        [typeof(BallotForm)] = "ballot_form",
        [typeof(Outcome)] = "decision_outcome",
        [typeof(Paper)] = "paper",
        [typeof(ConsentKind)] = "consent_kind",
        [typeof(TransferPoint)] = "transfer_point",
        [typeof(ProbationDiscipline)] = "discipline",
        [typeof(ReasonCode)] = "reason",
        [typeof(Stage)] = "stage",
        [typeof(Domain.People.Gender)] = "gender",
        [typeof(Domain.People.AgeBand)] = "age_band",
        [typeof(Domain.People.Education)] = "education",
        [typeof(Domain.People.TheoryLevel)] = "theory_level",
        [typeof(Sector)] = "sector",
    };

    private static readonly Dictionary<Type, IReadOnlyList<ActField>> ByType = CaseActs.All
        .Select(a => a.EventType).Where(t => t != typeof(ReferralFiled) && t != typeof(CaseFollowedUnit)).Distinct().ToDictionary(t => t, FieldsOf);

    /// <summary>Acts that can be stated on a form of their own.</summary>
    public static bool HasForm(CaseAct act) => ByType.ContainsKey(act.EventType);

    /// <summary>The fields of an act.</summary>
    public static IReadOnlyList<ActField> Of(CaseAct act) => ByType[act.EventType];

    /// <summary>True when a note may go with the act: its words are kept outside the log.</summary>
    public static bool TakesNote(CaseAct act) => Constructor(act.EventType).GetParameters().Any(p => p.Name == "NoteId");

    internal static ConstructorInfo Constructor(Type type) => type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).MaxBy(c => c.GetParameters().Length)!;

    private static IReadOnlyList<ActField> FieldsOf(Type type) =>
        [.. Constructor(type).GetParameters().Where(p => !NotAsked.Contains(p.Name!) && p.Name != "SupersededBy").Select(FieldOf)];

    private static ActField FieldOf(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var optional = Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        var name = char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];
        return type switch
        {
            _ when type == typeof(Tally) => new(name, FieldKind.Tally, true, parameter),
            _ when type == typeof(DateOnly) => new(name, FieldKind.Date, !optional, parameter),
            _ when type == typeof(bool) => new(name, FieldKind.Flag, false, parameter),
            _ when type == typeof(int) => new(name, FieldKind.Number, !optional, parameter),
            _ when type == typeof(string) => new(name, FieldKind.Clock, true, parameter),
            _ when type == typeof(Guid) && name is "toUnionUnit" or "toPartyBody" => new(name, FieldKind.Unit, !optional, parameter),
            _ when type == typeof(Guid) => new(name, FieldKind.Person, !optional, parameter),
            _ when type.IsEnum => new(name, FieldKind.Code, !optional, parameter, Prefixes[type]),
            _ => throw new NotSupportedException($"{parameter.Member.DeclaringType?.Name}.{parameter.Name} has no way to be asked for."),
        };
    }

    /// <summary>The codes a field offers: those that make sense for the act.</summary>
    public static IEnumerable<Enum> Values(CaseAct act, ActField field) => Enum.GetValues(field.EnumType).Cast<Enum>().Where(v => v switch
    {
        VotingBody.Cell => act.Code is not ("committee-vote" or "decide"),
        ConsentKind.LateCeremony => act.Code == "consent-given",
        ConsentKind => act.Code != "consent-given",
        Purpose.StrikeOff => act.Code is not "cancel",
        Stage s => s is Stage.SentToParty or Stage.AcceptedAsSource or Stage.AwarenessTraining or Stage.Applied or Stage.BackgroundCheck or Stage.OpinionsCollected or Stage.CellResolved or Stage.CommitteeResolved,
        _ => true,
    });

    /// <summary>Clocks that can be extended (ADM-29).</summary>
    public static IReadOnlyList<string> Clocks { get; } = ["ADM-28", "ADM-33"];
}
