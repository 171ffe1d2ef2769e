namespace CadreWorkflow.Domain.Tests.Regulations;

using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;
using Xunit;
using static Days;

/// <summary>A version is published by two accounts: one proposes, another approves.</summary>
public sealed class RegulationDraftTests
{
    private const string Lan = "lan";
    private const string Minh = "minh";

    private static readonly Guid Draft = new("0193a0de-0000-7000-8000-0000000000d1");
    private static readonly Guid Note = new("0193a0de-0000-7000-8000-0000000000e1");
    private static readonly DateOnly Today = D("22/11/2026");
    private static readonly Regulations R = Regulations.FromFiles();
    private static readonly RegulationDocument Successor = Read(_ => { });

    [Fact]
    public void A_proposal_is_recorded_with_its_whole_text_and_the_paper_that_announces_it()
    {
        var events = Propose(RegulationDraftState.Empty).Events;

        var proposed = Assert.IsType<RegulationProposed>(events[0].Event);
        Assert.Equal((Successor.Canonical, Successor.ContentHash), (proposed.Content, proposed.ContentHash));
        Assert.Equal(new DocumentRef("300-QĐ/TW", D("20/11/2026"), "TW"), proposed.Document);
        Assert.Equal((Streams.RegulationDrafts, new RegulationDraftListed(Today, Draft)), (events[1].StreamId, events[1].Event));
    }

    [Fact]
    public void The_same_content_proposed_twice_decides_nothing_and_so_does_what_is_already_published()
    {
        Assert.Empty(Propose(Open(Lan)).Events);
        Assert.Empty(Propose(RegulationDraftState.Empty, R.Apply(Successor.Publication(Today), 9)).Events);
    }

    [Fact]
    public void A_rejected_content_may_be_proposed_again_and_is_listed_once()
    {
        var again = Propose(After(Open(Lan), new RegulationRejected(Today, Note), Minh));

        Assert.IsType<RegulationProposed>(Assert.Single(again.Events).Event);
    }

    [Fact]
    public void Given_a_proposal_then_its_proposer_cannot_approve_it_and_neither_can_the_system()
    {
        Assert.Equal("four_eyes", RegulationDraftDecisions.Approve(Open(Lan), Draft, Lan, R, Today).Refusal!.Code);
        Assert.Equal("four_eyes", RegulationDraftDecisions.Approve(Open(Lan), Draft, null, R, Today).Refusal!.Code);
        Assert.Equal("four_eyes", RegulationDraftDecisions.Reject(Open(Lan), Draft, Lan, Note, Today).Refusal!.Code);
    }

    [Fact]
    public void Given_a_proposal_then_another_account_approves_it_and_it_is_published_in_the_same_append()
    {
        var events = RegulationDraftDecisions.Approve(Open(Lan), Draft, Minh, R, Today).Events;

        Assert.Equal([Streams.RegulationDraft(Draft), Streams.Regulations], events.Select(e => e.StreamId));
        Assert.Equal(Successor.Publication(Today), events[1].Event);
        Assert.Equal("300-qd-tw-2026", R.Apply((RegulationEvent)events[1].Event, 9).PolicyOn(PolicyFamilies.Admission, D("01/12/2026"))!.Id);
    }

    [Fact]
    public void Approval_checks_the_text_again_against_what_is_published_by_then()
    {
        var other = Read(j => j["id"] = "301-qd-tw-2026");
        var decision = RegulationDraftDecisions.Approve(Open(Lan), Draft, Minh, R.Apply(other.Publication(Today), 9), Today);

        Assert.Equal((RegulationProblems.SupersedesTwice, "supersedes"), (decision.Refusal!.Code, decision.Refusal.Field));
    }

    [Fact]
    public void What_was_settled_stays_settled_and_saying_it_again_decides_nothing()
    {
        var approved = After(Open(Lan), new RegulationApproved(Today), Minh);
        var rejected = After(Open(Lan), new RegulationRejected(Today, Note), Minh);
        var withdrawn = After(Open(Lan), new RegulationWithdrawn(Today, Note), Lan);

        Assert.Empty(RegulationDraftDecisions.Approve(approved, Draft, Minh, R, Today).Events);
        Assert.Empty(RegulationDraftDecisions.Reject(rejected, Draft, Minh, Note, Today).Events);
        Assert.Empty(RegulationDraftDecisions.Withdraw(withdrawn, Draft, Lan, Note, Today).Events);
        Assert.Equal("draft_closed", RegulationDraftDecisions.Reject(approved, Draft, Minh, Note, Today).Refusal!.Code);
        Assert.Equal("draft_closed", RegulationDraftDecisions.Approve(withdrawn, Draft, Minh, R, Today).Refusal!.Code);
        Assert.Equal("draft_closed", RegulationDraftDecisions.Withdraw(rejected, Draft, Lan, Note, Today).Refusal!.Code);
    }

