using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>What is no statement at all, refused to everyone: it says nothing that could have happened.</summary>
internal static class Statement
{
    /// <summary>No act or paper is dated before this: a year such as 202 is a slip of the keyboard.</summary>
    private static readonly DateOnly FirstDay = new(1975, 1, 1);

    internal static Refusal? Refuse(CaseHistory history, CaseCommand command, CaseContext context, Law law) =>
        Case(history, command)
        ?? Dates(command.Act, context.Today)
        ?? Correction(history, command)
        ?? Document(command.Act)
        ?? Content(command.Act, history, context, law);

    private static Refusal? Case(CaseHistory history, CaseCommand command)
    {
        if (command.Act is not ReferralFiled filing)
        {
            return history.Filed is null ? CaseRefusals.NotFiled(command.CaseId) : Same(history, command);
        }

        if (filing.CaseId != command.CaseId)
        {
            return CaseRefusals.OtherCase(filing.CaseId);
        }

        if (filing.PersonId == Guid.Empty)
        {
            return CaseRefusals.PersonNotSet();
        }

        if (history.Filed is null)
        {
            return null;
        }

        return command.Corrects is null ? CaseRefusals.AlreadyFiled(command.CaseId)
            : filing.PersonId != history.Filed.PersonId ? CaseRefusals.PersonMismatch(filing.PersonId)
            : Same(history, command);
    }

    private static Refusal? Same(CaseHistory history, CaseCommand command) =>
        history.CaseId == command.CaseId ? null : CaseRefusals.OtherCase(command.CaseId);

    private static Refusal? Dates(CaseEvent act, DateOnly today)
    {
        if (act.OccurredOn < FirstDay)
        {
            return CaseRefusals.DateOutOfRange("occurredOn", act.OccurredOn);
        }

        if (act.OccurredOn > today)
        {
            return CaseRefusals.FutureDate("occurredOn", act.OccurredOn, today);
        }

        if (act.Document is not { } document)
        {
            return null;
        }

        return PaperDate("document.date", document.Date, today);
    }

    /// <summary>Why a paper cannot have that date.</summary>
    internal static Refusal? PaperDate(string field, DateOnly date, DateOnly today) =>
        date < FirstDay ? CaseRefusals.DateOutOfRange(field, date)
        : date > today ? CaseRefusals.FutureDate(field, date, today)
        : null;

    private static Refusal? Correction(CaseHistory history, CaseCommand command)
    {
        if (command.Corrects is not { } id)
        {
            return command.Act is FactStruck ? CaseRefusals.CorrectsMissing() : null;
        }

        if (history.AllRecorded.FirstOrDefault(e => e.Id == id) is not { } target)
        {
            return CaseRefusals.UnknownFact(id);
        }

        if (target.Headers.Corrects is { } original)
        {
            return CaseRefusals.CorrectionOfCorrection(id, original);
        }

        if (command.Act is FactStruck)
        {
            return target.Event is ReferralFiled ? CaseRefusals.FilingCannotBeStruck(id) : null;
        }

        return target.Event.GetType() != command.Act.GetType() ? CaseRefusals.CorrectionOfOtherAct(id)
            : history.Effectively(id) is null ? CaseRefusals.CorrectionOfStruckFact(id)
            : null;
    }

    private static Refusal? Document(CaseEvent act)
    {
        var asked = CaseActs.Of(act).NeedsDocument && (act.Reported || act is ReferralSent or PaperRecorded);
        if (act.Document is not { } document)
        {
            return asked ? CaseRefusals.DocumentMissing() : null;
        }

        // Papers a person writes carry a date and no number.
        return asked && !IsPersonal(act) && string.IsNullOrWhiteSpace(document.Number) ? CaseRefusals.DocumentIncomplete("document.number") : null;
    }

    private static bool IsPersonal(CaseEvent act) => act is PaperRecorded
    {
        Paper: Paper.AdmissionApplication or Paper.PersonalHistory or Paper.MemberIntroduction or Paper.ProbationSelfReview or Paper.HelperComment
    };

