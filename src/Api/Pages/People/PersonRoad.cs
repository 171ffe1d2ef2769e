using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Appointments;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Api.Pages.People;

/// <summary>The strip of one person's road, from the referral to the post.</summary>
internal static class PersonRoad
{
    /// <summary>The strip as on a day.</summary>
    /// <param name="cases">Periods of each case and where it stands, the latest first.</param>
    /// <param name="lessons">Classes and certificates that stand.</param>
    /// <param name="cadre">The record as a cadre; null for those who may not see it: the strip then ends with training.</param>
    internal static IReadOnlyList<StripStep> Of(
        Texts t, IReadOnlyList<(IReadOnlyList<StagePeriod> Periods, Stage Now)> cases, IReadOnlyList<IDomainEvent> lessons, CadreState? cadre, DateOnly day)
    {
        var periods = cases.SelectMany(c => c.Periods).ToList();
        var going = cases.Count > 0 ? cases[0].Now : (Stage?)null;
        var probation = First(periods, Stage.Probation);
        var official = First(periods, Stage.Recognised);
        var trained = lessons.Where(l => l is CertificateIssued { CaseId: null } or EvidenceRecorded).Select(l => (DateOnly?)l.OccurredOn).Min();
        var steps = new List<(string Key, DateOnly? On, bool Going)>
        {
            ("referral", periods.Count == 0 ? null : periods.Min(p => p.From), false),
            ("admitted", probation, going is { } g && Views.Steps.PhaseOf(g) is not null && probation is null),
            ("official", official, going is Stage.Probation or Stage.RecognitionDue or Stage.RecognitionEscalated),
            ("training", trained, lessons.Any(l => l is PersonEnrolled { CaseId: null })),
        };
        if (cadre is not null)
        {
            steps.Add(("planned", cadre.Planned.Where(p => p.From <= day && p.Reason != PlanRemoval.EnteredWrongly).Select(p => (DateOnly?)p.From).Min(), false));
            steps.Add(("appointed", cadre.Posts.Where(p => p.From <= day).Select(p => (DateOnly?)p.From).Min(), cadre.Proposals.Any(p => p.On(day))));
        }

        return [.. steps.Select(s => new StripStep(t["person.step." + s.Key], s.On is not null ? "done" : s.Going ? "now" : "todo", s.On))];
    }

    private static DateOnly? First(List<StagePeriod> periods, Stage stage) => periods.Where(p => p.Stage == stage).Select(p => (DateOnly?)p.From).Min();
}
