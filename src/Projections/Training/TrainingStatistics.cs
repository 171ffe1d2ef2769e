using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Statistics;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Training;

/// <summary>Ways to divide the volume of training.</summary>
public enum TrainingBy
{
    Kind, Unit, Year, Programme,
}

/// <summary>The question: classes that ended in a period, as known at a position.</summary>
public sealed record TrainingQuestion(DateOnly From, DateOnly To)
{
    /// <summary>Null for the whole alone.</summary>
    public TrainingBy? By { get; init; }

    /// <summary>Organising body asked about, with all below it; null for all, and for classes of nobody's.</summary>
    public Guid? Unit { get; init; }

    /// <summary>Bodies the reader may look into; null for all.</summary>
    public IReadOnlyCollection<Guid>? Allowed { get; init; }

    /// <summary>Null for all that is known.</summary>
    public long? AsKnownPosition { get; init; }
}

/// <summary>Figures of training. Persons and person-times are never one number.</summary>
/// <param name="Classes">Classes that ended in the period.</param>
/// <param name="PersonTimes">Lượt người: one for each person in each class; who is on record as absent is none.</param>
/// <param name="Persons">Distinct persons of those.</param>
/// <param name="Enrolled">Call-ups to classes that give certificates: what completion is measured against.</param>
/// <param name="Certificates">Certificates issued in those classes.</param>
/// <param name="Failed">Persons who did not pass.</param>
public record TrainingFigures(int Classes, int PersonTimes, int Persons, int Enrolled, int Certificates, int Failed)
{
    /// <summary>ST-09, unrounded; null when nobody was called up.</summary>
    public double? Completion => Enrolled == 0 ? null : (double)Certificates / Enrolled;

    /// <summary>ST-09 as people write it.</summary>
    public string CompletionText => VietnameseNumber.Percent(Certificates, Enrolled);
}

/// <summary>A row of the division; a person may stand in several.</summary>
public sealed record TrainingRow(string Key, string Label, int Classes, int PersonTimes, int Persons, int Enrolled, int Certificates, int Failed)
    : TrainingFigures(Classes, PersonTimes, Persons, Enrolled, Certificates, Failed);

/// <summary>A count known from a paper only. It is in none of the figures.</summary>
/// <param name="Of">Code of the class or programme.</param>
/// <param name="Text">As the paper had it: <c>&gt;568</c>.</param>
public sealed record ReportedVolume(string Of, Guid? ClassId, Guid? ProgrammeId, string Kind, int Number, string Precision, string Counted, int? Certificates, string? DocumentNumber, string Text);

/// <summary>The answer, with what makes it readable later.</summary>
public sealed record TrainingResult(
    StatisticsPeriod Period, DateOnly? AsKnownOn, string? By, int Classes, int PersonTimes, int Persons, int Enrolled, int Certificates, int Failed, IReadOnlyList<TrainingRow> Rows,
    IReadOnlyList<ReportedVolume> Reported, long Position) : TrainingFigures(Classes, PersonTimes, Persons, Enrolled, Certificates, Failed);

/// <summary>One participation a number counts.</summary>
public sealed record CountedParticipation(TrainingParticipant Participant, string ClassCode, string Kind, DateOnly EndedOn);

/// <summary>Volume (ST-22) and completion (ST-09) of training. A class counts in the period in which it ended.</summary>
public sealed class TrainingStatistics(ReadFacts facts)
{
    /// <summary>Row of what has no unit or programme.</summary>
    public const string Unknown = "unknown";

    /// <summary>Measures that open to a list of participations.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["personTimes", "persons", "enrolled", "certificates", "failed"];

    private static readonly string[] Certifying = [.. Enum.GetValues<TrainingKind>().Where(TrainingKinds.GivesCertificate).Select(Codes.Of)];

