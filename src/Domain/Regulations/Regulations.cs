using System.Collections.Frozen;
using System.Collections.Immutable;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>
/// All policy and calendar versions published up to a log position. Immutable: deciders are given one, evaluations store its
/// <see cref="Position"/>, and <see cref="At"/> brings back the value an old case was judged by.
/// </summary>
/// <remarks>
/// Inside <c>CadreWorkflow.Domain.*</c> the bare name means this namespace; put <c>using CadreWorkflow.Domain.Regulations;</c> after the
/// file-scoped namespace line and it means the type.
/// </remarks>
public sealed class Regulations
{
    private static readonly ImmutableDictionary<string, PolicyVersion> NoOverrides = ImmutableDictionary.Create<string, PolicyVersion>(StringComparer.Ordinal);

    private static readonly Lazy<Regulations> Files = new(() =>
        new Regulations(0, [.. RegulationFiles.All.Select(d => new Published(0, d))], NoOverrides));

    private readonly ImmutableArray<Published> _published;
    private readonly FrozenDictionary<string, RegulationDocument> _byId;
    private readonly FrozenDictionary<string, ImmutableArray<PolicyVersion>> _timelines;
    private readonly FrozenDictionary<string, PolicyVersion> _policies;
    private readonly FrozenDictionary<string, Lazy<WorkingCalendar>> _calendars;
    private readonly ImmutableDictionary<string, PolicyVersion> _overrides;
    private readonly Lazy<WorkingCalendar>? _public;
    private readonly Lazy<WorkingCalendar>? _private5;

    private Regulations(long position, ImmutableArray<Published> published, ImmutableDictionary<string, PolicyVersion> overrides)
    {
        Position = position;
        _overrides = overrides;
        _published = published;
        _byId = published.ToFrozenDictionary(p => p.Document.Id, p => p.Document, StringComparer.Ordinal);
        var policies = published.Select(p => p.Document.Policy).OfType<PolicyVersion>().ToList();
        _timelines = policies.GroupBy(p => p.Family).ToFrozenDictionary(g => g.Key, RegulationSet.Timeline, StringComparer.Ordinal);
        var current = _timelines.Values.SelectMany(t => t).ToDictionary(p => p.Id, StringComparer.Ordinal);
        _policies = policies.ToFrozenDictionary(p => p.Id, p => current.GetValueOrDefault(p.Id, p), StringComparer.Ordinal);
        var years = published.Select(p => p.Document.Calendar).OfType<CalendarVersion>().ToLookup(c => c.Calendar, StringComparer.Ordinal);
        _calendars = years.ToFrozenDictionary(
            g => g.Key, g => new Lazy<WorkingCalendar>(() => new WorkingCalendar(g.Key, CalendarCheck.Usable(g.Key, g, years[CalendarCodes.Private5]))), StringComparer.Ordinal);
        _calendars.TryGetValue(CalendarCodes.Public, out _public);
        _calendars.TryGetValue(CalendarCodes.Private5, out _private5);
    }

    private Regulations(Regulations other, Lazy<WorkingCalendar> calendar)
    {
        Position = other.Position;
        _overrides = other._overrides;
        _published = other._published;
        _byId = other._byId;
        _timelines = other._timelines;
        _policies = other._policies;
        (_public, _private5) = (calendar, calendar);
        _calendars = other._calendars.ToFrozenDictionary(c => c.Key, _ => calendar, StringComparer.Ordinal);
    }

    private Regulations(Regulations other, ImmutableDictionary<string, PolicyVersion> overrides)
    {
        Position = other.Position;
        _overrides = overrides;
        _published = other._published;
        _byId = other._byId;
        _timelines = other._timelines;
        _policies = other._policies;
        _calendars = other._calendars;
        (_public, _private5) = (other._public, other._private5);
    }

    /// <summary>Before anything was published.</summary>
    public static Regulations Empty { get; } = new(0, [], NoOverrides);

    /// <summary>The log position this value is folded to; 0 for the shipped files.</summary>
    public long Position { get; }

    /// <summary>Every version ever published, corrected ones too, in publishing order.</summary>
    public IEnumerable<PolicyVersion> Policies => _published.Where(p => p.Document.Policy is not null).Select(p => _policies[p.Document.Id]);

    /// <summary>Every calendar year ever published, superseded ones too, in publishing order.</summary>
    public IEnumerable<CalendarVersion> CalendarVersions => _published.Select(p => p.Document.Calendar).OfType<CalendarVersion>();

    public IEnumerable<string> CalendarNames => _calendars.Keys.Order(StringComparer.Ordinal);

    /// <summary>The versions shipped with the program, as if published at position 0.</summary>
    /// <exception cref="RegulationException">The shipped files have a problem.</exception>
    public static Regulations FromFiles() => Files.Value;

