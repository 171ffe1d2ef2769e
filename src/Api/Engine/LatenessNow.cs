using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Engine;

/// <summary>Two verdicts on whether an act was in time: the stored one, which is never changed, and the one by the calendars and rules of now.</summary>
/// <param name="Due">The last day in time as counted now; null when it is in time now.</param>
public sealed record LatenessNow(bool WasLate, bool IsLate, DateOnly? Due)
{
    private static readonly HashSet<string> Codes = new(["late", "late_with_consent", "extension_after_lapse", "ceremony_overdue"], StringComparer.Ordinal);

    /// <summary>Counts again where something was published since the fact was judged; null when nothing was, or both say the same.</summary>
    public static LatenessNow? Of(LoadedCase loaded, Guid original)
    {
        if (loaded.History.Effectively(original) is not { Headers.Evaluation: { } then, Event: CellVoted or DecisionIssued or CeremonyHeld or TransferReceived or DeadlineExtended }
            || then.RegulationsPosition == loaded.Context.Regulations.Position
            || CaseDecisions.Again(loaded.History, original, loaded.Context) is not { } now)
        {
            return null;
        }

        var (was, @is) = (Late(then.Findings), Late(now.Findings));
        var (wasDue, due) = (DueOf(was), DueOf(@is));
        return was is null == @is is null && wasDue == due ? null : new(was is not null, @is is not null, due);
    }

    private static Finding? Late(IReadOnlyList<Finding> findings) => findings.FirstOrDefault(f => Codes.Contains(f.Code));

    private static DateOnly? DueOf(Finding? finding) =>
        finding?.Parameters?.GetValueOrDefault("due") is { } due ? DateOnly.ParseExact(due, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;
}
