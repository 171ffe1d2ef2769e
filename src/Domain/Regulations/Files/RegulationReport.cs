using System.Collections.Immutable;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>What a check of a set of regulation files found: nothing wrong, or every problem; and what the set holds.</summary>
public sealed record RegulationReport(
    ImmutableArray<RegulationProblem> Problems, ImmutableArray<RegulationLine> Versions, int UnconfirmedParameters, int UnconfirmedDays)
{
    public bool IsGood => Problems.IsEmpty;

    /// <summary>Checks files together, as a person or a build would before publishing: each by itself, then against each other.</summary>
    public static RegulationReport Of(IEnumerable<RegulationFile> files)
    {
        var problems = new List<RegulationProblem>();
        var documents = new List<RegulationDocument>();
        foreach (var file in files)
        {
            var (document, found) = RegulationFiles.Read(file.Name, file.Text);
            problems.AddRange(found);
            if (document is not null)
            {
                documents.Add(document);
            }
        }

        problems.AddRange(RegulationSet.Check(documents));
        var ends = documents.Select(d => d.Policy).OfType<PolicyVersion>().GroupBy(p => p.Family)
            .SelectMany(family => RegulationSet.Timeline(family)).ToDictionary(p => p.Id, p => p.EffectiveTo, StringComparer.Ordinal);
        return new RegulationReport(
            [.. problems],
            [.. documents.Select(d => RegulationLine.Of(d, ends.GetValueOrDefault(d.Id)))],
            documents.Sum(d => d.Policy?.Parameters.Values.Count(p => !p.Confirmed) ?? 0),
            documents.Sum(d => d.Calendar?.Days.Count(x => !x.Confirmed) ?? 0));
    }

    /// <summary>Checks the files shipped with the program.</summary>
    public static RegulationReport OfShipped() => Of(RegulationFiles.ShippedFiles());
}

/// <summary>One version of a checked set.</summary>
/// <param name="Chain">Family of a policy, or code of a calendar.</param>
/// <param name="From">First day it speaks for.</param>
/// <param name="To">Last day; null while open.</param>
public sealed record RegulationLine(string Chain, string Id, DateOnly From, DateOnly? To, bool Confirmed, string ContentHash)
{
    internal static RegulationLine Of(RegulationDocument document, DateOnly? end) => document.Policy is { } policy
        ? new RegulationLine(policy.Family, policy.Id, policy.EffectiveFrom, end, policy.Confirmed, document.ContentHash)
        : new RegulationLine(
            document.Calendar!.Calendar, document.Calendar.Id, new DateOnly(document.Calendar.Year, 1, 1), new DateOnly(document.Calendar.Year, 12, 31),
            document.Calendar.Confirmed, document.ContentHash);
}
