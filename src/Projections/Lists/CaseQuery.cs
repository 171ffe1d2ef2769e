using CadreWorkflow.Domain.Organisation;
using Npgsql;

namespace CadreWorkflow.Projections.Lists;

/// <summary>The common part of case queries: cases shown, with stage and place on the day. Parameters $1 day, $2 position, $3… the filter's.</summary>
internal sealed class CaseQuery
{
    private readonly List<object> _parameters = [];

    private CaseQuery(OrgTree units, long position)
    {
        Units = units;
        Position = position;
    }

    internal OrgTree Units { get; }

    internal long Position { get; }

    internal string Sql { get; private set; } = "";

    internal string Deadlines { get; private set; } = "";

    /// <summary>The scope as a condition on deadline <c>d</c> too: who must act sees the clock, whoever's case it is.</summary>
    internal string ActingCondition { get; private set; } = "";

    internal static async Task<CaseQuery> BeginAsync(
        NpgsqlConnection connection, ReadFacts facts, ReadScope scope, CaseListFilter filter, CancellationToken cancellationToken, bool byActingUnit = false)
    {
        var head = await ReadModel.PositionAsync(connection, cancellationToken);
        var asKnown = scope.AsKnownPosition < head;
        var position = asKnown ? scope.AsKnownPosition!.Value : head;
        var query = new CaseQuery(await facts.UnitsAsync(connection, scope.AsKnownPosition, cancellationToken), position);
        query._parameters.Add(scope.Day);
        query._parameters.Add(position);
        query.Build(scope, filter, asKnown, byActingUnit);
        return query;
    }

    internal NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in _parameters)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    private void Build(ReadScope scope, CaseListFilter filter, bool asKnown, bool byActingUnit)
    {
        Deadlines = Sources.Deadlines(asKnown, "$2");

        // On the present day the last place is the place; its columns have indexes.
        var present = !asKnown && scope.Day >= scope.Today;
        var unit = present ? "c.union_unit" : "c.units[greatest(1, width_bucket($1, c.unit_days))]";
        var body = present ? "c.party_body" : "c.bodies[greatest(1, width_bucket($1, c.unit_days))]";
        var where = new List<string> { "c.stage_days[1] <= $1" };
        foreach (var subtree in scope.Subtrees(Units))
        {
            var units = Parameter(subtree);
            if (byActingUnit)
            {
                ActingCondition += $" and (c.unit_on_day = any({units}) or c.body_on_day = any({units}) or d.acting_unit = any({units}))";
            }
            else
            {
                where.Add($"({unit} = any({units}) or {body} = any({units}))");
            }
        }

        if (filter.KnownToParty)
        {
            where.Add("least(c.first_sent_on, c.acknowledged_on, c.applied_on, c.verified_on, c.opinions_on, c.cell_voted_on, c.committee_voted_on, c.decided_on) <= $1");
        }

        if (filter.AtUnits is { } at)
        {
            var units = Parameter(at.ToArray());
            where.Add($"({unit} = any({units}) or {body} = any({units}))");
        }

        if (filter.Person is { } person)
        {
            where.Add($"c.person_id = {Parameter(person)}");
        }

        if (filter.AwarenessClass is { } awareness)
        {
            where.Add($"c.awareness_class = {Parameter(awareness)}");
        }

        if (filter.OpenOnly)
        {
            where.Add("(c.ended_on is null or c.ended_on > $1)");
        }

        var texts = new List<string>();
        if (!string.IsNullOrWhiteSpace(filter.Reference))
        {
            texts.Add($"starts_with(lower(c.reference), lower({Parameter(filter.Reference.Trim())}))");
        }

        if (!string.IsNullOrWhiteSpace(filter.FoldedName))
        {
            texts.Add("c." + People.Named(Parameter(filter.FoldedName.Trim())));
        }

        if (texts.Count > 0)
        {
            where.Add($"({string.Join(" or ", texts)})");
        }

        var stages = filter.Stages is { Count: > 0 } asked ? $"where stage_on_day = any({Parameter(asked.ToArray())})" : "";
        Sql = $"""
            with shown as (
                select * from (
                    select c.*, {unit} as unit_on_day, {body} as body_on_day, {Sources.Stage(Deadlines, "$1")} as stage_on_day,
                           c.stage_days[width_bucket($1, c.stage_days)] as stage_since, c.outcomes[width_bucket($1, c.outcome_days)] as outcome_on_day
                    from {Sources.Cases(asKnown, "$2")} c
                    where {string.Join(" and ", where)}) c
                {stages}
            )
            """;
    }

    internal string Parameter(object value)
    {
        _parameters.Add(value);
        return $"${_parameters.Count}";
    }
}
