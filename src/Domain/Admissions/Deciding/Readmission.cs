using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>Those who were in the Party before (ADM-44…47).</summary>
internal static class Readmission
{
    internal static void JudgeFiling(ActScene s, ReferralFiled act)
    {
        if (act.FormerPartyMember)
        {
            Judge(s);
        }
    }

    /// <summary>The same conditions on the day the cell considers, with the consent that must be there by then.</summary>
    internal static void JudgeMeeting(ActScene s)
    {
        if (s.History.Filed is not { FormerPartyMember: true })
        {
            return;
        }

        Judge(s);
        if (s.View.Last<ConsentRecorded>(c => c.Kind == ConsentKind.Readmission) is null)
        {
            s.Found.Block("ADM-44", "readmission_consent_missing", unblock: "record_consent");
        }

        if (LastExit(s) is { Kind: PartyExit.PopulationPolicy } && s.View.Last<ConsentRecorded>(c => c.Kind == ConsentKind.PopulationPolicy) is null)
        {
            s.Found.Block("ADM-46", "population_policy_consent_missing", unblock: "record_consent");
        }
    }

    private static void Judge(ActScene s)
    {
        var readmissions = s.Context.PersonStream.Readmissions.Where(r => r.CaseId != CaseOf(s)).ToList();
        if (readmissions.Count >= (s.Law.Int(ParameterCatalogue.ReadmissionMaxTimes, s.Day) ?? 1))
        {
            s.Found.Block("ADM-44", "readmitted_before", readmissions.SelectMany(r => FactOf(s, r)));
        }

        if (LastExit(s) is not { } exit)
        {
            s.Found.Warn("ADM-44", "exit_not_recorded", unblock: "record_party_exit");
            return;
        }

        if (IsBarred(exit.Kind))
        {
            s.Found.Block("ADM-47", "readmission_barred", FactOf(s, exit), with: [("exit", Events.Codes.Of(exit.Kind))]);
            return;
        }

        if (exit.Kind == PartyExit.Unknown)
        {
            s.Found.Warn("ADM-47", "exit_kind_unknown", FactOf(s, exit), unblock: "record_party_exit");
        }

        if (exit.Kind == PartyExit.LessSeriousCrime)
        {
            WaitAfterCrime(s, exit);
            return;
        }

        if (s.Law.Int(ParameterCatalogue.ReadmissionMinMonths, s.Day) is { } months)
        {
            Wait(s, "ADM-44", exit, exit.OccurredOn, months);
        }
    }

    private static void WaitAfterCrime(ActScene s, PartyExitRecorded exit)
    {
        if (exit.ExpungedOn is not { } expunged)
        {
            s.Found.Block("ADM-45", "record_not_expunged", FactOf(s, exit), unblock: "record_party_exit");
        }
        else if (s.Law.Int(ParameterCatalogue.ReadmissionMinMonthsMinorCrime, s.Day) is { } months)
        {
            Wait(s, "ADM-45", exit, expunged, months);
        }
    }

    private static void Wait(ActScene s, string rule, PartyExitRecorded exit, DateOnly since, int months)
    {
        if (Deadlines.AddMonths(since, months) is { } first && s.Day < first)
        {
            s.Found.Block(rule, "readmission_too_early", FactOf(s, exit), freeOn: first, with: [ActScene.With("since", since), ActScene.With("months", months), ActScene.With("first", first)]);
        }
    }

    private static IEnumerable<Guid> FactOf(ActScene s, PersonEvent fact) => s.Context.PersonStream.FactOf(fact) is { } id ? [id] : [];

    private static bool IsBarred(PartyExit kind) =>
        kind is PartyExit.DroppedOut or PartyExit.PermittedExit or PartyExit.SeriousDisunity or PartyExit.ConvictedCorruption or PartyExit.SeriousCrime;

    /// <summary>The last exit by the day of the act. What this very case implies is no history of before it.</summary>
    private static PartyExitRecorded? LastExit(ActScene s) => s.Context.PersonStream.Exits.LastOrDefault(e => e.OccurredOn <= s.Day && e.CaseId != CaseOf(s));

    private static Guid CaseOf(ActScene s) => s.Act is ReferralFiled filing ? filing.CaseId : s.History.CaseId;
}
