using System.Diagnostics;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Training;

/// <summary>
/// Decides acts on a training class: the candidate fact is the statement. Refusals (codes): <c>future_date</c>, <c>class_unknown</c>,
/// <c>class_exists</c>, <c>code_invalid</c>, <c>dates_reversed</c>, <c>seats_invalid</c>, <c>class_cancelled</c>, <c>class_ended</c>, <c>class_full</c>,
/// <c>not_enrolled</c>, <c>before_class_started</c>, <c>certificate_exists</c>, <c>certificate_number_used</c>, <c>certificates_exist</c>.
/// </summary>
public static class TrainingDecisions
{
    /// <summary>Every code of a refusal, for the test that each has a text.</summary>
    public static IReadOnlyList<string> RefusalCodes { get; } =
    [
        "future_date", "class_unknown", "class_exists", "code_invalid", "dates_reversed", "seats_invalid", "class_cancelled", "class_ended", "class_full", "not_enrolled",
        "before_class_started", "certificate_exists", "certificate_number_used", "certificates_exist",
    ];

    private const int MaxCodeLength = 40;
    private const int MaxSeats = 10_000;

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    /// <param name="class">The class.</param>
    /// <param name="classId">Its id.</param>
    /// <param name="act">The candidate fact.</param>
    /// <param name="today">Today in Viet Nam.</param>
    public static Decision Decide(TrainingClassState @class, Guid classId, TrainingEvent act, DateOnly today)
    {
        if (act.OccurredOn > today)
        {
            return Decision.Refuse(new Refusal("future_date", "occurredOn", Iso(act.OccurredOn), Parameters: new Dictionary<string, string>(StringComparer.Ordinal) { ["today"] = Iso(today) }));
        }

        if (act is ClassOpened opened)
        {
            return Open(@class, classId, opened);
        }

        if (@class.Opened is not { } about)
        {
            return Refuse("class_unknown", "classId", classId.ToString());
        }

        if (@class.CancelledOn is { } cancelled)
        {
            return act is ClassCancelled ? Decision.Nothing : Refuse("class_cancelled", "classId", Iso(cancelled));
        }

        return act switch
        {
            PersonEnrolled enrolled => Enrol(@class, classId, enrolled),
            CertificateIssued issued => Certify(@class, about, classId, issued),
            PersonFailed failed => Fail(@class, about, classId, failed),
            ClassEnded ended => End(@class, about, classId, ended),
            ClassCancelled calledOff => Cancel(@class, classId, calledOff),
            _ => throw new UnreachableException(act.GetType().Name),
        };
    }

    private static Decision Open(TrainingClassState @class, Guid classId, ClassOpened act)
    {
        if (@class.Opened is { } known)
        {
            return known == act ? Decision.Nothing : Refuse("class_exists", "classId", classId.ToString());
        }

        if (act.ClassId != classId || act.Code.Length is 0 or > MaxCodeLength || act.Code.Any(char.IsControl) || string.IsNullOrWhiteSpace(act.Issuer))
        {
            return Refuse("code_invalid", "code", act.Code);
        }

        if (act.EndsOn < act.StartsOn)
        {
            return Refuse("dates_reversed", "endsOn", Iso(act.EndsOn));
        }

        return act.Seats is <= 0 or > MaxSeats ? Refuse("seats_invalid", "seats", act.Seats?.ToString(System.Globalization.CultureInfo.InvariantCulture)) : Accept(classId, act);
    }

    private static Decision Enrol(TrainingClassState @class, Guid classId, PersonEnrolled act)
    {
        if (@class.Participants.TryGetValue(act.PersonId, out var known) && known.EnrolledOn is not null)
        {
            return Decision.Nothing;
        }

        if (@class.EndedOn is { } ended)
        {
            return Refuse("class_ended", "classId", Iso(ended));
        }

        return @class.Participants.Count >= (@class.Opened!.Seats ?? MaxSeats) ? Refuse("class_full", "classId", @class.Opened.Code) : Accept(classId, act);
    }

    private static Decision Certify(TrainingClassState @class, ClassOpened about, Guid classId, CertificateIssued act)
    {
        if (Participation(@class, about, act.PersonId, act.OccurredOn) is { } refusal)
        {
            return refusal;
        }

        if (@class.Participants[act.PersonId].Certificate is { } known)
        {
            // Re-issue only for the issuer's error, which is a correction of the first and not a second certificate.
            return known.Certificate == act.Certificate ? Decision.Nothing : Refuse("certificate_exists", "certificate", known.Certificate.Number);
        }

        return @class.Participants.Values.Any(p => string.Equals(p.Certificate?.Certificate.Number, act.Certificate.Number, StringComparison.Ordinal))
            ? Refuse("certificate_number_used", "certificate", act.Certificate.Number)
            : Accept(classId, act with { CaseId = act.CaseId ?? @class.Participants[act.PersonId].CaseId });
    }

    private static Decision Fail(TrainingClassState @class, ClassOpened about, Guid classId, PersonFailed act)
    {
        if (Participation(@class, about, act.PersonId, act.OccurredOn) is { } refusal)
        {
            return refusal;
        }

        var known = @class.Participants[act.PersonId];
        if (known.FailedOn is not null)
        {
            return Decision.Nothing;
        }

        return known.Certificate is { } issued
            ? Refuse("certificate_exists", "certificate", issued.Certificate.Number)
            : Accept(classId, act with { CaseId = act.CaseId ?? known.CaseId });
    }

    private static Decision End(TrainingClassState @class, ClassOpened about, Guid classId, ClassEnded act)
    {
        if (@class.EndedOn is { } ended)
        {
            return ended == act.OccurredOn ? Decision.Nothing : Refuse("class_ended", "classId", Iso(ended));
        }

        return act.OccurredOn < about.StartsOn ? Refuse("before_class_started", "occurredOn", Iso(act.OccurredOn)) : Accept(classId, act);
    }

    private static Decision Cancel(TrainingClassState @class, Guid classId, ClassCancelled act)
    {
        if (@class.EndedOn is { } ended)
        {
            return Refuse("class_ended", "classId", Iso(ended));
        }

        return @class.Participants.Values.Any(p => p.Certificate is not null) ? Refuse("certificates_exist", "classId", @class.Opened!.Code) : Accept(classId, act);
    }

    private static Decision? Participation(TrainingClassState @class, ClassOpened about, Guid person, DateOnly day)
    {
        if (!@class.Participants.ContainsKey(person))
        {
            return Refuse("not_enrolled", "personId", person.ToString());
        }

        return day < about.StartsOn ? Refuse("before_class_started", "occurredOn", Iso(day)) : null;
    }

    private static Decision Accept(Guid classId, TrainingEvent act) => Decision.Accept(Streams.TrainingClass(classId), act);

    private static Decision Refuse(string code, string field, string? value) => Decision.Refuse(new Refusal(code, field, value));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
