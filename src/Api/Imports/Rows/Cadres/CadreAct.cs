namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>What a row of cadre work can state.</summary>
internal enum CadreAct
{
    OpenPost, ChangePost, AbolishPost,
    AssignQuota, Join, Leave, Away, Back,
    TakePost, ExtendTerm, LeavePost, Discipline, EndDiscipline,
    OpenPlan, Consult, NameInPlan, RemoveName, ReviewPlan, ClosePlan,
    OpenProcedure, ApprovePolicy, Propose, HoldStep, HeadChooses, RecordPaper, Appoint, EndProcedure,
    DutyArises, FileDeclaration, HandOver, Publish, WaiveDuty,
    ReportHeadcount, ScheduleDuty, HoldDuty, EndDuty, AdoptPaper, TallyDuty,
}

/// <summary>Subjects of files of cadre work, each with a template.</summary>
internal enum CadreTopic
{
    Posts, Staff, Plans, Procedures, Declarations, Reports,
}
