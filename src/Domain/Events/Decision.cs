namespace CadreWorkflow.Domain.Events;

/// <summary>What a decider answers: events to append with their findings, nothing to do, or a refusal.</summary>
public sealed record Decision
{
    private Decision()
    {
    }

    /// <summary>Events to append, in order; empty when refused or when nothing is left to do.</summary>
    public IReadOnlyList<PlannedEvent> Events { get; private init; } = [];

    /// <summary>All findings, also of an accepted act.</summary>
    public IReadOnlyList<Finding> Findings { get; private init; } = [];

    /// <summary>Set when the command is no statement at all.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>The evaluation to store with the events.</summary>
    public Evaluation? Evaluation { get; private init; }

    /// <summary>True when a proposal is refused by blocking findings.</summary>
    public bool IsBlocked { get; private init; }

    /// <summary>True when the command may go on (also when it decides nothing).</summary>
    public bool IsAccepted => Refusal is null && !IsBlocked;

    /// <summary>The same thing was decided before: nothing to append.</summary>
    public static Decision Nothing { get; } = new();

    /// <summary>Accepts with these events.</summary>
    public static Decision Accept(IReadOnlyList<PlannedEvent> events, Evaluation? evaluation = null) =>
        new() { Events = events, Evaluation = evaluation, Findings = evaluation?.Findings ?? [] };

    /// <summary>Accepts with one event.</summary>
    public static Decision Accept(string streamId, IDomainEvent @event, Evaluation? evaluation = null) =>
        Accept([new PlannedEvent(streamId, @event)], evaluation);

    /// <summary>Refuses what is no statement at all.</summary>
    public static Decision Refuse(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>Refuses a proposal because of its blocking findings.</summary>
    public static Decision Block(Evaluation evaluation) => new() { IsBlocked = true, Evaluation = evaluation, Findings = evaluation.Findings };
}

/// <summary>An event to be appended to a stream.</summary>
/// <param name="StreamId">Stream, <c>kind-id</c>.</param>
/// <param name="Event">The fact.</param>
/// <param name="Corrects">The original event it replaces, for a correction.</param>
/// <param name="Own">Its own evaluation, where one append holds several acts; else that of the decision.</param>
public sealed record PlannedEvent(string StreamId, IDomainEvent Event, Guid? Corrects = null, Evaluation? Own = null);

/// <summary>Stream names, one place.</summary>
public static class Streams
{
    /// <summary>Guard stream advanced by every structural change of either organisation tree.</summary>
    public const string OrgStructure = "org-structure";

    /// <summary>Published policy and calendar versions.</summary>
    public const string Regulations = "regulations";

    /// <summary>Ids of the drafts of regulations, in the order proposed.</summary>
    public const string RegulationDrafts = "regulation-drafts";

    private const string RegulationDraftKind = "regulation-draft";

    /// <summary>A version proposed for publication.</summary>
    public static string RegulationDraft(Guid id) => $"{RegulationDraftKind}-{id:D}";

    /// <summary>An admission case.</summary>
    public static string Case(Guid id) => $"case-{id:D}";

    /// <summary>A person: which cases are open, exits from the Party, attribute revisions.</summary>
    public static string Person(Guid id) => $"person-{id:D}";

    /// <summary>An organisation unit of either tree.</summary>
    public static string Unit(Guid id) => $"unit-{id:D}";

    /// <summary>A published report.</summary>
    public static string Report(Guid id) => $"report-{id:D}";

    /// <summary>A training class.</summary>
    public static string TrainingClass(Guid id) => $"class-{id:D}";

    /// <summary>A training programme.</summary>
    public static string Programme(Guid id) => $"programme-{id:D}";

    /// <summary>Certificates a person has shown of classes that are not on record.</summary>
    public static string Evidence(Guid personId) => $"evidence-{personId:D}";

    /// <summary>The staff of a unit: quota ledger and who is present.</summary>
    public static string Staffing(Guid unit) => $"staffing-{unit:D}";

    /// <summary>Every post of every unit: few and rarely changed, and plans and procedures stand on all of them.</summary>
    public const string Posts = "posts";

    /// <summary>A person as a cadre: posts, plans, procedures, disciplines.</summary>
    public static string Cadre(Guid personId) => $"cadre-{personId:D}";

    /// <summary>A cadre plan of one body and term.</summary>
    public static string Plan(Guid id) => $"plan-{id:D}";

    /// <summary>A personnel procedure for one post.</summary>
    public static string Appointment(Guid id) => $"appointment-{id:D}";

    /// <summary>A person's duties to declare assets and income.</summary>
    public static string Declarations(Guid personId) => $"declaration-{personId:D}";

    /// <summary>Counts a unit reports of itself.</summary>
    public static string Headcount(Guid unit) => $"headcount-{unit:D}";

    /// <summary>What a unit owes again and again.</summary>
    public static string Duties(Guid unit) => $"duty-{unit:D}";

    /// <summary>The kind of a stream: the text before the first dash, or the whole for the single streams.</summary>
    public static string KindOf(string streamId) =>
        streamId is OrgStructure or Regulations or RegulationDrafts or Posts ? streamId
        : streamId.StartsWith(RegulationDraftKind + "-", StringComparison.Ordinal) ? RegulationDraftKind
        : streamId[..streamId.IndexOf('-', StringComparison.Ordinal)];
}
