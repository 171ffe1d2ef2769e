using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>Given facts of a case, when an act is stated, then events, findings or a refusal. Immutable: each step gives another one.</summary>
public sealed record Given
{
    public static readonly Guid CaseId = new("11111111-0000-0000-0000-000000000001");
    public static readonly Guid PersonId = new("22222222-0000-0000-0000-000000000001");

    /// <summary>Nothing has happened yet.</summary>
    public static Given Nothing { get; } = new();

    public CaseHistory History { get; init; } = CaseHistory.Empty;

    public DateOnly Today { get; init; } = new(2026, 11, 22);

    public Regulations Regulations { get; init; } = Regulations.FromFiles();

    public OrgTree Units { get; init; } = World.Units;

    public PersonFacts Person { get; init; } = new(PersonId, 1, new DateOnly(1995, 5, 15), Gender.Female, Education.Bachelor, TheoryLevel.Elementary, true);

    public PersonState PersonStream { get; init; } = PersonState.Empty;

    public CaseHistory? PreviousCase { get; init; }

    public CaseContext Context => new(Today, Regulations, Units, Person, PersonStream, PreviousCase);

    /// <summary>Facts already recorded, as reports, whatever the rules say of them.</summary>
    public static Given Facts(params CaseEvent[] facts) => Nothing.And(facts);

    public Given And(params CaseEvent[] facts)
    {
        var history = History;
        var person = PersonStream;
        foreach (var fact in facts)
        {
            history = history.Evolve(Record(history.Version, fact));
            if (fact is ReferralFiled filed)
            {
                person = person.Evolve(RecordPerson(person, new CaseOpened(filed.OccurredOn, filed.CaseId)));
            }
        }

        return this with { History = history, PersonStream = person };
    }

    /// <summary>Facts of the person's own stream.</summary>
    public Given AndPerson(params PersonEvent[] facts) =>
        this with { PersonStream = facts.Aggregate(PersonStream, (state, fact) => state.Evolve(RecordPerson(state, fact))) };

    public Given Born(int year, int month, int day) => this with { Person = Person with { BirthDate = new DateOnly(year, month, day) } };

    public Given On(DateOnly today) => this with { Today = today };

    public Given At(OrgTree units) => this with { Units = units };

    public Verdict When(CaseEvent act, Guid? corrects = null, PolicyOverride? applied = null) =>
        new(this, act, CaseDecisions.Decide(History, new(act is ReferralFiled f ? f.CaseId : CaseId, act, corrects, applied), Context));

    /// <summary>The given facts with what was decided appended.</summary>
    public Given After(Decision decision)
    {
        var next = this;
        foreach (var planned in decision.Events)
        {
            next = planned.Event switch
            {
                CaseEvent e when planned.StreamId == Streams.Case(CaseId) => next with { History = next.History.Evolve(Record(next.History.Version, e, planned.Corrects, decision.Evaluation)) },
                CaseEvent e when next.PreviousCase is { } previous => next with { PreviousCase = previous.Evolve(Record(previous.Version, e, planned.Corrects)) },
                PersonEvent e => next with { PersonStream = next.PersonStream.Evolve(RecordPerson(next.PersonStream, e)) },
                _ => next,
            };
        }

        return next;
    }

    public Stage StageOn(DateOnly day, CalendarKind calendar = default) => Stages.On(History, day, Regulations, calendar);

    /// <summary>The id the n-th recorded event has, from 1.</summary>
    public static Guid EventId(long version) => new($"33333333-0000-0000-0000-{version:D12}");

    public static Recorded<CaseEvent> Record(long after, CaseEvent fact, Guid? corrects = null, Evaluation? evaluation = null) =>
        new(fact, EventId(after + 1), Streams.Case(CaseId), after + 1, after + 1, DateTimeOffset.UnixEpoch, new(Corrects: corrects, Evaluation: evaluation), null);

    private static Recorded<PersonEvent> RecordPerson(PersonState state, PersonEvent fact) =>
        new(fact, EventId(900 + state.Version), Streams.Person(PersonId), state.Version + 1, state.Version + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null);
}

/// <summary>What was decided about one act, with the words tests use.</summary>
public sealed record Verdict(Given Before, CaseEvent Act, Decision Decision)
{
    public Given Then => Before.After(Decision);

    public Verdict IsAccepted()
    {
        Assert.True(Decision.IsAccepted, Why());
        return this;
    }

    /// <summary>Accepted, and nothing blocks: not even as a report recorded with a defect.</summary>
    public Verdict IsAcceptedCleanly()
    {
        IsAccepted();
        Assert.True(Decision.Findings.All(f => f.Severity != Severity.Block), Why());
        return this;
    }

    public Verdict IsBlockedBy(string rule, string code)
    {
        Assert.True(Decision.IsBlocked, "not blocked: " + Why());
        Assert.True(Has(Severity.Block, rule, code), Why());
        return this;
    }

    /// <summary>Blocked by this alone.</summary>
    public Verdict IsBlockedOnlyBy(string rule, string code)
    {
        IsBlockedBy(rule, code);
        Assert.True(Decision.Findings.Count(f => f.Severity == Severity.Block) == 1, Why());
        return this;
    }

    public Verdict IsRefused(string code, string? rule = null)
    {
        Assert.True(Decision.Refusal is not null, "not refused: " + Why());
        Assert.Equal(code, Decision.Refusal.Code);
        Assert.Contains(code, CaseRefusals.Codes);
        if (rule is not null)
        {
            Assert.Equal(rule, Decision.Refusal.Rule);
        }

        return this;
    }

    public Verdict DecidesNothing()
    {
        Assert.True(Decision.IsAccepted, Why());
        Assert.Empty(Decision.Events);
        return this;
    }

    public Verdict Warns(string rule, string code)
    {
        Assert.True(Has(Severity.Warn, rule, code), Why());
        return this;
    }

    public Verdict Shows(string rule, string code)
    {
        Assert.True(Has(Severity.Show, rule, code), Why());
        return this;
    }

    /// <summary>Recorded although the rule blocks: the act has happened.</summary>
    public Verdict IsRecordedWith(string rule, string code)
    {
        IsAccepted();
        Assert.True(Has(Severity.Block, rule, code), Why());
        Assert.NotEmpty(Decision.Events);
        return this;
    }

    public Verdict SaysNothingOf(string rule)
    {
        Assert.True(Decision.Findings.All(f => f.Rule != rule), Why());
        return this;
    }

    public Verdict WithEarliest(DateOnly? day)
    {
        Assert.All(Decision.Findings.Where(f => f.Severity == Severity.Block), f => Assert.Equal(day, f.Earliest));
        return this;
    }

    private bool Has(Severity severity, string rule, string code) =>
        Decision.Findings.Any(f => f.Severity == severity && f.Rule == rule && f.Code == code);

    private string Why() =>
        (Decision.Refusal is { } refusal ? $"refused {refusal.Code} {refusal.Field}={refusal.Value}; " : "")
        + (Decision.IsBlocked ? "blocked: " : "accepted: ")
        + string.Join("; ", Decision.Findings.Select(f => $"{f.Severity} {f.Rule} {f.Code} {string.Join(',', f.Parameters?.Select(p => $"{p.Key}={p.Value}") ?? [])}"));
}
