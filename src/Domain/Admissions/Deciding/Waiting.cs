using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>What a proposal comes to on one day.</summary>
/// <param name="Free">It would be accepted.</param>
/// <param name="TryAgainOn">The first later day on which time alone may free it; null when none may.</param>
internal readonly record struct Standing(bool Free, DateOnly? TryAgainOn);

/// <summary>
/// From when time alone allows an act: each day on which everything that stops it may have gone is decided again in full, nothing else changing.
/// The day is null when a later record, a document or another person is what it waits for.
/// </summary>
internal static class Waiting
{
    /// <summary>Versions and waiting times that can follow one another before the search gives up; far more than any case has met.</summary>
    private const int MaxDaysTried = 64;

    /// <summary>The first later day on which the act would be accepted; null unless time alone brings it.</summary>
    /// <param name="tryOn">Before this day it stays refused.</param>
    internal static DateOnly? Until(CaseHistory history, CaseCommand statement, CaseContext context, Law law, DateOnly? tryOn)
    {
        // A correction keeps its day, so time does not help it.
        if (statement.Corrects is not null || tryOn is null)
        {
            return null;
        }

        var asked = statement.Act.OccurredOn;
        var later = RecordedDaysAfter(asked, history, context);
        if (later.Count == 0)
        {
            return FirstFree(tryOn, DateOnly.MaxValue, on => StandingOn(on, history, statement, context, law));
        }

        // Asked about a day the record has gone on from: what later facts brought is not the work of time.
        var thenHistory = history.AsOf(asked);
        var thenContext = context with { PreviousCase = context.PreviousCase?.AsOf(asked) };
        var byTime = FirstFree(tryOn, DateOnly.MaxValue, on => StandingOn(on, thenHistory, statement, thenContext, law));
        return byTime is not null && byTime == FirstFreeOnRecord(later, history, statement, context, law, tryOn) ? byTime : null;
    }

    /// <summary>The first day on which a refusal may have gone by itself: the case it stumbles over may lapse meanwhile.</summary>
    internal static DateOnly? RefusedUntil(Refusal refusal, CaseCommand command, CaseContext context, Law law)
    {
        if (refusal.Code != CaseRefusals.SecondOpenCase(Guid.Empty).Code || context.PreviousCase is not { } previous)
        {
            return null;
        }

        var day = command.Act.OccurredOn;
        return previous.Facts.Select(f => Dossier.PaperOf(f.Event)).OfType<(Paper, DateOnly)>().SelectMany(law.DaysPaperMayLapse)
            .Where(d => d > day).Select(d => (DateOnly?)d).Min();
    }

    /// <summary>The first day on the whole record, later facts at work too.</summary>
    private static DateOnly? FirstFreeOnRecord(List<DateOnly> later, CaseHistory history, CaseCommand statement, CaseContext context, Law law, DateOnly? tryOn)
    {
        for (var i = -1; i < later.Count; i++)
        {
            var end = i + 1 < later.Count ? later[i + 1] : DateOnly.MaxValue;
            var first = FirstFree(i < 0 ? tryOn : later[i], end, on => StandingOn(on, history, statement, context, law));
            if (first is not null)
            {
                return first;
            }
        }

        return null;
    }

    private static DateOnly? FirstFree(DateOnly? from, DateOnly end, Func<DateOnly, Standing> standingOn)
    {
        for (var tried = 0; tried < MaxDaysTried && from is { } on && on < end; tried++)
        {
            var standing = standingOn(on);
            if (standing.Free)
            {
                return on;
            }

            from = standing.TryAgainOn > on ? standing.TryAgainOn : null;
        }

        return null;
    }

    private static Standing StandingOn(DateOnly day, CaseHistory history, CaseCommand statement, CaseContext context, Law law) => CaseDecisions.StandingOf(
        history,
        statement with { Act = statement.Act with { OccurredOn = day } },
        context with { Today = day > context.Today ? day : context.Today },
        law);

    /// <summary>Days after the act on which something else was recorded to have happened that may bear on it.</summary>
    private static List<DateOnly> RecordedDaysAfter(DateOnly day, CaseHistory history, CaseContext context)
    {
        var facts = history.Facts.Concat(context.PreviousCase?.Facts ?? []).Select(f => f.Event.OccurredOn);
        var units = new[] { history, context.PreviousCase }.OfType<CaseHistory>().SelectMany(h => new[] { h.UnionUnitOn(day), h.PartyBodyOn(day) })
            .SelectMany(u => context.Units.History(u)?.Facts ?? []).Select(e => e.OccurredOn);
        return [.. facts.Concat(units).Concat(context.PersonStream.Exits.Select(e => e.OccurredOn)).Where(d => d > day).Distinct().Order()];
    }
}
