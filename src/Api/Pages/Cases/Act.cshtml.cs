using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>The form of one act on a case, for every act: its own fields from its event, its paper, and whether it is done now or reported.</summary>
public sealed class ActPage(CaseDesk desk, PersonSearch search, CommandGateway gateway, ReadBarrier barrier, CadreClock clock) : CommandPage(gateway, barrier)
{
    private readonly CommandGateway _gateway = gateway;

    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>The act.</summary>
    public CaseAct Act { get; private set; } = null!;

    /// <summary>Its own fields.</summary>
    public IReadOnlyList<ActField> Fields => ActFields.Of(Act);

    /// <summary>What the rules say about it today, before anything is filled in.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>The record this form corrects or strikes; null for a new act.</summary>
    public TimelineItem? Corrected { get; private set; }

    /// <summary>What is about to be recorded, to be looked at first; null when there is nothing to look at.</summary>
    public ActCheck? Check { get; private set; }

    /// <summary>Votes and corrections are looked at before they are recorded.</summary>
    public bool IsChecked => Act.EventType == typeof(CellVoted) || Act.EventType == typeof(CommitteeVoted) || (Corrected is not null && Act.Code != "strike-fact");

    /// <summary>The first record, when the address names a correction of it: corrections point at originals.</summary>
    public Guid? Original { get; private set; }

    /// <summary>The ballot is of the cell: only there do exempted members leave the base.</summary>
    public bool IsCellVote => Act.EventType == typeof(CellVoted);

    /// <summary>What others recorded while this form was being filled in.</summary>
    public IReadOnlyList<TimelineItem> Between { get; private set; } = [];

    /// <summary>People found under a name typed, by field, to choose from.</summary>
    public Dictionary<string, IReadOnlyList<FoundPerson>> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>The actor only learns of this act by letter, so it can only be reported.</summary>
    public bool OnlyReports { get; private set; }

    /// <summary>Versions the act may be judged by in place of the one its date chooses; empty for who may not say so.</summary>
    public IReadOnlyList<Choice> Versions { get; private set; } = [];

    /// <summary>How much must agree, for the sum under the ballot: <c>two_thirds</c> of the cell's base, of a <c>committee</c>, or a <c>majority</c>.</summary>
    public string Threshold =>
        Act.EventType == typeof(UnionResolved) ? "majority" : Act.EventType == typeof(CommitteeVoted) ? "committee" : "two_thirds";

    public async Task<IActionResult> OnGetAsync(Guid id, string code, Guid? corrects)
    {
        if (await LoadAsync(id, code, corrects) is { } problem)
        {
            return problem;
        }

        Form["version"] = Case.Loaded.History.Version.ToString(CultureInfo.InvariantCulture);
        if (Original is not null)
        {
            Form.AddKey(string.Empty, "refusal.correction_of_correction", ("original", Original));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (corrects is { } original && Case.Loaded.History.AllRecorded.FirstOrDefault(r => r.Id == original) is { } record && Act.Code != "strike-fact")
        {
            var now = Case.Loaded.History.Effectively(original) ?? record;
            Prefill(now.Event);
            Form["override.version"] = now.Headers.Evaluation?.Override?.Version;
            Form["override.reason"] = now.Headers.Evaluation?.Override is { } applied ? Case.Notes.GetValueOrDefault(applied.NoteId) : null;
        }
        else
        {
            Form["occurredOn"] = Format(clock.Today);
            Form["report"] = OnlyReports ? "true" : "false";
            Form["override.version"] = Request.Query["override"];
            Prefill();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string code, Guid? corrects)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, corrects) is { } problem)
        {
            return problem;
        }

        if (OnlyReports)
        {
            Form["report"] = "true";
        }

        foreach (var field in Fields.Where(f => f.Kind == FieldKind.Unit))
        {
            var tree = field.Name == "toUnionUnit" ? Tree.Union : Tree.Party;
            if (UnitChoices.Read(Form, field.Name, field.Required, Case.Units, clock.Today, tree) is { } unit)
            {
                Form[field.Name] = unit.ToString("D");
            }
        }

        foreach (var field in Fields.Where(f => f.Kind == FieldKind.Person))
        {
            await ReadPersonAsync(field);
        }

        if (!Form.Valid)
        {
            Unread();
            return Again();
        }

        var by = HttpContext.Actor().Has(Verb.PartyActs) && Case.Stage is not (Stage.UnitReview or Stage.Nominated) ? Tree.Party : Tree.Union;
        if (ActReader.Read(Form, Act, by) is not { } statement)
        {
            Unread();
            return Again();
        }

        var correction = Corrected is null || Act.Code == "strike-fact" ? null : ReadCorrection();
        var applied = ReadOverride();
        if (!Form.Valid)
        {
            Unread();
            return Again();
        }

