using System.Collections.Immutable;
using System.Diagnostics;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>A name in a plan.</summary>
/// <param name="To">First day out of it; null while it stands.</param>
public sealed record PlannedPost(Guid Fact, Guid PlanId, Guid PostId, PostLevel Level, DateOnly From, DateOnly? To, PlanRemoval? Reason)
{
    public bool On(DateOnly day) => From <= day && (To is null || day < To);

    /// <summary>Out of the plan from a day on: whatever was said of later days no longer holds.</summary>
    internal PlannedPost OutFrom(DateOnly day, PlanRemoval reason) => To <= day ? this : this with { To = day < From ? From : day, Reason = reason };
}

/// <summary>A post held.</summary>
/// <param name="To">First day without it; null while nothing ended it.</param>
public sealed record HeldPost(Guid Fact, Guid PostId, PostTaking Kind, DateOnly DecidedOn, DateOnly From, DateOnly? TermEndsOn, DateOnly? To, PostLeaving? Left)
{
    /// <summary>Held on that day: an ended term alone never ends it silently (APT-16).</summary>
    public bool On(DateOnly day) => From <= day && (To is null || day < To);

    /// <summary>The term is over and nobody decided: "quá hạn bổ nhiệm lại" (APT-16).</summary>
    public bool IsOverdueOn(DateOnly day) => On(day) && TermEndsOn is { } end && day > end;
}

/// <summary>A discipline on record.</summary>
/// <param name="EndedOn">Day it ceased to have effect; null while it stands.</param>
public sealed record DisciplineFact(Guid Fact, Discipline Kind, DateOnly On, DateOnly? EndedOn);

/// <summary>An open personnel procedure that names the person.</summary>
public sealed record OpenProposal(Guid Fact, Guid AppointmentId, Guid PostId, DateOnly From, DateOnly? To)
{
    public bool On(DateOnly day) => From <= day && (To is null || day < To);
}

/// <summary>One person as a cadre. Every question names a day.</summary>
public sealed record CadreState
{
    /// <summary>Nothing on record.</summary>
    public static CadreState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>Everything ever recorded, in order of recording.</summary>
    public ImmutableList<Recorded<CadreEvent>> AllRecorded { get; private init; } = [];

    /// <summary>The facts that count, in order of recording.</summary>
    public ImmutableList<Recorded<CadreEvent>> Facts { get; private init; } = [];

    /// <summary>Every name ever in a plan.</summary>
    public ImmutableList<PlannedPost> Planned { get; private init; } = [];

    /// <summary>Every post ever held, by first day.</summary>
    public ImmutableList<HeldPost> Posts { get; private init; } = [];

    /// <summary>Every procedure that ever named the person.</summary>
    public ImmutableList<OpenProposal> Proposals { get; private init; } = [];

    /// <summary>Every discipline, by day.</summary>
    public ImmutableList<DisciplineFact> Disciplines { get; private init; } = [];

    /// <summary>Folds a cadre stream.</summary>
    public static CadreState Of(IEnumerable<Recorded<CadreEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The same from what a table knows of the person; it has no version and is for asking, not for deciding.</summary>
    public static CadreState Known(
        IEnumerable<HeldPost> posts, IEnumerable<PlannedPost> planned, IEnumerable<OpenProposal> proposals, IEnumerable<DisciplineFact> disciplines) => new()
        {
            Posts = [.. posts.OrderBy(p => p.From)],
            Planned = [.. planned],
            Proposals = [.. proposals],
            Disciplines = [.. disciplines.OrderBy(d => d.On)],
        };

    /// <summary>The state after one more event.</summary>
    public CadreState Evolve(Recorded<CadreEvent> recorded)
    {
        // What was struck never happened: the record is told again without it.
        var next = recorded.Event is CadreFactStruck struck ? Of(Facts.RemoveAll(f => f.Id == struck.Fact)) : Take(recorded) with { Facts = Facts.Add(recorded) };
        return next with { Version = recorded.Version, AllRecorded = AllRecorded.Add(recorded) };
    }

    /// <summary>The record by what had happened on a day and was recorded by an instant; null for no limit. What was struck by then is left out.</summary>
    public CadreState At(DateOnly? day, DateTimeOffset? known) =>
        Of(AllRecorded.Where(r => (known is null || r.RecordedAt <= known) && (day is null || r.Event is CadreFactStruck || r.Event.OccurredOn <= day)));

    private CadreState Take(Recorded<CadreEvent> recorded) =>
        recorded.Event switch
        {
            NamedInPlan n => this with { Planned = Planned.Add(new(recorded.Id, n.PlanId, n.PostId, n.Level, n.OccurredOn, null, null)) },
            TakenOutOfPlan t => this with { Planned = Planned.ConvertAll(p => p.PlanId == t.PlanId && p.PostId == t.PostId ? p.OutFrom(t.OccurredOn, t.Reason) : p) },
            ProposedForPost p => this with { Proposals = Proposals.Add(new(recorded.Id, p.AppointmentId, p.PostId, p.OccurredOn, null)) },
            ProposalEnded e => this with { Proposals = Replace(Proposals, p => p.AppointmentId == e.AppointmentId && p.To is null, p => p with { To = e.OccurredOn }) },
            PostTaken t => this with
            {
                Posts = Posts.Add(new(recorded.Id, t.PostId, t.Kind, t.OccurredOn, t.From, t.TermEndsOn, null, null)).Sort((a, b) => a.From.CompareTo(b.From)),
            },
            TenureExtended x => this with { Posts = Replace(Posts, p => p.PostId == x.PostId && p.To is null, p => p with { TermEndsOn = x.TermEndsOn }) },
            PostLeft l => this with { Posts = Replace(Posts, p => p.PostId == l.PostId && p.To is null, p => p with { To = l.From, Left = l.Kind }) },
            DisciplineRecorded d => this with { Disciplines = Disciplines.Add(new(recorded.Id, d.Kind, d.OccurredOn, null)).Sort((a, b) => a.On.CompareTo(b.On)) },
            DisciplineEnded e => this with { Disciplines = Replace(Disciplines, d => d.Kind == e.Kind && d.On == e.DisciplinedOn && d.EndedOn is null, d => d with { EndedOn = e.OccurredOn }) },
            _ => throw new UnreachableException(recorded.Event.GetType().Name),
        };

    /// <summary>Posts held on a day, also with an ended term nobody decided about.</summary>
    public IEnumerable<HeldPost> HeldOn(DateOnly day) => Posts.Where(p => p.On(day));

    /// <summary>Names in plans on a day.</summary>
    public IEnumerable<PlannedPost> PlannedOn(DateOnly day) => Planned.Where(p => p.On(day));

    /// <summary>Disciplines in effect on a day.</summary>
    public IEnumerable<DisciplineFact> DisciplinedOn(DateOnly day) => Disciplines.Where(d => d.On <= day && (d.EndedOn is null || day < d.EndedOn));

    /// <summary>The highest rank held on a day; null when none is.</summary>
    public int? RankOn(PostBook posts, DateOnly day) => HeldOn(day).Select(p => posts.Post(p.PostId, day)?.Rank).Max();

    private static ImmutableList<T> Replace<T>(ImmutableList<T> list, Predicate<T> which, Func<T, T> change) =>
        list.FindLastIndex(which) is >= 0 and var i ? list.SetItem(i, change(list[i])) : list;
}
