using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>One share of the shape with its rule.</summary>
/// <param name="Hidden">So few that they could be recognised: the number is not shown.</param>
public sealed record ShareRow(string Name, PlanShare Share, RuleText Rule, bool Hidden);

/// <summary>The shape of a plan on a day: shares, age bands, names per seat; each number with its rule, warned of or shown as the version says (PLN-05…09, PLN-16).</summary>
public sealed class ShapePage(PlanDesk desk) : PlanReadPage(desk)
{
    /// <summary>A group of fewer people than this, or of all but fewer, is not counted out where membership is sensitive.</summary>
    public const int SmallestCell = 5;

    /// <summary>The figures.</summary>
    public PlanShape Shape { get; private set; } = null!;

    /// <summary>Shares of persons.</summary>
    public IReadOnlyList<ShareRow> Shares { get; private set; } = [];

    /// <summary>Age bands with their persons.</summary>
    public IReadOnlyList<(string Name, int Count)> Bands { get; private set; } = [];

    /// <summary>Posts of the plan, the highest first.</summary>
    public IReadOnlyList<PlanPost> Posts { get; private set; } = [];

    /// <summary>The rule on three bands, and the rule on names per post.</summary>
    public (RuleText Bands, RuleText Ratio) Rules { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await LoadAsync(id) is { } answer)
        {
            return answer;
        }

        var (facts, day) = (Plan.Facts, Plan.Day);
        Title = T["plan.shape.title"];
        Crumbs = [.. Crumbs, (Plan.Title(T), Then(string.Empty))];
        Shape = PlanShape.On(Plan.History, facts.Posts, facts.Regulations, day);
        Shares =
        [
            Row("women", Shape.Women), Row("young", Shape.Young), Row("ethnic", Shape.EthnicMinority, sensitive: true), Row("science", Shape.ScienceTechnology),
        ];
        Bands = [(T["plan.band.under_40"], Shape.AgeUnder40), (T["plan.band.40_49"], Shape.Age40To49), (T["plan.band.50"], Shape.Age50AndOver)];
        Posts = [.. Shape.Posts.OrderByDescending(p => facts.Posts.Post(p.PostId, day)?.Rank).ThenBy(p => Plan.PostName(p.PostId), StringComparer.Ordinal)];
        Rules = (facts.Regulations.Rule("PLN-08", day), facts.Regulations.Rule("PLN-16", day));
        return Page();

        ShareRow Row(string name, PlanShare share, bool sensitive = false) =>
            new(T["plan.share." + name], share, facts.Regulations.Rule(share.Rule, day), sensitive && IsSmall(share.Count, share.Known));
    }

    /// <summary>Whether a count of a group would let its members, or those outside it, be recognised.</summary>
    internal static bool IsSmall(int count, int known) => count is > 0 and < SmallestCell || (known - count is > 0 and < SmallestCell && count > 0);

    /// <summary>Rule, article and version in one line.</summary>
    public static string Source(Texts t, RuleText rule) =>
        $"{rule.Rule}: {(t.Language == "vi" ? rule.TitleVi : rule.TitleEn)}" + (rule.PolicyVersion is { } version ? " · " + t["finding.version", ("version", version)] : string.Empty);

    /// <summary>Names to a seat with one decimal, in integers: <c>1,5</c>.</summary>
    public static string Ratio(Texts t, int names, int seats)
    {
        if (seats == 0)
        {
            return "–";
        }

        var tenths = ((names * 20) + seats) / (2 * seats);
        return $"{t.Format.Number(tenths / 10)}{(t.Language == "vi" ? ',' : '.')}{tenths % 10}";
    }
}
