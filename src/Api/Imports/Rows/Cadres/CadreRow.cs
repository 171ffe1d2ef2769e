using CadreWorkflow.Api.Engine;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Makes the command of a row from what is on record when its turn comes.</summary>
internal delegate ValueTask<CadreWorkCommand> MakeCadreCommand(CadreScope scope);

/// <summary>The cells of a row as its reader took them.</summary>
/// <param name="Subject">What the rows are about that must be done one after the other.</param>
/// <param name="People">Everybody the row names.</param>
internal sealed record CadreStatement(string Subject, IReadOnlyList<PersonRef> People, MakeCadreCommand Make);

/// <summary>One act of cadre work.</summary>
internal sealed record CadreRow(int Number, RowProblem? Problem, CadreAct Act, DateOnly OccurredOn, string? UnitCode, CadreStatement? Statement) : ImportRow(Number, Problem)
{
    /// <summary>Posts stand before staff, staff before plans and procedures; those are one story, told in the order of the file.</summary>
    public override int Phase => Act switch
    {
        <= CadreAct.AbolishPost => 0,
        <= CadreAct.Back => 1,
        <= CadreAct.EndProcedure => 2,
        _ => 3,
    };

    /// <inheritdoc />
    public override string Group => $"cadres {Phase} {(Phase is 1 or 3 ? Statement?.Subject : null)}";

    /// <summary>Everybody the row names, to be looked up together.</summary>
    public IReadOnlyList<PersonRef> People => Statement?.People ?? [];

    public static CadreRow Read(RowReader row, ImportIds ids)
    {
        var act = row.RequiredCode<CadreAct>("act", "cadre_act");
        var day = row.RequiredDate("occurred_on");
        var paper = row.Document();
        var unit = act is (>= CadreAct.DutyArises and <= CadreAct.WaiveDuty) or CadreAct.Discipline or CadreAct.EndDiscipline ? row.Text("unit_code", 40) : row.RequiredText("unit_code", 40);
        var head = new CadreHead(act, day, row.YesNo("report") ?? true, paper, unit ?? string.Empty);
        var statement = row.Problem is not null ? null : act switch
        {
            <= CadreAct.AbolishPost => PostReader.Read(row, head),
            <= CadreAct.EndDiscipline => StaffReader.Read(row, head),
            <= CadreAct.ClosePlan => PlanReader.Read(row, head),
            <= CadreAct.EndProcedure => ProcedureReader.Read(row, head),
            <= CadreAct.WaiveDuty => DeclarationReader.Read(row, head),
            _ => UnitReportReader.Read(row, head),
        };
        return new CadreRow(row.Number, row.Problem, act, day, unit, row.Problem is null ? statement : null)
        {
            Id = row.Problem is null ? ids.Row(ImportKind.Cadres, row.Canonical) : Guid.Empty,
            RecordedOn = row.Date(ImportColumns.RecordedOn),
        };
    }

    /// <inheritdoc />
    public override (Command? Command, RowProblem? Problem) Resolve(RowContext context) => throw new InvalidOperationException("A row of cadre work is resolved against the log.");

    /// <inheritdoc />
    public override async ValueTask<(Command? Command, RowProblem? Problem)> ResolveAsync(RowContext context, CancellationToken cancellationToken)
    {
        var scope = new CadreScope(context.Cadres!, OccurredOn, cancellationToken);
        var command = await Statement!.Make(scope);
        return scope.Problem is { } problem ? (null, problem) : (command, null);
    }

    /// <inheritdoc />
    public override (string? Column, string? Value) Told(string? field, string? value)
    {
        var column = field switch
        {
            "postId" or "code" => "post",
            "personId" or "candidates" => Act is CadreAct.Consult or CadreAct.HoldStep ? "votes" : "full_name",
            "planId" => "plan",
            "appointmentId" => "procedure",
            "unitId" or "body" => "unit_code",
            "approvedBy" or "decidedBy" => "decided_by",
            "termFrom" => "from",
            "termTo" or "termEndsOn" => "to",
            "seats" => "seat_count",
            "conference" => "summoned",
            "document" => "document_number",
            "obligationId" => "year",
            _ => null,
        };

        // Ids are ours; the reader of the file knows names and codes.
        var shown = Guid.TryParseExact(value, "D", out _) ? (column is "full_name" or "votes" ? People.Count == 1 ? People[0].Shown : null : column is "unit_code" ? UnitCode : null) : value;
        return (column, shown);
    }
}

/// <summary>What every row has.</summary>
internal sealed record CadreHead(CadreAct Act, DateOnly Day, bool Reported, Domain.Events.DocumentRef? Paper, string Unit)
{
    /// <summary>A statement whose command needs no look at the log.</summary>
    public static CadreStatement Says(string subject, IReadOnlyList<PersonRef?> people, Func<CadreScope, CadreWorkCommand> make) =>
        new(subject, [.. people.OfType<PersonRef>()], scope => new(make(scope)));
}
