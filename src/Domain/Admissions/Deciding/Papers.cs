namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>Certificate, application, statement, verification, opinions: their dates and their order (ADM-12…18).</summary>
internal static class Papers
{
    internal static void Judge(ActScene s, AwarenessCertified act)
    {
        if (s.View.Last<AwarenessEnrolled>() is { } enrolled && act.ClassId is not null && enrolled.It.ClassId is { } called && called != act.ClassId)
        {
            s.Found.Warn("ADM-11", "other_class_than_enrolled", [enrolled.Id]);
        }
    }

    internal static void Judge(ActScene s, ApplicationReceived act)
    {
        CertificateMustBeGood(s);
        ApplicationComesFirst(s, Of(Dossier.PaperOf(act)?.Date), Dossier.Newest(s.View, Paper.PersonalHistory));
    }

    internal static void Judge(ActScene s, PaperRecorded act)
    {
        var date = Dossier.PaperOf(act)?.Date;
        if (act.Paper == Paper.PersonalHistory)
        {
            ApplicationComesFirst(s, Dossier.Newest(s.View, Paper.AdmissionApplication), Of(date));
        }
        else if (act.Paper == Paper.AdmissionApplication)
        {
            ApplicationComesFirst(s, Of(date), Dossier.Newest(s.View, Paper.PersonalHistory));
        }
    }

    internal static void Judge(ActScene s, VerificationStarted act)
    {
        ApplicationComesFirst(s, Dossier.Newest(s.View, Paper.AdmissionApplication), Dossier.Newest(s.View, Paper.PersonalHistory));
        if (Dossier.Newest(s.View, Paper.PersonalHistory) is null)
        {
            s.Found.Block("ADM-11", "paper_missing", unblock: "record_paper", with: [("paper", Events.Codes.Of(Paper.PersonalHistory))]);
        }

        if (!act.Sealed)
        {
            s.Found.Block("ADM-17", "not_sealed_before_sending", unblock: "seal");
        }
    }

    internal static void Judge(ActScene s, VerificationConcluded act)
    {
        if (!act.ScopeComplete)
        {
            s.Found.Block("ADM-15", "scope_incomplete", unblock: "complete_scope");
        }

        if (!act.CertifiedAfterwards)
        {
            s.Found.Block("ADM-17", "certified_before_verification", unblock: "certify_again");
        }

        if (!act.Ok)
        {
            s.Found.Warn("ADM-05", "political_standard_not_met");
        }
    }

    internal static void Judge(ActScene s, OpinionsCollected act)
    {
        if (!act.MassOrganisations)
        {
            s.Found.Warn("ADM-18", "mass_organisation_opinion_missing", unblock: "collect_opinions");
        }

        if (!act.ResidenceCell)
        {
            s.Found.Warn("ADM-18", "residence_opinion_missing", unblock: "collect_opinions");
        }
    }

    /// <summary>The certificate on the day of the act: there, and not run out (ADM-13).</summary>
    internal static void CertificateMustBeGood(ActScene s)
    {
        if (Dossier.Newest(s.View, Paper.AwarenessCertificate) is not { } certificate)
        {
            s.Found.Block("ADM-13", "certificate_missing", unblock: "pass");
        }
        else if (s.Law.HasExpired(certificate, s.Day))
        {
            s.Found.Block("ADM-13", "certificate_expired", [certificate.Fact], "redo_class", with: Expiry(s, certificate));
        }
    }

    /// <summary>Papers of the dossier on the day of the meeting: there, and not older than their months (ADM-14).</summary>
    internal static void DossierMustBeGood(ActScene s)
    {
        foreach (var kind in (Paper[])[Paper.AdmissionApplication, Paper.PersonalHistory, Paper.OpinionSummary])
        {
            if (Dossier.Newest(s.View, kind) is not { } paper)
            {
                s.Found.Block("ADM-14", "paper_missing", unblock: "record_paper", with: [("paper", Events.Codes.Of(kind))]);
            }
            else
            {
                MustNotBeTooOld(s, paper);
            }
        }

        foreach (var introduction in Introductions.Standing(s.View))
        {
            MustNotBeTooOld(s, new(Paper.MemberIntroduction, Dossier.PaperOf(introduction.It)!.Value.Date, introduction.Id));
        }

        foreach (var kind in (Paper[])[Paper.UnionIntroduction, Paper.YouthUnionIntroduction])
        {
            if (Dossier.Newest(s.View, kind) is { } introduction)
            {
                MustNotBeTooOld(s, introduction);
            }
        }
    }

    /// <summary>What the verification and the opinions must have brought by the meeting (ADM-05, ADM-15…18).</summary>
    internal static void VerificationMustStand(ActScene s)
    {
        if (s.View.Last<VerificationConcluded>() is { } concluded)
        {
            if (!concluded.It.Ok)
            {
                s.Found.Block("ADM-05", "political_standard_not_met", [concluded.Id]);
            }

            if (!concluded.It.ScopeComplete)
            {
                s.Found.Block("ADM-15", "scope_incomplete", [concluded.Id], "complete_scope");
            }

            if (!concluded.It.CertifiedAfterwards)
            {
                s.Found.Block("ADM-17", "certified_before_verification", [concluded.Id], "certify_again");
            }
        }

        var opinions = s.View.All<OpinionsCollected>().ToList();
        if (!opinions.Exists(o => o.It.MassOrganisations))
        {
            s.Found.Block("ADM-18", "mass_organisation_opinion_missing", opinions.Select(o => o.Id), "collect_opinions");
        }

        if (!opinions.Exists(o => o.It.ResidenceCell))
        {
            s.Found.Block("ADM-18", "residence_opinion_missing", opinions.Select(o => o.Id), "collect_opinions");
        }
    }

    private static void MustNotBeTooOld(ActScene s, DossierPaper paper)
    {
        if (s.Law.HasExpired(paper, s.Day))
        {
            s.Found.Block("ADM-14", "paper_expired", [paper.Fact], "renew_paper", with: [("paper", Events.Codes.Of(paper.Paper)), .. Expiry(s, paper)]);
        }
    }

    private static void ApplicationComesFirst(ActScene s, DossierPaper? application, DossierPaper? history)
    {
        if (application is { } applied && history is { } told && applied.Date > told.Date)
        {
            s.Found.Warn(
                "ADM-12", "application_after_personal_history", new[] { applied.Fact, told.Fact }.Where(f => f != Guid.Empty),
                with: [ActScene.With("application", applied.Date), ActScene.With("history", told.Date)]);
        }
    }

    /// <summary>The paper of the act itself, which is no fact on record yet.</summary>
    private static DossierPaper? Of(DateOnly? date) => date is { } day ? new(default, day, Guid.Empty) : null;

    private static (string Key, string Value)[] Expiry(ActScene s, DossierPaper paper) =>
        s.Law.LastDayOf(paper, s.Day) is { } last ? [ActScene.With("date", paper.Date), ActScene.With("lastDay", last)] : [ActScene.With("date", paper.Date)];
}
