using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>What was decided is decided alike for ever: every stored evaluation of the province, judged again by what was known and published then.</summary>
public sealed partial class ProvinceLoadTests
{
    private const int EventsAtOnce = 2_000;

    [Fact]
    public async Task Every_stored_evaluation_is_had_again_word_for_word_also_after_another_version_and_another_calendar_are_published()
    {
        var services = province.Host.Services;
        var log = services.GetRequiredService<IEventLog>();
        var published = (await services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None)).Regulations;
        var later = WithMore(published, await log.PositionAtAsync(null));
        var world = new WorldThen(services.GetRequiredService<PeopleStore>());
        var then = new Dictionary<(Regulations, long), Regulations>();
        var (judged, differing) = (0, new List<string>());
        IReadOnlyList<RecordedEvent> batch;
        for (var position = 0L; (batch = await log.ReadAllAsync(position, EventsAtOnce)).Count > 0; position = batch[^1].Position)
        {
            // An append is decided on what stood before it, so its events are taken in together.
            foreach (var stored in batch)
            {
                var recorded = EventCodec.Decode(stored);
                if (recorded is { Event: CaseEvent act, Headers.Evaluation: { } evaluation })
                {
                    var command = new CaseCommand(Guid.Parse(stored.StreamId.AsSpan("case-".Length)), act, recorded.Headers.Corrects, evaluation.Override);
                    foreach (var regulations in new[] { published, later })
                    {
                        var again = await world.DecideAsync(command, stored, At(then, regulations, evaluation.RegulationsPosition));
                        if (Text(again) != Text(evaluation))
                        {
                            differing.Add($"{stored.Position} {stored.Type}{Environment.NewLine}  stored {Text(evaluation)}{Environment.NewLine}  again  {Text(again)}");
                        }
                    }

                    judged++;
                }

                world.Take(recorded, stored.CausationId);
            }
        }

