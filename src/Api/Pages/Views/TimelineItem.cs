using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Views;

/// <summary>One line of what was said under a fact.</summary>
public sealed record Detail(string Label, string Value);

/// <summary>One fact of a timeline, ready to be read.</summary>
/// <param name="EventId">Anchor of the fact in the page, and what findings cite.</param>
/// <param name="Recorded">Instant of recording.</param>
/// <param name="CorrectedBy">A later record that replaces this one.</param>
/// <param name="Before">For a correction: the details it replaces.</param>
/// <param name="CorrectCode">Code of the act whose form corrects this record; null for what cannot be corrected here.</param>
public sealed record TimelineItem(
    Guid EventId,
    string Title,
    DateOnly OccurredOn,
    DateTimeOffset Recorded,
    string Who,
    string? Via,
    string? Source,
    bool Reported,
    DocumentRef? Document,
    IReadOnlyList<Detail> Details,
    IReadOnlyList<Finding> Findings,
    Guid? Corrects,
    Guid? CorrectedBy,
    bool Struck,
    IReadOnlyList<Detail> Before,
    string? Note,
    string? CorrectCode)
{
    /// <summary>The stretch of a person's road it belongs to, where one history tells several.</summary>
    public string? Stretch { get; init; }

    /// <summary>Of a vote: its arithmetic, under the rules it was recorded by.</summary>
    public VoteWords? Vote { get; init; }

    /// <summary>Of a correction: why it was made.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a correction: the paper that shows how it really was.</summary>
    public DocumentRef? Basis { get; init; }

    /// <summary>The version applied by decision, as papers cite it; null where the date of the act chose.</summary>
    public string? AppliedVersion { get; init; }

    /// <summary>Why it was applied.</summary>
    public string? AppliedBecause { get; init; }

    /// <summary>The verdict of then and of now, where what is known of the person has changed since; null when both say the same.</summary>
    public Reevaluation? Again { get; init; }

    /// <summary>In time or late by the calendars and rules of now, where that differs from what was stored; null when both say the same.</summary>
    public LatenessNow? Lateness { get; init; }

    /// <summary>Days between happening and recording.</summary>
    public int LateBy => VietnamTime.ToVietnamDate(Recorded).DayNumber - OccurredOn.DayNumber;
}

