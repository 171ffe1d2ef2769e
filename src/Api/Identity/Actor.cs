namespace CadreWorkflow.Api.Identity;

/// <summary>What an account may do, before asking where.</summary>
public enum Verb
{
    /// <summary>See cases, their history and findings.</summary>
    ViewCases,

    /// <summary>State acts of the union side; report acts of the Party side learned of later.</summary>
    UnionActs,

    /// <summary>State acts of the Party side.</summary>
    PartyActs,

    /// <summary>Have an act judged by another version of the rules than the one its date chooses, with a reason.</summary>
    OverridePolicies,

    /// <summary>Register people and complete their attributes.</summary>
    EditPeople,

    /// <summary>Open classes, record results.</summary>
    ManageTraining,

    /// <summary>See statistics, rosters, the deadline board.</summary>
    ViewReports,

    /// <summary>Posts, plans, personnel procedures, quota and staff, duties to declare.</summary>
    ManageCadres,

    /// <summary>Give figures out under a date and a name.</summary>
    PublishReports,

    /// <summary>Change the organisation trees.</summary>
    ManageUnits,

    /// <summary>Propose, approve, reject and withdraw versions of regulations and calendars.</summary>
    ManageRegulations,

    /// <summary>Accounts, tokens, rebuilding of projections.</summary>
    Administer,
}

/// <summary>Names of the roles, as stored and as in tokens.</summary>
public static class Roles
{
    public const string UnionOfficer = "union_officer";
    public const string PartyOfficer = "party_officer";
    public const string PersonnelOfficer = "personnel_officer";
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [UnionOfficer, PartyOfficer, PersonnelOfficer, Admin];

    /// <summary>What a role is for.</summary>
    public static IReadOnlySet<Verb> VerbsOf(string role) => role switch
    {
        UnionOfficer => UnionVerbs,
        PartyOfficer => PartyVerbs,
        PersonnelOfficer => PersonnelVerbs,
        Admin => AdminVerbs,
        _ => NoVerbs,
    };

    private static readonly HashSet<Verb> UnionVerbs = [Verb.ViewCases, Verb.UnionActs, Verb.EditPeople, Verb.ViewReports];
    private static readonly HashSet<Verb> PartyVerbs = [Verb.ViewCases, Verb.PartyActs, Verb.OverridePolicies, Verb.EditPeople, Verb.ManageTraining, Verb.ViewReports];
    private static readonly HashSet<Verb> PersonnelVerbs = [Verb.ViewCases, Verb.ViewReports, Verb.PublishReports, Verb.ManageRegulations, Verb.ManageCadres, Verb.ManageTraining];
    private static readonly HashSet<Verb> AdminVerbs = [Verb.ManageUnits, Verb.Administer, Verb.ViewReports, Verb.ManageRegulations];
    private static readonly HashSet<Verb> NoVerbs = [];
}

/// <summary>A role held over a subtree of either tree.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Unit">Top of the subtree; null for everything.</param>
public sealed record Grant(string Role, Guid? Unit);

/// <summary>Who is acting.</summary>
/// <param name="AccountId">Stored as the user name of what the actor causes.</param>
/// <param name="UserName">Sign-in name, for display.</param>
/// <param name="Grants">Rights, read fresh for every request.</param>
/// <param name="Culture">Language of texts: <c>vi</c> or <c>en</c>.</param>
public sealed record Actor(string AccountId, string UserName, IReadOnlyList<Grant> Grants, string Culture = "vi")
{
    /// <summary>The program itself: subscriptions, migration, the demo loader.</summary>
    public static Actor System { get; } = new("system", "system", []);

    /// <summary>True for <see cref="System"/> alone.</summary>
    public bool IsSystem => ReferenceEquals(this, System);

    /// <summary>True when some grant, wherever, carries the verb.</summary>
    public bool Has(Verb verb) => IsSystem || Grants.Any(g => Roles.VerbsOf(g.Role).Contains(verb));
}
