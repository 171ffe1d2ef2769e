using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Pages.Rules;

/// <summary>Two versions of one chain, and only what they say differently.</summary>
public sealed class ComparePage(ReferenceFacts reference) : CadrePage
{
    /// <summary>What differs; null before both are chosen, or when they cannot be compared.</summary>
    public RegulationDiffBody? Diff { get; private set; }

    /// <summary>Every version.</summary>
    public IReadOnlyList<Choice> Versions { get; private set; } = [];

    public async Task OnGetAsync(string? a, string? b)
    {
        Area = "regulations";
        Title = T["regulations.compare_title"];
        Crumbs = [(T["nav.regulations"], "/regulations")];
        (Form["a"], Form["b"]) = (a, b);
        var regulations = (await reference.RefreshAsync(HttpContext.RequestAborted)).Regulations;
        Versions =
        [
            .. regulations.Policies.Select(p => regulations.Document(p.Id)!).Concat(regulations.CalendarVersions.Select(c => regulations.Document(c.Id)!))
                .OrderBy(d => d.Policy is null).ThenBy(Chain, StringComparer.Ordinal).ThenByDescending(d => d.Policy?.EffectiveFrom ?? new DateOnly(d.Calendar!.Year, 1, 1))
                .Select(d => new Choice(d.Id, $"{RegulationWords.Title(T, d)} ({d.Id})")),
        ];
        var left = Read("a", regulations);
        var right = Read("b", regulations);
        if (left is not null && right is not null && (Diff = RegulationDiff.Between(left, right, regulations)) is null)
        {
            Form.Add("b", T["problem.versions_not_comparable"]);
        }
    }

    private static string Chain(RegulationDocument document) => document.Policy?.Family ?? document.Calendar!.Calendar;

    private RegulationDocument? Read(string field, Domain.Regulations.Regulations regulations)
    {
        if (string.IsNullOrEmpty(Form[field]))
        {
            return null;
        }

        if (regulations.Document(Form[field]!) is { } document)
        {
            return document;
        }

        Form.Add(field, T["problem.unknown_version", ("value", Form[field])]);
        return null;
    }
}
