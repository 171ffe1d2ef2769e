using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>How one candidate did in one step.</summary>
/// <param name="Other">Ballots that hold another opinion.</param>
/// <param name="GoesOn">Null where the step has no threshold.</param>
public sealed record BallotRow(Guid Person, int Agree, int Disagree, int Other, bool? GoesOn);

/// <summary>One conference with its arithmetic.</summary>
/// <param name="Attendance">Fewest present that make it a conference; null where the version names no share.</param>
/// <param name="Needed">Fewest votes that carry a candidate on; null without a threshold.</param>
/// <param name="Base">The number the threshold is taken of.</param>
public sealed record Ballot(ConsultationStep Step, bool IsLast, StepHeld Held, int? Attendance, int? Needed, int Base, StepOutcome? Outcome, IReadOnlyList<BallotRow> Rows)
{
    /// <summary>Whether enough were there.</summary>
    public bool Quorate => Attendance is not { } needed || Held.Conference.Present >= needed;
}

/// <summary>One candidate with the dossier.</summary>
public sealed record CandidateRow(Guid Person, DateOnly Since, IReadOnlyList<(DossierItem Item, DossierItemRecorded? Paper)> Papers)
{
    /// <summary>Papers on record.</summary>
    public int Has => Papers.Count(p => p.Paper is not null);
}

/// <summary>A clock with how urgent it is.</summary>
public sealed record ClockView(ProcedureClock Clock, DeadlineUrgency Urgency, string Words);

/// <summary>One personnel procedure: where it stands, what can be done next and why not, candidates, ballots, dossier, clocks, what happened.</summary>
public sealed class ShowPage(AppointmentDesk desk) : CadrePage
{
    /// <summary>The procedure.</summary>
    public OpenProcedure Open { get; private set; } = null!;

    /// <summary>Acts possible now, those of the road first.</summary>
    public IReadOnlyList<ProcedureVerdict> Now { get; private set; } = [];

    /// <summary>Acts not possible now, each with why.</summary>
    public IReadOnlyList<ProcedureVerdict> NotNow { get; private set; } = [];

    /// <summary>The strip.</summary>
    public IReadOnlyList<StripStep> Road { get; private set; } = [];

    /// <summary>Every conference held.</summary>
    public IReadOnlyList<Ballot> Ballots { get; private set; } = [];

    /// <summary>Everybody put forward.</summary>
    public IReadOnlyList<CandidateRow> Candidates { get; private set; } = [];

    /// <summary>The clocks.</summary>
    public IReadOnlyList<ClockView> Clocks { get; private set; } = [];

    /// <summary>What happened.</summary>
    public IReadOnlyList<TimelineItem> Items { get; private set; } = [];

    /// <summary>Only what had happened by this day.</summary>
    public DateOnly? AsOf { get; private set; }

    /// <summary>Only what was recorded by the end of this day.</summary>
    public DateOnly? AsKnownOn { get; private set; }

    /// <summary>True when the page shows the past.</summary>
    public bool IsPast => AsOf is not null || AsKnownOn is not null;

    /// <summary>The address of the page.</summary>
    public string Href => $"/appointments/{Open.Id:D}";

