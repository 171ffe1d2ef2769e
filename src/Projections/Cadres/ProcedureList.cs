using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>Where a personnel procedure stands on a day.</summary>
[JsonConverter(typeof(CodeConverter<ProcedureState>))]
public enum ProcedureState
{
    /// <summary>The policy was asked for and is not approved (APT-11).</summary>
    PolicyAwaited,

    /// <summary>The conferences are being held (4.2).</summary>
    Consulting,

    /// <summary>Everything before the decision is done.</summary>
    DecisionAwaited,

    /// <summary>Decided, in force later.</summary>
    Decided,

    InForce,

    /// <summary>Ended without an appointment.</summary>
    Ended,
}

/// <summary>What a procedure waits for.</summary>
[JsonConverter(typeof(CodeConverter<ProcedureStep>))]
public enum ProcedureStep { ApprovePolicy, Propose, HoldStep, Appoint }

/// <summary>Which procedures.</summary>
public sealed record ProcedureFilter
{
    public ProcedureState? State { get; init; }

    /// <summary>True for those neither decided nor ended, false for the others, null for both.</summary>
    public bool? Open { get; init; }

    /// <summary>Only those past the day they are due (APT-10, APT-11).</summary>
    public bool Late { get; init; }

    public Guid? Post { get; init; }

    /// <summary>Candidate or appointed.</summary>
    public Guid? Person { get; init; }

    public PostTaking? Kind { get; init; }

    public int Skip { get; init; }

    /// <summary>At least 1.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A personnel procedure on the day.</summary>
/// <param name="Next">What it waits for; null once decided or ended.</param>
/// <param name="NextNumber">Number of the conference it waits for.</param>
/// <param name="StepsHeld">Highest conference held.</param>
/// <param name="DueRule">Rule of <paramref name="DueOn"/>: <c>APT-11</c> until the policy is approved, <c>APT-10</c> after it.</param>
/// <param name="DueOn">Last day on time by the calendar of the managing body; null where none is published so far, or once decided.</param>
/// <param name="WorkingDaysLeft">From the day to <paramref name="DueOn"/>; negative when late.</param>
/// <param name="PersonId">The one appointed.</param>
public sealed record ProcedureItem(
    Guid AppointmentId, Guid PostId, string Title, Guid Unit, string UnitName, PostTaking Kind, CadreSource Source, ProcedureState State, ProcedureStep? Next, int? NextNumber,
    int StepsHeld, DateOnly OpenedOn, DateOnly? PolicyOn, string? DueRule, DateOnly? DueOn, int? WorkingDaysLeft, IReadOnlyList<Guid> Candidates, DateOnly? DecidedOn, Guid? PersonId,
    DateOnly? InForceFrom, DateOnly? TermEndsOn, DateOnly? EndedOn, ProcedureEnding? EndedBy)
{
    public bool IsOpen => State is ProcedureState.PolicyAwaited or ProcedureState.Consulting or ProcedureState.DecisionAwaited;

    public bool IsLate => WorkingDaysLeft < 0;
}

/// <summary>A page of procedures.</summary>
/// <param name="ByState">How many in each state, whatever state is asked for.</param>
/// <param name="Late">How many of all are late.</param>
public sealed record ProcedurePage(int Total, IReadOnlyDictionary<ProcedureState, int> ByState, int Late, IReadOnlyList<ProcedureItem> Items, long Position);

/// <summary>Personnel procedures with what each waits for and until when, on a day and as known.</summary>
public sealed class ProcedureList(ReadFacts facts)
{
    /// <summary>Procedures for posts in scope: open ones by the day they are due, then the latest decided or ended.</summary>
    public async Task<ProcedurePage> QueryAsync(NpgsqlConnection connection, ReadScope scope, ProcedureFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var person = filter.Person is { } id ? query.Parameter(id) : null;
        var all = await query.ReadAsync(
            connection,
            $"""
            select p.key, p.post_id, p.kind, p.source, p.opened_on, case when p.policy_on <= $1 then p.policy_on end, p.candidates, p.candidate_days, p.step_numbers, p.step_days,
                   case when p.decided_on <= $1 then p.decided_on end, p.person_id, p.in_force_from, p.term_ends_on, case when p.ended_on <= $1 then p.ended_on end, p.ended_by
            from {query.Known(CadreTable.Procedure)} p
            where p.opened_on <= $1 {query.PostInScope("p.post_id")} {query.Equal("p.post_id", filter.Post)} {(person is null ? "" : $"and ({person} = any(p.candidates) or p.person_id = {person})")}
            """,
            r => Item(r, query),
            cancellationToken);
        var kind = all.Where(p => filter.Kind is null || p.Kind == filter.Kind).ToList();
        var shown = kind.Where(p => (filter.State is null || p.State == filter.State) && (filter.Open is null || p.IsOpen == filter.Open) && (!filter.Late || p.IsLate)).ToList();
        var ordered = shown.OrderByDescending(p => p.IsOpen).ThenBy(p => p.IsOpen ? (p.DueOn ?? DateOnly.MaxValue).DayNumber : -(p.DecidedOn ?? p.EndedOn ?? p.OpenedOn).DayNumber).ThenBy(p => p.AppointmentId);
        return new(
            shown.Count, Enum.GetValues<ProcedureState>().ToDictionary(s => s, s => kind.Count(p => p.State == s)), kind.Count(p => p.IsLate),
            CadreQuery.Page(ordered, filter.Skip, filter.Take), query.Position);
    }

