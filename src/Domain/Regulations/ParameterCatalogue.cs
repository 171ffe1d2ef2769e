using System.Collections.Frozen;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Chains of versions: each act date resolves to at most one version per family.</summary>
public static class PolicyFamilies
{
    /// <summary>Implementation of the Party Charter (QĐ/TW): 29 → 24 → 232 → 294 → 20 → 208.</summary>
    public const string Admission = "admission";

    /// <summary>Guidance of the Secretariat (HD/TW): validity of certificates and papers.</summary>
    public const string Guidance = "guidance";

    /// <summary>How periods are counted: Civil Code.</summary>
    public const string TimeCounting = "time-counting";

    /// <summary>Numbers of the admission forms (HD/BTCTW).</summary>
    public const string MembershipForms = "membership-forms";

    /// <summary>Items of the catalogue of digitised Party documents.</summary>
    public const string DossierCatalogue = "dossier-catalogue";

    public const string Planning = "planning";
    public const string Appointment = "appointment";
    public const string Declaration = "declaration";

    /// <summary>Steps, thresholds and age terms of planning (guidance on 3, 3.1).</summary>
    public const string PlanningProcedure = "planning-procedure";

    /// <summary>Steps, terms and clocks of appointment, rotation and secondment (4.1–4.5).</summary>
    public const string AppointmentProcedure = "appointment-procedure";

    /// <summary>Normal retirement age.</summary>
    public const string Retirement = "retirement";

    /// <summary>How long certificates other than that of the awareness class are good, and how often knowledge is brought up to date (section 5).</summary>
    public const string Training = "training";

    public static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal, Admission, Guidance, TimeCounting, MembershipForms, DossierCatalogue, Planning, Appointment, Declaration,
        PlanningProcedure, AppointmentProcedure, Retirement, Training);
}

/// <summary>Units a parameter can be given in.</summary>
public static class Units
{
    public const string WorkingDay = "WD";
    public const string Day = "day";
    public const string Month = "month";
    public const string Year = "year";
    public const string Ratio = "ratio";
    public const string Choice = "enum";
    public const string Count = "count";
    public const string Dong = "VND";
}

/// <summary>Facts a clock can start from.</summary>
public static class ClockStarts
{
    public const string CellResolution = "CellResolution";
    public const string DecisionDue = "DecisionDue";
    public const string DecisionReceived = "DecisionReceived";
    public const string DecisionIssued = "DecisionIssued";
    public const string Ceremony = "Ceremony";
    public const string ProbationEnd = "ProbationEnd";
    public const string CertificateIssued = "CertificateIssued";
    public const string DocumentDate = "DocumentDate";
    public const string Move = "Move";

    public static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal, CellResolution, DecisionDue, DecisionReceived, DecisionIssued, Ceremony, ProbationEnd, CertificateIssued, DocumentDate, Move);
}

/// <summary>What a parameter code means: which family states it, in which unit, whether each version must, and the choices allowed.</summary>
public sealed record ParameterSpec(string Code, string Family, string Unit, bool Required = false, params string[] Choices);

