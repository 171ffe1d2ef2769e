namespace CadreWorkflow.Generator;

/// <summary>Lets one case take its road: lawful for the most part, late or incomplete now and then.</summary>
internal sealed class Timeline
{
    private readonly CaseScript _script;
    private readonly Prng _random;
    private readonly Classes _classes;
    private readonly CaseRecord _case;
    private Grassroots _unit;
    private DateOnly _day;

    private Timeline(CaseScript script, Prng random, Classes classes)
    {
        (_script, _random, _classes, _unit) = (script, random, classes, script.Unit);
        _case = new CaseRecord(script);
        _day = script.Sent;
    }

    public static CaseRecord Run(CaseScript script, Prng random, Classes classes)
    {
        var timeline = new Timeline(script, random, classes);
        timeline.Union();
        _ = script.StopAfter > Milestone.Sent && timeline.Source() && timeline.Papers() && timeline.Admission() && timeline.Probation();
        Recording.Date(timeline._case, random);
        return timeline._case;
    }

    private string Upper => _day < Units.PartyRearranged ? _unit.Upper : _unit.UpperAfter;

    private void Union()
    {
        if (_script.StopAfter < Milestone.Sent)
        {
            _case.FiledOn = WorkDays.OnOrBefore(_script.Sent);
            var next = _case.FiledOn;
            if (_script.StopAfter >= Milestone.Submitted)
            {
                _case.SubmittedOn = next = WorkDays.Add(next, 1);
            }

            if (_script.StopAfter >= Milestone.Resolved)
            {
                _case.ResolvedOn = WorkDays.Add(next, 2);
                _case.Resolution = UnionBallot();
            }

            return;
        }

        _case.SentOn = _day = WorkDays.OnOrBefore(_script.Sent);
        _case.ResolvedOn = WorkDays.OnOrBefore(_day.AddDays(-_random.Between(1, 6)));
        _case.SubmittedOn = WorkDays.OnOrBefore(_case.ResolvedOn.Value.AddDays(-_random.Between(2, 9)));
        _case.FiledOn = WorkDays.OnOrBefore(_case.SubmittedOn.Value.AddDays(-_random.Between(1, 7)));
        _case.Resolution = UnionBallot();
    }

    private Ballot UnionBallot()
    {
        var members = _random.Between(2, 7) * 2 + 1;
        var present = members - _random.Weighted([70, 20, 10]);
        return new Ballot(members, present, 0, present - (present > 4 ? _random.Weighted([80, 20]) : 0), 0, 0);
    }

    private bool Source()
    {
        if (_script.Fate is Fate.Returned)
        {
            Wait(6, 25);
            Add(Paper("return", "TB/ĐU", _unit.Committee).With("by", "party").With("reason", _random.Pick(["missing_papers", "not_yet_mature", "standard_not_met", "quota_reached"])));
            return false;
        }

        if (_script.Pin is null && _random.Chance(90))
        {
            Wait(6, 20);
            Add(Paper("return", "TB/ĐU", _unit.Committee).With("by", "party").With("reason", _random.Pick(["missing_papers", "wrong_form"])));
            Wait(6, 30);
            Add(Paper("send", "CV-CĐCS", _unit.Code));
        }

        Wait(5, 28);
        Add(Paper("acknowledge", "TB/ĐU", _unit.Committee).With("member", Member()));
        if (Ends(Milestone.Acknowledged, Fate.StaysSource) || LeavesEarly(350))
        {
            return false;
        }

        Wait(3, 30);
        var course = _classes.Next("party_awareness", _unit.Region, _day);
        _day = course.Starts;
        Add(Paper("enrol", "QĐ/TTCT", course.Issuer).With("class", course.Code));
        if (Stops(Milestone.Enrolled))
        {
            return false;
        }

        if (_script.Fate is Fate.FailsClass)
        {
            _day = course.Ends;
            Add(Paper("fail", "TB/TTCT", course.Issuer).With("class", course.Code));
            return false;
        }

        _day = course.CertificateOn;
        Add(Paper("pass", "GCN/TTCT", course.Issuer).With("class", course.Code));
        return !Ends(Milestone.Certified, Fate.CertificateLapsed) && !LeavesEarly(700);
    }