    private static Refusal? Content(CaseEvent act, CaseHistory history, CaseContext context, Law law) => act switch
    {
        ReferralFiled filing => Filing(filing, history, context, law),
        UnionResolved { Tally: { } tally } => Adds(tally),
        CellVoted vote => Ballot(VotingBody.Cell, vote.Tally, vote.OccurredOn, law),
        CommitteeVoted vote => Ballot(vote.Body, vote.Tally, vote.OccurredOn, law),
        ReferralReturned { Reason: ReasonCode.Other, NoteId: null } or CaseSuspended { Reason: ReasonCode.Other, NoteId: null }
            or FactStruck { Reason: ReasonCode.Other, NoteId: null } => CaseRefusals.ReasonMissing(),
        CaseClosed { SupersededBy: { } next } => CaseRefusals.SupersededByGiven(next),
        IntroducedByMember introduced => Introducer(introduced, history),
        DeadlineExtended { Rule: not ("ADM-28" or "ADM-33") } extended => CaseRefusals.UnknownClock(extended.Rule),
        DeadlineExtended { WorkingDays: <= 0 } extended => CaseRefusals.DaysNotPositive(extended.WorkingDays),
        RedoOrdered redo when redo.FromStage.Rank() is < 1 or > 19 => CaseRefusals.UnknownStage(Codes.Of(redo.FromStage)),
        CaseMoved moved => Unit(context, "toUnionUnit", moved.ToUnionUnit, Tree.Union, act.OccurredOn) ?? Unit(context, "toPartyBody", moved.ToPartyBody, Tree.Party, act.OccurredOn),
        CaseFollowedUnit { UnionUnit: null, PartyBody: null } => CaseRefusals.NothingToFollow(),
        CaseFollowedUnit followed =>
            Unit(context, "unionUnit", followed.UnionUnit, Tree.Union, act.OccurredOn) ?? Unit(context, "partyBody", followed.PartyBody, Tree.Party, act.OccurredOn)
            ?? Successor(context, "unionUnit", history.UnionUnitOn(Eve(act)), followed.UnionUnit, act.OccurredOn)
            ?? Successor(context, "partyBody", history.PartyBodyOn(Eve(act)), followed.PartyBody, act.OccurredOn),
        _ => null,
    };

    private static Refusal? Filing(ReferralFiled filing, CaseHistory history, CaseContext context, Law law)
    {
        if (filing.PartyBody == Guid.Empty)
        {
            return Unit(context, "unionUnit", filing.UnionUnit, Tree.Union, filing.OccurredOn) ?? CaseRefusals.PartyBodyUnknown(filing.UnionUnit);
        }

        return Unit(context, "unionUnit", filing.UnionUnit, Tree.Union, filing.OccurredOn)
            ?? Unit(context, "partyBody", filing.PartyBody, Tree.Party, filing.OccurredOn)
            ?? (history.Filed is null ? Supersession.Refuse(filing, context, law) : null);
    }

    private static Refusal? Introducer(IntroducedByMember introduced, CaseHistory history)
    {
        if (introduced.Introducer == history.Filed?.PersonId)
        {
            return CaseRefusals.IntroducerIsApplicant(introduced.Introducer);
        }

        return introduced.TogetherSince > introduced.OccurredOn
            ? CaseRefusals.DatesInWrongOrder("togetherSince", introduced.TogetherSince, introduced.OccurredOn)
            : null;
    }

    /// <summary>Why a ballot says nothing: no counts, counts that contradict each other, or a cell that cannot meet.</summary>
    internal static Refusal? Ballot(VotingBody body, Tally? tally, DateOnly on, Law law) =>
        tally is null ? CaseRefusals.TallyMissing() : Adds(tally) ?? (body == VotingBody.Cell ? CellCanMeet(tally, on, law) : null);

    private static Refusal? Adds(Tally tally) => tally.Validate() is [var code, ..] ? CaseRefusals.TallyWrong(code, tally) : null;

    /// <summary>With fewer official members than a cell needs there is no meeting, whatever was counted (ADM-22).</summary>
    private static Refusal? CellCanMeet(Tally tally, DateOnly on, Law law)
    {
        var voters = Votes.Base(VotingBody.Cell, tally);
        return law.Int(ParameterCatalogue.CellMinimumMembers, on) is { } minimum && voters < minimum
            ? CaseRefusals.CellTooSmall(voters, minimum)
            : null;
    }

    private static DateOnly Eve(CaseEvent act) => act.OccurredOn.AddDays(-1);

    private static Refusal? Successor(CaseContext context, string field, Guid left, Guid? target, DateOnly day) =>
        target is not { } to || to == left || (context.Units.EndingOf(left) is { } ending && ending.OccurredOn <= day && context.Units.Successors(left).Contains(to))
            ? null
            : CaseRefusals.NotASuccessor(field, left, to, string.Join(", ", context.Units.Successors(left).Select(s => context.Units.Unit(s, day)?.Code)));

    private static Refusal? Unit(CaseContext context, string field, Guid? id, Tree tree, DateOnly day)
    {
        if (id is not { } unit)
        {
            return null;
        }

        return context.Units.Unit(unit, day) is not { } known ? CaseRefusals.UnknownUnit(field, unit)
            : known.Tree != tree ? CaseRefusals.UnitOfOtherTree(field, unit)
            : null;
    }
}
