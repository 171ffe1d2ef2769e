using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class CadreEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("named_in_plan", CadreJson.Default.NamedInPlan),
        EventType.Of("taken_out_of_plan", CadreJson.Default.TakenOutOfPlan),
        EventType.Of("proposed_for_post", CadreJson.Default.ProposedForPost),
        EventType.Of("proposal_ended", CadreJson.Default.ProposalEnded),
        EventType.Of("post_taken", CadreJson.Default.PostTaken),
        EventType.Of("tenure_extended", CadreJson.Default.TenureExtended),
        EventType.Of("post_left", CadreJson.Default.PostLeft),
        EventType.Of("discipline_recorded", CadreJson.Default.DisciplineRecorded),
        EventType.Of("discipline_ended", CadreJson.Default.DisciplineEnded),
        EventType.Of("cadre_fact_struck", CadreJson.Default.CadreFactStruck),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NamedInPlan))]
[JsonSerializable(typeof(TakenOutOfPlan))]
[JsonSerializable(typeof(ProposedForPost))]
[JsonSerializable(typeof(ProposalEnded))]
[JsonSerializable(typeof(PostTaken))]
[JsonSerializable(typeof(TenureExtended))]
[JsonSerializable(typeof(PostLeft))]
[JsonSerializable(typeof(DisciplineRecorded))]
[JsonSerializable(typeof(DisciplineEnded))]
[JsonSerializable(typeof(CadreFactStruck))]
internal sealed partial class CadreJson : JsonSerializerContext;
