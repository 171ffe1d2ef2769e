using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Projections.Cases;

using CadreWorkflow.Domain.Regulations;

/// <summary>One case as known at one log position: dates, ids and codes, and the intervals of stage and place by day. Pure.</summary>
internal sealed record CaseRow
{
    internal required Guid CaseId { get; init; }

    internal required long Version { get; init; }

    internal required long RecordedFrom { get; init; }

    internal required ReferralFiled Filed { get; init; }

    internal required ReferralStatistics Statistics { get; init; }

    internal required CaseDates Dates { get; init; }

    /// <summary>The class the last call-up names; null when there was none, or it named none.</summary>
    internal required Guid? AwarenessClass { get; init; }

    internal required StageSpan[] Stages { get; init; }

    internal required OutcomeSpan[] Outcomes { get; init; }

    internal required PlaceSpan[] Places { get; init; }

    /// <summary>The row of a history; null while the case is not filed (or its filing was struck).</summary>
    internal static CaseRow? Of(Guid caseId, CaseHistory history, long position, Regulations regulations, IReadOnlyList<CaseDeadline> deadlines)
    {
        if (history.Filed is not { } filed || history.Statistics is not { } statistics)
        {
            return null;
        }

        var periods = Domain.Admissions.Stages.Periods(history, regulations);
        var stages = new StageSpan[periods.Count];
        var outcomes = new List<OutcomeSpan>();
        for (var i = 0; i < stages.Length; i++)
        {
            stages[i] = new(periods[i].From, Codes.Of(periods[i].Stage));
            var outcome = Codes.Of(periods[i].Outcome);
            if (i == 0 || outcomes[^1].Outcome != outcome)
            {
                outcomes.Add(new(periods[i].From, outcome));
            }
        }

        return new()
        {
            CaseId = caseId,
            Version = history.Version,
            RecordedFrom = position,
            Filed = filed,
            Statistics = statistics,
            Dates = CaseDates.Of(history, periods, deadlines),
            AwarenessClass = history.Facts.Select(f => f.Event).OfType<AwarenessEnrolled>().LastOrDefault()?.ClassId,
            Stages = stages,
            Outcomes = [.. outcomes],
            Places = PlacesOf(history, filed),
        };
    }

    internal PlaceSpan? PlaceOn(DateOnly? day)
    {
        if (day is not { } asked)
        {
            return null;
        }

        var place = Places[0];
        foreach (var later in Places)
        {
            if (later.From > asked)
            {
                break;
            }

            place = later;
        }

        return place;
    }

    /// <summary>Where the case was from which day; most cases never move.</summary>
    private static PlaceSpan[] PlacesOf(CaseHistory history, ReferralFiled filed)
    {
        var first = new PlaceSpan(filed.OccurredOn, filed.UnionUnit, filed.PartyBody);
        if (!history.Facts.Any(f => f.Event is CaseMoved or CaseFollowedUnit))
        {
            return [first];
        }

        var places = new List<PlaceSpan> { first };
        foreach (var day in history.Facts.Select(f => f.Event.OccurredOn).Distinct())
        {
            var place = history.PlaceOn(day);
            if (place.UnionUnit == places[^1].UnionUnit && place.PartyBody == places[^1].PartyBody)
            {
                continue;
            }

            var span = new PlaceSpan(day, place.UnionUnit, place.PartyBody);
            if (places[^1].From >= day)
            {
                places[^1] = span;
            }
            else
            {
                places.Add(span);
            }
        }

        return [.. places];
    }
}

/// <summary>From a day on: the stage's code.</summary>
internal readonly record struct StageSpan(DateOnly From, string Stage);

/// <summary>From a day on: the outcome's code; it changes far less often than the stage.</summary>
internal readonly record struct OutcomeSpan(DateOnly From, string Outcome);

/// <summary>From a day on: where the case belongs.</summary>
internal readonly record struct PlaceSpan(DateOnly From, Guid UnionUnit, Guid PartyBody);