        Assert.True(judged > 10_000, $"Only {judged} evaluations were found.");
        Assert.True(differing.Count == 0, $"{differing.Count} of {judged} differ:{Environment.NewLine}{string.Join(Environment.NewLine, differing.Take(5))}");
        Assert.Equal("300-qd-tw-2024", later.PolicyOn(PolicyFamilies.Admission, new(2026, 11, 20))!.Id);
    }

    /// <summary>The same regulations with a stricter version over the whole period, and Tết of 2022 placed otherwise.</summary>
    private static Regulations WithMore(Regulations published, long head)
    {
        var version = Changed("208-qd-tw-2026", j =>
        {
            j["id"] = "300-qd-tw-2024";
            j["corrects"] = "208-qd-tw-2026";
            j["parameters"]!.AsArray().Single(p => (string?)p!["code"] == ParameterCatalogue.DecisionDays)!["value"] = 5;
        });
        var older = Changed("24-qd-tw-2021", j =>
        {
            j["id"] = "24-qd-tw-2021-2";
            j["corrects"] = "24-qd-tw-2021";
            j["parameters"]!.AsArray().Single(p => (string?)p!["code"] == ParameterCatalogue.DecisionDays)!["value"] = 5;
            j["parameters"]!.AsArray().Single(p => (string?)p!["code"] == ParameterCatalogue.MinAgeMonths)!["value"] = 480;
        });
        var year = Changed("public-2022", j =>
        {
            j["id"] = "public-2022-2";
            j["supersedes"] = "public-2022";
            j["weeklyRest"] = new JsonArray("sun", "sat", "fri");
        });
        return published.Apply(new[] { version, older, year }.Select((d, i) => (d.Publication(new DateOnly(2026, 11, 22)), head + 1 + i)));
    }

    private static RegulationDocument Changed(string id, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == id).Canonical)!.AsObject();
        change(json);
        return RegulationFiles.ReadDraft(json.ToJsonString()).Document!;
    }

    private static Regulations At(Dictionary<(Regulations, long), Regulations> kept, Regulations regulations, long position) =>
        kept.TryGetValue((regulations, position), out var then) ? then : kept[(regulations, position)] = regulations.At(position);

    /// <summary>The database keeps no order of members, so parameters are compared by name.</summary>
    private static string Text(Evaluation? evaluation) => JsonSerializer.Serialize(evaluation is null ? null : evaluation with
    {
        Findings = [.. evaluation.Findings.Select(f => f with
        {
            Parameters = f.Parameters is null ? null : new SortedDictionary<string, string>(f.Parameters.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        })],
    });

    /// <summary>What was on record before an event: cases, persons, both trees.</summary>
    private sealed class WorldThen(PeopleStore people)
    {
        private readonly Dictionary<Guid, CaseHistory> _cases = [];
        private readonly Dictionary<Guid, List<(Recorded<PersonEvent> Event, string? Cause)>> _persons = [];
        private readonly Dictionary<(Guid, int), PersonFacts> _attributes = [];
        private OrgTree _units = OrgTree.Empty;

        public void Take(Recorded<IDomainEvent> recorded, string? cause)
        {
            switch (recorded.Event)
            {
                case CaseEvent act:
                    var id = Guid.Parse(recorded.StreamId.AsSpan("case-".Length));
                    _cases[id] = _cases.GetValueOrDefault(id, CaseHistory.Empty).Evolve(As(recorded, act));
                    break;
                case PersonEvent person:
                    var key = Guid.Parse(recorded.StreamId.AsSpan("person-".Length));
                    _persons.TryAdd(key, []);
                    _persons[key].Add((As(recorded, person), cause));
                    break;
                case UnitEvent unit:
                    _units = _units.Evolve(As(recorded, unit));
                    break;
            }
        }

        public async Task<Evaluation?> DecideAsync(CaseCommand command, RecordedEvent stored, Regulations regulations)
        {
            var history = _cases.GetValueOrDefault(command.CaseId, CaseHistory.Empty);
            var personId = history.Filed?.PersonId ?? ((ReferralFiled)command.Act).PersonId;

            // What the same append says of the person follows from the act; it was not known to it.
            var state = PersonState.Of(_persons.GetValueOrDefault(personId, []).Where(e => e.Cause != stored.CausationId).Select(e => e.Event));
            var filed = command.Act as ReferralFiled;
            var previous = filed?.PreviousCase ?? (filed is null ? null : state.OpenCase);
            var context = new CaseContext(
                VietnamTime.ToVietnamDate(stored.RecordedAt), regulations, _units, await AttributesAsync(personId, Math.Max(1, state.Revision)), state,
                previous is { } earlier ? Before(earlier, stored) : null);
            return CaseDecisions.Decide(history, command, context).Evaluation;
        }

        /// <summary>A case without what the same append made of it: a re-referral closes the one it follows.</summary>
        private CaseHistory Before(Guid caseId, RecordedEvent stored) =>
            _cases.GetValueOrDefault(caseId, CaseHistory.Empty) is var history && history.AllRecorded.Count > 0 && history.AllRecorded[^1].RecordedAt == stored.RecordedAt && history.AllRecorded[^1].Event is CaseClosed
                ? CaseHistory.Of(history.AllRecorded.Take(history.AllRecorded.Count - 1))
                : history;

        private async Task<PersonFacts> AttributesAsync(Guid personId, int revision)
        {
            if (!_attributes.TryGetValue((personId, revision), out var facts))
            {
                _attributes[(personId, revision)] = facts = CaseReader.Facts(personId, revision, await people.FindAsync(personId, revision, CancellationToken.None));
            }

            return facts;
        }

        private static Recorded<TEvent> As<TEvent>(Recorded<IDomainEvent> r, TEvent e)
            where TEvent : class, IDomainEvent => new(e, r.Id, r.StreamId, r.Version, r.Position, r.RecordedAt, r.Headers, r.UserName);
    }
}
