using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Domain.Events;

/// <summary>The one catalogue of all stored events.</summary>
public static class DomainEvents
{
    /// <summary>Every aggregate's events and upcasters.</summary>
    public static EventCatalog Catalog { get; } = new(
        [.. CaseEventTypes.All, .. PersonEventTypes.All, .. UnitEventTypes.All, .. TrainingEventTypes.All, .. RegulationEventTypes.All],
        [.. CaseEventTypes.Upcasters, .. PersonEventTypes.Upcasters, .. UnitEventTypes.Upcasters, .. TrainingEventTypes.Upcasters, .. RegulationEventTypes.Upcasters]);
}
