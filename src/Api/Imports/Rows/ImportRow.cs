using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Imports.Rows.Cadres;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>What a row's command needs to know, looked up when its turn comes.</summary>
/// <param name="Units">Both trees as they stand.</param>
/// <param name="Today">Today in Viet Nam.</param>
internal sealed record RowContext(OrgTree Units, DateOnly Today, CaseDirectory Cases, ImportIds Ids)
{
    /// <summary>Posts, persons and streams of cadre work; null for rows that need none.</summary>
    public CadreSight? Cadres { get; init; }
}

/// <summary>A row read: the command it asks for, or what is wrong with it.</summary>
internal abstract record ImportRow(int Number, RowProblem? Problem)
{
    /// <summary>The same statement has the same id, in whatever file and whoever sends it; the empty id when the row is no statement.</summary>
    public Guid Id { get; init; }

    /// <summary>Rows of one group are done in the order of the file; groups side by side.</summary>
    public abstract string Group { get; }

    /// <summary>All rows of a phase are done before those of the next: what the later ones stand on may be in the same file.</summary>
    public virtual int Phase => 0;

    /// <summary>The day it was entered; read by the demo loader only.</summary>
    public DateOnly? RecordedOn { get; init; }

    /// <summary>The command, or why there is none.</summary>
    public abstract (Command? Command, RowProblem? Problem) Resolve(RowContext context);

    /// <summary>The same for a row that has to look into the log.</summary>
    public virtual ValueTask<(Command? Command, RowProblem? Problem)> ResolveAsync(RowContext context, CancellationToken cancellationToken) => new(Resolve(context));

    /// <summary>What the file calls a field and value that a refusal names; null where the field has no other name in it.</summary>
    public virtual (string? Column, string? Value) Told(string? field, string? value) => (null, value);

    /// <summary>A unit's id by its code.</summary>
    protected static Guid? Unit(RowContext context, string? code, string field, DateOnly day, ref RowProblem? problem)
    {
        if (code is null || problem is not null)
        {
            return null;
        }

        if (context.Units.ByCode(code, day) is { } unit)
        {
            if (EndedUnit.Of(context.Units, unit.Id, day) is { } ended)
            {
                problem = new RowProblem("unit_ended", field, code, ended.Sentence(Texts.Current));
                return null;
            }

            return unit.Id;
        }

        problem = new RowProblem("unknown_unit", field, code);
        return null;
    }
}