        var version = long.TryParse(Form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : (long?)null;
        var note = ActFields.TakesNote(Act) ? Form.Text("note", max: 2000) : null;
        CouldBeReported = !statement.Reported;
        var command = new CaseActCommand(Case.Id, statement, corrects, version, note, correction, applied);
        Check = await CheckAsync(command);
        if (Check is not null)
        {
            Unread();
            return Page();
        }

        var result = await SendAsync(command, answer => (
            T["act.done", ("act", T["act." + Act.Code])], $"/cases/{Case.Id:D}"));
        if (StaleSince is { } since)
        {
            Between = [.. Case.Timeline(T).Where(i => Case.Loaded.History.AllRecorded.First(r => r.Id == i.EventId).Version > since)];
        }

        Unread();
        return result;
    }

    /// <summary>Choices of a code field.</summary>
    public IReadOnlyList<Choice> ChoicesOf(ActField field) => field.Kind == FieldKind.Clock
        ? [.. ActFields.Clocks.Select(c => new Choice(c, T["clock." + c.ToLowerInvariant()]))]
        : [.. ActFields.Values(Act, field).Select(v => new Choice(ActReader.CodeOf(v), T[field.Prefix + "." + ActReader.CodeOf(v)]))];

    /// <summary>People already named in the case for a field, such as introducers to release; empty when anyone may be named.</summary>
    public IReadOnlyList<Choice> KnownPeople(ActField field)
    {
        var facts = Case.Loaded.History.Facts.Select(f => f.Event).ToList();
        IEnumerable<Guid> ids = (Act.Code, field.Name) switch
        {
            ("release-introducer", _) or ("introduce-member", "replaces") => facts.OfType<IntroducedByMember>().Select(e => e.Introducer),
            ("assign-helper", "replaces") => facts.OfType<HelperAssigned>().Select(e => e.Helper).Concat(facts.OfType<ReferralAcknowledged>().Select(e => e.Helper).OfType<Guid>()),
            _ => [],
        };
        return [.. ids.Distinct().Select(i => new Choice(i.ToString("D"), Case.NameOf(i)))];
    }

    /// <summary>True when the people of a field come from the case itself.</summary>
    public bool ChoosesAmongKnown(ActField field) => field.Name == "replaces" || Act.Code == "release-introducer";

    /// <summary>Suggestions of a unit field.</summary>
    public IReadOnlyList<UnitFacts> UnitsOf(ActField field)
    {
        var tree = field.Name == "toUnionUnit" ? Tree.Union : Tree.Party;
        var all = Case.Units.Units.Select(u => Case.Units.Unit(u, clock.Today)!).Where(u => u.Tree == tree && u.Active).OrderBy(u => u.Code, StringComparer.Ordinal).ToList();
        return all.Count > UnitChoices.Most ? [] : all;
    }

    /// <summary>
    /// What a vote or a correction would record, shown before it is recorded; null when nothing needs looking at, when just that was looked at
    /// already, or when it would not be accepted (which sending it says at its fields).
    /// </summary>
    private async Task<ActCheck?> CheckAsync(CaseActCommand command)
    {
        var isVote = command.Act is CellVoted or CommitteeVoted;
        var corrects = command.Corrects is not null && Act.Code != "strike-fact";
        if (!isVote && !corrects)
        {
            return null;
        }

        var seen = ActCheck.FingerprintOf(command);
        if (Form["checked"] == seen || await _gateway.PreviewAsync(command, HttpContext.Actor(), CommandId, HttpContext.RequestAborted) is not CommandResult.Accepted { Answer: var answer })
        {
            return null;
        }

        Form["checked"] = seen;
        return ActCheck.Of(command, answer, Case, clock.Today, T);
    }

    private StatedCorrection ReadCorrection()
    {
        var reason = Form.Text("correction.reason", required: true, max: 2000);
        var number = Form.Text("correction.basis.number", required: true, max: 60);
        var date = Form.Date("correction.basis.date", required: true);
        var issuer = Form.Text("correction.basis.issuer", required: true, max: 100);
        return new(reason, number is null || date is null || issuer is null ? null : new DocumentRef(number, date.Value, issuer));
    }

    private StatedOverride? ReadOverride()
    {
        if (Versions.Count == 0 || string.IsNullOrWhiteSpace(Form["override.version"]))
        {
            if (Versions.Count > 0 && !string.IsNullOrWhiteSpace(Form["override.reason"]))
            {
                Form.AddKey("override.version", "error.choose");
            }

            return null;
        }

        return new(Form["override.version"], Form.Text("override.reason", required: true, max: 2000));
    }

    private static string Format(DateOnly day) => Words.F.Date(day);

