using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>What can happen to a unit, as a file says it.</summary>
internal enum UnitChange
{
    Open, Rename, Move, Merge, Split, Dissolve, YouthUnion, Reclassify, PartyBody,
}

/// <summary>A change of either tree. Changes stand on one another, so they are done one after the other.</summary>
internal sealed record UnitRow(int Number, RowProblem? Problem, string Code, DateOnly OccurredOn, Func<RowContext, (UnitEvent? Act, RowProblem? Problem)> Make)
    : ImportRow(Number, Problem)
{
    /// <inheritdoc />
    public override string Group => "units";

    public static UnitRow Read(RowReader row, ImportIds ids)
    {
        var change = row.RequiredCode<UnitChange>("change", "unit_change");
        var day = row.RequiredDate("occurred_on");
        var code = row.RequiredText("code", 40);
        var document = row.Document();
        var make = Maker(row, change, day, code, document);
        return new UnitRow(row.Number, row.Problem, code, day, make)
        {
            Id = row.Problem is null ? ids.Row(ImportKind.Units, row.Canonical) : Guid.Empty,
            RecordedOn = row.Date(ImportColumns.RecordedOn),
        };
    }

    /// <inheritdoc />
    public override (Command? Command, RowProblem? Problem) Resolve(RowContext context)
    {
        var (act, problem) = Make(context);
        if (problem is not null || act is null)
        {
            return (null, problem);
        }

        var id = act is UnitOpened opened ? opened.UnitId : context.Units.ByCode(Code, OccurredOn)?.Id;
        return id is { } unit ? (new UnitCommand(unit, act), null) : (null, new RowProblem("unknown_unit", "code", Code));
    }

    private static Func<RowContext, (UnitEvent? Act, RowProblem? Problem)> Maker(RowReader row, UnitChange change, DateOnly day, string code, DocumentRef? document)
    {
        switch (change)
        {
            case UnitChange.Open:
                var tree = row.RequiredCode<Tree>("tree", "tree");
                var kind = row.RequiredCode<UnitKind>("kind", "unit_kind");
                var name = row.RequiredText("name");
                var parent = row.Text("parent", 40);
                var sector = row.Code<Sector>("sector", "sector") ?? Sector.Unknown;
                var calendar = row.Calendar("calendar") ?? CalendarKind.Public;
                var youth = row.YesNo("youth_union") ?? false;
                return context => With(context, parent, "parent", day, above => new UnitOpened(day, document, ImportIds.Unit(code), tree, kind, code, name, above, sector, calendar, youth));
            case UnitChange.Rename:
                var newName = row.RequiredText("name");
                return _ => (new UnitRenamed(day, document, newName), null);
            case UnitChange.Move:
                var to = row.RequiredText("parent", 40);
                return context => With(context, to, "parent", day, above => new UnitMoved(day, document, above!.Value));
            case UnitChange.Merge:
                var into = row.RequiredText("into", 40);
                return context => With(context, into, "into", day, successor => new UnitMerged(day, document, successor!.Value));
            case UnitChange.Split:
                var codes = row.RequiredText("into").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                return context =>
                {
                    RowProblem? problem = null;
                    var successors = codes.Select(c => Unit(context, c, "into", day, ref problem)).ToList();
                    return problem is null ? (new UnitSplit(day, document, [.. successors.Select(s => s!.Value)]), null) : (null, problem);
                };
            case UnitChange.Dissolve:
                return _ => (new UnitDissolved(day, document), null);
            case UnitChange.YouthUnion:
                var exists = row.YesNo("youth_union");
                if (exists is null)
                {
                    row.Refuse("required", "youth_union");
                }

                return _ => (new YouthUnionChanged(day, document, exists!.Value), null);
            case UnitChange.Reclassify:
                var newSector = row.RequiredCode<Sector>("sector", "sector");
                var newCalendar = row.Calendar("calendar");
                if (newCalendar is null)
                {
                    row.Refuse("required", "calendar");
                }

                return _ => (new UnitReclassified(day, document, newSector, newCalendar!.Value), null);
            default:
                var body = row.RequiredText("party_body", 40);
                return context => With(context, body, "party_body", day, serves => new PartyBodyAssigned(day, document, serves!.Value));
        }
    }

    private static (UnitEvent? Act, RowProblem? Problem) With(RowContext context, string? code, string field, DateOnly day, Func<Guid?, UnitEvent> make)
    {
        RowProblem? problem = null;
        var id = Unit(context, code, field, day, ref problem);
        return problem is null ? (make(id), null) : (null, problem);
    }
}