    [Fact]
    public void A_rejection_and_a_withdrawal_give_a_reason_and_only_the_proposer_withdraws()
    {
        Assert.Equal("reason_required", RegulationDraftDecisions.Reject(Open(Lan), Draft, Minh, null, Today).Refusal!.Code);
        Assert.Equal("reason_required", RegulationDraftDecisions.Withdraw(Open(Lan), Draft, Lan, null, Today).Refusal!.Code);
        Assert.Equal("draft_of_other_account", RegulationDraftDecisions.Withdraw(Open(Lan), Draft, Minh, Note, Today).Refusal!.Code);
        Assert.True(RegulationDraftDecisions.Withdraw(Open(Lan), Draft, Lan, Note, Today).IsAccepted);
        Assert.True(RegulationDraftDecisions.Reject(Open(Lan), Draft, Minh, Note, Today).IsAccepted);
    }

    [Fact]
    public void A_calendar_names_the_notice_that_announces_it_and_a_paper_of_tomorrow_is_refused()
    {
        var calendar = RegulationFiles.ReadDraft(Change("private5-2026", j =>
        {
            j["calendar"] = "nha-may-6";
            j["id"] = "nha-may-6-2026";
            j["weeklyRest"] = new JsonArray("sun");
        })).Document!;

        Assert.Equal("document_required", Propose(calendar, null).Refusal!.Code);
        Assert.Equal("document_number_invalid", Propose(calendar, new("số mười lăm", Today, "")).Refusal!.Code);
        Assert.Equal("document_after_today", Propose(calendar, new("15/TB-NM", Today.AddDays(1), "")).Refusal!.Code);
        Assert.Equal("NM", ((RegulationProposed)Propose(calendar, new("15/TB-NM", Today, "")).Events[0].Event).Document.Issuer);
        Assert.Equal("instrument_after_today", Propose(Read(j =>
        {
            j["instrument"] = "300-QĐ/TW ngày 24/11/2026";
            j["issuedOn"] = "2026-11-24";
        }), null).Refusal!.Code);
    }

    [Fact]
    public void A_faulty_text_is_refused_with_field_and_value_and_nothing_is_recorded()
    {
        var text = Change("208-qd-tw-2026", j =>
        {
            Follow(j);
            j["parameters"]!.AsArray().Single(p => (string?)p!["code"] == ParameterCatalogue.ProbationMonths)!["value"] = 0;
        });
        var refused = RegulationDraftDecisions.Faults(R, text)!;

        Assert.Equal((RegulationProblems.ValueOutOfRange, "parameters", "Probation.Months 0"), (refused.Refusal!.Code, refused.Refusal.Field, refused.Refusal.Value));
        Assert.Empty(refused.Events);
    }

    private static Decision Propose(RegulationDraftState state, Regulations? published = null) =>
        RegulationDraftDecisions.Propose(state, Draft, Successor, null, published ?? R, Today);

    private static Decision Propose(RegulationDocument draft, DocumentRef? document) =>
        RegulationDraftDecisions.Propose(RegulationDraftState.Empty, Draft, draft, document, R, Today);

    private static RegulationDraftState Open(string proposer) =>
        After(RegulationDraftState.Empty, (RegulationDraftEvent)Propose(RegulationDraftState.Empty).Events[0].Event, proposer);

    private static RegulationDraftState After(RegulationDraftState state, RegulationDraftEvent e, string account) =>
        state.Evolve(new(e, Guid.NewGuid(), Streams.RegulationDraft(Draft), state.Version + 1, state.Version + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, account));

    private static RegulationDocument Read(Action<JsonObject> change)
    {
        var (document, problems) = RegulationFiles.ReadDraft(Change("208-qd-tw-2026", j =>
        {
            Follow(j);
            change(j);
        }));
        Assert.Empty(problems);
        return document!;
    }

    private static void Follow(JsonObject j)
    {
        j["id"] = "300-qd-tw-2026";
        j["instrument"] = "300-QĐ/TW ngày 20/11/2026";
        j["issuedOn"] = "2026-11-20";
        j["effectiveFrom"] = "2026-12-01";
        j["supersedes"] = "208-qd-tw-2026";
    }

    private static string Change(string id, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == id).Canonical)!.AsObject();
        change(json);
        return json.ToJsonString();
    }
}
