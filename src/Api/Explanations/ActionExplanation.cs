using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Explanations;

/// <summary>The instrument a rule was read from.</summary>
/// <param name="Id">Version id.</param>
/// <param name="Name">Number and date, as papers cite it: <c>06-HD/TW ngày 09/6/2025</c>.</param>
/// <param name="Confirmed">Number, date and effect were seen on an official source.</param>
public sealed record InstrumentBody(string Id, string Name, DateOnly IssuedOn, DateOnly EffectiveFrom, bool Confirmed);

/// <summary>A recorded fact a finding rests on: an entry of the timeline.</summary>
/// <param name="EventId">Anchor of the entry: <c>#e-{id}</c> on the page of the case.</param>
/// <param name="Text">What happened, in the reader's language.</param>
public sealed record FactBody(Guid EventId, string Type, string Text, DateOnly OccurredOn, DocumentRef? Document);

/// <summary>A finding with everything a reader needs to believe it.</summary>
/// <param name="Text">What the rule says of the act, in the reader's language.</param>
/// <param name="Article">Where it is written, in the instrument of that day.</param>
/// <param name="Confirmed">The article was seen on an official source for this version.</param>
/// <param name="Facts">What it rests on.</param>
/// <param name="UnblockText">What would remove it, in words; null when nothing can, or time alone does.</param>
/// <param name="Earliest">The first day on which time alone allows the act; null otherwise.</param>
public sealed record ExplainedFindingBody(
    string Rule,
    string RuleTitle,
    string Severity,
    string Code,
    string Text,
    string? Article,
    string? PolicyVersion,
    InstrumentBody? Instrument,
    bool Confirmed,
    IReadOnlyList<FactBody> Facts,
    string? Unblock,
    string? UnblockText,
    DateOnly? Earliest);

/// <summary>Whether an act could be done on a day, and why. The same for pages, HTTP and the command line.</summary>
/// <param name="On">The day asked about; ahead of today it is asked as if it had come.</param>
/// <param name="Stated">The act was judged with fields of its own; else a neutral one was, with nothing wrong in it.</param>
/// <param name="Version">Version of the case it was judged on.</param>
/// <param name="RegulationsPosition">Log position of the regulations it was judged by.</param>
public sealed record ActionExplanationBody(
    Guid CaseId,
    string Action,
    string ActionText,
    DateOnly On,
    bool Stated,
    bool Allowed,
    DateOnly? Earliest,
    long Version,
    long RegulationsPosition,
    IReadOnlyList<ExplainedFindingBody> Findings);

/// <summary>Asks the decider about an act and puts its answer into words.</summary>
internal static class ActionExplanation
{
    /// <summary>What a neutral act's made-up ballot comes to is no news about the case.</summary>
    private static readonly HashSet<string> OfItsOwnBallot = new(["vote_passed", "vote_not_passed"], StringComparer.Ordinal);

    /// <summary>The verdict on a neutral act of the kind, or on the statement, on a day; null when there is no such listed act.</summary>
    internal static ActionVerdict? Ask(LoadedCase loaded, string code, DateOnly day, CaseEvent? statement = null) => statement is null
        ? CaseActions.Explain(code, loaded.History, loaded.Context, day)
        : CaseActions.Explain(loaded.History, new CaseCommand(loaded.Id, statement), loaded.Context);

    /// <summary>Why the question cannot be asked by a version; null when it can.</summary>
    internal static Refusal? Refuse(LoadedCase loaded, string version) => Overrides.Refuse(version, "?", loaded.Context.Regulations);

    /// <summary>The case to be judged by one version, as an act with a recorded override is.</summary>
    internal static LoadedCase Under(LoadedCase loaded, string version) =>
        loaded with { Context = loaded.Context with { Regulations = loaded.Context.Regulations.Overriding(version) } };

    internal static ActionExplanationBody Body(LoadedCase loaded, ActionVerdict verdict, DateOnly day, bool stated, Texts t) => new(
        loaded.Id,
        verdict.Code,
        t["act." + verdict.Code],
        day,
        stated,
        verdict.Allowed,
        verdict.Earliest,
        loaded.History.Version,
        loaded.Context.Regulations.Position,
        [.. verdict.Findings.Where(f => stated || f.Severity != Severity.Show || !OfItsOwnBallot.Contains(f.Code)).OrderByDescending(f => f.Severity).Select(f => Body(f, loaded.History, loaded.Context.Regulations, day, t))]);

    internal static ExplainedFindingBody Body(Finding finding, CaseHistory history, Regulations regulations, DateOnly day, Texts t)
    {
        var rule = regulations.Rule(finding.Rule, day);
        return new(
            finding.Rule,
            t.Language == "vi" ? rule.TitleVi : rule.TitleEn,
            Codes.Of(finding.Severity),
            finding.Code,
            t.Of(finding),
            finding.Article,
            finding.PolicyVersion,
            finding.PolicyVersion is { } id ? Instrument(regulations, id) : null,
            rule.ArticleConfirmed,
            [.. finding.Facts.Select(f => Fact(f, history, t)).OfType<FactBody>()],
            finding.Unblock,
            t.Unblock(finding),
            finding.Earliest);
    }

    internal static InstrumentBody? Instrument(Regulations regulations, string versionId) => regulations.Policy(versionId) is { } version
        ? new(version.Id, version.Instrument.ToString(), version.IssuedOn, version.EffectiveFrom, version.Confirmed)
        : null;

    internal static FactBody? Fact(Guid id, CaseHistory history, Texts t)
    {
        foreach (var recorded in history.AllRecorded)
        {
            if (recorded.Id == id)
            {
                var type = DomainEvents.Catalog.NameOf(recorded.Event);
                return new(id, type, t["event." + type], recorded.Event.OccurredOn, recorded.Event.Document);
            }
        }

        return null;
    }
}
