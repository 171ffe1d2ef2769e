using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

using CadreWorkflow.Domain.Regulations;

/// <summary>What is no statement at all (design 3): every reason there is, in no order.</summary>
internal static class ModelRefusals
{
    private static readonly DateOnly Earliest = new(1975, 1, 1);

    internal static IEnumerable<string> Of(ModelCase c, CaseCommand command, Given given, ModelCase? previous) =>
        Identity(c, command, given, previous).Concat(Dates(command.Act, given.Today)).Concat(Correction(c, command)).Concat(Sheet(command.Act)).Concat(Content(c, command.Act, given));

    private static IEnumerable<string> Identity(ModelCase c, CaseCommand command, Given given, ModelCase? previous)
    {
        if (command.Act is not ReferralFiled filing)
        {
            yield break;
        }

        if (filing.PersonId == Guid.Empty)
        {
            yield return "person_not_set";
        }

        if (c.Filed is { } known)
        {
            if (command.Corrects is null)
            {
                yield return "case_already_filed";
            }
            else if (filing.PersonId != known.PersonId)
            {
                yield return "person_mismatch";
            }

            yield break;
        }

        if (previous?.Filed is { } old && filing.PersonId != old.PersonId)
        {
            yield return "previous_case_of_other_person";
        }

        if (filing.PreviousCase is { } named && !given.PersonStream.Cases.Contains(named))
        {
            yield return "previous_case_unknown";
        }

        var supersedes = previous is not null && filing.PreviousCase == previous.Id && previous.On(filing.OccurredOn).Name is Stage.Returned or Stage.CellRejected or Stage.Lapsed;
        if (previous is { AtTheEnd.End: null } && !supersedes)
        {
            yield return "second_open_case";
        }
    }

    private static IEnumerable<string> Dates(CaseEvent act, DateOnly today)
    {
        foreach (var date in new[] { act.OccurredOn, act.Document?.Date }.OfType<DateOnly>())
        {
            if (date < Earliest)
            {
                yield return "date_out_of_range";
            }

            if (date > today)
            {
                yield return "future_date";
            }
        }

        if (act is IntroducedByMember member && member.TogetherSince > act.OccurredOn)
        {
            yield return "dates_in_wrong_order";
        }
    }

    private static IEnumerable<string> Correction(ModelCase c, CaseCommand command)
    {
        if (command.Corrects is not { } id)
        {
            if (command.Act is FactStruck)
            {
                yield return "corrects_missing";
            }

            yield break;
        }

        if (!c.Records.TryGetValue(id, out var target))
        {
            yield return "unknown_fact";
        }
        else if (target.Original != id)
        {
            yield return "correction_of_correction";
        }
        else if (command.Act is FactStruck)
        {
            if (target.Kind == typeof(ReferralFiled))
            {
                yield return "filing_cannot_be_struck";
            }
        }
        else if (target.Kind != command.Act.GetType())
        {
            yield return "correction_of_other_act";
        }
        else if (!c.Holds(id))
        {
            yield return "correction_of_struck_fact";
        }
    }

    private static IEnumerable<string> Sheet(CaseEvent act)
    {
        var official = act is UnionResolved or ReferralSent or AwarenessCertified or IntroducedByUnion or IntroducedByYouthUnion or ConsentRecorded or CellVoted or CommitteeVoted
            or DecisionIssued or DeadlineExtended or NewMemberCertified or ProbationerDisciplined or CaseMoved or RedoOrdered or DecisionRectified or DecisionCancelled or PaperRecorded;
        if (!official || !(act.Reported || act is ReferralSent or PaperRecorded))
        {
            yield break;
        }

        var writtenByAPerson = act is PaperRecorded { Paper: Paper.AdmissionApplication or Paper.PersonalHistory or Paper.MemberIntroduction or Paper.ProbationSelfReview or Paper.HelperComment };
        if (act.Document is null)
        {
            yield return "document_missing";
        }
        else if (!writtenByAPerson && string.IsNullOrWhiteSpace(act.Document.Number))
        {
            yield return "document_incomplete";
        }
    }

