using System.Text.Json;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A version in a list.</summary>
/// <param name="Chain">Family of a policy, code of a calendar.</param>
/// <param name="To">Last day it governs; null while open.</param>
/// <param name="Confirmed">Whether number, date and effect were seen on an official source.</param>
/// <param name="Speaks">False for a version that was corrected, or a year that was superseded.</param>
public sealed record VersionBody(
    string Id, string Chain, string Title, DateOnly From, DateOnly? To, bool Confirmed, bool Speaks, string? Supersedes, string? Corrects, string ContentHash)
{
    internal static VersionBody Of(RegulationDocument document, Regulations regulations)
    {
        var (texts, speaks) = (Texts.Current, regulations.Speaks(document));
        return document.Policy is not null && regulations.Policy(document.Id) is { } policy
            ? new(policy.Id, policy.Family, RegulationWords.Title(texts, document), policy.EffectiveFrom, policy.EffectiveTo, policy.Confirmed, speaks, policy.Supersedes, policy.Corrects, policy.ContentHash)
            : Year(document.Calendar!, RegulationWords.Title(texts, document), speaks);
    }

    private static VersionBody Year(CalendarVersion c, string title, bool speaks) =>
        new(c.Id, c.Calendar, title, new(c.Year, 1, 1), new(c.Year, 12, 31), c.Confirmed, speaks, c.Supersedes, null, c.ContentHash);
}

/// <summary>One chain of versions.</summary>
/// <param name="Current">The version that governs an act of the day asked for; null before the data begins.</param>
public sealed record ChainBody(string Chain, string Kind, string Title, string? Current, IReadOnlyList<VersionBody> Versions);

/// <summary>Everything published.</summary>
/// <param name="Position">Log position it is folded to.</param>
public sealed record RegulationsBody(DateOnly On, long Position, IReadOnlyList<ChainBody> Chains);

/// <summary>A figure or choice of a version.</summary>
/// <param name="Text">In the reader's words.</param>
public sealed record ParameterBody(
    string Code, string Value, string Unit, bool Inclusive, string? ClockStart, bool RollForward, string Article, bool Confirmed, string? Note, string Text)
{
    internal static ParameterBody? Of(PolicyParameter? p) => p is null
        ? null
        : new(p.Code, RegulationWords.Raw(p.Value), p.Unit, p.Inclusive, p.ClockStart, p.RollForward, p.Article, p.Confirmed, p.Note, RegulationWords.Of(Texts.Current, p));
}

/// <summary>A rule as a version words it.</summary>
public sealed record RuleBody(string Rule, string Title, string Article, bool Confirmed, string Text)
{
    internal static RuleBody Of(RuleText r)
    {
        var vi = Texts.Current.Language == "vi";
        return new(r.Rule, vi ? r.TitleVi : r.TitleEn, r.Article, r.ArticleConfirmed, vi ? r.ExplanationVi : r.ExplanationEn);
    }
}

/// <summary>How a version came to be on record.</summary>
/// <param name="By">Account that approved it, or the program's own migration.</param>
/// <param name="Draft">The draft it was; null when shipped with the program.</param>
public sealed record PublicationBody(DateOnly PublishedOn, DateTimeOffset RecordedAt, long Position, string? ProposedBy, string? By, Guid? Draft, DocumentRef? Document);

/// <summary>A version with everything it says.</summary>
/// <param name="Content">The canonical file.</param>
public sealed record VersionDetailBody(
    VersionBody Version, string Source, string? Transition, IReadOnlyList<ParameterBody> Parameters, IReadOnlyList<RuleBody> Rules, PublicationBody? Publication, JsonElement Content);

/// <summary>A parameter two versions state differently.</summary>
public sealed record ParameterChangeBody(string Code, ParameterBody? Before, ParameterBody? After);

/// <summary>A rule two versions word differently.</summary>
public sealed record RuleChangeBody(string Rule, string? Before, string? After);

/// <summary>A day two versions of a year treat differently.</summary>
public sealed record DayChangeBody(DateOnly Date, string Before, string After);

/// <summary>What two versions say differently.</summary>
public sealed record RegulationDiffBody(
    VersionBody A, VersionBody B, IReadOnlyList<ParameterChangeBody> Parameters, IReadOnlyList<RuleChangeBody> Rules, bool WeeklyRestChanges, IReadOnlyList<DayChangeBody> Days);

/// <summary>What is wrong with a file: stable code, member, value, and the sentence.</summary>
public sealed record RegulationProblemBody(string Code, string Field, string Value, string Source, string Text)
{
    internal static IReadOnlyList<RegulationProblemBody> Of(IEnumerable<RegulationProblem> problems) =>
        [.. problems.Select(p => new RegulationProblemBody(p.Code, p.Field, p.Detail, p.Source, RegulationWords.Of(Texts.Current, p)))];
}

/// <summary>What a check found.</summary>
/// <param name="Version">What the file says it is; null when it has a problem.</param>
public sealed record RegulationCheckBody(bool Good, VersionBody? Version, IReadOnlyList<RegulationProblemBody> Problems);

/// <summary>A draft.</summary>
/// <param name="Status"><c>open</c>, <c>approved</c>, <c>rejected</c>, <c>withdrawn</c>.</param>
/// <param name="Version">Version of the draft's stream; also the <c>ETag</c>.</param>
/// <param name="Problems">What stands against publishing it now.</param>
public sealed record DraftBody(
    Guid Id, string RegulationId, string Title, string Status, long Version, string? ProposedBy, DateTimeOffset ProposedAt, DocumentRef Document, string? SettledBy,
    DateTimeOffset? SettledAt, string? Reason, IReadOnlyList<RegulationProblemBody> Problems);

/// <summary>A reason.</summary>
public sealed record ReasonBody(string Reason);
