using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Appointments;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>One stretch of a road.</summary>
/// <param name="State"><c>done</c>, <c>now</c>, <c>todo</c> or <c>stopped</c>.</param>
/// <param name="On">The day it was reached; null while it lies ahead.</param>
public sealed record StripStep(string Label, string State, DateOnly? On);

/// <summary>The strip of a procedure: policy, the steps of the version in force, decision, in force.</summary>
public static class Strip
{
    /// <summary>The strip as on the day the page speaks of.</summary>
    public static IReadOnlyList<StripStep> Of(OpenProcedure open, Texts t)
    {
        var (procedure, day) = (open.Procedure, open.Day);
        var policy = procedure.Policy is { } p && p.Event.OccurredOn <= day ? p.Event.OccurredOn : (DateOnly?)null;
        var decided = procedure.Decided is { } d && d.Event.OccurredOn <= day ? d.Event : null;
        var steps = new List<(string Label, DateOnly? On)> { (t["appt.strip.policy"], policy) };
        steps.AddRange(open.Steps.Select(s => (t["appt.strip.step", ("n", s.Number), ("meeting", t["appt.meeting." + s.Meeting])], procedure.Step(s.Number, day)?.Event.OccurredOn)));
        if (open.Steps.Count == 0)
        {
            steps.Add((t["appt.strip.candidates"], procedure.Facts.Where(f => f.Event is CandidateProposed && f.Event.OccurredOn <= day).Select(f => (DateOnly?)f.Event.OccurredOn).FirstOrDefault()));
        }

        steps.Add((t["appt.strip.decision"], decided?.OccurredOn));
        var force = decided is null ? null : (DateOnly?)decided.From;
        steps.Add((t[force > day ? "appt.strip.in_force_from" : "appt.strip.in_force"], force));
        var ended = open.Standing?.Stage == ProcedureStage.Ended;

        // Once decided, a step nobody recorded is no longer what comes next.
        var next = decided is not null ? force > day ? steps.Count - 1 : -1 : steps.FindIndex(s => s.On is null);
        return [.. steps.Select((s, i) => new StripStep(s.Label, s.On <= day ? "done" : i != next ? "todo" : ended ? "stopped" : "now", s.On))];
    }

    /// <summary>Colour of a stage's tag; its word says the same.</summary>
    public static string TagOf(ProcedureStage stage) => stage switch
    {
        ProcedureStage.InForce or ProcedureStage.Decided => "c-tag--green",
        ProcedureStage.Ended => "c-tag--grey",
        ProcedureStage.PolicyAwaited => "c-tag--amber",
        _ => "c-tag--blue",
    };
}
