using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>The rows each aggregate of cadre work stands for. Whatever a later fact corrects, the rows follow the state.</summary>
internal static class CadreRows
{
    internal static IEnumerable<CadreRow> Of(Guid person, CadreState cadre) =>
    [
        .. cadre.Posts.Select(p => new CadreRow(
            CadreTable.Tenure, p.Fact, [person, p.PostId, Codes.Of(p.Kind), p.DecidedOn, p.From, p.TermEndsOn, p.To, p.Left is { } left ? Codes.Of(left) : null])),
        .. cadre.Planned.Select(p => new CadreRow(
            CadreTable.PlannedPost, p.Fact, [person, p.PlanId, p.PostId, Codes.Of(p.Level), p.From, p.To, p.Reason is { } reason ? Codes.Of(reason) : null])),
        .. cadre.Proposals.Select(p => new CadreRow(CadreTable.Proposal, p.Fact, [person, p.AppointmentId, p.PostId, p.From, p.To])),
        .. cadre.Disciplines.Select(d => new CadreRow(CadreTable.Discipline, d.Fact, [person, Codes.Of(d.Kind), d.On, d.EndedOn])),
    ];

    internal static IEnumerable<CadreRow> Of(Guid id, PlanHistory plan)
    {
        if (plan.Opened is not { } opened)
        {
            return [];
        }

        var reviews = plan.Facts.Select(f => f.Event).OfType<PlanReviewed>().DistinctBy(r => r.Year).ToList();
        var steps = plan.Facts.Select(f => f.Event).OfType<ConsultationHeld>().DistinctBy(s => s.Step).ToList();
        return
        [
            new(CadreTable.Plan, id,
            [
                opened.Body, Codes.Of(opened.Term), opened.TermFrom, opened.TermTo, opened.OccurredOn, plan.ClosedOn, reviews.Select(r => r.Year).ToArray(),
                reviews.Select(r => r.OccurredOn).ToArray(), steps.Select(s => s.Step).ToArray(), steps.Select(s => s.OccurredOn).ToArray(),
            ]),
            .. plan.Names.Select(n => new CadreRow(CadreTable.PlanName, n.Fact,
            [
                id, n.Named.PersonId, n.Named.PostId, n.Named.ApprovedBy, n.Named.OccurredOn, n.To, n.Reason is { } reason ? Codes.Of(reason) : null, Codes.Of(n.Named.Gender),
                n.Named.AgeYears, Codes.Of(n.Named.Education), Codes.Of(n.Named.Theory), n.Named.ScienceTechnology,
            ])),
        ];
    }

    internal static IEnumerable<CadreRow> Of(Guid id, AppointmentHistory procedure)
    {
        if (procedure.Opened is not { } opened)
        {
            return [];
        }

        var candidates = procedure.Facts.Select(f => f.Event).OfType<CandidateProposed>().DistinctBy(c => c.PersonId).ToList();
        var steps = procedure.Facts.Select(f => f.Event).OfType<StepHeld>().DistinctBy(s => s.Step).ToList();
        var (decided, ended) = (procedure.Decided?.Event, procedure.Ended?.Event);
        return
        [
            new(CadreTable.Procedure, id,
            [
                opened.PostId, Codes.Of(opened.Kind), Codes.Of(opened.Source), opened.OccurredOn, procedure.Policy?.Event.OccurredOn, candidates.Select(c => c.PersonId).ToArray(),
                candidates.Select(c => c.OccurredOn).ToArray(), steps.Select(s => s.Step).ToArray(), steps.Select(s => s.OccurredOn).ToArray(), decided?.OccurredOn, decided?.DecidedBy,
                decided?.PersonId, decided?.From, decided?.TermEndsOn, ended?.OccurredOn, ended is null ? null : Codes.Of(ended.Why),
            ]),
        ];
    }

    internal static IEnumerable<CadreRow> Of(Guid unit, StaffingState staff) =>
    [
        .. staff.Ledger.Select(q => new CadreRow(CadreTable.Quota, q.Fact, [unit, q.Assigned, q.From, q.To, q.Document?.Number, q.Document?.Date, q.Document?.Issuer, q.Document?.KeptAt])),
        .. staff.Stays.Select(s => new CadreRow(CadreTable.Stay, s.Fact,
        [
            unit, s.PersonId, Codes.Of(s.Kind), s.From, s.To, s.Away.Select(a => a.From).ToArray(), s.Away.Select(a => a.To ?? DateOnly.MaxValue).ToArray(),
            s.Away.Select(a => Codes.Of(a.Why)).ToArray(),
        ])),
    ];

    internal static IEnumerable<CadreRow> Of(Guid person, DeclarationState declarations) =>
        declarations.Obligations.Values.Select(o => new CadreRow(
            CadreTable.Duty, o.Id, [person, Codes.Of(o.Kind), o.Year, o.AroseOn, o.DueOn, o.FiledOn, o.HandedOverOn, o.PublishedOn, o.WaivedOn]));
}