    private static ProcedureItem Item(NpgsqlDataReader r, CadreQuery query)
    {
        var (post, day) = (query.PostOf(r.GetGuid(1)), query.Day);
        var (kind, source, opened, policy) = (r.Code<PostTaking>(2), r.Code<CadreSource>(3), r.Date(4)!.Value, r.Date(5));
        var candidates = Until(r.GetFieldValue<Guid[]>(6), r.GetFieldValue<DateOnly[]>(7), day);
        var held = Until(r.GetFieldValue<int[]>(8), r.GetFieldValue<DateOnly[]>(9), day);
        var (decided, ended) = (r.Date(10), r.Date(14));

        // Only a procedure from within has the conferences; the others are shorter (4.2).
        var steps = source == CadreSource.InPlace && kind is (PostTaking.Appointment or PostTaking.Promotion)
            ? ConsultationSteps.OfAppointment(query.Regulations, day).Count
            : 0;
        var next = Enumerable.Range(1, steps).FirstOrDefault(n => !held.Contains(n));
        var state = decided is not null ? r.Date(12) is { } from && from > day ? ProcedureState.Decided : ProcedureState.InForce
            : ended is not null ? ProcedureState.Ended
            : policy is null ? ProcedureState.PolicyAwaited
            : next > 0 ? ProcedureState.Consulting
            : ProcedureState.DecisionAwaited;
        ProcedureStep? waits = state switch
        {
            ProcedureState.PolicyAwaited => ProcedureStep.ApprovePolicy,
            ProcedureState.Consulting => ProcedureStep.HoldStep,
            ProcedureState.DecisionAwaited => candidates.Count == 0 ? ProcedureStep.Propose : ProcedureStep.Appoint,
            _ => null,
        };
        var (rule, due, left) = waits is null ? (null, null, null)
            : policy is { } approved ? Due("APT-10", ParameterCatalogue.AppointmentProcedureDays, approved, post, query)
            : Due("APT-11", ParameterCatalogue.AppointmentPolicyDays, opened, post, query);
        return new(
            r.GetGuid(0), post.Id, post.Title, post.Unit, query.NameOf(post.Unit), kind, source, state, waits, waits == ProcedureStep.HoldStep ? next : null, held.DefaultIfEmpty().Max(),
            opened, policy, rule, due, left, candidates, decided, decided is null ? null : r.Id(11), decided is null ? null : r.Date(12), decided is null ? null : r.Date(13), ended,
            ended is null ? null : r.CodeOrNull<ProcedureEnding>(15));
    }

    private static (string? Rule, DateOnly? Due, int? Left) Due(string rule, string code, DateOnly start, PostFacts post, CadreQuery query)
    {
        if (query.Regulations.Parameter(code, start)?.Parameter.Int is not { } days || query.Units.Unit(post.ManagedBy, start) is not { } body
            || query.Regulations.Calendar(body.Calendar) is not { } calendar || !calendar.Covers(start) || calendar.AddWorkingDays(start, days) is not { } due)
        {
            return (rule, null, null);
        }

        var left = !calendar.Covers(query.Day) ? (int?)null : query.Day <= due ? calendar.CountWorkingDays(query.Day, due) : Math.Min(-1, -calendar.CountWorkingDays(due, query.Day));
        return (rule, due, left);
    }

    private static List<T> Until<T>(T[] values, DateOnly[] days, DateOnly day) => [.. values.Where((_, i) => days[i] <= day)];
}
