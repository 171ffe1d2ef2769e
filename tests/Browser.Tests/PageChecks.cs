using System.Text.RegularExpressions;
using CadreWorkflow.Api.Engine;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>What is looked at on every page. Each check gives what is wrong, so that one walk over a page tells all of it.</summary>
internal static partial class PageChecks
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },

        // Of WCAG 2.2, and switched off unless asked for by name.
        Rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal) { ["target-size"] = new() { Enabled = true } },
    };

    /// <summary>
    /// What axe could not decide by itself, looked at once. Rule, then what the place is, and why it is no fault:
    /// every other undecided result fails until somebody has looked.
    /// </summary>
    private static readonly IReadOnlyList<(string Rule, string Place, string Why)> Reviewed =
    [
        ("color-contrast", "c-steps", "the number of a step is drawn beside the words, never behind them"),
        ("color-contrast", "c-tag--solid", "white on the red of late work: 7.6 to 1"),
        ("color-contrast", "govuk-button", "the shadow under a button is no background; white on the brand colour is 9.6 to 1"),
        ("color-contrast", "<time", "in the strip of steps the ring of a step is drawn beside the date, never behind it"),
        ("label-content-name-mismatch", ">#</a>", "the sign # is no word that somebody could say"),
        ("color-contrast", "<summary", "the arrow is drawn beside the word, never behind it"),
    ];

    /// <summary>Violations, and undecided results nobody has looked at.</summary>
    public static async Task<IEnumerable<string>> AxeAsync(IPage page)
    {
        var result = await page.RunAxe(Rules);
        return
        [
            .. result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"),
            .. result.Incomplete.SelectMany(v => v.Nodes.Where(n => !Reviewed.Any(r => r.Rule == v.Id && n.Html.Contains(r.Place, StringComparison.Ordinal))).Take(3)
                .Select(n => $"undecided {v.Id}: {n.Any.Concat(n.All).Concat(n.None).FirstOrDefault()?.Message} {n.Html}")),
        ];
    }

    /// <summary>Nothing sticks out of a window of a width in CSS pixels: 320, or 640, which is what 200 % leaves of 1280.</summary>
    public static async Task<IEnumerable<string>> FitsAsync(IPage page, int width)
    {
        await page.SetViewportSizeAsync(width, 800);
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        return wide > width ? [$"{wide} pixels wide in a window of {width}"] : [];
    }

    /// <summary>In colours the reader forces upon the page no words vanish and what can be pressed or filled in keeps an edge.</summary>
    public static async Task<IEnumerable<string>> ForcedColoursAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var wrong = await page.EvaluateAsync<string[]>(
            "() => {" + Invisible + """

              const edges = [...document.querySelectorAll('.govuk-button, .govuk-input, .govuk-select, .govuk-textarea')].filter((e) => e.checkVisibility()).filter((e) => {
                const s = getComputedStyle(e);
                return s.borderTopStyle === 'none' || parseFloat(s.borderTopWidth) === 0;
              }).map((e) => 'no edge: ' + e.outerHTML.slice(0, 120));
              return [...invisible(), ...edges];
            }
            """);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.None });
        return wrong.Select(w => "forced colours: " + w);
    }

    /// <summary>On paper: the heading and the rows, nothing to press, nothing cut off at the edge of the sheet.</summary>
    public static async Task<IEnumerable<string>> PaperAsync(IPage page)
    {
        // A4 across without its margins, or upright where there is no table.
        var table = await page.Locator("main .c-table").CountAsync() > 0;
        var width = table ? 1008 : 624;
        await page.SetViewportSizeAsync(width, 800);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var wrong = await page.EvaluateAsync<string[]>(
            "() => {" + Invisible + """

              const pressed = [...document.querySelectorAll('.c-header, .c-nav, .c-footer, .c-filter, .c-crumbs, .c-buttons, .c-pages nav')].filter((e) => e.checkVisibility()).map((e) => 'is printed: ' + e.className);
              const heading = document.querySelector('h1, .c-paper h2')?.checkVisibility() || document.querySelector('.c-paper')?.checkVisibility() ? [] : ['the heading is not printed'];
              const wide = [...document.querySelectorAll('main *:not(.govuk-visually-hidden)')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1).slice(0, 2).map((e) => 'cut off: ' + e.outerHTML.slice(0, 120));
              return [...invisible(), ...pressed, ...heading, ...wide];
            }
            """);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        return wrong.Select(w => "paper: " + w);
    }

    /// <summary>Nothing moves for those who asked for stillness.</summary>
    public static async Task<IEnumerable<string>> StillAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var moving = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('body *')].filter((e) => {
              const s = getComputedStyle(e);
              return s.animationName !== 'none' || s.transitionDuration.split(',').some((d) => parseFloat(d) > 0);
            }).slice(0, 3).map((e) => 'moves: ' + e.outerHTML.slice(0, 120))
            """);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        return moving;
    }

    /// <summary>In English: no key shown raw, and no Vietnamese but what people typed and what laws are called.</summary>
    public static async Task<IEnumerable<string>> EnglishAsync(IPage page, string address, Site site)
    {
        await page.GotoAsync("/language?to=en&back=" + Uri.EscapeDataString(address));
        var texts = await page.EvaluateAsync<string[]>(
            """
            () => {
              const found = [document.title];
              const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const parent = walk.currentNode.parentElement;
                if (!parent.closest('script, style, [lang=vi], datalist, [data-typed]')) {
                  found.push(walk.currentNode.textContent);
                }
              }
              for (const e of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
                found.push(...['aria-label', 'title', 'placeholder', 'alt'].map((a) => e.getAttribute(a)).filter((t) => t));
              }
              return [...new Set(found.map((t) => t.replace(/\s+/g, ' ').trim()).filter((t) => t))];
            }
            """);
        var language = await page.Locator("html").GetAttributeAsync("lang");
        var typed = await TypedAsync(site);
        return
        [
            .. language == "en" ? Array.Empty<string>() : ["the page is not in English"],
            .. texts.Where(t => Key().IsMatch(t)).Select(t => "a key is shown: " + t),
            .. texts.Where(t => Vietnamese().IsMatch(Without(t, typed))).Take(5).Select(t => "Vietnamese in English: " + t),
        ];
    }

    private static string Without(string text, IReadOnlyList<string> typed)
    {
        text = Paper().Replace(Citation().Replace(text, " "), " ");
        foreach (var data in typed)
        {
            text = text.Replace(data, " ", StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }

    /// <summary>Names of units, posts and people, longest first, and of the bodies and laws that papers name.</summary>
    private static async Task<IReadOnlyList<string>> TypedAsync(Site site)
    {
        var facts = await site.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None);
        var today = site.Province.Today;
        var names = new List<string>(facts.Units.Units.Select(u => facts.Units.Unit(u, today)?.Name).OfType<string>());
        names.AddRange(facts.Posts.Posts.Select(p => facts.Posts.Post(p, today)!.Title));
        await using var command = site.Services.GetRequiredService<CadreDatabases>().Jobs.CreateCommand("select full_name from people.person_revision");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        names.AddRange(["CĐCS", "LĐLĐ", "Tiếng Việt"]);
        return [.. names.Distinct(StringComparer.Ordinal).OrderByDescending(n => n.Length)];
    }

    private const string Invisible =
        """
        const invisible = () => {
          const behind = (e) => {
            for (; e; e = e.parentElement) {
              const c = getComputedStyle(e).backgroundColor;
              if (!/, 0\)$|^transparent$/.test(c)) {
                return c;
              }
            }
            return getComputedStyle(document.documentElement).backgroundColor;
          };
          return [...document.querySelectorAll('body *')]
            .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.govuk-visually-hidden, .govuk-skip-link'))
            .filter((e) => getComputedStyle(e).color === behind(e)).slice(0, 3).map((e) => 'cannot be seen: ' + e.outerHTML.slice(0, 120));
        };
        """;

    [GeneratedRegex("^[a-z][a-zA-Z_]*(?:\\.[a-zA-Z0-9_-]+)+$", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", RegexOptions.None, 1000)]
    private static partial Regex Vietnamese();

    /// <summary>Articles of laws, which are called in the law's own language.</summary>
    [GeneratedRegex("[^·]*\\b(?:Điều|Khoản|khoản|Mục|điểm) \\d[^·]*", RegexOptions.None, 1000)]
    private static partial Regex Citation();

    /// <summary>Numbers of documents: <c>24-QĐ/TW</c>, <c>3/NQ-CĐCS</c>.</summary>
    [GeneratedRegex("\\S*\\d\\S*[-/]\\S*\\p{Lu}\\S*", RegexOptions.None, 1000)]
    private static partial Regex Paper();
}
