using CadreWorkflow.Api.Identity;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>One entry of the navigation; its text is <c>nav.{Area}</c>, what it is for <c>home.note.{Area}</c>.</summary>
/// <param name="InBar">Stands in the bar itself; others are behind "more".</param>
/// <param name="Count">Shown beside the text; null for none.</param>
public sealed record NavEntry(string Area, string Href, bool InBar, int? Count = null);

/// <summary>
/// Where each desk may go, in the order shown. A new area is a line in <see cref="Places"/>, a text <c>nav.{area}</c> and a text <c>home.note.{area}</c>;
/// a page belongs to an area by its <see cref="CadrePage.Area"/>. The bar is one row of a 1280 pixel window: an area daily work does not need goes behind "more".
/// </summary>
internal static class Navigation
{
    /// <param name="Needs">Any of these verbs opens the area; none for everybody who is signed in.</param>
    /// <param name="Daily">Roles that have it in the bar.</param>
    private sealed record Place(string Area, string Href, IReadOnlyList<Verb> Needs, IReadOnlyList<string> Daily);

    private static readonly IReadOnlyList<Place> Places =
    [
        new("home", "/", [], Roles.All),
        new("queue", "/queue", [Verb.ViewCases], [Roles.UnionOfficer, Roles.PartyOfficer]),
        new("cases", "/cases", [Verb.ViewCases], [Roles.UnionOfficer, Roles.PartyOfficer, Roles.PersonnelOfficer]),
        new("new", "/cases/new", [Verb.UnionActs], [Roles.UnionOfficer]),
        new("imports", "/imports", [Verb.UnionActs, Verb.ManageCadres, Verb.ManageTraining], [Roles.UnionOfficer]),
        new("rosters", "/rosters", [Verb.ViewCases], [Roles.UnionOfficer, Roles.PartyOfficer, Roles.PersonnelOfficer]),
        new("statistics", "/statistics", [Verb.ViewReports], Roles.All),
        new("published", "/reports", [Verb.ViewReports], []),
        new("classes", "/classes", [Verb.ManageTraining], [Roles.PartyOfficer]),
        new("plans", "/plans", [Verb.ManageCadres], [Roles.PersonnelOfficer]),
        new("posts", "/posts", [Verb.ManageCadres], []),
        new("appointments", "/appointments", [Verb.ManageCadres], []),
        new("terms", "/terms", [Verb.ManageCadres], []),
        new("staffing", "/staffing", [Verb.ManageCadres], []),
        new("headcounts", "/headcounts", [Verb.ManageCadres], []),
        new("duties", "/duties", [Verb.ManageCadres], []),
        new("declarations", "/declarations", [Verb.ManageCadres], []),
        new("history", "/history", [Verb.ViewCases], [Roles.PersonnelOfficer]),
        new("units", "/units", [], [Roles.Admin]),
        new("deadlines", "/deadlines", [], []),
        new("regulations", "/regulations", [], []),
        new("inbox", "/inbox", [], Roles.All),
    ];

    /// <summary>What an actor may open.</summary>
    /// <param name="unread">Digests not read yet.</param>
    internal static IReadOnlyList<NavEntry> Of(Actor actor, int unread) =>
    [
        .. Places.Where(p => p.Needs.Count == 0 || p.Needs.Any(actor.Has))
            .Select(p => new NavEntry(p.Area, p.Href, actor.Grants.Any(g => p.Daily.Contains(g.Role)), p.Area == "inbox" && unread > 0 ? unread : null)),
    ];
}
