using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

using CadreWorkflow.Domain.Regulations;
using static LawTable;

/// <summary>What the rules of 2.4 say about one act on one day: what blocks a proposal of it, and the warnings worth comparing.</summary>
internal sealed class ModelJudge
{
    private readonly ModelCase _case;
    private readonly ModelState _state;
    private readonly Given _given;
    private readonly DateOnly _day;
    private readonly Guid _union;
    private readonly CalendarKind _cellCalendar;

    private ModelJudge(ModelCase c, CaseEvent act, Given given)
    {
        (_case, _given, _day) = (c, given, act.OccurredOn);
        _state = c.On(_day);
        var place = c.PlaceOn(_day);
        _union = place.Union;
        _cellCalendar = ModelClocks.Calendar(given.Units, place.Party, _day);
    }

    internal SortedSet<string> Blocks { get; } = new(StringComparer.Ordinal);

    internal SortedSet<string> Warns { get; } = new(StringComparer.Ordinal);

    internal static ModelJudge Of(ModelCase c, CaseEvent act, Given given)
    {
        var judge = new ModelJudge(c, act, given);
        if (act is FactStruck)
        {
            return judge;
        }

        if (act is ReferralFiled filing)
        {
            judge.Filing(filing);
            return judge;
        }

        new ModelOrder(judge._state, StageName(judge), judge.Block, judge.Warn).Judge(act);
        judge.Judge(act);
        return judge;
    }

    private static Stage StageName(ModelJudge j) =>
        j._state.Name == Stage.Decided && ModelClocks.IsOverdue(j._state, j._day, j._cellCalendar) ? Stage.CeremonyOverdue : j._state.Name;

    private void Block(string rule, string code) => Blocks.Add($"{rule} {code}");

    private void Warn(string rule, string code) => Warns.Add($"{rule} {code}");

    private void BlockIf(bool condition, string rule, string code)
    {
        if (condition)
        {
            Block(rule, code);
        }
    }

    private void WarnIf(bool condition, string rule, string code)
    {
        if (condition)
        {
            Warn(rule, code);
        }
    }

