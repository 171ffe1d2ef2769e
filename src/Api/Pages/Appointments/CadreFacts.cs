using System.Globalization;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using Recorded = CadreWorkflow.Projections.Timelines.TimelineItem;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>Facts of procedures, plans and cadres as lines of a history.</summary>
public sealed class CadreFacts(Texts t, CadreNames names)
{
    private static readonly HashSet<string> NotShown =
        new(["OccurredOn", "Reported", "Document", "AppointmentId", "PlanId", "EqualityContract", "Fact", "ObligationId", "CaseId", "StructuralChange"], StringComparer.Ordinal);

    /// <summary>Text prefixes of codes, where it is not the snake case of the type's name.</summary>
    private static readonly Dictionary<Type, string> Prefixes = new()
    {
        [typeof(PostTaking)] = "appt.kind",
        [typeof(CadreSource)] = "appt.source",
        [typeof(DossierItem)] = "missing",
        [typeof(ProcedureEnding)] = "appt.ending",
        [typeof(PostLeaving)] = "appt.leaving",
        [typeof(Discipline)] = "appt.discipline",
        [typeof(PlanRemoval)] = "appt.removal",
        [typeof(PlanTerm)] = "appt.plan_term",
        [typeof(PostLevel)] = "appt.level",
        [typeof(Domain.Training.TrainingKind)] = "training_kind",
        [typeof(Domain.Training.ReissueReason)] = "reissue_reason",
        [typeof(Domain.People.Gender)] = "gender",
        [typeof(Domain.People.Education)] = "education",
        [typeof(Domain.People.TheoryLevel)] = "theory_level",
    };

    /// <summary>A line for each record, in the order given.</summary>
    /// <param name="person">The person the history is about, who need not be named in every line; null when it is not about one.</param>
    public IReadOnlyList<Views.TimelineItem> Of(IReadOnlyList<Recorded> items, Guid? person = null) => [.. items.Select(i => Of(i, person))];

    /// <summary>One record as a line.</summary>
    public Views.TimelineItem Of(Recorded item, Guid? person = null) => new(
        item.EventId, t["event." + item.Type], item.OccurredOn, item.RecordedAt, names.Account(item.Actor), item.Via, null, ReportedOf(item.Event), DocumentOf(item.Event),
        Details(item.Event, person), item.Findings, item.Corrects, item.CorrectedBy, item.CorrectedBy is not null, [], null,
        CanBeStruck(item) ? "strike-fact" : null);

    /// <summary>What a fact says beside its date and paper.</summary>
    public IReadOnlyList<Detail> Details(IDomainEvent fact, Guid? person = null)
    {
        var details = new List<Detail>();
        foreach (var property in fact.GetType().GetProperties().Where(p => !NotShown.Contains(p.Name)))
        {
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            switch (property.GetValue(fact))
            {
                case null or bool and false:
                    break;
                case Guid id when id == person:
                    break;
                case IReadOnlyList<CandidateVotes> votes:
                    details.AddRange(votes.Select(v => new Detail(names.Person(v.PersonId), t["appt.votes", ("agree", v.Agree), ("disagree", v.Disagree)])));
                    break;
                case Conference c:
                    details.Add(new(
                        t["appt.conference"],
                        t["appt.conference.line", ("present", c.Present), ("summoned", c.Summoned), ("issued", c.Issued), ("returned", c.Returned), ("invalid", c.Invalid)]));
                    break;
                case var value:
                    details.Add(new(t["appt.f." + name], Text(name, value)));
                    break;
            }
        }

        return details;
    }

    /// <summary>The text of a code.</summary>
    public static string CodeText(Texts t, Enum code) => t[(Prefixes.GetValueOrDefault(code.GetType()) ?? "appt") + "." + ActReader.CodeOf(code)];

    private static bool ReportedOf(IDomainEvent e) => e is AppointmentEvent { Reported: true } or PlanEvent { Reported: true };

    private static DocumentRef? DocumentOf(IDomainEvent e) => e switch
    {
        AppointmentEvent a => a.Document,
        PlanEvent p => p.Document,
        _ => e.GetType().GetProperty("Document")?.GetValue(e) as DocumentRef,
    };

    // What follows from a plan or a procedure is struck there.
    private static bool CanBeStruck(Recorded item) => item.CorrectedBy is null && item.Corrects is null && item.Event switch
    {
        ProcedureOpened or AppointmentFactStruck => false,
        PostTaken taken => taken.AppointmentId is null,
        AppointmentEvent or TenureExtended or PostLeft or DisciplineRecorded or DisciplineEnded => true,
        _ => false,
    };

    private string Text(string name, object value) => value switch
    {
        DateOnly day => t.Format.Date(day),
        DocumentRef paper => t["timeline.document", ("number", paper.Number), ("day", paper.Date), ("issuer", paper.Issuer)],
        bool => t["yes"],
        int n => t.Format.Number(n),
        Guid id when name is "postId" => names.Post(id),
        Guid id when name is "personId" => names.Person(id),
        Guid id => names.Unit(id),
        Enum code => CodeText(t, code),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