    /// <summary>The value with one more version. The same version again changes the position only.</summary>
    /// <exception cref="RegulationException">The content does not match its hash or cannot be read, or the id was published with other content.</exception>
    public Regulations Apply(RegulationEvent published, long position) => Apply([(published, position)]);

    /// <summary>The value with many more versions, folded in order; the position is the last one's.</summary>
    /// <exception cref="RegulationException">As for one version.</exception>
    public Regulations Apply(IEnumerable<(RegulationEvent Event, long Position)> published)
    {
        var all = _published.ToBuilder();
        var hashes = _byId.ToDictionary(p => p.Key, p => p.Value.ContentHash, StringComparer.Ordinal);
        var position = Position;
        foreach (var (version, at) in published)
        {
            position = at;
            if (!hashes.TryGetValue(version.Id, out var known))
            {
                all.Add(new Published(at, RegulationFiles.ReadPublished(version)));
                hashes.Add(version.Id, version.ContentHash);
            }
            else if (known != version.ContentHash)
            {
                throw new RegulationException([new(RegulationProblems.HashDiffers, version.Id, version.ContentHash)]);
            }
        }

        return new Regulations(position, all.ToImmutable(), _overrides);
    }

    /// <summary>What is wrong with adding this text to what is published; with no problem, the document to publish. Nothing is changed.</summary>
    public (RegulationDocument? Document, IReadOnlyList<RegulationProblem> Problems) Propose(string name, string text)
    {
        var (document, problems) = RegulationFiles.Read(name, text);
        return document is null ? (null, problems) : Propose(document);
    }

    /// <summary>The same of a text without a file name.</summary>
    public (RegulationDocument? Document, IReadOnlyList<RegulationProblem> Problems) Propose(string text)
    {
        var (document, problems) = RegulationFiles.ReadDraft(text);
        return document is null ? (null, problems) : Propose(document);
    }

    private (RegulationDocument? Document, IReadOnlyList<RegulationProblem> Problems) Propose(RegulationDocument document)
    {
        if (_byId.ContainsKey(document.Id))
        {
            return (null, [new RegulationProblem(RegulationProblems.DuplicateId, document.Id, document.Id)]);
        }

        var problems = RegulationSet.Check([.. _published.Select(p => p.Document), document]);
        return problems.Count > 0 ? (null, problems) : (document, problems);
    }

    /// <summary>This value with a proposed document as if published: what-if and impact preview, nothing stored.</summary>
    public Regulations With(RegulationDocument draft) => new(Position, _published.Add(new Published(Position, draft)), _overrides);

    /// <summary>The value as it was at an earlier log position.</summary>
    public Regulations At(long position) =>
        position >= Position ? this : new Regulations(position, [.. _published.Where(p => p.Position <= position)], _overrides);

    /// <summary>
    /// The value in which one version governs its family on every date: a recorded override of the act date, or an old evaluation under the version
    /// id it stored.
    /// </summary>
    /// <exception cref="ArgumentException">No such version was published.</exception>
    public Regulations Overriding(string versionId) => Policy(versionId) is { } version
        ? new Regulations(this, _overrides.SetItem(version.Family, version))
        : throw new ArgumentException($"Unknown version {versionId}.", nameof(versionId));

    /// <summary>The rules an evaluation was made under: those of its position, with the version it was overridden by.</summary>
    public Regulations Behind(Evaluation evaluation)
    {
        var then = At(evaluation.RegulationsPosition);
        return evaluation.Override is { Version: var version } && then.Policy(version) is not null ? then.Overriding(version) : then;
    }

    /// <summary>The value in which every calendar counts as this one does: what-if, nothing stored.</summary>
    /// <exception cref="ArgumentException">No year of it was published.</exception>
    public Regulations CountingBy(CalendarKind kind) => Calendar(kind.Code()) is { } calendar
        ? new(this, new Lazy<WorkingCalendar>(calendar))
        : throw new ArgumentException($"Unknown calendar {kind.Code()}.", nameof(kind));

    /// <summary>The version of a family that governs an act of that date; null when the family or the date is outside the data.</summary>
    public PolicyVersion? PolicyOn(string family, DateOnly actDate)
    {
        if (!_overrides.IsEmpty && _overrides.TryGetValue(family, out var chosen))
        {
            return chosen;
        }

        if (!_timelines.TryGetValue(family, out var timeline))
        {
            return null;
        }

        for (var i = timeline.Length - 1; i >= 0; i--)
        {
            if (timeline[i].EffectiveFrom <= actDate)
            {
                return timeline[i].GovernsOn(actDate) ? timeline[i] : null;
            }
        }

        return null;
    }

