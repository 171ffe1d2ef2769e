using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Domain.Events;

/// <summary>The one catalogue of all stored events.</summary>
public static class DomainEvents
{
    /// <summary>Every aggregate's events and upcasters.</summary>
    public static EventCatalog Catalog { get; } = new(
        [
            .. CaseEventTypes.All, .. PersonEventTypes.All, .. UnitEventTypes.All, .. TrainingEventTypes.All, .. RegulationEventTypes.All, .. RegulationDraftEventTypes.All, .. ReportEventTypes.All,
            .. PostEventTypes.All, .. CadreEventTypes.All, .. PlanEventTypes.All, .. AppointmentEventTypes.All, .. StaffingEventTypes.All, .. DeclarationEventTypes.All,
            .. HeadcountEventTypes.All, .. DutyEventTypes.All,
        ],
        [
            .. CaseEventTypes.Upcasters, .. PersonEventTypes.Upcasters, .. UnitEventTypes.Upcasters, .. TrainingEventTypes.Upcasters, .. RegulationEventTypes.Upcasters,
            .. RegulationDraftEventTypes.Upcasters, .. ReportEventTypes.Upcasters,
            .. PostEventTypes.Upcasters, .. CadreEventTypes.Upcasters, .. PlanEventTypes.Upcasters, .. AppointmentEventTypes.Upcasters, .. StaffingEventTypes.Upcasters, .. DeclarationEventTypes.Upcasters,
            .. HeadcountEventTypes.Upcasters, .. DutyEventTypes.Upcasters,
        ]);
}
