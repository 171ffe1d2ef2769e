using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Outlooks;

/// <summary>A later date of a case before and after.</summary>
/// <param name="Kind"><c>deadline</c>, <c>expiry</c>, <c>probation_end</c>, <c>recognition_window</c>.</param>
/// <param name="Title">In the reader's language.</param>
/// <param name="From">Null for a date that came up.</param>
/// <param name="To">Null for a date that fell away.</param>
/// <param name="Days">Calendar days from one to the other; null when one is missing.</param>
/// <param name="Expected">Begun neither before nor after: each step taken on its last day in time.</param>
/// <param name="Provisional">The calendar after the change is not announced for some counted day.</param>
/// <param name="Causes"><c>start</c>, <c>policy</c>, <c>calendar</c>, <c>extension</c>, <c>pause</c>.</param>
public sealed record OutlookDateBody(
    string Kind, string Rule, string? Paper, string Title, DateOnly? From, DateOnly? To, int? Days, bool Expected, bool LateBefore, bool LateAfter, bool Provisional,
    string? PolicyVersionBefore, string? PolicyVersionAfter, IReadOnlyList<string> Causes)
{
    /// <summary>True when it is another day, came up or fell away.</summary>
    public bool Moved => From != To;

    internal static OutlookDateBody Of(Texts t, DateMove move) => new(
        Codes.Of(move.Kind),
        move.Rule,
        move.Paper is { } paper ? Codes.Of(paper) : null,
        OutlookWords.Title(t, move.Kind, move.Rule, move.Paper),
        move.From,
        move.To,
        move is { From: { } from, To: { } to } ? to.DayNumber - from.DayNumber : null,
        move.Expected,
        move.Before?.Late ?? false,
        move.After?.Late ?? false,
        (move.After ?? move.Before)!.Clock.Provisional,
        move.Before?.Clock.PolicyVersion,
        move.After?.Clock.PolicyVersion,
        [.. move.Causes.Select(Codes.Of)]);
}

/// <summary>A finding that came up or fell away, and on which act.</summary>
/// <param name="Title">The act in the reader's language.</param>
public sealed record FindingChangeBody(string Act, string Title, FindingBody Finding)
{
    internal static FindingChangeBody Of(Texts t, FindingChange change) => new(change.Act, t["act." + change.Act], FindingBody.Of(change.Finding));
}

/// <summary>How a supposed act would be judged.</summary>
public sealed record SupposedActBody(string Act, string Title, DateOnly Date, bool Allowed, IReadOnlyList<FindingBody> Findings);

/// <summary>A case as it is and as it would be.</summary>
/// <param name="Day">The day both were computed for.</param>
/// <param name="Dates">Every later date, moved or not, by date.</param>
/// <param name="Opened">Acts that would be allowed and are not.</param>
/// <param name="Closed">Acts that would no longer be allowed.</param>
/// <param name="Stored">Always false: a what-if records nothing.</param>
public sealed record WhatIfBody(
    Guid CaseId, long Version, DateOnly Day, string StageBefore, string StageAfter, bool Changed, IReadOnlyList<OutlookDateBody> Dates, IReadOnlyList<SupposedActBody> Acts,
    IReadOnlyList<FindingChangeBody> Gained, IReadOnlyList<FindingChangeBody> Lost, IReadOnlyList<string> Opened, IReadOnlyList<string> Closed, bool Stored = false)
{
    internal static WhatIfBody Of(Texts t, Guid caseId, long version, WhatIfResult result)
    {
        var moved = result.Comparison.Moves;
        var same = result.Before.Dates.Where(was => !moved.Any(m => m.Before == was)).Select(was => new DateMove(was, result.After.Dates.First(was.IsSameAs), []));
        return new(
            caseId,
            version,
            result.Before.Day,
            Codes.Of(result.Comparison.StageBefore),
            Codes.Of(result.Comparison.StageAfter),
            !result.Comparison.IsEmpty,
            [.. moved.Concat(same).OrderBy(m => m.To ?? m.From).ThenBy(m => m.Kind).Select(m => OutlookDateBody.Of(t, m))],
            [.. result.Acts.Select(a => new SupposedActBody(a.Code, t["act." + a.Code], a.Date, a.Allowed, FindingBody.Of(a.Findings)))],
            [.. result.Comparison.Gained.Select(c => FindingChangeBody.Of(t, c))],
            [.. result.Comparison.Lost.Select(c => FindingChangeBody.Of(t, c))],
            result.Comparison.Opened,
            result.Comparison.Closed);
    }
}

/// <summary>Words of later dates.</summary>
internal static class OutlookWords
{
    internal static string Title(Texts t, OutlookKind kind, string rule, Domain.Admissions.Paper? paper) => kind switch
    {
        OutlookKind.RecognitionWindow => t["outlook.window"],
        OutlookKind.Expiry when paper is { } known && rule == "ADM-35" => t["clock.adm-35"] + ": " + t.Code("paper", known),
        _ => t["clock." + rule.ToLowerInvariant()],
    };

    internal static string Causes(Texts t, IReadOnlyList<string> causes) => string.Join(", ", causes.Select(c => t["cause." + c]));

    /// <summary><c>muộn hơn 3 ngày</c>, <c>sớm hơn 2 ngày</c>, <c>hạn mới</c>, <c>không còn</c>.</summary>
    internal static string Shift(Texts t, OutlookDateBody date) => date switch
    {
        { From: null } => t["outlook.new"],
        { To: null } => t["outlook.gone"],
        { Days: { } days } => Shift(t, days),
        _ => t["outlook.same"],
    };

    /// <summary>A shift of calendar days, negative when earlier.</summary>
    internal static string Shift(Texts t, int days) =>
        days > 0 ? t["outlook.later", ("n", days)] : days < 0 ? t["outlook.earlier", ("n", -days)] : t["outlook.same"];
}
