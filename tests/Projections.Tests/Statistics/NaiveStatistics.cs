using System.Collections.Concurrent;
using System.Globalization;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Statistics;
using CadreWorkflow.Projections.Tests.Given;

namespace CadreWorkflow.Projections.Tests.Statistics;

/// <summary>The definitions of the figures, said again over the events themselves, one person and one case at a time.</summary>
internal sealed class NaiveStatistics
{
    private static readonly ConcurrentDictionary<(MemoryLog, long), (OrgTree, List<Known>)> KnownAt = new();

    private readonly StatisticsRequest _request;
    private readonly OrgTree _tree;
    private readonly List<Known> _cases;

    internal NaiveStatistics(MemoryLog log, StatisticsRequest request)
    {
        _request = request;
        (_tree, _cases) = KnownAt.GetOrAdd((log, request.AsKnownPosition ?? long.MaxValue), key => Fold(key.Item1, key.Item2));
    }

    private static (OrgTree, List<Known>) Fold(MemoryLog log, long position)
    {
        var cases = new List<Known>();
        var regulations = Regulations.Empty.Apply(log.Events.Where(e => e.Position <= position && e.Event is RegulationEvent).Select(e => ((RegulationEvent)e.Event, e.Position)));
        foreach (var stream in log.Events.Where(e => e.Position <= position && e.Event is CaseEvent).GroupBy(e => e.StreamId))
        {
            var history = CaseHistory.Of(stream.OrderBy(e => e.Version).Select(MemoryLog.Cast<CaseEvent>));
            if (history.Filed is { } filed)
            {
                cases.Add(new(history, filed, regulations));
            }
        }

        return (log.UnitsAt(position), cases);
    }

    /// <summary>Which case stands for which person, or counts itself, under a measure; with the row it sits in.</summary>
    internal List<(Guid CaseId, string Row)> Counted(StatisticsMeasure measure)
    {
        var counted = new List<(Guid, string)>();
        if (measure.Code == "referredPersonTimes")
        {
            foreach (var sent in Sent())
            {
                Add(counted, sent.CaseId, Home(sent), sent.FirstSent!.Value);
            }

            return counted;
        }

        foreach (var person in _cases.GroupBy(c => c.PersonId))
        {
            var home = Sent().Where(c => c.PersonId == person.Key).OrderBy(c => c.FirstSent).ThenBy(c => c.Number).FirstOrDefault();
            switch (measure.Code)
            {
                case "referredPersons" when home is not null:
                    Add(counted, home.CaseId, Home(home), home.FirstSent!.Value);
                    break;
                case "admitted":
                    var admitted = person.Where(c => c.DecidedOn >= _request.From && c.DecidedOn <= _request.To && c.FirstSent <= c.DecidedOn)
                        .OrderBy(c => c.DecidedOn).ThenBy(c => c.CaseId.ToString()).FirstOrDefault();
                    if (admitted is not null)
                    {
                        Add(counted, admitted.CaseId, home is not null ? Home(home) : (admitted, admitted.DecidedOn!.Value), admitted.DecidedOn!.Value);
                    }

                    break;
                case "cohort" or "admittedByThen" or ['o', 'u', 't', 'c', 'o', 'm', 'e', ..] when home is not null && person.Min(c => c.FirstSent) >= _request.From:
                    var day = _request.ObservedOn ?? _request.AsKnownOn ?? _request.Today;
                    var latest = person.Where(c => c.FiledOn <= day).OrderBy(c => c.FiledOn).ThenBy(c => c.Number).LastOrDefault();
                    var outcome = latest is null ? "in_progress" : Codes.Of(latest.OutcomeOn(day));
                    if (measure.Code == "cohort" || (measure.Code == "admittedByThen" && outcome is "admitted" or "removed") || measure.Code == "outcome." + outcome)
                    {
                        Add(counted, (latest ?? home).CaseId, Home(home), home.FirstSent!.Value);
                    }

                    break;
            }
        }

        return counted;
    }

    private IEnumerable<Known> Sent() => _cases.Where(c => c.FirstSent >= _request.From && c.FirstSent <= _request.To);

    private static (Known Case, DateOnly On) Home(Known home) => (home, home.FirstSent!.Value);

    private void Add(List<(Guid, string)> counted, Guid caseId, (Known Case, DateOnly On) at, DateOnly measured)
    {
        var now = _request.Structure == StatisticsStructure.Now;
        var present = _request.AsKnownOn ?? _request.Today;
        var asked = _request.Unit ?? _tree.Root(Tree.Union);
        var party = _tree.Unit(asked, present)!.Tree == Tree.Party;
        var on = now ? DateOnly.MaxValue : at.On;
        var unit = party ? at.Case.History.PartyBodyOn(on) : at.Case.History.UnionUnitOn(on);
        var path = new[] { unit }.Concat(_tree.Ancestors(unit, now ? present : at.On)).ToList();
        var depth = path.IndexOf(asked);
        if (depth < 0)
        {
            return;
        }

        counted.Add((caseId, _request.By switch
        {
            null => "",
            StatisticsBy.Unit => (depth == 0 ? asked : path[depth - 1]).ToString(),
            StatisticsBy.Month => measured.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            StatisticsBy.Gender => Codes.Of(at.Case.History.Statistics!.Gender),
            StatisticsBy.Age => Codes.Of(at.Case.History.Statistics!.AgeBand),
            StatisticsBy.Education => Codes.Of(at.Case.History.Statistics!.Education),
            StatisticsBy.Theory => Codes.Of(at.Case.History.Statistics!.TheoryLevel),
            _ => Codes.Of(at.Case.History.Statistics!.Sector),
        }));
    }

    private sealed class Known
    {
        private readonly Regulations _regulations;

        internal Known(CaseHistory history, ReferralFiled filed, Regulations regulations)
        {
            (History, _regulations) = (history, regulations);
            (CaseId, PersonId, Number, FiledOn) = (filed.CaseId, filed.PersonId, filed.ReferralNumber, filed.OccurredOn);
            FirstSent = history.Facts.Where(f => f.Event is ReferralSent).Select(f => (DateOnly?)f.Event.OccurredOn).Min();
            var decided = history.Facts.Where(f => f.Event is DecisionIssued { Purpose: Purpose.Admission, Outcome: Outcome.Approved }).Select(f => (DateOnly?)f.Event.OccurredOn).Max();
            DecidedOn = OutcomeOn(DateOnly.MaxValue) is CaseOutcome.Admitted or CaseOutcome.Removed ? decided : null;
        }

        internal CaseHistory History { get; }

        internal Guid CaseId { get; }

        internal Guid PersonId { get; }

        internal int Number { get; }

        internal DateOnly FiledOn { get; }

        internal DateOnly? FirstSent { get; }

        internal DateOnly? DecidedOn { get; }

        internal CaseOutcome OutcomeOn(DateOnly day) => Stages.OutcomeOn(History, day, _regulations);
    }
}
