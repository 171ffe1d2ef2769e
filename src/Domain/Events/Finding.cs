namespace CadreWorkflow.Domain.Events;

using CadreWorkflow.Domain.Regulations;

/// <summary>How much a finding weighs.</summary>
public enum Severity
{
    /// <summary>Shown only.</summary>
    Show,

    /// <summary>Shown and recorded; never stops anything.</summary>
    Warn,

    /// <summary>Refuses a proposal; is recorded with a report, because the act has happened.</summary>
    Block,
}

/// <summary>What a rule says about an act. Codes and parameters only: the text is rendered in the reader's language.</summary>
/// <param name="Rule">Rule id, such as <c>ADM-13</c>.</param>
/// <param name="Code">Stable code of the finding, such as <c>certificate_expired</c>.</param>
/// <param name="Severity">Block, warn or show.</param>
/// <param name="Article">Article of the instrument, from regulation data.</param>
/// <param name="PolicyVersion">Version id the rule was read from; null for rules outside dated policy.</param>
/// <param name="Facts">Event ids the verdict rests on.</param>
/// <param name="Unblock">Code of what would remove it; null when nothing can.</param>
/// <param name="Earliest">First day on which time alone removes every blocking finding of the act; else null.</param>
/// <param name="Parameters">Values the text needs: dates as ISO text, numbers as digits.</param>
public sealed record Finding(
    string Rule,
    string Code,
    Severity Severity,
    string? Article,
    string? PolicyVersion,
    IReadOnlyList<Guid> Facts,
    string? Unblock = null,
    DateOnly? Earliest = null,
    IReadOnlyDictionary<string, string>? Parameters = null);

/// <summary>The findings of one act, with the versions they were made under, so that the same verdict can be had again for ever.</summary>
/// <param name="RegulationsPosition">Log position the regulations were folded to.</param>
/// <param name="PolicyVersions">Version ids of policies and calendars read.</param>
/// <param name="PersonRevision">Revision of the person's attributes read; null when none was.</param>
/// <param name="Findings">The verdicts.</param>
/// <param name="Override">The version applied by decision; null where the date of the act chose.</param>
public sealed record Evaluation(
    long RegulationsPosition,
    IReadOnlyList<string> PolicyVersions,
    int? PersonRevision,
    IReadOnlyList<Finding> Findings,
    PolicyOverride? Override = null);

/// <summary>A policy version applied to one act by decision, in place of the one the date of the act chooses.</summary>
/// <param name="Version">Version id.</param>
/// <param name="NoteId">Note with the reason.</param>
public sealed record PolicyOverride(string Version, Guid NoteId);

/// <summary>Why a statement is no statement at all, refused to everyone: names the field, the value and the rule.</summary>
/// <param name="Code">Stable code, such as <c>tally_does_not_add_up</c>.</param>
/// <param name="Field">Field of the command, camelCase; null when it is the whole.</param>
/// <param name="Value">The value given, as text.</param>
/// <param name="Rule">Rule id, where it differs from what the code rests on by itself (<see cref="RefusalRules"/>).</param>
/// <param name="Parameters">Values the text needs.</param>
public sealed record Refusal(
    string Code,
    string? Field = null,
    string? Value = null,
    string? Rule = null,
    IReadOnlyDictionary<string, string>? Parameters = null)
{
    /// <summary>The rule that says no: law where there is any, else a principle of the record.</summary>
    public string Cites => Rule ?? RefusalRules.Of(Code);

    /// <summary>Where the rule stood on the day of the act; null where nothing dated was asked.</summary>
    public Citation? Citation { get; private init; }

    /// <summary>With the citation of the day.</summary>
    public Refusal CitedOn(DateOnly day, Regulations regulations) => this with { Citation = Citation.Of(Cites, day, regulations) };
}

/// <summary>Where a rule stands on a day: what is shown with every no.</summary>
/// <param name="Article">Article of the instrument, or the principle of the record.</param>
/// <param name="PolicyVersion">Version id the article was read from; null for rules outside dated policy.</param>
/// <param name="On">The day that chose the version.</param>
public sealed record Citation(string Rule, string TitleVi, string TitleEn, string Article, string? PolicyVersion, DateOnly On)
{
    /// <summary>The citation of a rule on a day.</summary>
    /// <exception cref="ArgumentException">There is no such rule id.</exception>
    public static Citation Of(string rule, DateOnly day, Regulations regulations)
    {
        var text = regulations.Rule(rule, day);
        return new(rule, text.TitleVi, text.TitleEn, text.Article, text.PolicyVersion, day);
    }
}
