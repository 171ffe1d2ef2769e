using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>Votes of the cell: everything is tested on the meeting day (ADM-01…22, ADM-32, ADM-37…39).</summary>
internal static class CellMeeting
{
    internal static void Judge(ActScene s, CellVoted act)
    {
        switch (act.Purpose)
        {
            case Purpose.Admission:
                JudgeAdmission(s);
                break;
            case Purpose.Recognition:
                JudgeRecognition(s);
                break;
            default:
                RoundsMustBeOpen(s);
                break;
        }

        ShowArithmetic(s, VotingBody.Cell, act.Tally);
    }

    /// <summary>Base, needed and agree, so that a reader can follow the result (ADM-19, ADM-20).</summary>
    internal static void ShowArithmetic(ActScene s, VotingBody body, Tally tally)
    {
        if (Votes.Judge(s.Law.Regulations, body, tally, s.Day) is not { } vote)
        {
            return;
        }

        s.Found.Read(vote.PolicyVersion);
        s.Found.Show(
            vote.Rule, vote.Passed ? "vote_passed" : "vote_not_passed",
            with: [ActScene.With("base", vote.Base), ActScene.With("deducted", vote.Deducted), ActScene.With("needed", vote.Needed), ActScene.With("agree", vote.Agree)]);
        if (!vote.Confirmed)
        {
            s.Found.Show(vote.Rule, "threshold_unconfirmed");
        }
    }

    private static void JudgeAdmission(ActScene s)
    {
        AgeMustFit(s);
        EducationMustFit(s);
        Introductions.JudgeMeeting(s);
        Papers.CertificateMustBeGood(s);
        Papers.DossierMustBeGood(s);
        Papers.VerificationMustStand(s);
        Readmission.JudgeMeeting(s);
    }

    /// <summary>Age is counted by months, the day of the month ignored (ADM-01); over the limit only with written consent from above (ADM-02).</summary>
    private static void AgeMustFit(ActScene s)
    {
        s.PersonWasRead = true;
        if (s.Context.Person.BirthDate is not { } born)
        {
            s.Found.Warn("ADM-01", "age_unknown", unblock: "record_birth_date");
            return;
        }

        var months = Age.InMonths(born, s.Day);
        if (s.Law.Int(ParameterCatalogue.MinAgeMonths, s.Day) is { } youngest && months < youngest)
        {
            // The first month in which the count is reached, from its first day; the parameters carry no date, so that no birth date can be read off them.
            var month = born.AddMonths(youngest);
            s.Found.Block("ADM-01", "too_young", freeOn: new DateOnly(month.Year, month.Month, 1));
        }

        if (s.Law.Int(ParameterCatalogue.MaxAgeMonths, s.Day) is { } oldest && months > oldest)
        {
            if (s.View.Last<ConsentRecorded>(c => c.Kind == ConsentKind.OverAge) is { } consent)
            {
                s.Found.Show("ADM-02", "over_age_with_consent", [consent.Id]);
            }
            else
            {
                s.Found.Block("ADM-02", "over_age_without_consent", unblock: "record_consent");
            }
        }
    }

    /// <summary>What each version asks for (ADM-03), and the consent that lifts it in difficult areas (ADM-04).</summary>
    private static void EducationMustFit(ActScene s)
    {
        s.PersonWasRead = true;
        var education = s.Context.Person.Education != Education.Unknown ? s.Context.Person.Education : s.History.Statistics?.Education ?? Education.Unknown;
        if (education == Education.Unknown)
        {
            s.Found.Warn("ADM-03", "education_unknown", unblock: "record_education");
            return;
        }

        if (Suffices(education, s.Law.Choice(ParameterCatalogue.Education, s.Day)))
        {
            return;
        }

        if (s.View.Last<ConsentRecorded>(c => c.Kind == ConsentKind.Education) is { } consent)
        {
            s.Found.Show("ADM-04", "education_with_consent", [consent.Id]);
        }
        else
        {
            s.Found.Block("ADM-03", "education_too_low", unblock: "record_consent", with: [("education", Codes.Of(education))]);
        }
    }

    private static bool Suffices(Education education, string? asked) => education switch
    {
        Education.BelowPrimary or Education.Primary => false,
        Education.LowerSecondaryProgramme => asked == "SecondaryProgrammeCompleted",
        _ => true,
    };

    private static void JudgeRecognition(ActScene s)
    {
        RoundsMustBeOpen(s);
        if (s.Law.TwelveMonthDate(s.View) is { } end)
        {
            if (s.Day <= end)
            {
                s.Found.Block("ADM-32", "probation_not_over", s.View.Last<CeremonyHeld>() is { } ceremony ? [ceremony.Id] : [], freeOn: end.AddDays(1), with: [ActScene.With("end", end)]);
            }
            else if (Deadlines.Due(s.Law.Regulations, "ADM-32", end, s.CellCalendarFrom(end), pauses: CasePauses.On(s.View, "ADM-32")) is { } due)
            {
                Clocks.Late(s, "ADM-32", end, due.Due, s.CellCalendarFrom(end), s.View.Last<CeremonyHeld>() is { } ceremony ? [ceremony.Id] : []);
            }
        }

        if (s.View.Last<NewMemberCertified>() is null && Dossier.Newest(s.View, Paper.NewMemberCertificate) is null)
        {
            s.Found.Block("ADM-37", "new_member_certificate_missing", unblock: "certify_new_member");
        }

        if (s.View.Last<ProbationerDisciplined>() is { } disciplined)
        {
            s.Found.Show("ADM-40", "disciplined_still_considered", [disciplined.Id]);
        }
    }

    private static void RoundsMustBeOpen(ActScene s)
    {
        var rounds = RecognitionRounds.Of(s.View, s.Law);
        if (rounds.IsEscalated)
        {
            s.Found.Block("ADM-39", "votes_used_up", rounds.Facts, "upper_decision", with: [ActScene.With("failed", rounds.Failed)]);
        }
    }
}
