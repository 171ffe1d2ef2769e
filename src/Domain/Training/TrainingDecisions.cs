using System.Diagnostics;
using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Training;

/// <summary>
/// Decides acts on a training class: the candidate fact is the statement. Refusals (codes): <c>future_date</c>, <c>class_unknown</c>,
/// <c>class_exists</c>, <c>code_invalid</c>, <c>dates_reversed</c>, <c>seats_invalid</c>, <c>class_cancelled</c>, <c>class_ended</c>, <c>class_full</c>,
/// <c>not_enrolled</c>, <c>before_class_started</c>, <c>certificate_exists</c>, <c>certificate_number_used</c>, <c>certificates_exist</c>, <c>class_not_open</c>,
/// <c>class_differs_from_plan</c>, <c>kind_without_class</c>, <c>kind_without_certificate</c>, <c>result_exists</c>, <c>certificate_unknown</c>,
/// <c>reissue_not_issuers_error</c>, <c>reported_count_invalid</c>, <c>more_results_than_enrolled</c>, <c>not_attended</c>, <c>document_missing</c>.
/// </summary>
public static class TrainingDecisions
{
    /// <summary>Every code of a refusal, for the test that each has a text.</summary>
    public static IReadOnlyList<string> RefusalCodes { get; } =
    [
        "future_date", "class_unknown", "class_exists", "code_invalid", "dates_reversed", "seats_invalid", "class_cancelled", "class_ended", "class_full", "not_enrolled",
        "before_class_started", "certificate_exists", "certificate_number_used", "certificates_exist", "class_not_open", "class_differs_from_plan", "kind_without_class",
        "kind_without_certificate", "result_exists", "certificate_unknown", "reissue_not_issuers_error", "reported_count_invalid", "more_results_than_enrolled", "not_attended",
        "document_missing",
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
            return Future(act.OccurredOn, today);
        }

        if (act is ClassPlanned planned)
        {
            return Plan(@class, classId, planned);
        }

        if (act is ClassOpened opened)
        {
            return Open(@class, classId, opened);
        }

        if (@class.About is not { } about)
        {
            return Refuse("class_unknown", "classId", classId.ToString());
        }

        if (@class.CancelledOn is { } cancelled)
        {
            return act is ClassCancelled ? Decision.Nothing : Refuse("class_cancelled", "classId", Iso(cancelled));
        }

        if (@class.Opened is null && act is not ClassCancelled)
        {
            return Refuse("class_not_open", "classId", about.Code);
        }