    /// <summary>A version by the id an evaluation stored; corrected and superseded ones too.</summary>
    public PolicyVersion? Policy(string versionId) => _policies.GetValueOrDefault(versionId);

    /// <summary>A version by id, policy or calendar, as it was published; null when there is none.</summary>
    public RegulationDocument? Document(string versionId) => _byId.GetValueOrDefault(versionId);

    /// <summary>True when this very content is published.</summary>
    public bool IsPublished(RegulationDocument document) => HashOf(document.Id) == document.ContentHash;

    /// <summary>Whether a version still speaks: a policy version nobody corrected, a calendar year nobody superseded.</summary>
    public bool Speaks(RegulationDocument document) => document.Policy is { } policy
        ? !Policies.Any(p => p.Corrects == policy.Id)
        : !CalendarVersions.Any(c => c.Supersedes == document.Calendar!.Id);

    /// <summary>A parameter as it stood for an act of that date, with the version that states it; null outside the data.</summary>
    /// <param name="code">A code of <see cref="ParameterCatalogue"/>, which also says the family.</param>
    public (PolicyVersion Version, PolicyParameter Parameter)? Parameter(string code, DateOnly actDate) =>
        ParameterCatalogue.All.TryGetValue(code, out var spec)
            && PolicyOn(spec.Family, actDate) is { } version
            && version.Parameters.TryGetValue(code, out var parameter)
            ? (version, parameter)
            : null;

    /// <summary>A calendar that must be there.</summary>
    /// <exception cref="InvalidOperationException">No year of it was published.</exception>
    public WorkingCalendar Calendar(CalendarKind kind) =>
        Calendar(kind.Code()) ?? throw new InvalidOperationException($"No year of calendar {kind.Code()} is published.");

    /// <summary>A calendar by code, an organisation's own too; null when none was published.</summary>
    public WorkingCalendar? Calendar(string code) => code switch
    {
        CalendarCodes.Public => _public?.Value,
        CalendarCodes.Private5 => _private5?.Value,
        _ => _calendars.TryGetValue(code, out var calendar) ? calendar.Value : null,
    };

    /// <summary>Title, article in force on the day and plain explanation of a rule.</summary>
    /// <exception cref="ArgumentException">There is no such rule id; every id in the law book resolves on every day.</exception>
    public RuleText Rule(string ruleId, DateOnly on)
    {
        if (!RuleCatalogue.Rules.TryGetValue(ruleId, out var words))
        {
            throw new ArgumentException($"Unknown rule {ruleId}.", nameof(ruleId));
        }

        var version = words.Family is { } family ? PolicyOn(family, on) : null;
        var citation = version?.Rules.GetValueOrDefault(ruleId);

        // Before the data the catalogue's article stands in: it belongs to another version, so it is never confirmed there.
        return new RuleText(
            ruleId, words.TitleVi, words.TitleEn, citation?.Article ?? words.Article, citation?.Confirmed ?? (words.Confirmed && words.Family is null),
            citation?.ExplanationVi ?? words.Vi, citation?.ExplanationEn ?? words.En, version?.Id);
    }

    /// <summary>Every rule a version states, as it words it.</summary>
    /// <exception cref="ArgumentException">No such version was published.</exception>
    public IEnumerable<RuleText> RulesOf(string versionId)
    {
        var stated = Overriding(versionId);
        var version = Policy(versionId)!;
        return RuleCatalogue.Rules.Values.Where(r => r.Family == version.Family).Select(r => r.Rule).Order(StringComparer.Ordinal).Select(r => stated.Rule(r, version.EffectiveFrom));
    }

    /// <summary>Whether a rule id can be cited.</summary>
    public static bool IsRule(string ruleId) => RuleCatalogue.Contains(ruleId);

    /// <summary>Every rule id that can be cited.</summary>
    public static IEnumerable<string> RuleIds => RuleCatalogue.Rules.Keys.Order(StringComparer.Ordinal);

    /// <summary>The official number of a form on a day, e.g. <c>4A-KNĐ</c> for <c>UnionIntroductionResolution</c>; null when not numbered then.</summary>
    public FormEntry? Form(string code, DateOnly on) => PolicyOn(PolicyFamilies.MembershipForms, on)?.Forms.GetValueOrDefault(code);

    /// <summary>The item of the catalogue of digitised documents a form is filed under on a day; null before there was one.</summary>
    public FormEntry? CatalogueItem(string code, DateOnly on) => PolicyOn(PolicyFamilies.DossierCatalogue, on)?.Forms.GetValueOrDefault(code);

    internal string? HashOf(string id) => _byId.TryGetValue(id, out var document) ? document.ContentHash : null;

    private sealed record Published(long Position, RegulationDocument Document);
}
