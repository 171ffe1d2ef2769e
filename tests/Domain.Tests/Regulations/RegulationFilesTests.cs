namespace CadreWorkflow.Domain.Tests.Regulations;

using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using Xunit;
using static Days;

public sealed class RegulationFilesTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    [Fact]
    public void The_shipped_files_have_no_problem_and_come_in_an_order_each_can_be_published_in()
    {
        var folded = Regulations.Empty;
        foreach (var document in RegulationFiles.All)
        {
            Assert.Empty(folded.Propose(document.Id, document.Canonical).Problems);
            folded = folded.Apply(document.Publication(D("22/11/2026")), folded.Position + 1);
        }

        Assert.Equal(RegulationFiles.All.Length, folded.Position);
    }

    [Fact]
    public void A_log_of_every_shipped_version_folds_to_what_the_files_say()
    {
        var log = RegulationFiles.MissingFrom(Regulations.Empty, D("22/11/2026")).Select((e, i) => (e, (long)i + 1)).ToList();
        var folded = Regulations.Empty.Apply(log);

        Assert.Equal(R.Policies.Select(p => (p.Id, p.ContentHash, p.EffectiveTo)), folded.Policies.Select(p => (p.Id, p.ContentHash, p.EffectiveTo)));
        Assert.Equal(R.CalendarVersions.Select(c => (c.Id, c.ContentHash)), folded.CalendarVersions.Select(c => (c.Id, c.ContentHash)));
        Assert.Empty(RegulationFiles.MissingFrom(folded, D("22/11/2026")));
    }

    [Fact]
    public void Publications_survive_being_stored_and_read_back()
    {
        foreach (var published in RegulationFiles.MissingFrom(Regulations.Empty, D("22/11/2026")))
        {
            var (type, data) = DomainEvents.Catalog.Write(published);
            Assert.Equal(published, DomainEvents.Catalog.Read(type, data));
        }
    }

    [Fact]
    public void Publishing_the_same_version_again_moves_the_position_only()
    {
        var again = RegulationFiles.All[0].Publication(D("22/11/2026"));
        var folded = R.Apply(again, 99);

        Assert.Equal(99, folded.Position);
        Assert.Equal(R.Policies.Count(), folded.Policies.Count());
    }

    [Fact]
    public void An_id_published_with_other_content_is_refused()
    {
        var changed = Read("29-qd-tw-2016", j => j["source"] = "another source");

        Assert.Equal(RegulationProblems.HashDiffers, Code(() => R.Apply(changed.Publication(D("22/11/2026")), 99)));
        var published = Regulations.Empty.Apply(changed.Publication(D("22/11/2026")), 1);
        Assert.Equal(RegulationProblems.HashDiffers, Code(() => RegulationFiles.MissingFrom(published, D("22/11/2026"))));
    }

    [Fact]
    public void A_publication_whose_content_does_not_match_its_hash_is_refused()
    {
        var honest = (PolicyVersionPublished)Document("29-qd-tw-2016").Publication(D("22/11/2026"));
        var tampered = honest with { Content = honest.Content.Replace("\"value\":60", "\"value\":90", StringComparison.Ordinal) };

        Assert.Equal(RegulationProblems.HashDiffers, Code(() => Regulations.Empty.Apply(tampered, 1)));
    }

    [Fact]
    public void A_version_published_under_looser_checks_is_still_read_from_the_log_but_not_accepted_anew()
    {
        var json = JsonNode.Parse(Document("91-2015-qh13").Canonical)!.AsObject();
        json["id"] = "91-2015-qh13-old";
        json["rules"]!.AsArray().RemoveAt(1);
        var text = json.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var published = new PolicyVersionPublished(D("22/11/2026"), "91-2015-qh13-old", "time-counting", hash, text);

        Assert.Equal([RegulationProblems.RuleNotCited], RegulationFiles.Read("91-2015-qh13-old", text).Problems.Select(p => p.Code));
        Assert.NotNull(Regulations.Empty.Apply(published, 1).Policy("91-2015-qh13-old"));
    }

    [Fact]
    public void White_space_and_order_of_members_change_neither_text_nor_hash()
    {
        var document = Document("208-qd-tw-2026");
        var json = JsonNode.Parse(document.Canonical)!.AsObject();
        var shuffled = new JsonObject(json.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        var (again, _) = RegulationFiles.Read("208-qd-tw-2026", shuffled.ToJsonString(new() { WriteIndented = true }));

        Assert.Equal(document.ContentHash, again!.ContentHash);
        Assert.Equal(document.Canonical, again.Canonical);
        Assert.Equal(64, document.ContentHash.Length);
    }

    [Fact]
    public void Case_16_an_old_position_gives_the_old_answer_after_a_new_version_is_published()
    {
        var next = Read("208-qd-tw-2026", j => Successor(j, "300-qd-tw-2027", "300-QĐ/TW ngày 01/01/2027", "2027-01-01", "208-qd-tw-2026", 45), "300-qd-tw-2027");
        var later = R.Apply(next.Publication(D("01/01/2027")), 500);

        Assert.Equal("208-qd-tw-2026", later.At(499).PolicyOn(PolicyFamilies.Admission, D("04/01/2027"))!.Id);
        Assert.Equal("300-qd-tw-2027", later.PolicyOn(PolicyFamilies.Admission, D("04/01/2027"))!.Id);
        Assert.Equal(
            Deadlines.Compute(R, "ADM-28", D("04/01/2027"), CalendarKind.Public)!.Due,
            Deadlines.Compute(later.At(0), "ADM-28", D("04/01/2027"), CalendarKind.Public)!.Due);
        Assert.Equal(45, Deadlines.Compute(later, "ADM-28", D("04/01/2027"), CalendarKind.Public)!.Length);
        Assert.Equal(60, later.Policy("208-qd-tw-2026")!.Parameters[ParameterCatalogue.DecisionDays].Int);
        Assert.Equal(D("31/12/2026"), later.Policy("208-qd-tw-2026")!.EffectiveTo);
        Assert.Null(R.Policy("208-qd-tw-2026")!.EffectiveTo);
    }

    [Fact]
    public void Cases_3_and_4_a_calendar_confirmed_later_moves_the_end_and_the_earlier_verdict_can_be_had_again()
    {
        var optionB = Read("public-2027", j =>
        {
            j["id"] = "public-2027-notice";
            j["supersedes"] = "public-2027";
            j["confirmed"] = true;
            var days = j["days"]!.AsArray();
            foreach (var tet in days.Where(d => (string?)d!["holiday"] == "tet").ToList())
            {
                days.Remove(tet);
            }

            foreach (var day in j["alternatives"]![0]!["days"]!.AsArray())
            {
                days.Add(day!.DeepClone());
            }

            foreach (var day in days)
            {
                day!["confirmed"] = true;
            }

            j.Remove("alternatives");
        }, "public-2027-notice");

        Assert.Empty(R.Propose(optionB.Id, optionB.Canonical).Problems);
        var announced = R.Apply(optionB.Publication(D("30/11/2026")), 700);
        var before = Deadlines.Compute(announced.At(699), "ADM-30", D("23/12/2026"), CalendarKind.Public)!;
        var after = Deadlines.Compute(announced, "ADM-30", D("23/12/2026"), CalendarKind.Public)!;

        Assert.Equal((D("04/02/2027"), true, "public-2026+public-2027"), (before.Due, before.Provisional, before.CalendarVersion));
        Assert.Equal((D("11/02/2027"), false, "public-2026+public-2027-notice"), (after.Due, after.Provisional, after.CalendarVersion));
        Assert.True(before.IsLate(D("10/02/2027")));
        Assert.False(after.IsLate(D("10/02/2027")));
    }

    [Fact]
    public void A_correction_replaces_the_wrong_entry_for_new_acts_and_the_wrong_entry_stays_readable()
    {
        var corrected = Read("208-qd-tw-2026", j =>
        {
            j["id"] = "208-qd-tw-2026-2";
            j["corrects"] = "208-qd-tw-2026";
            j["effectiveFrom"] = "2026-09-01";
        }, "208-qd-tw-2026-2");

        Assert.Empty(R.Propose(corrected.Id, corrected.Canonical).Problems);
        var r = R.Apply(corrected.Publication(D("22/11/2026")), 10);
        Assert.Equal("20-qd-tw-2026", r.PolicyOn(PolicyFamilies.Admission, D("31/08/2026"))!.Id);
        Assert.Equal("208-qd-tw-2026-2", r.PolicyOn(PolicyFamilies.Admission, D("01/09/2026"))!.Id);
        Assert.Equal(D("26/07/2026"), r.Policy("208-qd-tw-2026")!.EffectiveFrom);
    }

    [Fact]
    public void A_draft_can_be_looked_at_without_being_published()
    {
        var draft = Read("208-qd-tw-2026", j => Successor(j, "300-qd-tw-2027", "300-QĐ/TW ngày 01/01/2027", "2027-01-01", "208-qd-tw-2026", 45), "300-qd-tw-2027");

        Assert.Equal("300-qd-tw-2027", R.With(draft).PolicyOn(PolicyFamilies.Admission, D("04/01/2027"))!.Id);
        Assert.Null(R.Policy("300-qd-tw-2027"));
    }

    [Fact]
    public void An_organisation_can_have_a_calendar_of_its_own()
    {
        var sixDays = Read("private5-2026", j =>
        {
            j["calendar"] = "org-mill";
            j["id"] = "org-mill-2026";
            j["weeklyRest"] = new JsonArray("sun");
        }, "org-mill-2026");

        Assert.Empty(R.Propose(sixDays.Id, sixDays.Canonical).Problems);
        var r = R.Apply(sixDays.Publication(D("22/11/2026")), 10);
        Assert.Equal(D("10/01/2026"), r.Calendar("org-mill")!.AddWorkingDays(D("09/01/2026"), 1));
        Assert.Equal("org-mill-2026", Deadlines.Explain(r, "ADM-28", D("09/01/2026"), "org-mill").Deadline!.CalendarVersion);
    }

    private static void Successor(JsonObject j, string id, string instrument, string date, string supersedes, int decisionDays)
    {
        j["id"] = id;
        j["instrument"] = instrument;
        j["issuedOn"] = date;
        j["effectiveFrom"] = date;
        j["supersedes"] = supersedes;
        j["parameters"]!.AsArray().Single(p => (string?)p!["code"] == ParameterCatalogue.DecisionDays)!["value"] = decisionDays;
    }

    private static RegulationDocument Document(string id) => RegulationFiles.All.Single(d => d.Id == id);

    private static RegulationDocument Read(string id, Action<JsonObject> change, string? name = null)
    {
        var json = JsonNode.Parse(Document(id).Canonical)!.AsObject();
        change(json);
        var (document, problems) = RegulationFiles.Read(name ?? id, json.ToJsonString());
        Assert.Empty(problems);
        return document!;
    }

    private static string Code(Action act) => Assert.Throws<RegulationException>(act).Problems[0].Code;
}