    private void Judge(CaseEvent act)
    {
        switch (act)
        {
            case ReferralSubmitted:
                UnionIsActive(_union);
                break;
            case UnionResolved resolved:
                UnionIsActive(_union);
                BlockIf(resolved.Tally is { } tally && !MoreThanHalf(tally.Agree, tally.Summoned), "ADM-11", "majority_not_reached");
                break;
            case IntroducedByUnion:
                UnionIsActive(_union);
                BlockIf(_given.Units.Unit(_union, _day) is { HasYouthUnion: true }, "ADM-06", "youth_union_exists");
                break;
            case IntroducedByYouthUnion:
                BlockIf(_given.Units.Unit(_union, _day) is { HasYouthUnion: false }, "ADM-06", "no_youth_union");
                BlockIf(IsYoung(_day) == false, "ADM-06", "beyond_youth_age");
                BlockIf(IsInYouthUnion() == false, "ADM-06", "not_a_youth_union_member");
                break;
            case IntroducedByMember member:
                BlockIf(member.OfficialSince > _day, "ADM-07", "introducer_not_official");
                BlockIf(!member.SameGrassrootsOrganisation, "ADM-07", "introducer_of_other_organisation");
                BlockIf(member.SameResidenceOnly && !ResidenceCounts(_day), "ADM-07", "residence_tie_not_known");
                BlockIf(!IsWaived(member) && MonthsOn(member.TogetherSince, TieMonths) > _day, "ADM-07", "introducer_tie_too_short");
                break;
            case ApplicationReceived:
                Certificate();
                ApplicationFirst(ModelState.DateOf(act), _state.Paper(Paper.PersonalHistory));
                break;
            case PaperRecorded { Paper: Paper.PersonalHistory }:
                ApplicationFirst(_state.Paper(Paper.AdmissionApplication), ModelState.DateOf(act));
                break;
            case PaperRecorded { Paper: Paper.AdmissionApplication }:
                ApplicationFirst(ModelState.DateOf(act), _state.Paper(Paper.PersonalHistory));
                break;
            case VerificationStarted verification:
                ApplicationFirst(_state.Paper(Paper.AdmissionApplication), _state.Paper(Paper.PersonalHistory));
                BlockIf(_state.Paper(Paper.PersonalHistory) is null, "ADM-11", "paper_missing");
                BlockIf(!verification.Sealed, "ADM-17", "not_sealed_before_sending");
                break;
            case VerificationConcluded concluded:
                BlockIf(!concluded.ScopeComplete, "ADM-15", "scope_incomplete");
                BlockIf(!concluded.CertifiedAfterwards, "ADM-17", "certified_before_verification");
                break;
            case CellVoted { Purpose: Purpose.Admission }:
                Meeting();
                break;
            case CellVoted { Purpose: Purpose.Recognition }:
                Recognition();
                break;
            case CellVoted:
                BlockIf(_state.VotesUsedUp, "ADM-39", "votes_used_up");
                break;
            case CommitteeVoted vote:
                BlockIf(vote.Delegated && !IsCompetent(vote.Body), "ADM-26", "body_not_competent");
                BlockIf(vote.Purpose != Purpose.Admission && !CellResolved(vote.Purpose, vote.Body), "ADM-38", "step_not_recorded");
                break;
            case DecisionIssued decision:
                Decision(decision);
                break;
            case DecisionReceived:
                if (_state.Last<DecisionIssued>(d => d.Purpose == Purpose.Admission) is { } issued)
                {
                    WarnIf(IsUnconfirmed(issued.OccurredOn, _day), "ADM-30", "clock_start_unconfirmed");
                }

                break;
            case DeadlineExtended extension:
                Extension(extension);
                break;
            case CeremonyHeld:
                Ceremony();
                break;
            case TransferReceived when _state.Last<CaseMoved>() is { } moved:
                var receiver = ModelClocks.Calendar(_given.Units, moved.ToPartyBody ?? _case.PlaceOn(_day).Party, _day);
                WarnIf(_day > NaiveCalendar.Count(moved.OccurredOn, TransferDays, receiver), "ADM-36", "late");
                break;
            case CaseMoved moved:
                var letter = LetterFrom(StageName(this) == Stage.RedoOrdered ? _state.OnTheRoad : StageName(this));
                BlockIf(letter is not null && letter != moved.Point, letter == TransferPoint.WhileHelped ? "ADM-48" : "ADM-49", "transfer_letter_of_other_kind");
                BlockIf(new[] { moved.ToUnionUnit, moved.ToPartyBody }.OfType<Guid>().Any(u => _given.Units.Unit(u, _day) is { Active: false }), "ADM-49", "receiver_not_active");
                break;
            case RedoOrdered redo:
                BlockIf(ModelState.Place(_state.Reached) <= ModelState.Place(redo.FromStage), "ADM-50", "redo_stage_not_reached");
                break;
        }
    }

    private void Filing(ReferralFiled filing)
    {
        UnionIsActive(filing.UnionUnit);
        var body = filing.PartyBody != Guid.Empty ? filing.PartyBody : _given.Units.PartyBodyFor(filing.UnionUnit, _day) ?? Guid.Empty;
        BlockIf(_given.Units.Unit(body, _day) is { Active: false }, "ADM-10", "party_body_not_active");
        var person = _given.PersonStream;
        var isCorrection = _case.Records.Count > 0;
        if (filing.FormerPartyMember || (person.Exits.Count > 0 && !isCorrection))
        {
            FormerMember(filing.CaseId);
        }

        BlockIf(person.Exits.Count == 0 && person.EndedCases.LastOrDefault(e => e.CaseId != filing.CaseId) is { Ending: CaseEnding.Recognised }, "ADM-11", "already_a_member");
    }

    private void UnionIsActive(Guid union) => BlockIf(_given.Units.Unit(union, _day) is { Active: false }, "ADM-06", "union_not_active");