    /// <summary>The figures of a question.</summary>
    public async Task<TrainingResult> QueryAsync(NpgsqlConnection connection, TrainingQuestion question, DateOnly? asKnownOn = null, CancellationToken cancellationToken = default)
    {
        var head = await ReadModel.PositionAsync(connection, cancellationToken);
        var tree = await facts.UnitsAsync(connection, question.AsKnownPosition, cancellationToken);
        await using var command = Command(
            connection, question, tree,
            """
            select key, grouping(key), count(distinct class_id)::int, count(person_id) filter (where there)::int, count(distinct person_id) filter (where there)::int,
                   count(person_id) filter (where certifies)::int, count(*) filter (where result = 'certificate_issued')::int, count(*) filter (where result = 'person_failed')::int
            from counted group by grouping sets ((), (key)) order by 2 desc, 1
            """);
        var figures = await command.ListAsync(
            r => (Whole: r.GetInt32(1) == 1, Row: new TrainingRow(
                r.Text(0) ?? string.Empty, string.Empty, r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7))),
            cancellationToken);
        var whole = figures.Select(f => f.Whole ? f.Row : null).OfType<TrainingRow>().SingleOrDefault() ?? new(string.Empty, string.Empty, 0, 0, 0, 0, 0, 0);
        var rows = question.By is null ? [] : figures.Where(f => !f.Whole).Select(f => f.Row).ToList();
        var names = question.By == TrainingBy.Programme ? await ProgrammesAsync(connection, question.AsKnownPosition, cancellationToken) : System.Collections.Frozen.FrozenDictionary<string, string>.Empty;
        return new(
            new(question.From, question.To), asKnownOn, question.By is { } by ? Codes.Of(by) : null, whole.Classes, whole.PersonTimes, whole.Persons, whole.Enrolled, whole.Certificates, whole.Failed,
            [.. rows.Select(r => r with { Label = LabelOf(question, r.Key, tree, names) })], await ReportedAsync(connection, question, tree, cancellationToken),
            question.AsKnownPosition < head ? question.AsKnownPosition!.Value : head);
    }

    /// <summary>What a number counts: as many as it says. For persons each once, by the class that ended last.</summary>
    public async Task<(int Total, IReadOnlyList<CountedParticipation> Items)> ListAsync(
        NpgsqlConnection connection, TrainingQuestion question, string measure, string? key, int skip, int take, CancellationToken cancellationToken = default)
    {
        var tree = await facts.UnitsAsync(connection, question.AsKnownPosition, cancellationToken);
        var condition = measure switch
        {
            "enrolled" => "certifies",
            "certificates" => "result = 'certificate_issued'",
            "failed" => "result = 'person_failed'",
            _ => "there",
        };
        await using var command = Command(
            connection, question, tree,
            $"""
            , listed as (
                select {(measure == "persons" ? "distinct on (person_id)" : "")} * from counted where person_id is not null and {condition} and ($9::text is null or key = $9)
                order by person_id, ended_on desc, class_id)
            select class_id, person_id, case_id, enrolled_on, result, number, issuer, issued_on, failed_on, attended, code, kind, ended_on, count(*) over ()::int
            from listed order by ended_on desc, code, person_id offset {Math.Max(0, skip)} limit {Math.Clamp(take, 1, TrainingList.MaxPage)}
            """);
        command.Parameters.Add(TrainingSql.Of(key, NpgsqlDbType.Text));
        var total = 0;
        var items = await command.ListAsync(
            r =>
            {
                total = r.GetInt32(13);
                return new CountedParticipation(TrainingList.Participant(r), r.GetString(10), r.GetString(11), r.Date(12)!.Value);
            },
            cancellationToken);
        return (total, items);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, TrainingQuestion question, OrgTree tree, string select)
    {
        var (units, keys) = Places(question, tree);
        return TrainingSql.Command(
            connection,
            $"""
            with {TrainingSql.Participants()}, {TrainingSql.Classes},
            counted as (
                select p.person_id, p.case_id, p.enrolled_on, p.attended, p.result, p.number, p.issuer, p.issued_on, p.failed_on, c.class_id, c.code, c.kind, c.ended_on,
                       c.kind = any ($6) as certifies, p.attended is distinct from false as there, {Key(question.By)} as key
                from class c left join participant p using (class_id) left join unnest($4::uuid[], $5::text[]) as place(unit, key) on place.unit = c.unit_id
                where c.ended_on between $2 and $3 and c.cancelled_on is null and ($7::uuid[] is null or c.unit_id = any ($7)) and ($8::uuid[] is null or c.unit_id = any ($8)))
            {select}
            """,
            question.AsKnownPosition,
            TrainingSql.Of<DateOnly?>(question.From, NpgsqlDbType.Date),
            TrainingSql.Of<DateOnly?>(question.To, NpgsqlDbType.Date),
            TrainingSql.Of(units, NpgsqlDbType.Array | NpgsqlDbType.Uuid),
            TrainingSql.Of(keys, NpgsqlDbType.Array | NpgsqlDbType.Text),
            TrainingSql.Of(Certifying, NpgsqlDbType.Array | NpgsqlDbType.Text),
            TrainingSql.Of(Within(question.Unit, tree, question.To), NpgsqlDbType.Array | NpgsqlDbType.Uuid),
            TrainingSql.Of(question.Allowed?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid));
    }

    private static string Key(TrainingBy? by) => by switch
    {
        TrainingBy.Unit => $"coalesce(place.key, '{Unknown}')",
        TrainingBy.Year => "extract(year from c.ended_on)::int::text",
        TrainingBy.Programme => $"coalesce(c.programme_id::text, '{Unknown}')",
        _ => "c.kind",
    };

    private static Guid[]? Within(Guid? unit, OrgTree tree, DateOnly day) => unit is { } top ? [.. tree.Subtree(top, day)] : null;

    /// <summary>For each unit the row it stands in: the direct child of the unit asked about, or of its own tree's root, above it; that unit itself for its own classes.</summary>
    private static (Guid[] Units, string[] Keys) Places(TrainingQuestion question, OrgTree tree)
    {
        if (question.By != TrainingBy.Unit)
        {
            return ([], []);
        }

        var (units, keys) = (new List<Guid>(), new List<string>());
        foreach (var unit in tree.Units)
        {
            var top = question.Unit ?? (tree.Unit(unit, DateOnly.MaxValue) is { } facts ? tree.Root(facts.Tree) : null);
            var below = unit;
            if (unit != top)
            {
                foreach (var ancestor in tree.Ancestors(unit, question.To).TakeWhile(a => a != top))
                {
                    below = ancestor;
                }
            }

            units.Add(unit);
            keys.Add(below.ToString("D"));
        }

        return ([.. units], [.. keys]);
    }

    private static string LabelOf(TrainingQuestion question, string key, OrgTree tree, IReadOnlyDictionary<string, string> programmes) => question.By switch
    {
        TrainingBy.Unit when Guid.TryParse(key, out var id) => tree.Unit(id, question.To)?.Name ?? key,
        TrainingBy.Programme => programmes.GetValueOrDefault(key, key),
        _ => key,
    };

    private static async Task<IReadOnlyDictionary<string, string>> ProgrammesAsync(NpgsqlConnection connection, long? asKnown, CancellationToken cancellationToken) =>
        (await TrainingList.ProgrammesAsync(connection, null, asKnown, cancellationToken)).ToDictionary(p => p.ProgrammeId.ToString("D"), p => $"{p.Code} – {p.Title}", StringComparer.Ordinal);

    private static async Task<IReadOnlyList<ReportedVolume>> ReportedAsync(NpgsqlConnection connection, TrainingQuestion question, OrgTree tree, CancellationToken cancellationToken)
    {
        await using var command = TrainingSql.Command(
            connection,
            $"""
            with {TrainingSql.Classes}, {TrainingSql.Programmes}
            select c.code, c.class_id, null::uuid, c.kind, f.reported_number, f.reported_precision, f.reported_counted, f.reported_certificates, f.document_number, f.position
            from {ReadSchema.Live}.training_fact f join class c using (class_id)
            where f.reported_number is not null and f.position <= $1 and c.ended_on between $2 and $3 and c.cancelled_on is null
              and ($4::uuid[] is null or c.unit_id = any ($4)) and ($5::uuid[] is null or c.unit_id = any ($5))
            union all
            select g.code, null::uuid, g.programme_id, f.kind, f.reported_number, f.reported_precision, f.reported_counted, f.reported_certificates, f.document_number, f.position
            from {ReadSchema.Live}.programme_fact f join programme g using (programme_id)
            where f.reported_number is not null and f.position <= $1 and g.to_on between $2 and $3
              and ($4::uuid[] is null or g.owner = any ($4)) and ($5::uuid[] is null or g.owner = any ($5))
            order by 10
            """,
            question.AsKnownPosition,
            TrainingSql.Of<DateOnly?>(question.From, NpgsqlDbType.Date),
            TrainingSql.Of<DateOnly?>(question.To, NpgsqlDbType.Date),
            TrainingSql.Of(Within(question.Unit, tree, question.To), NpgsqlDbType.Array | NpgsqlDbType.Uuid),
            TrainingSql.Of(question.Allowed?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid));
        return await command.ListAsync(
            r => new ReportedVolume(
                r.GetString(0), r.Id(1), r.Id(2), r.GetString(3), r.GetInt32(4), r.GetString(5), r.GetString(6), r.Number(7), r.Text(8), Sign(r.GetString(5)) + VietnameseNumber.Count(r.GetInt32(4))),
            cancellationToken);
    }

    private static string Sign(string precision) => precision switch { "at_least" => ">", "at_most" => "<", "about" => "~", _ => string.Empty };
}