/// <summary>Builds timelines of cases.</summary>
public sealed class Timelines(
    Texts t, Func<Guid, string> personName, Func<Guid, string> unitName, Func<string?, string> accountName, IReadOnlyDictionary<Guid, string> notes, Regulations regulations)
{
    private static readonly HashSet<string> NotShown = new(["OccurredOn", "Reported", "Document", "NoteId", "CaseId", "PersonId", "ClassId", "StructuralChange", "EqualityContract", "SupersededBy", "PreviousCase", "ReferralNumber"], StringComparer.Ordinal);

    /// <summary>Every record of a case, in the order things happened; what was recorded after the instant is left out.</summary>
    public IReadOnlyList<TimelineItem> Of(CaseHistory history) =>
        [.. history.AllRecorded.OrderBy(r => r.Event.OccurredOn).ThenBy(r => r.Position).Select(r => Item(history, r))];

    /// <summary>What a fact says beside its date and paper.</summary>
    public IReadOnlyList<Detail> Details(CaseEvent fact)
    {
        var details = new List<Detail>();
        foreach (var property in fact.GetType().GetProperties().Where(p => !NotShown.Contains(p.Name)))
        {
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            switch (property.GetValue(fact))
            {
                case null:
                    break;
                case Tally tally:
                    details.Add(new(t["field.tally"], t["tally.line", ("agree", tally.Agree), ("disagree", tally.Disagree), ("blank", tally.Blank), ("invalid", tally.Invalid), ("present", tally.Present), ("summoned", tally.Summoned)]));
                    break;
                case var value:
                    details.Add(new(t["field." + name], Text(name, value)));
                    break;
            }
        }

        return details;
    }

    /// <summary>Everything a fact says, by label, with its day and its paper.</summary>
    public IReadOnlyDictionary<string, string> Values(CaseEvent fact)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [t["field.occurredOn"]] = t.Format.Date(fact.OccurredOn) };
        if (fact.Document is { } document)
        {
            values[t["field.document"]] = t["timeline.document", ("number", document.Number), ("day", document.Date), ("issuer", document.Issuer)];
        }

        var tally = fact.GetType().GetProperties().Select(p => p.GetValue(fact)).OfType<Tally>().FirstOrDefault();
        foreach (var detail in Details(fact).Where(d => tally is null || d.Label != t["field.tally"]))
        {
            values[detail.Label] = detail.Value;
        }

        foreach (var part in tally is null ? [] : Cases.ActReader.TallyParts)
        {
            values[t["field.tally." + part]] = t.Format.Number((int)typeof(Tally).GetProperty(char.ToUpperInvariant(part[0]) + part[1..])!.GetValue(tally)!);
        }

        values[t["field.report"]] = t[fact.Reported ? "report.true" : "report.false"];
        return values;
    }

    private TimelineItem Item(CaseHistory history, Recorded<CaseEvent> r)
    {
        var all = history.AllRecorded;
        var corrects = r.Headers.Corrects;
        var later = corrects is null ? all.Where(o => o.Headers.Corrects == r.Id).MaxBy(o => o.Position) : null;
        var before = corrects is null ? null : all.Where(o => (o.Id == corrects || o.Headers.Corrects == corrects) && o.Position < r.Position).MaxBy(o => o.Position);
        var noteId = r.Event.GetType().GetProperty("NoteId")?.GetValue(r.Event) as Guid?;
        return new TimelineItem(
            r.Id,
            t["event." + DomainEvents.Catalog.NameOf(r.Event)],
            r.Event.OccurredOn,
            r.RecordedAt,
            accountName(r.UserName),
            r.Headers.Via,
            r.Headers.Source,
            r.Event.Reported,
            r.Event.Document,
            Details(r.Event),
            r.Headers.Evaluation?.Findings ?? [],
            corrects,
            later?.Id,
            later?.Event is FactStruck,
            before is null ? [] : [new(t["field.occurredOn"], t.Format.Date(before.Event.OccurredOn)), .. Details(before.Event)],
            noteId is { } id ? notes.GetValueOrDefault(id) : null,
            corrects is null && later?.Event is not FactStruck && CaseActs.Of(r.Event) is var act && Cases.ActFields.HasForm(act) ? act.Code : null)
        {
            Vote = WordsOf(r),
            Reason = r.Headers.Ground?.NoteId is { } why ? notes.GetValueOrDefault(why) : null,
            Basis = r.Headers.Ground?.Basis,
            AppliedVersion = r.Headers.Evaluation?.Override is { } applied ? regulations.Policy(applied.Version)?.Instrument.ToString() ?? applied.Version : null,
            AppliedBecause = r.Headers.Evaluation?.Override is { } because ? notes.GetValueOrDefault(because.NoteId) : null,
        };
    }

    private VoteWords? WordsOf(Recorded<CaseEvent> r)
    {
        var rules = r.Headers.Evaluation is { } evaluation ? regulations.Behind(evaluation) : regulations;
        return CaseVotes.Of(r.Event, rules) is { } vote ? VoteWords.Of(t, vote, r.Event is CommitteeVoted { Delegated: true }) : null;
    }

    private string Text(string name, object value) => value switch
    {
        DateOnly day => t.Format.Date(day),
        bool yes => t[yes ? "yes" : "no"],
        int n => t.Format.Number(n),
        Guid id => name is "introducer" or "helper" or "replaces" ? personName(id) : unitName(id),
        Enum code => CodeText(code),
        string rule when rule.StartsWith("ADM-", StringComparison.Ordinal) => t["clock." + rule.ToLowerInvariant()],
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private string CodeText(Enum code)
    {
        var prefix = code switch
        {
            Purpose => "purpose",
            VotingBody => "voting_body",
            BallotForm => "ballot_form",
            Outcome => "decision_outcome",
            Paper => "paper",
            ConsentKind => "consent_kind",
            TransferPoint => "transfer_point",
            ProbationDiscipline => "discipline",
            ReasonCode => "reason",
            Stage => "stage",
            Domain.Organisation.Tree => "tree",
            Domain.Organisation.Sector => "sector",
            Domain.People.Gender => "gender",
            Domain.People.AgeBand => "age_band",
            Domain.People.Education => "education",
            Domain.People.TheoryLevel => "theory_level",
            _ => code.GetType().Name,
        };
        return t[prefix + "." + Cases.ActReader.CodeOf(code)];
    }
}