    /// <summary>ADM-44…47.</summary>
    private void FormerMember(Guid caseId)
    {
        var person = _given.PersonStream;
        BlockIf(person.Readmissions.Exists(r => r.CaseId != caseId), "ADM-44", "readmitted_before");
        if (LastExit(caseId) is not { } exit)
        {
            return;
        }

        switch (exit.Kind)
        {
            case PartyExit.DroppedOut or PartyExit.PermittedExit or PartyExit.SeriousDisunity or PartyExit.ConvictedCorruption or PartyExit.SeriousCrime:
                Block("ADM-47", "readmission_barred");
                break;
            case PartyExit.LessSeriousCrime when exit.ExpungedOn is null:
                Block("ADM-45", "record_not_expunged");
                break;
            case PartyExit.LessSeriousCrime:
                BlockIf(_day < MonthsOn(exit.ExpungedOn.Value, MinorCrimeMonths), "ADM-45", "readmission_too_early");
                break;
            default:
                BlockIf(_day < MonthsOn(exit.OccurredOn, ReadmissionMonths), "ADM-44", "readmission_too_early");
                break;
        }
    }

    private PartyExitRecorded? LastExit(Guid caseId) => _given.PersonStream.Exits.LastOrDefault(e => e.OccurredOn <= _day && e.CaseId != caseId);

    /// <summary>The row "OpinionsCollected, CellVote" of 2.5: everything is tested on the meeting day.</summary>
    private void Meeting()
    {
        if (_given.Person.BirthDate is { } born)
        {
            var months = ((_day.Year - born.Year) * 12) + _day.Month - born.Month;
            BlockIf(months < 18 * 12, "ADM-01", "too_young");
            BlockIf(months > 60 * 12 && !Consent(ConsentKind.OverAge), "ADM-02", "over_age_without_consent");
        }

        WarnIf(_given.Person.BirthDate is null, "ADM-01", "age_unknown");
        var education = _given.Person.Education != Education.Unknown ? _given.Person.Education : _case.Statistics().Education;
        WarnIf(education == Education.Unknown, "ADM-03", "education_unknown");
        BlockIf(education != Education.Unknown && !Schooled(education, _day) && !Consent(ConsentKind.Education), "ADM-03", "education_too_low");
        Introducers();
        Certificate();
        Dossier();
        if (_case.Filed!.FormerPartyMember)
        {
            FormerMember(_case.Id);
            BlockIf(!Consent(ConsentKind.Readmission), "ADM-44", "readmission_consent_missing");
            BlockIf(LastExit(_case.Id) is { Kind: PartyExit.PopulationPolicy } && !Consent(ConsentKind.PopulationPolicy), "ADM-46", "population_policy_consent_missing");
        }
    }

    /// <summary>The variants of 2.6.</summary>
    private void Introducers()
    {
        var standing = Standing();
        BlockIf(standing.Exists(m => !IsWaived(m) && MonthsOn(m.TogetherSince, TieMonths) > _day), "ADM-07", "introducer_tie_too_short");
        var unit = _given.Units.Unit(_union, _day);
        var needed = 2;
        if (unit is { Active: true, HasYouthUnion: false })
        {
            needed = 1;
            BlockIf(_state.Last<IntroducedByUnion>() is null, "ADM-06", "union_introduction_missing");
        }
        else if (unit is { Active: true } && IsYoung(_day) == true)
        {
            needed = 1;
            BlockIf(IsInYouthUnion() == false, "ADM-06", "not_a_youth_union_member");
            BlockIf(_state.Last<IntroducedByYouthUnion>() is null, "ADM-06", "youth_introduction_missing");
        }

        BlockIf(standing.Count < needed, "ADM-06", "introducers_missing");
        WarnIf(
            _state.Last<IntroducedByYouthUnion>() is { } youth && IsYoung(_day) == false && _given.Person.BirthDate is not null && IsYoung(youth.OccurredOn) == true,
            "ADM-06", "passed_youth_age");
    }

    private void Certificate()
    {
        var date = _state.Paper(Paper.AwarenessCertificate);
        BlockIf(date is null, "ADM-13", "certificate_missing");
        BlockIf(date is { } issued && _day > MonthsOn(issued, CertificateMonths), "ADM-13", "certificate_expired");
    }

