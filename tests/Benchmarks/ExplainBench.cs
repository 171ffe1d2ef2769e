using System.Globalization;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// What an answer to "why not, and from when?" costs the decider: one act, all acts of a case page, and a what-if, over generated lives of cases at every
/// step. CPU time of the process, so that a busy machine does not count; the floor is folding the case and telling its stage.
/// </summary>
internal static class ExplainBench
{
    private const int WarmUp = 300;

    /// <param name="args">Lives; default 100.</param>
    public static Task RunAsync(string[] args)
    {
        var lives = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
        var moments = Enumerable.Range(0, lives).SelectMany(GeneratedLife.Moments).ToList();
        var codes = CaseActs.All.Where(a => a.Listed).Select(a => a.Code).ToArray();
        Console.WriteLine($"{"question",-34}{"asked",10}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}{"max ms",10}{"target",10}");
        Measure("floor: fold the case, its stage", moments, 0, (m, _) => Stages.On(CaseHistory.Of(m.History.AllRecorded), m.Day, m.Context.Regulations, CalendarKind.Public));
        Measure("explain one act", moments, 2, (m, n) => CaseActions.Explain(codes[n % codes.Length], m.History, m.Context, m.Day));
        Measure("explain one act, 60 days ahead", moments, 2, (m, n) => CaseActions.Explain(codes[n % codes.Length], m.History, m.Context, m.Day.AddDays(60)));
        Measure("acts the stage allows", moments, 10, (m, _) => CaseActions.Next(m.History, m.Context, m.Day));
        Measure("every act of a case page", moments, 10, (m, _) => CaseActions.For(m.History, m.Context, m.Day));
        var open = moments.Where(m => WhatIf.Of(m.History, m.Context, m.Day, []).Result is not null).ToList();
        Measure("what-if: another calendar", open, 1000, (m, _) => WhatIf.Of(m.History, m.Context, m.Day, [new WhatIfChange.Calendar(CalendarKind.Private5)]));
        Measure("what-if: a fact a week later", open, 1000, (m, _) => WhatIf.Of(m.History, m.Context, m.Day, [new WhatIfChange.FactDate(m.History.Facts[^1].Id, m.History.Facts[^1].Event.OccurredOn.AddDays(7))]));
        var draft = SampleDrafts.Find(SampleDrafts.Names[^1])!;
        Measure("what-if: a draft regulation", [.. open.Take(400)], 1000, (m, _) => WhatIf.Of(m.History, m.Context, m.Day, [new WhatIfChange.Draft(draft)]));
        return Task.CompletedTask;
    }

    private static void Measure(string name, List<Moment> moments, int targetMilliseconds, Func<Moment, int, object?> ask)
    {
        for (var n = 0; n < WarmUp; n++)
        {
            ask(moments[n % moments.Count], n);
        }

        GC.Collect();
        var took = new double[moments.Count];
        for (var n = 0; n < moments.Count; n++)
        {
            var before = Environment.CpuUsage.TotalTime;
            ask(moments[n], n);
            took[n] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }

        Array.Sort(took);
        var target = targetMilliseconds == 0 ? "" : "< " + targetMilliseconds.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-34}{took.Length,10}{At(took, 50),10:F3}{At(took, 95),10:F3}{At(took, 99),10:F3}{took[^1],10:F3}{target,10}"));
    }

    private static double At(double[] sorted, int percent) => sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];

    /// <summary>A case after some step of its life, and the day it is asked about.</summary>
    internal sealed record Moment(CaseHistory History, CaseContext Context, DateOnly Day);
}
