using System.Diagnostics;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Training;

/// <summary>One programme as it stands.</summary>
public sealed record ProgrammeState
{
    /// <summary>No programme yet.</summary>
    public static ProgrammeState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>How it was opened, with what was revised since; null before.</summary>
    public ProgrammeOpened? Opened { get; private init; }

    /// <summary>Day it was closed; null while it runs.</summary>
    public DateOnly? ClosedOn { get; private init; }

    /// <summary>Counts of papers, in the order entered.</summary>
    public IReadOnlyList<ProgrammeVolumeReported> Reported { get; private init; } = [];

    /// <summary>Folds the stream.</summary>
    public static ProgrammeState Of(IEnumerable<Recorded<ProgrammeEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public ProgrammeState Evolve(Recorded<ProgrammeEvent> recorded)
    {
        var next = recorded.Event switch
        {
            ProgrammeOpened opened => this with { Opened = opened },
            ProgrammeRevised r => this with { Opened = Opened is null ? null : Opened with { From = r.From, To = r.To, PlannedClasses = r.PlannedClasses, PlannedSeats = r.PlannedSeats } },
            ProgrammeClosed closed => this with { ClosedOn = closed.OccurredOn },
            ProgrammeVolumeReported reported => this with { Reported = [.. Reported, reported] },
            _ => throw new UnreachableException(recorded.Event.GetType().Name),
        };
        return next with { Version = recorded.Version };
    }
}

/// <summary>
/// Decides acts on a programme. Refusals: <c>future_date</c>, <c>programme_unknown</c>, <c>programme_exists</c>, <c>programme_closed</c>, <c>code_invalid</c>, <c>name_invalid</c>,
/// <c>unit_unknown</c>, <c>dates_reversed</c>, <c>seats_invalid</c>, <c>reported_count_invalid</c>, <c>more_results_than_enrolled</c>.
/// </summary>
public static class ProgrammeDecisions
{
    private const int MaxTitleLength = 300;
    private const int MaxPlanned = 1_000_000;

    /// <summary>Every code of a refusal, for the test that each has a text.</summary>
    public static IReadOnlyList<string> RefusalCodes { get; } =
    [
        "future_date", "programme_unknown", "programme_exists", "programme_closed", "code_invalid", "name_invalid", "unit_unknown", "dates_reversed", "seats_invalid",
        "reported_count_invalid", "more_results_than_enrolled",
    ];

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(ProgrammeState programme, Guid programmeId, ProgrammeEvent act, OrgTree units, DateOnly today)
    {
        // A programme is adopted ahead of its period, but never after today.
        if (act.OccurredOn > today)
        {
            return TrainingDecisions.Future(act.OccurredOn, today);
        }

        if (act is ProgrammeOpened opened)
        {
            return Open(programme, programmeId, opened, units);
        }

        if (programme.Opened is not { } about)
        {
            return Refuse("programme_unknown", "programmeId", programmeId.ToString());
        }

        switch (act)
        {
            case ProgrammeClosed when programme.ClosedOn is not null:
                return Decision.Nothing;
            case ProgrammeRevised when programme.ClosedOn is { } closed:
                return Refuse("programme_closed", "programmeId", Iso(closed));
            case ProgrammeRevised revised:
                var next = about with { From = revised.From, To = revised.To, PlannedClasses = revised.PlannedClasses, PlannedSeats = revised.PlannedSeats };
                return Planned(next) ?? (next == about ? Decision.Nothing : Accept(programmeId, act));
            case ProgrammeVolumeReported reported:
                // Reports come after the end: a closed programme takes them.
                return programme.Reported.Contains(reported) ? Decision.Nothing : reported.Reported.Problem() is { } problem ? Decision.Refuse(problem) : Accept(programmeId, act);
            default:
                return Accept(programmeId, act);
        }
    }

    private static Decision Open(ProgrammeState programme, Guid programmeId, ProgrammeOpened act, OrgTree units)
    {
        if (programme.Version > 0)
        {
            return programme.Opened == act ? Decision.Nothing : Refuse("programme_exists", "programmeId", programmeId.ToString());
        }

        if (act.ProgrammeId != programmeId || !TrainingDecisions.IsCode(act.Code))
        {
            return Refuse("code_invalid", "code", act.Code);
        }

        if (string.IsNullOrWhiteSpace(act.Title) || act.Title.Length > MaxTitleLength || act.Title.Any(char.IsControl))
        {
            return Refuse("name_invalid", "title", act.Title);
        }

        return units.Unit(act.Owner, act.OccurredOn) is null ? Refuse("unit_unknown", "owner", act.Owner.ToString()) : Planned(act) ?? Accept(programmeId, act);
    }

    private static Decision? Planned(ProgrammeOpened about) =>
        about.To < about.From ? Refuse("dates_reversed", "to", Iso(about.To))
        : about.PlannedClasses is < 1 or > MaxPlanned ? Refuse("seats_invalid", "plannedClasses", Text(about.PlannedClasses))
        : about.PlannedSeats is < 1 or > MaxPlanned ? Refuse("seats_invalid", "plannedSeats", Text(about.PlannedSeats))
        : null;

    private static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Decision Accept(Guid programmeId, ProgrammeEvent act) => Decision.Accept(Streams.Programme(programmeId), act);

    private static Decision Refuse(string code, string field, string? value) => Decision.Refuse(new Refusal(code, field, value));
}