    private void Dossier()
    {
        var papers = new[] { Paper.AdmissionApplication, Paper.PersonalHistory, Paper.OpinionSummary }.Select(_state.Paper).ToList();
        BlockIf(papers.Contains(null), "ADM-14", "paper_missing");
        var dated = papers.Concat(Standing().Select(m => (DateOnly?)ModelState.DateOf(m))).Append(_state.Paper(Paper.UnionIntroduction)).Append(_state.Paper(Paper.YouthUnionIntroduction));
        BlockIf(dated.OfType<DateOnly>().Any(d => _day > MonthsOn(d, PaperMonths)), "ADM-14", "paper_expired");
        if (_state.Last<VerificationConcluded>() is { } concluded)
        {
            BlockIf(!concluded.Ok, "ADM-05", "political_standard_not_met");
            BlockIf(!concluded.ScopeComplete, "ADM-15", "scope_incomplete");
            BlockIf(!concluded.CertifiedAfterwards, "ADM-17", "certified_before_verification");
        }

        BlockIf(!_state.All<OpinionsCollected>().Any(o => o.MassOrganisations), "ADM-18", "mass_organisation_opinion_missing");
        BlockIf(!_state.All<OpinionsCollected>().Any(o => o.ResidenceCell), "ADM-18", "residence_opinion_missing");
    }

    private void Recognition()
    {
        BlockIf(_state.VotesUsedUp, "ADM-39", "votes_used_up");
        if (_state.TwelveMonths is { } end)
        {
            BlockIf(_day <= end, "ADM-32", "probation_not_over");
            WarnIf(_day > NaiveCalendar.Count(end, RecognitionMeetingDays, _cellCalendar, _state.Stops.SeenOn("ADM-32", _day)), "ADM-32", "late");
        }

        BlockIf(_state.Paper(Paper.NewMemberCertificate) is null, "ADM-37", "new_member_certificate_missing");
    }

    private void Decision(DecisionIssued decision)
    {
        BlockIf(!IsCompetent(decision.Body), "ADM-26", "body_not_competent");
        if (decision.Purpose == Purpose.Admission)
        {
            BlockIf(StageName(this) == Stage.CommitteeEscalated && decision.Body != VotingBody.UpperStandingCommittee, "ADM-24", "upper_committee_decides");
            if (_state.All<CellVoted>().LastOrDefault(v => v.Purpose == Purpose.Admission && ModelState.Passed(v)) is { } resolved)
            {
                WarnIf(_day > Due("ADM-28", resolved.OccurredOn), "ADM-28", "late");
            }

            return;
        }

        BlockIf(_state.VotesUsedUp && decision.Body != VotingBody.UpperStandingCommittee, "ADM-39", "upper_committee_decides");
        BlockIf(!_state.VotesUsedUp && _state.Settled?.Purpose != decision.Purpose, "ADM-38", "step_not_recorded");
        if (_state.Settled is { } settled && settled.Purpose == decision.Purpose)
        {
            WarnIf(_day > Due("ADM-33", settled.OccurredOn), "ADM-33", "late");
        }

        var recognises = decision is { Purpose: Purpose.Recognition, Outcome: Outcome.Approved };
        BlockIf(recognises && decision.EffectiveOn is { } effective && _state.TwelveMonths is { } exact && effective != exact, "ADM-32", "not_effective_on_twelve_month_date");
    }

    private DateOnly Due(string rule, DateOnly start) => ModelClocks.DecisionDue(_case, _state, rule, start, _given.Units, _state.Stops.SeenOn(rule, _day));

    private bool CellResolved(Purpose purpose, VotingBody body) =>
        _state.Settled?.Purpose == purpose || (_state.VotesUsedUp && body == VotingBody.UpperStandingCommittee);

    private bool IsCompetent(VotingBody body) => body switch
    {
        VotingBody.UpperStandingCommittee => true,
        VotingBody.GrassrootsCommittee => !StandingCommitteeDecides(_day),
        VotingBody.GrassrootsStandingCommittee => StandingCommitteeDecides(_day),
        _ => false,
    };