    private bool Papers()
    {
        if (_script.MovesTo is { } receiver)
        {
            Wait(10, 40);
            Add(Paper("move", "GT/ĐU", _unit.Committee).With("point", "while_helped").With("to_unit", receiver.Code).With("to_party_body", receiver.Cell));
            _unit = receiver;
            Wait(5, 25);
            Add(Paper("receive-transfer", "TB/ĐU", _unit.Committee));
        }

        Wait(5, 35);
        var historyFirst = _random.Chance(15);
        Add(Form("apply", "1-KNĐ"));
        var applied = _day;
        _day = WorkDays.OnOrAfter(historyFirst ? _day.AddDays(-3) : _day.AddDays(_random.Between(0, 8)));
        Add(Form("record-paper", "2-KNĐ").With("paper", "personal_history"));
        _day = _day < applied ? applied : _day;
        if (Stops(Milestone.Applied) || LeavesEarly(1000))
        {
            return false;
        }

        Wait(3, 10);
        Add(Paper("start-verification", "CV/ĐU", _unit.Committee).With("sealed", _random.Chance(985) ? "yes" : "no"));
        if (Stops(Milestone.Verifying))
        {
            return false;
        }

        Wait(10, 45);
        Add(Paper("conclude", "BC/CB", _unit.Cell).With("ok", "yes").With("scope_complete", _random.Chance(985) ? "yes" : "no").With("certified_afterwards", "yes"));
        if (_script.Fate is Fate.PapersLapsed)
        {
            return false;
        }

        Wait(3, 15);
        Introductions();
        if (!_random.Chance(15))
        {
            Add(Paper("collect-opinions", "TH/CB", _unit.Cell).With("mass_organisations", "yes").With("residence_cell", _random.Chance(985) ? "yes" : "no"));
        }

        if (_script.Fate is Fate.Suspended || (_script.Pin is null && _random.Chance(7)))
        {
            Wait(2, 10);
            Add(Paper("suspend", "TB/ĐU", _unit.Committee).With("reason", _random.Pick(["verification", "complaint"])));
            if (_script.Fate is Fate.Suspended)
            {
                return false;
            }

            Wait(15, 40);
            Add(Paper("resume", "TB/ĐU", _unit.Committee));
        }

        return !Stops(Milestone.Opinions);
    }

    /// <summary>Two members, or one and the youth or union organisation, by age and workplace (ADM-06).</summary>
    private void Introductions()
    {
        var youthUnion = _unit.YouthUnion && _unit.ActiveOn(_day);
        var young = _script.Person.BirthDate.AddYears(31) > _day.AddMonths(2);
        if (youthUnion && young && _script.Person.YouthUnionMember)
        {
            Add(Paper("introduce-youth", "NQ/ĐTN", _unit.Code));
            Introduce(1);
        }
        else if (!youthUnion && _unit.ActiveOn(_day))
        {
            Add(Paper("introduce", "NQ-CĐCS", _unit.Code));
            Introduce(1);
        }
        else
        {
            Introduce(1);
            Introduce(2);
        }
    }

    private void Introduce(int which)
    {
        var together = _day.AddMonths(_random.Chance(20) ? -_random.Between(5, 10) : -_random.Between(15, 120)).AddDays(-_random.Between(0, 25));
        var official = _day.AddMonths(-_random.Between(8, 240)).AddDays(-_random.Between(0, 25));
        Add(Form("introduce-member", "3-KNĐ")
            .With("member", Member(which))
            .With("official_since", Iso.Text(official))
            .With("together_since", Iso.Text(together))
            .With("same_organisation", "yes"));
    }

    private bool Admission()
    {
        Wait(4, 25);
        Pin(Milestone.CellVote);
        var rejected = _script.Fate is Fate.CellRejected;
        Add(Paper("cell-vote", "NQ/CB", _unit.Cell).With("purpose", "admission").With(Ballot.Draw(_random, _unit.CellSize, exemptions: true, passes: !rejected)));
        if (rejected || Stops(Milestone.CellVote))
        {
            return false;
        }

        if (_script.Fate is Fate.RedoOrdered)
        {
            Wait(8, 15);
            Add(Paper("order-redo", "CV/HU", Upper).With("from_stage", "opinions_collected"));
            return false;
        }

        var cellVote = _day;
        Wait(6, 25);
        var delegated = _random.Chance(40) && _script.Pin is null;
        Add(Paper("committee-vote", "NQ/ĐU", _unit.Committee)
            .With("purpose", "admission")
            .With("body", "grassroots_committee")
            .With("delegated", delegated ? "yes" : "no")
            .With(Ballot.Draw(_random, _unit.CommitteeSize, exemptions: false, passes: true)));
        if (Stops(Milestone.CommitteeVote))
        {
            return false;
        }

        if (_script.Pin is null && _random.Chance(25))
        {
            Add(Paper("extend", "CV/HU", Upper).With("rule", "ADM-28").With("working_days", "20"));
            _day = WorkDays.Add(cellVote, _random.Between(61, 78));
        }
        else
        {
            Wait(8, 30);
        }

        Pin(Milestone.Decided);
        var declined = _script.Fate is Fate.Declined;
        Add(Paper("decide", declined ? "TB/HU" : "QĐ/HU", delegated ? _unit.Committee : Upper)
            .With("purpose", "admission")
            .With("outcome", declined ? "declined" : "approved")
            .With("body", delegated ? "grassroots_committee" : "upper_standing_committee"));
        return !declined && !Stops(Milestone.Decided);
    }