        return act switch
        {
            PersonEnrolled enrolled => Enrol(@class, classId, enrolled),
            EnrolmentWithdrawn withdrawn => Withdraw(@class, classId, withdrawn),
            AttendanceRecorded there => Attend(@class, about, classId, there),
            CertificateIssued issued => Certify(@class, about, classId, issued, today),
            CertificateReissued again => Reissue(@class, about, classId, again, today),
            ClassVolumeReported reported => Report(@class, classId, reported),
            PersonFailed failed => Fail(@class, about, classId, failed),
            ClassEnded ended => End(@class, about, classId, ended),
            ClassCancelled calledOff => Cancel(@class, classId, calledOff),
            _ => throw new UnreachableException(act.GetType().Name),
        };
    }

    /// <summary>
    /// Decides several acts as one: each stands on those before it, and when one is refused nothing is recorded. The refusal's parameter <c>act</c> is the number of the
    /// act it speaks of, from 1.
    /// </summary>
    public static Decision DecideAll(TrainingClassState @class, Guid classId, IReadOnlyList<TrainingEvent> acts, DateOnly today)
    {
        var events = new List<PlannedEvent>();
        for (var i = 0; i < acts.Count; i++)
        {
            var decision = Decide(@class, classId, acts[i], today);
            if (decision.Refusal is { } refusal)
            {
                var parameters = new Dictionary<string, string>(refusal.Parameters ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
                {
                    ["act"] = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
                };
                return Decision.Refuse(refusal with { Parameters = parameters });
            }

            foreach (var planned in decision.Events)
            {
                events.Add(planned);
                @class = @class.Evolve(new((TrainingEvent)planned.Event, Guid.Empty, planned.StreamId, @class.Version + 1, 0, DateTimeOffset.UnixEpoch, EventHeaders.None, null));
            }
        }

        return events.Count == 0 ? Decision.Nothing : Decision.Accept(events);
    }

    private static Decision Plan(TrainingClassState @class, Guid classId, ClassPlanned act)
    {
        if (@class.About is not null)
        {
            return @class.Planned == act ? Decision.Nothing : Refuse("class_exists", "classId", classId.ToString());
        }

        return Wrong(classId, new(act.OccurredOn, act.ClassId, act.Kind, act.Code, act.Issuer, act.StartsOn, act.EndsOn, act.Seats)) ?? Accept(classId, act);
    }

    private static Decision Open(TrainingClassState @class, Guid classId, ClassOpened act)
    {
        if (@class.Opened is { } known)
        {
            return known == act ? Decision.Nothing : Refuse("class_exists", "classId", classId.ToString());
        }

        if (@class.CancelledOn is { } cancelled)
        {
            return Refuse("class_cancelled", "classId", Iso(cancelled));
        }

        // Dates and seats change between plan and opening; another kind or code is another class.
        if (@class.Planned is { } planned && (planned.Kind != act.Kind || !string.Equals(planned.Code, act.Code, StringComparison.Ordinal)))
        {
            return Refuse("class_differs_from_plan", planned.Kind != act.Kind ? "kind" : "code", planned.Code);
        }

        return Wrong(classId, act) ?? Accept(classId, act);
    }

    private static Decision? Wrong(Guid classId, ClassOpened act)
    {
        if (act.ClassId != classId || !IsCode(act.Code) || string.IsNullOrWhiteSpace(act.Issuer))
        {
            return Refuse("code_invalid", "code", act.Code);
        }

        if (!TrainingKinds.HasClasses(act.Kind))
        {
            return Refuse("kind_without_class", "kind", Codes.Of(act.Kind));
        }

        if (act.EndsOn < act.StartsOn)
        {
            return Refuse("dates_reversed", "endsOn", Iso(act.EndsOn));
        }

        return act.Seats is <= 0 or > MaxSeats ? Refuse("seats_invalid", "seats", act.Seats?.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;
    }

    private static Decision Enrol(TrainingClassState @class, Guid classId, PersonEnrolled act)
    {
        if (@class.Participants.TryGetValue(act.PersonId, out var known) && known.EnrolledOn is not null)
        {
            return Decision.Nothing;
        }

        // A call-up learned of late is a fact as good as any; after the end there is none.
        if (@class.EndedOn is { } ended && act.OccurredOn > ended)
        {
            return Refuse("class_ended", "classId", Iso(ended));
        }

        return @class.Participants.Count >= (@class.Opened!.Seats ?? MaxSeats) ? Refuse("class_full", "classId", @class.Opened.Code) : Accept(classId, act);
    }

    private static Decision Withdraw(TrainingClassState @class, Guid classId, EnrolmentWithdrawn act)
    {
        if (!@class.Participants.TryGetValue(act.PersonId, out var known))
        {
            return Decision.Nothing;
        }

        return known.Certificate is not null || known.FailedOn is not null ? Refuse("result_exists", "personId", @class.Opened!.Code) : Accept(classId, act);
    }

    private static Decision Attend(TrainingClassState @class, ClassOpened about, Guid classId, AttendanceRecorded act)
    {
        if (Participation(@class, about, act.PersonId, act.OccurredOn) is { } refusal)
        {
            return refusal;
        }

        var known = @class.Participants[act.PersonId];
        return known.Attended == act.Attended ? Decision.Nothing
            : !act.Attended && known.Certificate is { } issued ? Refuse("certificate_exists", "attended", issued.Certificate.Number)
            : Accept(classId, act);
    }

    private static Decision Certify(TrainingClassState @class, ClassOpened about, Guid classId, CertificateIssued act, DateOnly today)
    {
        if (Participation(@class, about, act.PersonId, act.OccurredOn) is { } refusal)
        {
            return refusal;
        }

        if (Paper(about, act.Certificate, today) is { } wrong)
        {
            return wrong;
        }

        var person = @class.Participants[act.PersonId];
        if (person.Certificate is { } known)
        {
            // Re-issue only for the issuer's error, which is a correction of the first and not a second certificate.
            return known.Certificate == act.Certificate || person.Current == act.Certificate ? Decision.Nothing : Refuse("certificate_exists", "certificate", known.Certificate.Number);
        }

        if (person.Attended == false)
        {
            return Refuse("not_attended", "personId", about.Code);
        }

        return IsUsed(@class, act.Certificate.Number)
            ? Refuse("certificate_number_used", "certificate", act.Certificate.Number)
            : Accept(classId, act with { CaseId = act.CaseId ?? person.CaseId });
    }

    private static Decision Reissue(TrainingClassState @class, ClassOpened about, Guid classId, CertificateReissued act, DateOnly today)
    {
        if (Participation(@class, about, act.PersonId, act.OccurredOn) is { } refusal)
        {
            return refusal;
        }

        var person = @class.Participants[act.PersonId];
        if (person is not { Certificate: not null, Current: { } current, CertificateFact: { } fact } || !string.Equals(current.Number, act.Replaces, StringComparison.Ordinal))
        {
            return person.Current == act.Certificate ? Decision.Nothing : Refuse("certificate_unknown", "replaces", act.Replaces);
        }

        if (act.Reason != ReissueReason.IssuerError)
        {
            return Refuse("reissue_not_issuers_error", "reason", Codes.Of(act.Reason));
        }

        if (Paper(about, act.Certificate, today) is { } wrong)
        {
            return wrong;
        }

        return !string.Equals(current.Number, act.Certificate.Number, StringComparison.Ordinal) && IsUsed(@class, act.Certificate.Number)
            ? Refuse("certificate_number_used", "certificate", act.Certificate.Number)
            : Decision.Accept([new PlannedEvent(Streams.TrainingClass(classId), act with { CaseId = act.CaseId ?? person.CaseId }, fact == Guid.Empty ? null : fact)]);
    }

    private static Decision Report(TrainingClassState @class, Guid classId, ClassVolumeReported act) =>
        @class.Reported.Contains(act) ? Decision.Nothing : act.Reported.Problem() is { } problem ? Decision.Refuse(problem) : Accept(classId, act);

    private static Decision? Paper(ClassOpened about, DocumentRef certificate, DateOnly today) =>
        !TrainingKinds.GivesCertificate(about.Kind) ? Refuse("kind_without_certificate", "certificate", Codes.Of(about.Kind))
        : string.IsNullOrWhiteSpace(certificate.Number) ? Refuse("document_missing", "certificate", certificate.Number)
        : certificate.Date > today ? Future(certificate.Date, today, "certificate.date")
        : null;

    private static bool IsUsed(TrainingClassState @class, string number) =>
        @class.Participants.Values.Any(p => string.Equals(p.Certificate?.Certificate.Number, number, StringComparison.Ordinal) || string.Equals(p.Current?.Number, number, StringComparison.Ordinal));

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

        if (!TrainingKinds.GivesCertificate(about.Kind))
        {
            return Refuse("kind_without_certificate", "failedOn", Codes.Of(about.Kind));
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

        return @class.Participants.Values.Any(p => p.Certificate is not null) ? Refuse("certificates_exist", "classId", @class.About!.Code) : Accept(classId, act);
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

    internal static Decision Future(DateOnly day, DateOnly today, string field = "occurredOn") =>
        Decision.Refuse(new Refusal("future_date", field, Iso(day), Parameters: new Dictionary<string, string>(StringComparer.Ordinal) { ["today"] = Iso(today) }));

    internal static bool IsCode(string code) => code.Length is > 0 and <= MaxCodeLength && !string.IsNullOrWhiteSpace(code) && !code.Any(char.IsControl);
}