/// <summary>Every parameter code there is. A file with another code is refused: code that reads parameters and data that states them cannot drift apart.</summary>
public static class ParameterCatalogue
{
    public const string DecisionDays = "Admission.DecisionDays";
    public const string DecisionExtensionDays = "Admission.DecisionExtensionDays";
    public const string CeremonyDays = "Admission.CeremonyDays";
    public const string CeremonyClockStart = "Admission.CeremonyClockStart";
    public const string CellThreshold = "Admission.CellThreshold";
    public const string CellMinimumMembers = "Admission.CellMinimumMembers";
    public const string CommitteeThreshold = "Admission.CommitteeThreshold";
    public const string CommitteeDecider = "Admission.CommitteeDecider";
    public const string UpperThreshold = "Admission.UpperThreshold";
    public const string MinAgeMonths = "Admission.MinAgeMonths";
    public const string MaxAgeMonths = "Admission.MaxAgeMonths";
    public const string YouthMaxAgeYears = "Admission.YouthMaxAgeYears";
    public const string Education = "Admission.Education";
    public const string IntroducerMonths = "Admission.IntroducerMonths";
    public const string IntroducerTie = "Admission.IntroducerTie";
    public const string CertificateMonths = "Admission.CertificateMonths";
    public const string DocumentMonths = "Admission.DocumentMonths";
    public const string ProbationMonths = "Probation.Months";
    public const string RecognitionCellDays = "Recognition.CellDays";
    public const string RecognitionDecisionDays = "Recognition.DecisionDays";
    public const string MaxFailedVotes = "Recognition.MaxFailedVotes";
    public const string ReadmissionMinMonths = "Readmission.MinMonths";
    public const string ReadmissionMinMonthsMinorCrime = "Readmission.MinMonthsMinorCrime";
    public const string ReadmissionMaxTimes = "Readmission.MaxTimes";
    public const string TransferCompleteDays = "Transfer.CompleteDays";
    public const string TransferPresentDays = "Transfer.PresentDays";
    public const string StrikeOffMonths = "StrikeOff.MonthsInYear";
    public const string PlanningMaxPerPost = "Planning.MaxPerPost";
    public const string PlanningMaxPostsPerPerson = "Planning.MaxPostsPerPerson";
    public const string PlanningPostScope = "Planning.PostScope";
    public const string PlanningWithAppointment = "Planning.WithAppointment";
    public const string PlanningYoungShare = "Planning.YoungShare";
    public const string PlanningWomenShare = "Planning.WomenShare";
    public const string DisciplineWaitMonths = "Discipline.WaitMonths";
    public const string AppointmentProcedureDays = "Appointment.ProcedureDays";
    public const string AppointmentMonthsInPost = "Appointment.MonthsInPost";
    public const string AppointmentAttendance = "Appointment.Attendance";
    public const string AssetPerAsset = "Asset.PerAsset";
    public const string AssetSupplement = "Asset.Supplement";
    public const string PlanningAttendance = "Planning.Attendance";
    public const string PlanningTermMonths = "Planning.TermMonths";
    public const string PlanningNextTermTerms = "Planning.NextTermTerms";
    public const string PlanningCurrentTermShare = "Planning.CurrentTermShare";
    public const string PlanningYoungUnderYears = "Planning.YoungUnderYears";
    public const string AppointmentTermMonths = "Appointment.TermMonths";
    public const string AppointmentReviewDays = "Appointment.ReviewDays";
    public const string AppointmentExtendBelowMonths = "Appointment.ExtendBelowMonths";
    public const string AppointmentPolicyDays = "Appointment.PolicyDays";
    public const string AppointmentMostHeadTerms = "Appointment.MostHeadTerms";
    public const string SecondmentMostMonths = "Secondment.MostMonths";
    public const string RotationMonthsLeft = "Rotation.MonthsLeft";
    public const string RotationLeastMonths = "Rotation.LeastMonths";
    public const string TrainingUnionSkillsMonths = "Training.UnionSkillsMonths";
    public const string TrainingKnowledgeUpdateMonths = "Training.KnowledgeUpdateMonths";
    public const string RetirementMen = "Retirement.Men";
    public const string RetirementWomen = "Retirement.Women";

    /// <summary>Who meets in a step: <paramref name="of"/> is Planning or Appointment.</summary>
    public static string StepMeeting(string of, int step) => $"{of}.Step{step}.Meeting";

    /// <summary>Whether a step votes, and how.</summary>
    public static string StepBallot(string of, int step) => $"{of}.Step{step}.Ballot";

    /// <summary>Share a candidate needs in a step.</summary>
    public static string StepThreshold(string of, int step) => $"{of}.Step{step}.Threshold";

    /// <summary>What the share is taken of.</summary>
    public static string StepBase(string of, int step) => $"{of}.Step{step}.Base";