    private bool Probation()
    {
        _day = WorkDays.Add(_day, _random.Between(1, 6));
        Add(Paper("receive-decision", "SĐ/CB", _unit.Cell));
        var late = _script.Pin is null && _random.Chance(50);
        var ceremony = WorkDays.Add(_day, late ? _random.Between(31, 45) : _random.Between(3, 22));
        if (late && _random.Chance(600))
        {
            _day = WorkDays.OnOrBefore(ceremony.AddDays(-2));
            Add(Paper("consent-given", "CV/HU", Upper).With("kind", "late_ceremony"));
        }

        _day = ceremony;
        Pin(Milestone.Ceremony);
        ceremony = _day;
        Add(Paper("ceremony", "BB/CB", _unit.Cell));
        if (_script.Fate is Fate.AdmissionCancelled)
        {
            _day = WorkDays.OnOrAfter(_day.AddMonths(_random.Between(3, 9)));
            Add(Paper("cancel", "QĐ/TU", "TU").With("purpose", "admission"));
            return false;
        }

        if (_script.Fate is Fate.LeftProbation)
        {
            _day = WorkDays.OnOrAfter(_day.AddMonths(_random.Between(3, 9)));
            Add(Paper("leave", "BC/CB", _unit.Cell).With("reason", _random.Pick(["left", "died"])));
            return false;
        }

        if (_random.Chance(8))
        {
            _day = WorkDays.OnOrAfter(ceremony.AddMonths(5));
            Add(Paper("discipline", "QĐ/ĐU", _unit.Committee).With("kind", "reprimand"));
        }

        var course = _classes.Next("new_member", _unit.Region, ceremony.AddDays(_random.Between(20, 150)));
        if (!_random.Chance(12))
        {
            _day = course.CertificateOn;
            Add(Paper("certify-new-member", "GCN/TTCT", course.Issuer).With("class", course.Code));
        }

        return !Stops(Milestone.NewMemberClass) && Recognition(ceremony);
    }

    private bool Recognition(DateOnly ceremony)
    {
        var official = ceremony.AddMonths(12);
        _day = WorkDays.Add(official, _random.Chance(50) ? _random.Between(31, 50) : _random.Between(1, 26));
        Pin(Milestone.RecognitionVote);
        var struck = _script.Fate is Fate.StruckOff;
        var purpose = struck ? "strike_off" : "recognition";
        Add(Paper("cell-vote", "NQ/CB", _unit.Cell).With("purpose", purpose).With(Ballot.Draw(_random, _unit.CellSize, exemptions: true, passes: true)));
        if (Stops(Milestone.RecognitionVote))
        {
            return false;
        }

        Wait(5, 14);
        Add(Paper("committee-vote", "NQ/ĐU", _unit.Committee)
            .With("purpose", purpose)
            .With("body", "grassroots_committee")
            .With("delegated", "no")
            .With(Ballot.Draw(_random, _unit.CommitteeSize, exemptions: false, passes: true)));
        Wait(5, 16);
        var decide = Paper("decide", "QĐ/HU", Upper).With("purpose", purpose).With("outcome", "approved").With("body", "upper_standing_committee");
        Add(struck ? decide : decide.With("effective_on", Iso.Text(official)));
        return true;
    }

    /// <summary>Leaves here by withdrawing or by moving outside the province, with this chance in a thousand.</summary>
    private bool LeavesEarly(int perMille)
    {
        if (_script.Fate is not (Fate.Withdrawn or Fate.MovedOutside) || !_random.Chance(perMille))
        {
            return false;
        }

        Wait(20, 200);
        Add(_script.Fate is Fate.Withdrawn ? Form("withdraw", "Đơn rút") : Paper("move", "GT/ĐU", _unit.Committee).With("point", "while_helped"));
        return true;
    }

    private bool Ends(Milestone after, Fate fate) => _script.Fate == fate || Stops(after);

    private bool Stops(Milestone after) => _script.StopAfter <= after;

    private void Pin(Milestone milestone)
    {
        if (_script.Pin is { } pin && pin.Milestone == milestone)
        {
            _day = pin.On;
        }
    }

    private void Wait(int low, int high) =>
        _day = WorkDays.OnOrAfter(_day.AddDays(Math.Max(1, _random.Between(low, high) * _script.Speed / 100)));

    private string Member(int which = 0) => $"{_unit.Cell[3..]}-{1 + ((_random.Between(0, 40) * 3 + which) % Math.Max(6, _unit.CellSize)):D2}";

    private Act Paper(string code, string series, string issuer) => new(code, _day) { Series = series, Issuer = issuer };

    private Act Form(string code, string number) => new(code, _day) { Number = number, Issuer = _unit.Cell };

    private void Add(Act act) => _case.Acts.Add(act);
}