    private async Task<IActionResult?> LoadAsync(Guid id, string code, Guid? corrects)
    {
        if (CaseActs.Find(code) is not { } act || !ActFields.HasForm(act))
        {
            return NotFound();
        }

        var actor = HttpContext.Actor();
        var opened = await desk.OpenAsync(id, actor, cancellationToken: HttpContext.RequestAborted);
        if (opened is null)
        {
            return NotFound();
        }

        (Case, Act, Area) = (opened, act, "cases");
        OnlyReports = act.Side == ActSide.Party && act.Code != "return" && !actor.Has(Verb.PartyActs);
        Corrected = corrects is { } original ? opened.Timeline(T).FirstOrDefault(i => i.EventId == original) : null;
        if (corrects is not null && Corrected is null)
        {
            return NotFound();
        }

        Original = Corrected?.Corrects;
        Versions = code != "strike-fact" && Access.MayOverride(actor, CaseScope.Of(opened.Loaded.History, clock.Today), opened.Units, clock.Today)
            ? [new(string.Empty, T["override.by_date"]), .. Overrides.Choices(opened.Regulations).Select(v => new Choice(v.Id, T["override.choice", ("instrument", v.Instrument), ("day", v.EffectiveFrom)]))]
            : [];
        Title = Corrected is null || act.Code == "strike-fact" ? T["act." + act.Code] : T["act.correct", ("act", Corrected.Title)];
        Crumbs = [(T["nav.cases"], "/cases"), (opened.PersonName, $"/cases/{id:D}")];
        Findings = Corrected is null ? CaseActions.For(opened.Loaded.History, opened.Loaded.Context, clock.Today).FirstOrDefault(v => v.Code == code)?.Findings.Where(f => f.Severity != Severity.Show).ToList() ?? [] : [];
        return null;
    }

    private async Task ReadPersonAsync(ActField field)
    {
        if (Guid.TryParse(Form[field.Name], out _))
        {
            return;
        }

        if (ChoosesAmongKnown(field))
        {
            Form[field.Name] = null;
            if (field.Required)
            {
                Form.AddKey(field.Name, "error.choose");
            }

            return;
        }

        var name = Form.Text(field.Name + ".name", field.Required);
        if (name is null || !Form.Valid)
        {
            return;
        }

        var found = await search.NamedAsync(name, HttpContext.Actor(), HttpContext.RequestAborted);
        if (found.Count > 0 && Form[field.Name] != "new")
        {
            // Two people can have one name; only a person can tell which is meant.
            Found[field.Name] = found;
            Form.AddKey(field.Name, "error.which_person", ("n", found.Count), ("name", name));
            return;
        }

        var registered = await _gateway.SendAsync(
            new RegisterPerson(new PersonAttributes(name, null), clock.Today), HttpContext.Actor(), Uuid.Of(CommandId, field.Name), "page", cancellationToken: HttpContext.RequestAborted);
        if (registered is CommandResult.Accepted { Answer.PersonId: { } personId })
        {
            Form[field.Name] = personId.ToString("D");
        }
        else
        {
            Form.Add(field.Name + ".name", registered is CommandResult.Refused refused ? T.WithCitation(refused.Refusal) : T["error.person_not_registered"]);
        }
    }

    /// <summary>Before the form is shown again, ids read from what was typed become text again.</summary>
    private void Unread()
    {
        foreach (var field in Fields.Where(f => f.Kind == FieldKind.Unit))
        {
            if (Guid.TryParse(Form[field.Name], out var id) && Case.Units.Unit(id, clock.Today) is { } unit)
            {
                Form[field.Name] = UnitChoices.Text(unit);
            }
        }
    }

    private void Prefill()
    {
        foreach (var field in Fields.Where(f => f.Kind == FieldKind.Code && f.Name is "purpose"))
        {
            var probation = Steps.PhaseOf(Case.Stage) is 5;
            Form[field.Name] = Codes.Of(probation ? Purpose.Recognition : Purpose.Admission);
        }
    }

    private void Prefill(CaseEvent statement)
    {
        Form["occurredOn"] = Format(statement.OccurredOn);
        Form["report"] = statement.Reported ? "true" : "false";
        if (statement.Document is { } paper)
        {
            Form["document.number"] = paper.Number;
            Form["document.date"] = Format(paper.Date);
            Form["document.issuer"] = paper.Issuer;
            Form["document.keptAt"] = paper.KeptAt;
        }

        foreach (var field in Fields)
        {
            var value = statement.GetType().GetProperty(field.Parameter.Name!)?.GetValue(statement);
            switch (value)
            {
                case Domain.Regulations.Tally tally:
                    foreach (var part in ActReader.TallyParts)
                    {
                        Form["tally." + part] = Convert.ToString(typeof(Domain.Regulations.Tally).GetProperty(char.ToUpperInvariant(part[0]) + part[1..])!.GetValue(tally), CultureInfo.InvariantCulture);
                    }

                    break;
                case DateOnly day:
                    Form[field.Name] = Format(day);
                    break;
                case bool ticked:
                    Form[field.Name] = ticked ? "true" : null;
                    break;
                case Enum option:
                    Form[field.Name] = ActReader.CodeOf(option);
                    break;
                case null:
                    break;
                default:
                    Form[field.Name] = Convert.ToString(value, CultureInfo.InvariantCulture);
                    break;
            }
        }

        Unread();
    }
}
