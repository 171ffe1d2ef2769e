using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>Who introduces the applicant (ADM-06…09, the variants of 2.6).</summary>
internal static class Introductions
{
    internal static void Judge(ActScene s, IntroducedByMember act)
    {
        if (act.OfficialSince > s.Day)
        {
            s.Found.Block("ADM-07", "introducer_not_official", unblock: "other_introducer", freeOn: act.OfficialSince, with: [ActScene.With("since", act.OfficialSince)]);
        }

        if (!act.SameGrassrootsOrganisation)
        {
            s.Found.Block("ADM-07", "introducer_of_other_organisation", unblock: "other_introducer");
        }

        if (act.SameResidenceOnly && s.Law.Choice(ParameterCatalogue.IntroducerTie, s.Day) == "WorkOrStudy")
        {
            s.Found.Block("ADM-07", "residence_tie_not_known", unblock: "other_introducer");
        }

        if (act.Spouse)
        {
            s.Found.Warn("ADM-06", "introducer_is_spouse");
        }

        JudgeTie(s, act);
    }

    internal static void Judge(ActScene s, IntroducerReleased act)
    {
        if (!s.View.All<IntroducedByMember>().Any(i => i.It.Introducer == act.Introducer) && !Helpers(s.View).Contains(act.Introducer))
        {
            s.Found.Warn("ADM-09", "introducer_not_known");
        }
    }

    internal static void Judge(ActScene s, HelperAssigned act)
    {
        if (act.Replaces is { } replaced && !Helpers(s.View).Contains(replaced) && !s.View.All<IntroducedByMember>().Any(i => i.It.Introducer == replaced))
        {
            s.Found.Warn("ADM-09", "replaced_helper_not_known");
        }
    }

    /// <summary>On the meeting day: the right introducers for age and workplace, each still in place and long enough with the applicant.</summary>
    internal static void JudgeMeeting(ActScene s)
    {
        var members = Standing(s.View);
        foreach (var member in members)
        {
            if (!IsWaived(s.View, member.It) && TieComplete(s, member.It) is { } complete && complete > s.Day)
            {
                s.Found.Block("ADM-07", "introducer_tie_too_short", [member.Id], "other_introducer", complete, ActScene.With("first", complete));
            }
        }

        var union = s.View.Last<IntroducedByUnion>();
        var youth = s.View.Last<IntroducedByYouthUnion>();
        switch (SituationOn(s))
        {
            case Situation.Youth:
                if (IsYouthUnionMember(s) == false)
                {
                    s.Found.Block("ADM-06", "not_a_youth_union_member", unblock: "join_youth_union", freeOn: YouthAgeEnds(s));
                }

                Require(s, members, organisation: youth?.Id, "youth_introduction_missing", "introduce_youth");
                break;
            case Situation.NoYouthUnion:
                Require(s, members, organisation: union?.Id, "union_introduction_missing", "introduce");
                break;
            default:
                Need(s, members, 2);
                break;
        }

        if (youth is { } introduced && IsOfYouthAge(s) == false && WasOfYouthAge(s, introduced.It.OccurredOn))
        {
            // No text settles the age passed between the Youth Union's resolution and the meeting: people decide.
            s.Found.Warn("ADM-06", "passed_youth_age", [introduced.Id], "human_decision");
        }
    }

    /// <summary>Introducers standing on the day: not released, each counted once.</summary>
    internal static IReadOnlyList<Fact<IntroducedByMember>> Standing(CaseView view)
    {
        var standing = new Dictionary<Guid, Fact<IntroducedByMember>>();
        foreach (var fact in view.InForce)
        {
            switch (fact.Event)
            {
                case IntroducedByMember introduced:
                    standing[introduced.Introducer] = new(introduced, fact.Id);
                    break;
                case IntroducerReleased released:
                    standing.Remove(released.Introducer);
                    break;
            }
        }

        return [.. standing.Values];
    }

    /// <summary>Null when neither birth date nor age band is known.</summary>
    internal static bool? IsOfYouthAge(ActScene s)
    {
        if (s.Context.Person.BirthDate is { } born)
        {
            s.PersonWasRead = true;
            return Age.InCompletedYears(born, s.Day) <= MaxYouthYears(s, s.Day);
        }

        return s.History.Statistics?.AgeBand switch
        {
            AgeBand.Under18 or AgeBand.From18To30 => true,
            null or AgeBand.Unknown => null,
            _ => false,
        };
    }

