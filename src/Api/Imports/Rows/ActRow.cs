using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>One act of a case.</summary>
/// <param name="Reference">The case by its file number; null when it is named by id.</param>
internal sealed record ActRow(int Number, RowProblem? Problem, string? Reference, Guid? CaseId, ActStatement? Statement, string? Note) : ImportRow(Number, Problem)
{
    /// <inheritdoc />
    public override string Group => CaseId?.ToString("N") ?? Reference?.ToUpperInvariant() ?? string.Empty;

    public static ActRow Read(RowReader row, ImportIds ids)
    {
        var reference = row.Text("reference", 60);
        Guid? caseId = null;
        if (row.Text("case_id", 60) is { } typed)
        {
            if (Guid.TryParseExact(typed, "D", out var id))
            {
                caseId = id;
            }
            else
            {
                row.Refuse("unknown_case", "case_id", typed);
            }
        }
        else if (reference is null)
        {
            row.Refuse("required", "reference");
        }

        var statement = ActStatement.Read(row, ids);
        var note = row.Text("note", 2000);
        return new ActRow(row.Number, row.Problem, reference, caseId, statement, note)
        {
            Id = row.Problem is null ? ids.Row(ImportKind.Acts, row.Canonical) : Guid.Empty,
            RecordedOn = row.Date(ImportColumns.RecordedOn),
        };
    }

    /// <inheritdoc />
    public override (Command? Command, RowProblem? Problem) Resolve(RowContext context)
    {
        var (id, unknown) = CaseId is { } given ? (given, null) : context.Cases.Find(Reference!);
        if (unknown is not null)
        {
            return (null, new RowProblem(unknown, "reference", Reference));
        }

        RowProblem? problem = null;
        var unit = Unit(context, Statement!.ToUnit, "to_unit", Statement.Act.OccurredOn, ref problem);
        var party = Unit(context, Statement.ToPartyBody, "to_party_body", Statement.Act.OccurredOn, ref problem);
        var act = Statement.Act is CaseMoved moved ? moved with { ToUnionUnit = unit, ToPartyBody = party } : Statement.Act;
        return problem is not null ? (null, problem) : (new CaseActCommand(id, act, Note: Note), null);
    }
}

/// <summary>The act a row states, with unit codes still to be looked up.</summary>
internal sealed record ActStatement(CaseEvent Act, string? ToUnit, string? ToPartyBody)
{
    public static ActStatement? Read(RowReader row, ImportIds ids)
    {
        var code = row.RequiredText("act", 40);
        var day = row.RequiredDate("occurred_on");
        var reported = row.YesNo("report") ?? true;
        var document = row.Document();
        var (toUnit, toParty) = (row.Text("to_unit", 40), row.Text("to_party_body", 40));
        var known = CaseActs.Find(code);
        if (known is null || known.Side == ActSide.System || code is "refer" or "re-refer" or "strike-fact" or "correct-statistics")
        {
            row.Refuse("unknown_act", "act", code);
            return null;
        }

        var act = ActReader.Read(row, ids, code, new ActHead(day, reported, document));
        return row.Problem is null && act is not null ? new ActStatement(act, toUnit, toParty) : null;
    }
}
