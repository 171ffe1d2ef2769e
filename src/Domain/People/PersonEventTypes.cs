using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.People;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class PersonEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("person_registered", PersonJson.Default.PersonRegistered),
        EventType.Of("person_revised", PersonJson.Default.PersonRevised),
        EventType.Of("case_opened", PersonJson.Default.CaseOpened),
        EventType.Of("case_ended", PersonJson.Default.CaseEnded),
        EventType.Of("party_exit_recorded_v2", PersonJson.Default.PartyExitRecorded),
        EventType.Of("party_exit_retracted", PersonJson.Default.PartyExitRetracted),
        EventType.Of("party_exit_struck", PersonJson.Default.PartyExitStruck),
        EventType.Of("readmission_recorded", PersonJson.Default.ReadmissionRecorded),
        EventType.Of("readmission_retracted", PersonJson.Default.ReadmissionRetracted),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } =
    [
        // The first shape did not name the case; nothing can be guessed, so it stays without one.
        new("party_exit_recorded", "party_exit_recorded_v2", static _ => { }),
    ];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonRegistered))]
[JsonSerializable(typeof(PersonRevised))]
[JsonSerializable(typeof(CaseOpened))]
[JsonSerializable(typeof(CaseEnded))]
[JsonSerializable(typeof(PartyExitRecorded))]
[JsonSerializable(typeof(PartyExitRetracted))]
[JsonSerializable(typeof(PartyExitStruck))]
[JsonSerializable(typeof(ReadmissionRecorded))]
[JsonSerializable(typeof(ReadmissionRetracted))]
internal sealed partial class PersonJson : JsonSerializerContext;