    private static readonly ParameterSpec[] Specs =
    [
        new(DecisionDays, PolicyFamilies.Admission, Units.WorkingDay, true),
        new(DecisionExtensionDays, PolicyFamilies.Admission, Units.WorkingDay, true),
        new(CeremonyDays, PolicyFamilies.Admission, Units.WorkingDay, true),
        new(CeremonyClockStart, PolicyFamilies.Admission, Units.Choice, true, ClockStarts.DecisionReceived, ClockStarts.DecisionIssued),
        new(CellThreshold, PolicyFamilies.Admission, Units.Ratio, true),
        new(CellMinimumMembers, PolicyFamilies.Admission, Units.Count, true),
        new(CommitteeThreshold, PolicyFamilies.Admission, Units.Ratio, true),
        new(CommitteeDecider, PolicyFamilies.Admission, Units.Choice, true, "WholeCommittee", "StandingCommittee"),
        new(UpperThreshold, PolicyFamilies.Admission, Units.Ratio, true),
        new(MinAgeMonths, PolicyFamilies.Admission, Units.Month, true),
        new(MaxAgeMonths, PolicyFamilies.Admission, Units.Month, true),
        new(YouthMaxAgeYears, PolicyFamilies.Admission, Units.Year, true),
        new(Education, PolicyFamilies.Admission, Units.Choice, true, "SecondaryDiplomaOrEquivalent", "SecondaryDiploma", "SecondaryProgrammeCompleted"),
        new(IntroducerMonths, PolicyFamilies.Admission, Units.Month, true),
        new(IntroducerTie, PolicyFamilies.Admission, Units.Choice, true, "WorkOrStudy", "WorkStudyOrResidence"),
        new(ProbationMonths, PolicyFamilies.Admission, Units.Month, true),
        new(RecognitionCellDays, PolicyFamilies.Admission, Units.WorkingDay, true),
        new(RecognitionDecisionDays, PolicyFamilies.Admission, Units.WorkingDay, true),
        new(MaxFailedVotes, PolicyFamilies.Admission, Units.Count, true),
        new(ReadmissionMinMonths, PolicyFamilies.Admission, Units.Month, true),
        new(ReadmissionMinMonthsMinorCrime, PolicyFamilies.Admission, Units.Month, true),
        new(ReadmissionMaxTimes, PolicyFamilies.Admission, Units.Count, true),
        new(TransferCompleteDays, PolicyFamilies.Admission, Units.WorkingDay, true),
        new(TransferPresentDays, PolicyFamilies.Admission, Units.WorkingDay, true),
        new(StrikeOffMonths, PolicyFamilies.Admission, Units.Month, true),
        new(CertificateMonths, PolicyFamilies.Guidance, Units.Month, true),
        new(DocumentMonths, PolicyFamilies.Guidance, Units.Month, true),
        new(PlanningMaxPerPost, PolicyFamilies.Planning, Units.Count, true),
        new(PlanningMaxPostsPerPerson, PolicyFamilies.Planning, Units.Count, true),
        new(PlanningPostScope, PolicyFamilies.Planning, Units.Choice, true, "AllPosts", "SameLevel"),
        new(PlanningWithAppointment, PolicyFamilies.Planning, Units.Choice, true, "NotStated", "Forbidden"),
        new(PlanningYoungShare, PolicyFamilies.Planning, Units.Ratio),
        new(PlanningWomenShare, PolicyFamilies.Planning, Units.Ratio),
        new(DisciplineWaitMonths, PolicyFamilies.Appointment, Units.Month, true),
        new(AppointmentProcedureDays, PolicyFamilies.Appointment, Units.WorkingDay),
        new(AppointmentMonthsInPost, PolicyFamilies.Appointment, Units.Month),
        new(AppointmentAttendance, PolicyFamilies.Appointment, Units.Ratio),
        new(AssetPerAsset, PolicyFamilies.Declaration, Units.Dong, true),
        new(AssetSupplement, PolicyFamilies.Declaration, Units.Dong, true),
        new(PlanningAttendance, PolicyFamilies.PlanningProcedure, Units.Ratio, true),
        new(PlanningTermMonths, PolicyFamilies.PlanningProcedure, Units.Month, true),
        new(PlanningNextTermTerms, PolicyFamilies.PlanningProcedure, Units.Count, true),
        new(PlanningCurrentTermShare, PolicyFamilies.PlanningProcedure, Units.Ratio),
        new(PlanningYoungUnderYears, PolicyFamilies.PlanningProcedure, Units.Year),
        new(AppointmentTermMonths, PolicyFamilies.AppointmentProcedure, Units.Month, true),
        new(AppointmentReviewDays, PolicyFamilies.AppointmentProcedure, Units.Day),
        new(AppointmentExtendBelowMonths, PolicyFamilies.AppointmentProcedure, Units.Month),
        new(AppointmentPolicyDays, PolicyFamilies.AppointmentProcedure, Units.WorkingDay),
        new(AppointmentMostHeadTerms, PolicyFamilies.AppointmentProcedure, Units.Count),
        new(SecondmentMostMonths, PolicyFamilies.AppointmentProcedure, Units.Month),
        new(RotationMonthsLeft, PolicyFamilies.AppointmentProcedure, Units.Month),
        new(RotationLeastMonths, PolicyFamilies.AppointmentProcedure, Units.Month),
        new(TrainingUnionSkillsMonths, PolicyFamilies.Training, Units.Month),
        new(TrainingKnowledgeUpdateMonths, PolicyFamilies.Training, Units.Month),
        new(RetirementMen, PolicyFamilies.Retirement, Units.Month, true),
        new(RetirementWomen, PolicyFamilies.Retirement, Units.Month, true),
        .. StepSpecs("Planning", PolicyFamilies.PlanningProcedure),
        .. StepSpecs("Appointment", PolicyFamilies.AppointmentProcedure),
    ];

    private static IEnumerable<ParameterSpec> StepSpecs(string of, string family) => Enumerable.Range(1, 5).SelectMany(n => (ParameterSpec[])
    [
        new(StepMeeting(of, n), family, Units.Choice, true, "SourceReview", "LeadershipConference", "ExpandedLeadershipConference", "KeyCadreConference", "CommitteeConference"),
        new(StepBallot(of, n), family, Units.Choice, true, "None", "Secret"),
        new(StepThreshold(of, n), family, Units.Ratio),
        new(StepBase(of, n), family, Units.Choice, false, "Summoned", "Present", "Members"),
    ]);

    public static readonly FrozenDictionary<string, ParameterSpec> All = Specs.ToFrozenDictionary(s => s.Code, StringComparer.Ordinal);
}
