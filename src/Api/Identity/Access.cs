using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Api.Identity;

/// <summary>Whether an actor may do something.</summary>
public enum Verdict
{
    /// <summary>May.</summary>
    Allowed,

    /// <summary>May know of it, may not do it.</summary>
    Forbidden,

    /// <summary>May not even know of it.</summary>
    Hidden,
}

/// <summary>Where a case stands as far as rights go.</summary>
/// <param name="UnionUnits">Union units it belongs or is on its way to.</param>
/// <param name="PartyBodies">Party bodies it belongs or is on its way to.</param>
/// <param name="KnownToParty">It was sent, or a Party act on it is on record: before that it is the union's own draft.</param>
public sealed record CaseScope(IReadOnlyList<Guid> UnionUnits, IReadOnlyList<Guid> PartyBodies, bool KnownToParty)
{
    /// <summary>The scope of a case on a day.</summary>
    public static CaseScope Of(CaseHistory history, DateOnly day)
    {
        var place = history.PlaceOn(day);
        var known = history.AllRecorded.Any(f => f.Event is ReferralSent || CaseActs.Of(f.Event).Side == ActSide.Party);
        return new(
            place.Moving?.ToUnionUnit is { } toUnion ? [place.UnionUnit, toUnion] : [place.UnionUnit],
            place.Moving?.ToPartyBody is { } toParty ? [place.PartyBody, toParty] : [place.PartyBody],
            known);
    }
}

/// <summary>Units an actor may look into; null sets mean all.</summary>
/// <param name="UnionUnits">Union units whose cases are visible whatever their stage; null for all.</param>
/// <param name="PartyBodies">Party bodies whose cases are visible once sent; null for all.</param>
public sealed record VisibleUnits(IReadOnlySet<Guid>? UnionUnits, IReadOnlySet<Guid>? PartyBodies)
{
    /// <summary>Everything, drafts too.</summary>
    public static VisibleUnits All { get; } = new(null, null);

    /// <summary>Sees every case.</summary>
    public bool IsAll => UnionUnits is null && PartyBodies is null;

    /// <summary>Sees nothing at all.</summary>
    public bool IsNone => UnionUnits is { Count: 0 } && PartyBodies is { Count: 0 };
}

/// <summary>Rights = verb × subtree of either tree × stage. Every door asks here.</summary>
public static class Access
{
    /// <summary>What an act on a case needs: reports of the other side's acts are the union's to make, because it learns of them by letter.</summary>
    public static Verdict OnCase(Actor actor, CaseEvent act, CaseScope scope, OrgTree units, DateOnly today)
    {
        if (actor.IsSystem)
        {
            return Verdict.Allowed;
        }

        if (View(actor, scope, units, today) != Verdict.Allowed)
        {
            return Verdict.Hidden;
        }

        var byUnion = Holds(actor, Verb.UnionActs, scope.UnionUnits, units, today);
        var byParty = Holds(actor, Verb.PartyActs, scope.PartyBodies, units, today);
        var allowed = SideOf(act) switch
        {
            ActSide.Union => byUnion,
            ActSide.Party => byParty || (byUnion && act.Reported),
            ActSide.Applicant => byUnion || byParty,

            // Only a person knows which successor of a split unit a case belongs to.
            _ => act is CaseFollowedUnit && (byUnion || byParty),
        };
        return allowed ? Verdict.Allowed : Verdict.Forbidden;
    }

    /// <summary>Whether the actor may see a case.</summary>
    public static Verdict View(Actor actor, CaseScope scope, OrgTree units, DateOnly today)
    {
        if (actor.IsSystem)
        {
            return Verdict.Allowed;
        }

        foreach (var grant in actor.Grants.Where(g => Roles.VerbsOf(g.Role).Contains(Verb.ViewCases)))
        {
            if (grant.Role == Roles.PartyOfficer && !scope.KnownToParty)
            {
                continue;
            }

            if (Covers(grant, scope.UnionUnits, units, today) || Covers(grant, scope.PartyBodies, units, today))
            {
                return Verdict.Allowed;
            }
        }

        return Verdict.Hidden;
    }

    /// <summary>
    /// Whether the actor may have an act judged by another version than the one its date chooses: only over the committee above the cell, which answers
    /// for the procedure, never over the cell alone.
    /// </summary>
    public static bool MayOverride(Actor actor, CaseScope scope, OrgTree units, DateOnly today) =>
        actor.IsSystem || Holds(actor, Verb.OverridePolicies, [.. scope.PartyBodies.Select(b => CaseDeadlines.DecidingBody(units, b, today))], units, today);

    /// <summary>Whether the actor holds a verb over a unit of either tree.</summary>
    public static bool OnUnit(Actor actor, Verb verb, Guid unit, OrgTree units, DateOnly today) =>
        actor.IsSystem || Holds(actor, verb, [unit], units, today);

    /// <summary>Whether the actor holds a verb over everything: what concerns everybody is not changed from one unit.</summary>
    public static bool Everywhere(Actor actor, Verb verb) => actor.IsSystem || actor.Grants.Any(g => g.Unit is null && Roles.VerbsOf(g.Role).Contains(verb));

    /// <summary>Units whose cases the actor sees under a verb, for lists and reports.</summary>
    public static VisibleUnits Visible(Actor actor, Verb verb, OrgTree units, DateOnly today)
    {
        if (actor.IsSystem)
        {
            return VisibleUnits.All;
        }

        var union = new HashSet<Guid>();
        var party = new HashSet<Guid>();
        var allParty = false;
        foreach (var grant in actor.Grants.Where(g => Roles.VerbsOf(g.Role).Contains(verb)))
        {
            if (grant.Unit is not { } top)
            {
                if (grant.Role != Roles.PartyOfficer)
                {
                    return VisibleUnits.All;
                }

                allParty = true;
                continue;
            }

            foreach (var unit in units.Units.Where(u => units.IsWithin(u, top, today)))
            {
                (units.Unit(unit, today)!.Tree == Tree.Union ? union : party).Add(unit);
            }
        }

        return new(union, allParty ? null : party);
    }

    /// <summary>The topmost units an actor holds a verb over; empty when it holds it everywhere.</summary>
    public static IReadOnlyList<Guid> Tops(Actor actor, Verb verb)
    {
        var grants = actor.Grants.Where(g => Roles.VerbsOf(g.Role).Contains(verb)).ToList();
        return actor.IsSystem || grants.Any(g => g.Unit is null) ? [] : [.. grants.Select(g => g.Unit!.Value).Distinct()];
    }

    private static ActSide SideOf(CaseEvent act) => act is ReferralReturned { By: Tree.Union } ? ActSide.Union : CaseActs.Of(act).Side;

    private static bool Holds(Actor actor, Verb verb, IReadOnlyList<Guid> places, OrgTree units, DateOnly today) =>
        actor.Grants.Any(g => Roles.VerbsOf(g.Role).Contains(verb) && Covers(g, places, units, today));

    private static bool Covers(Grant grant, IReadOnlyList<Guid> places, OrgTree units, DateOnly today) =>
        grant.Unit is not { } top || places.Any(place => units.IsWithin(place, top, today));
}