    private void Extension(DeadlineExtended extension)
    {
        BlockIf(extension.WorkingDays > LongestExtension, "ADM-29", "extension_too_long");
        var vote = extension.Rule == "ADM-28" ? _state.All<CellVoted>().LastOrDefault(v => v.Purpose == Purpose.Admission && ModelState.Passed(v)) : _state.Settled;
        BlockIf(vote is null, "ADM-29", "clock_not_running");
        WarnIf(vote is not null && _day > Due(extension.Rule, vote.OccurredOn), "ADM-29", "extension_after_lapse");
    }

    private void Ceremony()
    {
        if (ModelClocks.CeremonyStart(_state) is null)
        {
            WarnIf(_state.Last<DecisionIssued>() is not null, "ADM-30", "decision_not_received");
            return;
        }

        var issued = _state.Last<DecisionIssued>(d => d is { Purpose: Purpose.Admission, Outcome: Outcome.Approved })!.OccurredOn;
        WarnIf(IsUnconfirmed(issued, _state.Last<DecisionReceived>()?.OccurredOn), "ADM-30", "clock_start_unconfirmed");
        var overdue = ModelClocks.IsOverdue(_state, _day, _cellCalendar);
        BlockIf(overdue, "ADM-30", "ceremony_overdue");
        WarnIf(!overdue && _day > ModelClocks.CeremonyDue(_state, _day, _cellCalendar), "ADM-30", "late_with_consent");
    }

    /// <summary>Case 11: unseen texts, or issue and receipt under versions that choose differently.</summary>
    private static bool IsUnconfirmed(DateOnly issued, DateOnly? received) =>
        ClockStartIsUnconfirmed(issued) || (received is { } day && ClockStartsOnIssue(day) != ClockStartsOnIssue(issued));

    private bool Consent(ConsentKind kind) => _state.Last<ConsentRecorded>(c => c.Kind == kind) is not null;

    private List<IntroducedByMember> Standing()
    {
        var standing = new List<IntroducedByMember>();
        foreach (var act in _state.Live.Select(f => f.Act))
        {
            if (act is IntroducedByMember member)
            {
                standing.RemoveAll(m => m.Introducer == member.Introducer);
                standing.Add(member);
            }
            else if (act is IntroducerReleased released)
            {
                standing.RemoveAll(m => m.Introducer == released.Introducer);
            }
        }

        return standing;
    }

    /// <summary>ADM-09: whoever replaces a released introducer; ADM-48: whoever takes over where the applicant moved to.</summary>
    private bool IsWaived(IntroducedByMember member) =>
        (member.Replaces is { } left && _state.All<IntroducerReleased>().Any(r => r.Introducer == left))
        || _state.All<CaseMoved>().Any(m => m.Point == TransferPoint.WhileHelped && m.OccurredOn <= member.OccurredOn);

    private bool? IsYoung(DateOnly day)
    {
        if (_given.Person.BirthDate is { } born)
        {
            // Thirty completed years: the day before the thirty-first birthday is the last.
            return day < MonthsOn(born, 31 * 12);
        }

        return _case.Statistics().Age switch { AgeBand.Unknown => null, AgeBand.Under18 or AgeBand.From18To30 => true, _ => false };
    }

    private bool? IsInYouthUnion() => _given.Person.YouthUnionMember ?? _case.Filed!.YouthUnionMember;

    private void ApplicationFirst(DateOnly? application, DateOnly? history) => WarnIf(application > history, "ADM-12", "application_after_personal_history");

    private static TransferPoint? LetterFrom(Stage stage) => stage switch
    {
        Stage.CellRejected or Stage.Lapsed => TransferPoint.WhileHelped,
        Stage.RecognitionEscalated or Stage.Recognised => null,
        _ => ModelState.Place(stage) switch
        {
            < 4 => null,
            <= 9 => TransferPoint.WhileHelped,
            10 => TransferPoint.AfterCellResolution,
            11 => TransferPoint.AfterCommitteeResolution,
            12 => TransferPoint.AfterDecision,
            _ => TransferPoint.Probation,
        },
    };
}
