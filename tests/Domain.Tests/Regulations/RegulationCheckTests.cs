namespace CadreWorkflow.Domain.Tests.Regulations;

using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using Xunit;

/// <summary>Each way a regulation file or a set of them can be wrong is refused with its own code.</summary>
public sealed class RegulationCheckTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    private static readonly Dictionary<string, Action<JsonObject>> PolicyFaults = new()
    {
        [RegulationProblems.UnknownFamily] = j => j["family"] = "weather",
        [RegulationProblems.SourceMissing] = j => j["source"] = " ",
        [RegulationProblems.AmbiguousInstrument] = j => j["instrument"] = "01-HD/TW",
        [RegulationProblems.BadId] = j => j["id"] = "208/QĐ",
        [RegulationProblems.DateOutOfRange] = j => j["effectiveFrom"] = "2999-01-01",
        [RegulationProblems.BadInstrument] = j => j["instrument"] = "HD ngày 26/7/2026",
        [RegulationProblems.InstrumentDateDiffers] = j => j["issuedOn"] = "2026-07-25",
        [RegulationProblems.EffectiveBeforeIssue] = j => j["effectiveFrom"] = "2026-07-25",
        [RegulationProblems.UnknownParameter] = j => Parameter(j, 0)["code"] = "Admission.ShoeSize",
        [RegulationProblems.DuplicateParameter] = j => j["parameters"]!.AsArray().Add(Parameter(j, 0).DeepClone()),
        [RegulationProblems.MissingParameter] = j => j["parameters"]!.AsArray().RemoveAt(0),
        [RegulationProblems.BadUnit] = j => Parameter(j, 0)["unit"] = "month",
        [RegulationProblems.BadValue] = j => Parameter(j, 0)["value"] = "sixty",
        [RegulationProblems.ValueOutOfRange] = j => Find(j, ParameterCatalogue.ProbationMonths)["value"] = 0,
        [RegulationProblems.TermMustNotRoll] = j => Find(j, ParameterCatalogue.ProbationMonths)["rollForward"] = true,
        [RegulationProblems.BadClockStart] = j => Parameter(j, 0)["clockStart"] = "FullMoon",
        [RegulationProblems.ArticleMissing] = j => Parameter(j, 0)["article"] = "",
        [RegulationProblems.AmbiguousArticle] = j => Parameter(j, 0)["article"] = "208-QĐ/TW, điểm 4.3.1",
        [RegulationProblems.RuleNotCited] = j => j["rules"]!.AsArray().RemoveAt(0),
        [RegulationProblems.UnknownRule] = j => j["rules"]![0]!["rule"] = "ADM-99",
        [RegulationProblems.DuplicateRule] = j => j["rules"]!.AsArray().Add(j["rules"]![0]!.DeepClone()),
        [RegulationProblems.NameDiffers] = j => j["id"] = "208-qd-tw-2027",
        [RegulationProblems.Malformed] = j => j["colour"] = "red",
    };

    private static readonly Dictionary<string, Action<JsonObject>> CalendarFaults = new()
    {
        [RegulationProblems.BadId] = j => j["id"] = "Lịch 2026",
        [RegulationProblems.BadYear] = j => j["year"] = 0,
        [RegulationProblems.BadWeeklyRest] = j => j["weeklyRest"] = new JsonArray("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        [RegulationProblems.BadCalendarCode] = j => j["calendar"] = "Công ty",
        [RegulationProblems.SourceMissing] = j => Day(j, "2026-01-01")["source"] = "",
        [RegulationProblems.BadWeekday] = j => Day(j, "2026-01-01")["weekday"] = "fri",
        [RegulationProblems.DayOutsideYear] = j => Day(j, "2026-01-01")["date"] = "2025-01-01",
        [RegulationProblems.DuplicateDay] = j => j["days"]!.AsArray().Add(Day(j, "2026-01-01").DeepClone()),
        [RegulationProblems.BadDayKind] = j => Day(j, "2026-01-01")["kind"] = "party",
        [RegulationProblems.UnknownHoliday] = j => Day(j, "2026-01-01")["holiday"] = "christmas",
        [RegulationProblems.WorkedWithoutSwap] = j => Day(j, "2026-01-10").Remove("pair"),
        [RegulationProblems.WorkedHoliday] = j => Day(j, "2026-01-10")["holiday"] = "new_year",
        [RegulationProblems.Malformed] = j => j.Remove("weeklyRest"),
    };

    private static readonly Dictionary<string, Action<JsonObject>> CalendarSetFaults = new()
    {
        [RegulationProblems.WorkedHoliday] = j => Worked(j, "2026-04-30"),
        [RegulationProblems.StatutoryMissing] = j => Remove(j, "2026-11-24"),
        [RegulationProblems.StatutoryCount] = j => Remove(j, "2026-02-20"),
        [RegulationProblems.SubstituteMissing] = j => Remove(j, "2026-04-27"),
        [RegulationProblems.SubstituteNotDue] = j => Add(j, "2026-06-01", "mon", "substitute", "tet", "2026-02-17"),
        [RegulationProblems.SwapPairDiffers] = j => Day(j, "2026-01-10")["pair"] = "2026-01-05",
        [RegulationProblems.SwapOffNotWorking] = j => Add(j, "2026-06-06", "sat", "swap_off", null, "2026-06-13"),
        [RegulationProblems.SwapWorkedNotRest] = j => Add(j, "2026-06-08", "mon", "swap_worked", null, "2026-06-09"),
        [RegulationProblems.SwapInPrivate] = j => j["calendar"] = "private5",
        [RegulationProblems.YearTwice] = j => j.Remove("supersedes"),
        [RegulationProblems.SupersedesYearDiffers] = j => j["supersedes"] = "public-2025",
        [RegulationProblems.YearGap] = j => Move(j, 2031),
        [RegulationProblems.CalendarSupersedesCycle] = j => j["supersedes"] = "public-2026-2",
    };

    public static TheoryData<string> PolicyCodes() => [.. PolicyFaults.Keys];

    public static TheoryData<string> CalendarCodes() => [.. CalendarFaults.Keys];

    public static TheoryData<string> CalendarSetCodes() => [.. CalendarSetFaults.Keys];

    [Theory]
    [MemberData(nameof(PolicyCodes))]
    public void A_policy_file_with_one_fault_is_refused_with_that_code(string code)
    {
        Assert.Contains(code, ReadChanged("208-qd-tw-2026", PolicyFaults[code]));
    }

    [Theory]
    [MemberData(nameof(CalendarCodes))]
    public void A_calendar_file_with_one_fault_is_refused_with_that_code(string code)
    {
        Assert.Contains(code, ReadChanged("public-2026", CalendarFaults[code]));
    }

    [Theory]
    [MemberData(nameof(CalendarSetCodes))]
    public void A_calendar_year_at_odds_with_the_law_or_the_other_years_is_refused_with_that_code(string code)
    {
        var problems = ProposeChanged("public-2026", j =>
        {
            j["id"] = "public-2026-2";
            j["supersedes"] = "public-2026";
            CalendarSetFaults[code](j);
        });

        Assert.Contains(code, problems);
    }

    [Theory]
    [InlineData("20-qd-tw-2026", "2026-08-01", RegulationProblems.SupersedesTwice)]
    [InlineData(null, "2026-08-01", RegulationProblems.SecondRoot)]
    [InlineData("no-such-version", "2026-08-01", RegulationProblems.SupersedesUnknown)]
    [InlineData("208-qd-tw-2026", "2026-07-26", RegulationProblems.Overlap)]
    [InlineData("208-qd-tw-2026", "2026-08-01", null)]
    public void A_new_version_must_follow_the_last_one_of_its_family(string? supersedes, string effectiveFrom, string? code)
    {
        var problems = ProposeChanged("208-qd-tw-2026", j =>
        {
            j["id"] = "209-qd-tw-2026";
            j["supersedes"] = supersedes;
            j["effectiveFrom"] = effectiveFrom;
        });

        Assert.Equal(code is null ? [] : [code], problems.Distinct());
    }

    [Theory]
    [InlineData("2026-08-15", RegulationProblems.Overlap)]
    [InlineData("2026-07-30", RegulationProblems.Gap)]
    [InlineData("2026-07-31", null)]
    public void A_stated_end_must_touch_the_next_beginning(string effectiveTo, string? code)
    {
        var ending = Change("208-qd-tw-2026", j => j["effectiveTo"] = effectiveTo);
        var next = Change("208-qd-tw-2026", j =>
        {
            j["id"] = "209-qd-tw-2026";
            j["supersedes"] = "208-qd-tw-2026";
            j["effectiveFrom"] = "2026-08-01";
        });
        var set = RegulationFiles.All.Where(d => d.Id != "208-qd-tw-2026").Append(Good("208-qd-tw-2026", ending)).Append(Good("209-qd-tw-2026", next)).ToList();

        Assert.Equal(code is null ? [] : [code], RegulationSet.Check(set).Select(p => p.Code));
    }

    [Fact]
    public void A_circle_of_superseding_versions_is_refused()
    {
        var first = Good("29-qd-tw-2016", Change("29-qd-tw-2016", j => j["supersedes"] = "208-qd-tw-2026"));
        var set = RegulationFiles.All.Where(d => d.Id != "29-qd-tw-2016").Append(first).ToList();

        Assert.Contains(RegulationProblems.SupersedesCycle, RegulationSet.Check(set).Select(p => p.Code));
    }

    [Theory]
    [InlineData("no-such-version", RegulationProblems.CorrectsUnknown)]
    [InlineData("208-qd-tw-2026-2", RegulationProblems.SupersedesCycle)]
    public void A_correction_must_name_a_version_that_was_published(string corrects, string code)
    {
        var problems = ProposeChanged("208-qd-tw-2026", j =>
        {
            j["id"] = "208-qd-tw-2026-2";
            j["corrects"] = corrects;
        });

        Assert.Contains(code, problems);
    }

    [Fact]
    public void A_version_already_corrected_is_not_corrected_a_second_time()
    {
        var once = Change("208-qd-tw-2026", j =>
        {
            j["id"] = "208-qd-tw-2026-2";
            j["corrects"] = "208-qd-tw-2026";
        });
        var twice = Change("208-qd-tw-2026", j =>
        {
            j["id"] = "208-qd-tw-2026-3";
            j["corrects"] = "208-qd-tw-2026";
        });
        var set = RegulationFiles.All.Append(Good("208-qd-tw-2026-2", once)).Append(Good("208-qd-tw-2026-3", twice)).ToList();

        Assert.Contains(RegulationProblems.CorrectsTwice, RegulationSet.Check(set).Select(p => p.Code));
    }

    [Fact]
    public void An_id_already_published_is_not_proposed_again()
    {
        Assert.Equal([RegulationProblems.DuplicateId], ProposeChanged("208-qd-tw-2026", j => j["source"] = "elsewhere"));
        Assert.Contains(RegulationProblems.DuplicateId, RegulationSet.Check([.. RegulationFiles.All, RegulationFiles.All[0]]).Select(p => p.Code));
    }

    [Fact]
    public void A_year_for_starting_clocks_cannot_follow_a_horizon_year()
    {
        Assert.Contains(RegulationProblems.HorizonNotLast, ProposeChanged("public-2028", j => Move(j, 2029, horizon: false)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"family\":\"admission\",\"family\":\"admission\"}")]
    [InlineData("{\"family\":\"admission\",\"parameters\":[{\"value\":0.66}]}")]
    [InlineData("null")]
    [InlineData("{\"calendar\":\"public\",\"days\":[null]}")]
    [InlineData("{\"family\":\"\\ud800\"}")]
    public void Text_that_is_no_regulation_file_is_refused_as_malformed(string text)
    {
        var (document, problems) = RegulationFiles.Read("x", text);

        Assert.Null(document);
        Assert.Equal([RegulationProblems.Malformed], problems.Select(p => p.Code));
    }

    [Fact]
    public void A_text_beyond_the_limit_is_refused_unread()
    {
        Assert.Equal(RegulationProblems.Malformed, RegulationFiles.Read("x", new string(' ', RegulationFiles.MaxLength + 1)).Problems[0].Code);
    }

    private static List<string> ReadChanged(string id, Action<JsonObject> change) =>
        [.. RegulationFiles.Read(id, Change(id, change)).Problems.Select(p => p.Code)];

    private static List<string> ProposeChanged(string id, Action<JsonObject> change)
    {
        var text = Change(id, change);
        return [.. R.Propose((string)JsonNode.Parse(text)!["id"]!, text).Problems.Select(p => p.Code)];
    }

    private static string Change(string id, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == id).Canonical)!.AsObject();
        change(json);
        return json.ToJsonString();
    }

    private static RegulationDocument Good(string name, string text)
    {
        var (document, problems) = RegulationFiles.Read(name, text);
        Assert.Empty(problems);
        return document!;
    }

    private static JsonObject Parameter(JsonObject j, int index) => j["parameters"]![index]!.AsObject();

    private static JsonObject Find(JsonObject j, string code) => j["parameters"]!.AsArray().Single(p => (string?)p!["code"] == code)!.AsObject();

    private static JsonObject Day(JsonObject j, string date) => j["days"]!.AsArray().Single(d => (string?)d!["date"] == date)!.AsObject();

    private static void Remove(JsonObject j, string date) => j["days"]!.AsArray().Remove(Day(j, date));

    private static void Worked(JsonObject j, string date)
    {
        Day(j, date)["kind"] = "swap_worked";
        Day(j, date)["pair"] = "2026-06-01";
        Day(j, date).Remove("holiday");
    }

    private static void Add(JsonObject j, string date, string weekday, string kind, string? holiday, string pair) =>
        j["days"]!.AsArray().Add(new JsonObject
        {
            ["date"] = date,
            ["weekday"] = weekday,
            ["kind"] = kind,
            ["holiday"] = holiday,
            ["pair"] = pair,
            ["confirmed"] = false,
            ["source"] = "test",
        });

    private static void Move(JsonObject j, int year, bool horizon = true)
    {
        j["id"] = $"public-{year}";
        j["year"] = year;
        j["horizon"] = horizon;
        j.Remove("supersedes");
        foreach (var day in j["days"]!.AsArray())
        {
            foreach (var member in new[] { "date", "pair" }.Where(m => day![m] is not null))
            {
                day![member] = year + ((string)day[member]!)[4..];
            }

            day!["weekday"] = DateOnly.Parse((string)day["date"]!, System.Globalization.CultureInfo.InvariantCulture).DayOfWeek.ToString()[..3].ToLowerInvariant();
        }
    }
}
