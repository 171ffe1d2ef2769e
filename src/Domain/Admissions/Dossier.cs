namespace CadreWorkflow.Domain.Admissions;

/// <summary>One paper of the dossier: what it is, the date on it, the fact that told of it.</summary>
internal readonly record struct DossierPaper(Paper Paper, DateOnly Date, Guid Fact);

/// <summary>Papers of the dossier by their dates (ADM-12…14).</summary>
internal static class Dossier
{
    /// <summary>Papers whose age can lapse a case before the cell has considered it; introductions are tested at the meeting only.</summary>
    private static readonly Paper[] Ageing = [Paper.AdmissionApplication, Paper.PersonalHistory, Paper.OpinionSummary];

    /// <summary>The paper a fact tells of, by its own date, not by the day it was handed in.</summary>
    internal static (Paper Paper, DateOnly Date)? PaperOf(CaseEvent @event)
    {
        Paper? paper = @event switch
        {
            AwarenessCertified => Paper.AwarenessCertificate,
            ApplicationReceived => Paper.AdmissionApplication,
            OpinionsCollected => Paper.OpinionSummary,
            IntroducedByMember => Paper.MemberIntroduction,
            IntroducedByUnion => Paper.UnionIntroduction,
            IntroducedByYouthUnion => Paper.YouthUnionIntroduction,
            NewMemberCertified => Paper.NewMemberCertificate,
            PaperRecorded recorded => recorded.Paper,
            _ => null,
        };
        return paper is { } kind ? (kind, @event.Document?.Date ?? @event.OccurredOn) : null;
    }

    /// <summary>The newest paper of a kind among the facts in force.</summary>
    internal static DossierPaper? Newest(CaseView view, Paper kind) => view.Newest(kind);

    /// <summary>Whether the certificate or a paper ran out on the day before the cell considered the case.</summary>
    internal static bool HasLapsed(CaseView view, Law law)
    {
        if (Newest(view, Paper.AwarenessCertificate) is { } certificate && law.HasExpired(certificate, view.Day))
        {
            return true;
        }

        foreach (var kind in Ageing)
        {
            if (Newest(view, kind) is { } paper && law.HasExpired(paper, view.Day))
            {
                return true;
            }
        }

        return false;
    }
}