    internal static bool? IsYouthUnionMember(ActScene s)
    {
        if (s.Context.Person.YouthUnionMember is { } member)
        {
            s.PersonWasRead = true;
            return member;
        }

        return s.History.Filed?.YouthUnionMember;
    }

    private enum Situation { Youth, NoYouthUnion, TwoMembers }

    private static Situation SituationOn(ActScene s)
    {
        // A union dissolved on the way leaves two members as the only road; its earlier resolution stays as history.
        if (s.Unit(s.UnionUnit) is not { Active: true } unit)
        {
            return Situation.TwoMembers;
        }

        if (!unit.HasYouthUnion)
        {
            return Situation.NoYouthUnion;
        }

        return IsOfYouthAge(s) == true ? Situation.Youth : Situation.TwoMembers;
    }

    private static void Require(ActScene s, IReadOnlyList<Fact<IntroducedByMember>> members, Guid? organisation, string missing, string unblock)
    {
        if (organisation is null)
        {
            s.Found.Block("ADM-06", missing, unblock: unblock, freeOn: YouthAgeEnds(s));
        }

        Need(s, members, 1);
    }

    private static void Need(ActScene s, IReadOnlyList<Fact<IntroducedByMember>> members, int needed)
    {
        if (members.Count < needed)
        {
            s.Found.Block(
                "ADM-06", "introducers_missing", members.Select(m => m.Id), "introduce_member", with: [ActScene.With("needed", needed), ActScene.With("have", members.Count)]);
        }
    }

    private static void JudgeTie(ActScene s, IntroducedByMember act)
    {
        if (act.Replaces is { } replaced && !IsReplacement(s.View, act))
        {
            s.Found.Warn("ADM-09", "replaced_introducer_not_released", with: [("introducer", replaced.ToString("D"))]);
        }

        if (IsWaived(s.View, act))
        {
            s.Found.Show(act.Replaces is null ? "ADM-48" : "ADM-09", "twelve_months_waived");
        }
        else if (TieComplete(s, act) is { } complete && complete > s.Day)
        {
            s.Found.Block("ADM-07", "introducer_tie_too_short", unblock: "other_introducer", freeOn: complete, with: [ActScene.With("since", act.TogetherSince), ActScene.With("first", complete)]);
        }
    }

    /// <summary>The twelve months are of being together, not of Party seniority (ADM-08).</summary>
    private static DateOnly? TieComplete(ActScene s, IntroducedByMember act) =>
        s.Law.Int(ParameterCatalogue.IntroducerMonths, s.Day) is { } months ? Deadlines.AddMonths(act.TogetherSince, months) : null;

    /// <summary>Waived for a replacement (ADM-09) and for whoever takes over at the receiving cell (ADM-48).</summary>
    private static bool IsWaived(CaseView view, IntroducedByMember act) =>
        IsReplacement(view, act) || view.All<CaseMoved>().Any(m => m.It.Point == TransferPoint.WhileHelped && m.It.OccurredOn <= act.OccurredOn);

    private static bool IsReplacement(CaseView view, IntroducedByMember act) =>
        act.Replaces is { } replaced && view.All<IntroducerReleased>().Any(r => r.It.Introducer == replaced);

    private static IEnumerable<Guid> Helpers(CaseView view) =>
        view.All<ReferralAcknowledged>().Select(a => a.It.Helper).OfType<Guid>().Concat(view.All<HelperAssigned>().Select(h => h.It.Helper));

    private static bool WasOfYouthAge(ActScene s, DateOnly day) =>
        s.Context.Person.BirthDate is { } born && Age.InCompletedYears(born, day) <= MaxYouthYears(s, day);

    /// <summary>The day from which two members introduce instead of the Youth Union; null when no birth date tells it.</summary>
    private static DateOnly? YouthAgeEnds(ActScene s) => s.Context.Person.BirthDate?.AddYears(MaxYouthYears(s, s.Day) + 1);

    private static int MaxYouthYears(ActScene s, DateOnly day) => s.Law.Int(ParameterCatalogue.YouthMaxAgeYears, day) ?? 30;
}
