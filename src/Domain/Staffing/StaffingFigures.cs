using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Staffing;

/// <summary>Where those are counted who work at one unit and belong to another (STF-04): a reading of the site, printed with the figure.</summary>
[JsonConverter(typeof(CodeConverter<SecondedCountedAt>))]
public enum SecondedCountedAt
{
    /// <summary>At the unit that keeps their place; the unit they work at does not count them.</summary>
    Sender,

    /// <summary>At the unit they work at.</summary>
    Receiver,
}

/// <summary>Staff of one unit, or of several together, on a day (ST-19).</summary>
/// <param name="Assigned">Null when nobody can say: no decision yet, or none since the unit was rearranged (STF-03).</param>
/// <param name="Present">Persons counted as present.</param>
/// <param name="Vacancies"><c>Assigned − Present</c> where positive; null when the quota is unknown.</param>
/// <param name="Excess"><c>Present − Assigned</c> where positive (STF-02); null when the quota is unknown.</param>
/// <param name="QuotaFact">The assignment the figure rests on.</param>
/// <param name="UnknownSince">The rearrangement after which no new decision was recorded (STF-03).</param>
public sealed record StaffingFigures(int? Assigned, int Present, int? Vacancies, int? Excess, Guid? QuotaFact, DateOnly? UnknownSince)
{
    /// <summary>The figures of one unit.</summary>
    public static StaffingFigures On(StaffingState staff, Guid unit, OrgTree units, DateOnly day, SecondedCountedAt counted = SecondedCountedAt.Sender)
    {
        var quota = staff.QuotaOn(day);
        return IsOver(unit, units, day) ? OfEnded(staff.Stays.Count(s => Counts(s, day, counted))) : Of(quota, staff.Stays.Count(s => Counts(s, day, counted)), RearrangedOn(unit, units, day));
    }

    /// <summary>The figures from the assignment of the day and the number present.</summary>
    /// <param name="rearrangedOn">Latest day, up to the day, on which another unit ended into this one (STF-03).</param>
    public static StaffingFigures Of(Quota? quota, int present, DateOnly? rearrangedOn)
    {
        // The sum of the parts is not the new quota: after units came together only a new decision says what it is.
        var since = rearrangedOn is { } on && on > (quota?.From ?? DateOnly.MinValue) ? rearrangedOn : null;
        return Of(since is null ? quota?.Assigned : null, present, since is null ? quota?.Fact : null, since);
    }

    /// <summary>True when the unit has ended by the day: its quota ended with it.</summary>
    public static bool IsOver(Guid unit, OrgTree units, DateOnly day) => units.Unit(unit, day)?.EndedOn <= day;

    /// <summary>The figures of a unit that is no more: no quota, and whoever was not moved yet is in excess.</summary>
    public static StaffingFigures OfEnded(int present) => Of(0, present, null, null);

    /// <summary>For every unit into which others ended by a day: the latest such day.</summary>
    public static IReadOnlyDictionary<Guid, DateOnly?> Rearrangements(OrgTree units, DateOnly day)
    {
        var latest = new Dictionary<Guid, DateOnly?>();
        foreach (var other in units.Units)
        {
            if (units.Unit(other, day) is { EndedOn: { } ended } && ended <= day)
            {
                foreach (var successor in units.Successors(other).Where(s => s != other))
                {
                    latest[successor] = latest.GetValueOrDefault(successor) is { } known && known > ended ? known : ended;
                }
            }
        }

        return latest;
    }

    /// <summary>Several units together: known only where each is.</summary>
    public static StaffingFigures Sum(IReadOnlyCollection<StaffingFigures> parts) =>
        Of(
            parts.Count > 0 && parts.All(p => p.Assigned is not null) ? parts.Sum(p => p.Assigned) : null,
            parts.Sum(p => p.Present),
            null,
            parts.Select(p => p.UnknownSince).Where(d => d is not null).Max());

    private static StaffingFigures Of(int? assigned, int present, Guid? fact, DateOnly? since) =>
        new(assigned, present, assigned is { } a ? Math.Max(0, a - present) : null, assigned is { } b ? Math.Max(0, present - b) : null, fact, since);

    private static bool Counts(StaffStay stay, DateOnly day, SecondedCountedAt counted) =>
        stay.On(day)
        && (counted == SecondedCountedAt.Sender ? stay.Kind == StaffKind.Permanent : stay.AwayOn(day) is not (StaffAbsence.SecondedOut or StaffAbsence.RotatedOut));

    private static DateOnly? RearrangedOn(Guid unit, OrgTree units, DateOnly day) =>
        units.Predecessors(unit).Where(p => p != unit).Select(p => units.Unit(p, day)?.EndedOn).Where(ended => ended <= day).Max();
}
