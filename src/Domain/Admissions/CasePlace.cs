using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
namespace CadreWorkflow.Domain.Admissions;

/// <summary>Coarse statistics of a referral, as at its day.</summary>
public sealed record ReferralStatistics(Gender Gender, AgeBand AgeBand, Education Education, TheoryLevel TheoryLevel, Sector Sector);

/// <summary>Where a case is on a day.</summary>
/// <param name="UnionUnit">The grassroots union it belongs to; empty while the case is not filed.</param>
/// <param name="PartyBody">The Party body it belongs to; empty while the case is not filed.</param>
/// <param name="Moving">A transfer sent and neither received nor rejected by that day.</param>
public sealed record CasePlace(Guid UnionUnit, Guid PartyBody, CaseMoved? Moving)
{
    internal static CasePlace On(CaseHistory history, DateOnly day)
    {
        var filed = history.Filed;
        var place = new CasePlace(filed?.UnionUnit ?? Guid.Empty, filed?.PartyBody ?? Guid.Empty, null);
        foreach (var fact in history.Facts)
        {
            if (fact.Event.OccurredOn > day)
            {
                break;
            }

            place = place.After(fact.Event);
        }

        return place;
    }

    private CasePlace After(CaseEvent @event) => @event switch
    {
        CaseMoved moved => Arrived() with { Moving = moved },
        TransferReceived => Arrived(),
        TransferRejected => this with { Moving = null },
        CaseFollowedUnit followed => this with { UnionUnit = followed.UnionUnit ?? UnionUnit, PartyBody = followed.PartyBody ?? PartyBody },

        // Whoever carries a moved case on has taken it over, also when nobody recorded the receipt.
        _ when Moving is not null && CaseActs.Step(@event) is not null => Arrived(),
        _ => this,
    };

    private CasePlace Arrived() =>
        Moving is null ? this : new(Moving.ToUnionUnit ?? UnionUnit, Moving.ToPartyBody ?? PartyBody, null);
}
