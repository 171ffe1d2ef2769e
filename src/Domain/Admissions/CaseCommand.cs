using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>A statement about a case: the candidate fact is the statement, and <see cref="CaseEvent.Reported"/> says whether it is an act to be done or one already done.</summary>
/// <param name="CaseId">The case; for a filing, the new one.</param>
/// <param name="Act">The candidate fact.</param>
/// <param name="Corrects">The original record it replaces or strikes; null for a new fact.</param>
/// <param name="Override">A version that governs the act by decision; null where its dates choose.</param>
public sealed record CaseCommand(Guid CaseId, CaseEvent Act, Guid? Corrects = null, PolicyOverride? Override = null);

/// <summary>Everything a decision about a case needs beside the case itself, gathered before deciding.</summary>
/// <param name="Today">The calendar date in Viet Nam: nothing can have happened after it.</param>
/// <param name="Person">Attributes at one revision; the evaluation cites the revision, never the values.</param>
/// <param name="PersonStream">The person's open and ended cases, exits, re-admissions.</param>
/// <param name="PreviousCase">For a filing: the case a re-referral follows; null when there is none.</param>
public sealed record CaseContext(
    DateOnly Today,
    Regulations Regulations,
    OrgTree Units,
    PersonFacts Person,
    PersonState PersonStream,
    CaseHistory? PreviousCase = null);