    public async Task<IActionResult> OnGetAsync(Guid id, string? asOf, string? asKnownOn)
    {
        (Form["asOf"], Form["asKnownOn"]) = (asOf, asKnownOn);
        (AsOf, AsKnownOn) = (Form.Date("asOf"), Form.Date("asKnownOn"));
        if (AsKnownOn > desk.Today)
        {
            Form.AddKey("asKnownOn", "error.future", ("value", AsKnownOn));
            AsKnownOn = null;
        }

        var opened = await desk.ProcedureAsync(id, AsOf, AsKnownOn, HttpContext.RequestAborted);
        if (opened is null)
        {
            return HttpContext.Actor().Has(Verb.ManageCadres) ? NotFound() : StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!Access.OnUnit(HttpContext.Actor(), Verb.ManageCadres, opened.Post.Unit, opened.Units, desk.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Open = opened;
        Area = "appointments";
        Title = T["appt.title", ("kind", T.Code("appt.kind", opened.About.Kind)), ("post", opened.Post.Title)];
        Crumbs = [(T["nav.appointments"], "/appointments")];
        Road = Strip.Of(opened, T);
        Items = new CadreFacts(T, opened.Names).Of(opened.Items);
        Ballots = [.. opened.Steps.Select(s => BallotOf(opened, s)).OfType<Ballot>()];
        Candidates = [.. opened.Procedure.Candidates.Select(c => RowOf(opened, c))];
        Clocks = [.. opened.Clocks.Select(c => ViewOf(opened, c))];
        if (!IsPast)
        {
            Sort(opened.Verdicts);
        }

        return Page();
    }

    /// <summary>Address of an act's form.</summary>
    public string ActHref(ProcedureVerdict act) =>
        $"{Href}/acts/{act.Code}" + (act.Step is { } step ? $"?step={step}" : act.Person is { } person ? $"?person={person:D}" : "");

    /// <summary>What an act is called, with the step or the person it is about.</summary>
    public string ActName(ProcedureVerdict act) => act switch
    {
        { Step: { } step } => T["appt.act.hold-step.n", ("n", step), ("meeting", T["appt.meeting." + Open.Steps[step - 1].Meeting])],
        { Person: { } person } => T["appt.act.for", ("act", T["appt.act." + act.Code]), ("name", Open.Names.Person(person))],
        _ => T["appt.act." + act.Code],
    };

    private void Sort(IReadOnlyList<ProcedureVerdict> verdicts)
    {
        // Of the steps ahead only the next one is news: each later one waits for the one before it. Several dossiers are one thing to do.
        var next = verdicts.Where(v => v.Step is not null).Select(v => v.Step).Min();
        var several = verdicts.Count(v => v.Code == "record-paper") > 1;
        var shown = verdicts.Where(v => v.Step is null || v.Step == next)
            .Select(v => v.Code == "record-paper" && several ? v with { Person = null } : v).DistinctBy(v => (v.Code, v.Person, v.Step))
            .Select(v => v.Allowed ? v with { Findings = [.. v.Findings.Where(f => f.Severity != Domain.Events.Severity.Show)] } : v).ToList();
        Now = [.. shown.Where(v => v.Allowed).OrderBy(v => v.Code switch { "appoint" => 0, "approve-policy" => 1, "choose" => 2, "hold-step" => 3, "record-paper" => 4, "propose" => Candidates.Count == 0 ? 2 : 5, _ => 6 })];
        NotNow = [.. shown.Where(v => !v.Allowed)];
    }

    private static CandidateRow RowOf(OpenProcedure open, Guid person)
    {
        var facts = open.Procedure.Facts;
        return new(
            person, facts.Select(f => f.Event).OfType<CandidateProposed>().First(c => c.PersonId == person).OccurredOn,
            [.. ProcedureActions.Papers.Select(i => (i, open.Procedure.Paper(person, i, open.Day)?.Event))]);
    }

    private static Ballot? BallotOf(OpenProcedure open, ConsultationStep step)
    {
        if (open.Procedure.Step(step.Number, open.Day)?.Event is not { } held)
        {
            return null;
        }

        // Judged by the version of the day it was held on.
        var then = ConsultationSteps.OfAppointment(open.Regulations, held.OccurredOn).FirstOrDefault(s => s.Number == step.Number) ?? step;
        var share = open.Regulations.Parameter(ParameterCatalogue.AppointmentAttendance, held.OccurredOn)?.Parameter;
        var outcome = !then.HasBallot || held.Candidates.Count == 0 ? null
            : step.Number == 3 ? StepOutcome.OfStepThree(held, then)
            : step.Number == open.Steps[^1].Number ? StepOutcome.OfLastStep(held, then)
            : null;
        return new(
            then, step.Number == open.Steps[^1].Number, held, share?.Ratio.Needed(held.Conference.Summoned, share.Inclusive), then.Needed(held.Conference), held.Conference.Base(then.Base), outcome,
            [.. held.Candidates.OrderByDescending(c => c.Agree).Select(c => new BallotRow(
                c.PersonId, c.Agree, c.Disagree, held.Conference.Valid - c.Agree - c.Disagree, outcome is null ? null : outcome.Carried.Contains(c.PersonId)))]);
    }

    private static ClockView ViewOf(OpenProcedure open, ProcedureClock clock)
    {
        if (clock.MetOn is { } met)
        {
            return new(clock, met > clock.Due ? DeadlineUrgency.Overdue : DeadlineUrgency.Met, T[met > clock.Due ? "deadline.met_late" : "deadline.met", ("day", met)]);
        }

        var left = Urgencies.WorkingDaysLeft(clock.Due, open.Day, open.Regulations.Calendar(clock.Calendar));
        return new(clock, Urgencies.Of(clock.Due, open.Day, left), Urgencies.Words(T, clock.Due, open.Day, left));
    }
}