    private static IEnumerable<string> Content(ModelCase c, CaseEvent act, Given given)
    {
        IEnumerable<string?> found = act switch
        {
            ReferralFiled filing =>
            [
                Unit(given, filing.UnionUnit, Tree.Union, act.OccurredOn), (filing.PartyBody == Guid.Empty ? given.Units.PartyBodyFor(filing.UnionUnit, act.OccurredOn) : filing.PartyBody) is null ? "party_body_unknown" : filing.PartyBody == Guid.Empty ? null : Unit(given, filing.PartyBody, Tree.Party, act.OccurredOn),
            ],
            UnionResolved { Tally: { } tally } => Counts(tally),
            CellVoted vote => [.. Counts(vote.Tally), vote.Tally.Summoned - vote.Tally.ExemptAbsent < 3 ? "cell_too_small" : null],
            CommitteeVoted vote => [.. Counts(vote.Tally), vote.Body == VotingBody.Cell && vote.Tally.Summoned - vote.Tally.ExemptAbsent < 3 ? "cell_too_small" : null],
            ReferralReturned { Reason: ReasonCode.Other, NoteId: null } or CaseSuspended { Reason: ReasonCode.Other, NoteId: null } or FactStruck { Reason: ReasonCode.Other, NoteId: null } => ["reason_missing"],
            CaseClosed { SupersededBy: not null } => ["superseded_by_given"],
            IntroducedByMember member => [member.Introducer == c.Filed?.PersonId ? "introducer_is_applicant" : null],
            DeadlineExtended extended => [extended.Rule is "ADM-28" or "ADM-33" ? null : "unknown_clock", extended.WorkingDays <= 0 ? "days_not_positive" : null],
            RedoOrdered redo => [ModelState.Place(redo.FromStage) < 0 || redo.FromStage is Stage.RecognitionDue or Stage.RecognitionEscalated or Stage.Recognised ? "unknown_stage" : null],
            CaseMoved moved => [Unit(given, moved.ToUnionUnit, Tree.Union, act.OccurredOn), Unit(given, moved.ToPartyBody, Tree.Party, act.OccurredOn)],
            CaseFollowedUnit followed =>
            [
                followed is { UnionUnit: null, PartyBody: null } ? "nothing_to_follow" : null,
                Unit(given, followed.UnionUnit, Tree.Union, act.OccurredOn), Unit(given, followed.PartyBody, Tree.Party, act.OccurredOn),

                Follows(given, Before(c, act).Union, followed.UnionUnit, act.OccurredOn) && Follows(given, Before(c, act).Party, followed.PartyBody, act.OccurredOn) ? null : "not_a_successor",
            ],
            _ => [],
        };
        return found.OfType<string>();
    }

    /// <summary>Case 34 and 35: nobody votes twice, out of nowhere, or without a vote.</summary>
    private static IEnumerable<string?> Counts(Tally t) =>
        new[] { t.Summoned, t.Present, t.ExemptAbsent, t.ProbationaryVoters, t.Issued, t.Returned, t.Invalid, t.Agree, t.Disagree, t.Blank }.Any(n => n < 0) ? ["tally_negative"] :
        [
            t.ProbationaryVoters > 0 ? "tally_probationary_voters" : null,
            t.Present + t.ExemptAbsent > t.Summoned ? "tally_more_present_than_summoned" : null,
            t.Issued > t.Present ? "tally_more_issued_than_present" : null,
            t.Returned > t.Issued ? "tally_more_returned_than_issued" : null,
            t.Agree + t.Disagree + t.Invalid > t.Returned ? "tally_more_counted_than_returned" : null,
            t.Agree + t.Disagree + t.Blank + t.Invalid != t.Issued ? "tally_does_not_add_up" : null,
        ];

    /// <summary>A case follows its unit only into what the unit became.</summary>
    private static bool Follows(Given given, Guid from, Guid? to, DateOnly day) =>
        to is null || to == from || (given.Units.Unit(from, day) is { Active: false } && given.Units.Successors(from).Contains(to.Value));

    private static (Guid Union, Guid Party) Before(ModelCase c, CaseEvent act) => c.PlaceOn(act.OccurredOn.AddDays(-1));

    private static string? Unit(Given given, Guid? id, Tree tree, DateOnly day) =>
        id is not { } unit ? null : given.Units.Unit(unit, day) is not { } known ? "unknown_unit" : known.Tree == tree ? null : "unit_of_other_tree";
}
