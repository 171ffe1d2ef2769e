namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>Votes above the cell and the decision of the competent body (ADM-23…26, ADM-28, ADM-33, ADM-38, ADM-39).</summary>
internal static class Committees
{
    internal static void Judge(ActScene s, CommitteeVoted act)
    {
        if (act.Delegated)
        {
            MustBeCompetent(s, act.Body);
        }

        if (act.Purpose != Purpose.Admission)
        {
            CellMustHaveResolved(s, act.Purpose, act.Body);
        }

        // A sectional committee appraises; no threshold of its own is stated.
        if (act.Body is VotingBody.SectionalCommittee)
        {
            return;
        }

        CellMeeting.ShowArithmetic(s, act.Body, act.Tally);
        if (act.Delegated && Votes.Judge(s.Law.Regulations, act.Body, act.Tally, s.Day) is { Passed: false })
        {
            s.Found.Show("ADM-24", "must_report_to_upper_committee");
        }
    }

    internal static void Judge(ActScene s, DecisionIssued act)
    {
        MustBeCompetent(s, act.Body);
        if (act.Purpose == Purpose.Admission)
        {
            JudgeAdmission(s, act);
        }
        else
        {
            JudgeProbation(s, act);
        }
    }

    private static void JudgeAdmission(ActScene s, DecisionIssued act)
    {
        if (s.View.Last<CellVoted>(v => v.Purpose == Purpose.Admission && s.View.Passes(v)) is { } vote)
        {
            Clocks.JudgeDecision(s, "ADM-28", vote);
        }

        if (s.Stage == Stage.CommitteeEscalated && act.Body != VotingBody.UpperStandingCommittee)
        {
            s.Found.Block("ADM-24", "upper_committee_decides", unblock: "upper_decision");
        }
    }

    private static void JudgeProbation(ActScene s, DecisionIssued act)
    {
        var rounds = RecognitionRounds.Of(s.View, s.Law);
        if (rounds.IsEscalated)
        {
            if (act.Body != VotingBody.UpperStandingCommittee)
            {
                s.Found.Block("ADM-39", "upper_committee_decides", rounds.Facts, "upper_decision");
            }
        }
        else
        {
            CellMustHaveResolved(s, act.Purpose, act.Body);
        }

        if (rounds.Passed is { } vote && vote.It.Purpose == act.Purpose)
        {
            Clocks.JudgeDecision(s, "ADM-33", vote);
        }

        // However late everyone was, recognition takes effect on the exact date (ADM-32).
        if (act is { Purpose: Purpose.Recognition, Outcome: Outcome.Approved, EffectiveOn: { } effective }
            && s.Law.TwelveMonthDate(s.View) is { } exact && effective != exact)
        {
            s.Found.Block("ADM-32", "not_effective_on_twelve_month_date", unblock: "effective_on", with: [ActScene.With("exact", exact)]);
        }
    }

    private static void CellMustHaveResolved(ActScene s, Purpose purpose, VotingBody body)
    {
        var rounds = RecognitionRounds.Of(s.View, s.Law);
        if (rounds.Passed?.It.Purpose != purpose && !(rounds.IsEscalated && body == VotingBody.UpperStandingCommittee))
        {
            s.Found.Block("ADM-38", "step_not_recorded", rounds.Facts, "record_step", with: [("step", "cell-vote")]);
        }
    }

    /// <summary>At grassroots level the version of the day says whether the whole committee or its standing committee decides (ADM-26); above, the standing committee.</summary>
    private static void MustBeCompetent(ActScene s, VotingBody body)
    {
        var standing = s.Law.Choice(ParameterCatalogue.CommitteeDecider, s.Day) == "StandingCommittee";
        var wrong = body switch
        {
            VotingBody.GrassrootsCommittee => standing,
            VotingBody.GrassrootsStandingCommittee => !standing,
            VotingBody.UpperStandingCommittee => false,
            _ => true,
        };
        if (wrong)
        {
            s.Found.Block("ADM-26", "body_not_competent", unblock: "competent_body", with: [("body", Events.Codes.Of(body))]);
        }
    }
}
