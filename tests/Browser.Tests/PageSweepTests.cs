using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Every page of every desk, walked once: in both languages, narrow, enlarged, in forced colours, still, and on paper.</summary>
public sealed class PageSweepTests(Site site)
{
    /// <summary>When set, a picture of every page is written there.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CADRE_PICTURES");

    public static TheoryData<string, string, string> Pages { get; } = new()
    {
        { "", "sign-in", "/sign-in" },
        { "union", "home", "/" },
        { "union", "cases", "/cases" },
        { "union", "cases-empty", "/cases?q=khong-co-ai-ten-nay" },
        { "union", "cases-then", "/cases?asOf=01/06/2026&sort=name" },
        { "union", "cases-error", "/cases?asOf=32/13/2026" },
        { "union", "new", "/cases/new" },
        { "union", "imports", "/imports" },
        { "union", "resolution", "/cases/{nominated}/resolution" },
        { "union", "strike", "/cases/{review}/acts/strike-fact?corrects={review:fact}" },
        { "union", "correct", "/cases/{nominated}/acts/resolve?corrects={nominated:fact}" },
        { "union", "case-draft", "/cases/{draft}" },
        { "union", "case-returned", "/cases/{returned}" },
        { "union", "act-submit", "/cases/{draft}/acts/submit" },
        { "union", "act-resolve", "/cases/{review}/acts/resolve" },
        { "union", "act-send", "/cases/{nominated}/acts/send" },
        { "union", "act-withdraw", "/cases/{sent}/acts/withdraw" },
        { "union", "re-referral", "/cases/new?previous={withdrawn}" },
        { "union", "missing", "/no-such-page" },
        { "party", "home", "/" },
        { "party", "queue", "/queue" },
        { "party", "queue-empty", "/queue?rule=ADM-36" },
        { "party", "cases", "/cases" },
        { "party", "case-overdue", "/cases/{overdue}" },
        { "party", "act-cell-vote", "/cases/{opinions}/acts/cell-vote" },
        { "party", "act-committee-vote", "/cases/{overdue}/acts/committee-vote" },
        { "party", "minutes", "/cases/{overdue}/votes/{overdue:fact}" },
        { "party", "entry", "/cases/{overdue}/facts/{overdue:fact}" },
        { "party", "correct-vote", "/cases/{overdue}/acts/cell-vote?corrects={overdue:fact}" },
        { "party", "act-decide", "/cases/{overdue}/acts/decide" },
        { "party", "act-receive", "/cases/{decided}/acts/receive-decision" },
        { "party", "act-ceremony", "/cases/{decided}/acts/ceremony" },
        { "party", "act-return", "/cases/{sent}/acts/return" },
        { "party", "act-introduce-member", "/cases/{opinions}/acts/introduce-member" },
        { "party", "case-probation", "/cases/{probation}" },
        { "union", "why", "/cases/{draft}/why/send" },
        { "party", "clock", "/cases/{overdue}/deadlines/ADM-28" },
        { "party", "clock-then", "/cases/{overdue}/deadlines/ADM-28?asKnownOn=01/06/2026" },
        { "party", "clock-months", "/cases/{probation}/deadlines/ADM-34" },
        { "party", "moves", "/regulations/moves" },
        { "party", "moves-one", "/regulations/moves/294-qd-tw-2025" },
        { "party", "why-waits", "/cases/{probation}/why/cell-vote?on=2026-11-20" },
        { "party", "why-allowed", "/cases/{decided}/why/ceremony" },
        { "party", "why-override", "/cases/{decided}/why/ceremony?override=20-qd-tw-2026" },
        { "party", "act-override", "/cases/{decided}/acts/ceremony?override=20-qd-tw-2026" },
        { "party", "party-exits", "/people/{probation:person}/party-exits" },
        { "admin", "impact-numbers", "/regulations/impact?sample=policy-invented-example" },
        { "party", "why-error", "/cases/{opinions}/why/cell-vote?on=28/02/202" },
        { "personnel", "home", "/" },
        { "personnel", "case-then", "/cases/{probation}?asOf=01/06/2026" },
        { "personnel", "statistics", "/statistics" },
        { "personnel", "statistics-month", "/statistics?by=month&from=01/01/2025&to=31/12/2026" },
        { "personnel", "statistics-error", "/statistics?from=x" },
        { "personnel", "statistics-cases", "/statistics/cases?measure=referredPersons&from=01/01/2025&to=31/12/2026" },
        { "personnel", "statistics-published", "/statistics?from={from}&to={to}&by=unit" },
        { "personnel", "reports", "/reports" },
        { "personnel", "report", "/reports/{report}" },
        { "personnel", "publish", "/reports/publish?from=01/01/2026&to=30/06/2026" },
        { "personnel", "publish-error", "/reports/publish?from=x" },
        { "personnel", "roster", "/rosters" },
        { "personnel", "roster-known", "/rosters?asKnownOn=01/06/2026" },
        { "personnel", "units", "/rosters/units" },
        { "personnel", "roster-cadres", "/rosters/cadres" },
        { "personnel", "roster-plan", "/rosters/cadres?list=plan" },
        { "personnel", "roster-terms", "/rosters/cadres?list=terms&asOf=01/06/2026" },
        { "personnel", "roster-vacancies", "/rosters/cadres?list=vacancies" },
        { "personnel", "roster-staff", "/rosters/cadres?list=staff" },
        { "personnel", "history", "/history" },
        { "personnel", "history-found", "/history?q=van" },
        { "personnel", "person", "/people/{probation:person}" },
        { "personnel", "inbox", "/inbox" },
        { "admin", "home", "/" },
        { "admin", "units", "/units" },
        { "admin", "units-then", "/units?asOf=01/01/2020&asKnownOn=01/01/2020" },
        { "admin", "units-found", "/units?q=may" },
        { "admin", "unit", "/units/LD01" },
        { "union", "unit-split", "/units/CD0110" },
        { "personnel", "unit-party", "/units/CB0101" },
        { "admin", "unit-open", "/units/LD01/acts/open" },
        { "admin", "unit-rename", "/units/CD0111/acts/rename" },
        { "admin", "unit-move", "/units/CD0111/acts/move" },
        { "admin", "unit-merge", "/units/CD0111/acts/merge" },
        { "admin", "unit-split-form", "/units/LD01/acts/split" },
        { "admin", "unit-dissolve", "/units/LD01/acts/dissolve" },
        { "admin", "unit-youth-union", "/units/CD0111/acts/youth-union" },
        { "admin", "unit-reclassify", "/units/CD0111/acts/reclassify" },
        { "admin", "unit-party-body", "/units/CD0111/acts/assign-party-body" },
        { "union", "unit-count", "/units/CD0111/acts/count-members" },
        { "union", "unassigned", "/units/unassigned" },
        { "personnel", "stock", "/units/stock" },
        { "personnel", "stock-error", "/units/stock?from=x&to=01/01/2026" },
        { "union", "cases-of-ended", "/cases?unit=CD0113" },
        { "personnel", "deadlines", "/deadlines" },
        { "personnel", "deadline-explained", "/deadlines?rule=ADM-28&start=2026-01-09&calendar=public" },
        { "union", "regulations", "/regulations" },
        { "personnel", "regulations-then", "/regulations?on=01/06/2024" },
        { "personnel", "regulation", "/regulations/208-qd-tw-2026" },
        { "personnel", "regulation-planning", "/regulations/377-qd-tw-2025-planning" },
        { "personnel", "regulation-calendar", "/regulations/public-2026" },
        { "personnel", "regulation-calendar-2027", "/regulations/public-2027" },
        { "personnel", "regulations-compare", "/regulations/compare?a=50-qd-tw-2021&b=377-qd-tw-2025-planning" },
        { "personnel", "regulations-compare-error", "/regulations/compare?a=public-2026&b=private5-2026" },
        { "personnel", "regulations-propose", "/regulations/propose" },
        { "admin", "regulations-drafts", "/regulations/drafts" },
        { "party", "what-if", "/cases/{overdue}/what-if" },
        { "party", "what-if-ended", "/cases/{withdrawn}/what-if" },
        { "personnel", "impact", "/regulations/impact" },
        { "personnel", "impact-swap", "/regulations/impact?sample=public-2026-swap-23-11" },
        { "personnel", "impact-amendment", "/regulations/impact?sample=policy-invented-example" },
        { "personnel", "impact-gone", "/regulations/impact?sample=shelf-0" },
        { "personnel", "plans", "/plans" },
        { "personnel", "plans-missed", "/plans?plan.state=missed&asOf=01/06/2026" },
        { "personnel", "plan", "/plans/{plan}" },
        { "personnel", "plan-then", "/plans/{plan}?asOf=01/06/2024" },
        { "personnel", "plan-empty", "/plans/{plan_empty}" },
        { "personnel", "plan-shape", "/plans/{plan}/shape" },
        { "personnel", "plan-needs", "/plans/{plan}/needs" },
        { "personnel", "plan-new", "/plans/new" },
        { "personnel", "plan-consult", "/plans/{plan}/acts/consult?step=5" },
        { "personnel", "plan-screening", "/plans/{plan_empty}/acts/consult?step=1" },
        { "personnel", "plan-name", "/plans/{plan}/acts/name?person={plan:person}&post={deputy}" },
        { "personnel", "plan-remove", "/plans/{plan}/acts/remove-name" },
        { "personnel", "plan-review", "/plans/{plan}/acts/review" },
        { "personnel", "plan-close", "/plans/{plan}/acts/close" },
        { "personnel", "plan-strike", "/plans/{plan}/acts/strike-fact?corrects={plan:fact}" },
        { "personnel", "appointments", "/appointments" },
        { "personnel", "appointments-then", "/appointments?state=decided&asOf=01/06/2024" },
        { "personnel", "appointments-error", "/appointments?asOf=32/13/2026" },
        { "personnel", "appointment-new", "/appointments/new?post={chair}" },
        { "personnel", "appointment", "/appointments/{procedure}" },
        { "personnel", "appointment-then", "/appointments/{procedure}?asOf=01/06/2024" },
        { "personnel", "appointment-decided", "/appointments/{procedure_decided}" },
        { "personnel", "appointment-clock", "/appointments/{procedure}/deadlines/APT-11" },
        { "personnel", "appointment-policy", "/appointments/{procedure_new}/acts/approve-policy" },
        { "personnel", "appointment-propose", "/appointments/{procedure}/acts/propose" },
        { "personnel", "appointment-step", "/appointments/{procedure}/acts/hold-step?step=4" },
        { "personnel", "appointment-papers", "/appointments/{procedure}/acts/record-paper" },
        { "personnel", "appointment-appoint", "/appointments/{procedure}/acts/appoint" },
        { "personnel", "appointment-end", "/appointments/{procedure}/acts/end" },
        { "personnel", "appointment-strike", "/appointments/{procedure_decided}/acts/strike-fact?fact={procedure_decided:fact}" },
        { "personnel", "terms", "/terms" },
        { "personnel", "terms-name", "/terms?status=overdue&sort=name" },
        { "personnel", "cadre", "/cadres/{cadre}" },
        { "personnel", "cadre-then", "/cadres/{cadre}?asOf=01/06/2024" },
        { "personnel", "cadre-take", "/cadres/{cadre}/acts/take-post" },
        { "personnel", "cadre-extend", "/cadres/{cadre}/acts/extend?post={head}" },
        { "personnel", "cadre-leave", "/cadres/{cadre}/acts/leave-post?post={head}" },
        { "personnel", "cadre-discipline", "/cadres/{cadre}/acts/discipline" },
        { "personnel", "person-cadre", "/people/{cadre}" },
        { "union", "person", "/people/{probation:person}" },
        { "personnel", "posts", "/posts" },
        { "personnel", "post", "/posts/{deputy}" },
        { "personnel", "post-eligible", "/posts/{deputy}/eligible" },
        { "personnel", "post-eligible-appointment", "/posts/{chair}/eligible?post.for=appointment" },
        { "personnel", "post-new", "/posts/new" },
        { "personnel", "post-change", "/posts/{deputy}/acts/change" },
        { "personnel", "post-abolish", "/posts/{deputy}/acts/abolish" },
        { "personnel", "staffing", "/staffing" },
        { "personnel", "staffing-then", "/staffing?unit=LD01&asOf=01/06/2026&st.counted=receiver" },
        { "personnel", "staffing-unit", "/staffing/CD0101" },
        { "personnel", "staffing-merged", "/staffing/CD0102" },
        { "personnel", "staffing-assign", "/staffing/CD0101/acts/assign-quota" },
        { "personnel", "staffing-join", "/staffing/CD0101/acts/join" },
        { "personnel", "staffing-leave", "/staffing/CD0101/acts/leave?person={draft:person}" },
        { "personnel", "headcounts", "/headcounts?unit=LD01" },
        { "personnel", "headcounts-known", "/headcounts?asOf=31/12/2025&asKnownOn=01/06/2026" },
        { "personnel", "headcounts-unit", "/headcounts/CD0101" },
        { "personnel", "headcounts-report", "/headcounts/CD0101/report" },
        { "personnel", "duties", "/duties" },
        { "personnel", "duties-error", "/duties?duty.since=32/13/2026" },
        { "personnel", "duties-unit", "/duties/CD0101" },
        { "personnel", "duties-schedule", "/duties/CD0101/acts/schedule" },
        { "personnel", "duties-hold", "/duties/CD0101/acts/hold?duty=77777777-0000-0000-0000-000000000001" },
        { "personnel", "declarations", "/declarations?decl.year=2025" },
        { "personnel", "declarations-person", "/declarations/{draft:person}" },
        { "personnel", "declarations-publish", "/declarations/{draft:person}/acts/publish?duty=77777777-0000-0000-0000-000000000002" },
        { "personnel", "declarations-arise", "/declarations/{draft:person}/acts/arise" },
        { "personnel", "declarations-round", "/declarations/round" },
        { "personnel", "declarations-find", "/declarations/find?st.person=nobody" },
        { "party", "classes", "/classes" },
        { "party", "class", $"/classes/{TrainingSeed.Open:D}" },
        { "party", "class-new", "/classes/new" },
        { "party", "class-enrol", $"/classes/{TrainingSeed.Open:D}/enrol?class.name=V%C3%B5+Th%E1%BB%8B+%C3%9At" },
        { "party", "class-results", $"/classes/{TrainingSeed.Open:D}/results" },
        { "party", "class-report", $"/classes/{TrainingSeed.Open:D}/acts/report" },
        { "party", "classes-expiring", "/classes/expiring" },
        { "personnel", "programmes", "/programmes" },
        { "personnel", "programme-new", "/programmes/new" },
        { "personnel", "training-statistics", "/statistics/training" },
        { "personnel", "training-counted", "/statistics/training/participants?measure=persons" },
        { "personnel", "deadline-error", "/deadlines?rule=ADM-28&start=28/02/202" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_accessible_fits_every_window_and_paper_and_speaks_both_languages(string user, string name, string address)
    {
        var page = user.Length == 0 ? await site.OpenAsync() : await site.SignedInAsync(user);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            // The browser itself reports a page that answers 404 as an error of loading it.
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
            {
                errors.Add(message.Text);
            }
        };
        address = await site.AddressAsync(address);

        await page.GotoAsync(address);
        await PictureAsync(page, $"{user}-{name}");
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal("vi", await page.Locator("html").GetAttributeAsync("lang"));
        var wrong = new List<string>();
        wrong.AddRange(await PageChecks.AxeAsync(page));
        wrong.AddRange(await PageChecks.StillAsync(page));
        wrong.AddRange(await PageChecks.ForcedColoursAsync(page));
        wrong.AddRange(await PageChecks.FitsAsync(page, 640));
        wrong.AddRange(await PageChecks.FitsAsync(page, 320));
        await PictureAsync(page, $"{user}-{name}-320");
        wrong.AddRange(await PageChecks.PaperAsync(page));
        wrong.AddRange(await PageChecks.EnglishAsync(page, address, site));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
        }
    }
}
