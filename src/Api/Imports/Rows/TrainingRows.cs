using System.Diagnostics;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>What can happen to a class or a programme, as a file says it.</summary>
internal enum ClassChange
{
    Open, End, Cancel, Plan, Programme, Report,
}

/// <summary>What became of somebody in a class, as a file says it.</summary>
internal enum ClassResult
{
    Passed, Failed,
}

/// <summary>A programme opened; a class planned, opened, ended or called off; a count a paper states.</summary>
internal sealed record TrainingRow(int Number, RowProblem? Problem, string Class, string? Programme, string? Organiser, DateOnly OccurredOn, Func<Guid?, Guid?, TrainingWork>? Make)
    : ImportRow(Number, Problem)
{
    /// <inheritdoc />
    public override string Group => (Class.Length > 0 ? Class : Programme ?? string.Empty).ToUpperInvariant();

    public static TrainingRow Read(RowReader row, ImportIds ids)
    {
        var change = row.RequiredCode<ClassChange>("change", "class_change");
        var day = row.RequiredDate("occurred_on");
        var programme = change is ClassChange.Programme ? row.RequiredText("programme", 40) : row.Text("programme", 40);
        var code = change is ClassChange.Programme || (change is ClassChange.Report && programme is not null) ? row.Text("class", 40) ?? string.Empty : row.RequiredText("class", 40);
        var unit = change is ClassChange.Programme ? row.RequiredText("unit", 40) : row.Text("unit", 40);
        var make = Maker(row, change, day, code, programme);
        return new TrainingRow(row.Number, row.Problem, code, programme, unit, day, make)
        {
            Id = row.Problem is null ? ids.Row(ImportKind.Training, row.Canonical) : Guid.Empty,
            RecordedOn = row.Date(ImportColumns.RecordedOn),
        };
    }

    /// <inheritdoc />
    public override (Command? Command, RowProblem? Problem) Resolve(RowContext context)
    {
        RowProblem? problem = null;
        var unit = Unit(context, Organiser, "unit", OccurredOn, ref problem);
        return problem is null ? (Make!(Programme is null ? null : TrainingIds.Programme(Programme), unit), null) : (null, problem);
    }

    private static Func<Guid?, Guid?, TrainingWork> Maker(RowReader row, ClassChange change, DateOnly day, string code, string? programme)
    {
        var id = TrainingIds.Class(code);
        switch (change)
        {
            case ClassChange.Open or ClassChange.Plan:
                var kind = row.RequiredCode<TrainingKind>("kind", "training_kind");
                var issuer = row.RequiredText("issuer");
                var (starts, ends, seats) = (row.RequiredDate("starts_on"), row.RequiredDate("ends_on"), row.Count("seats"));
                return change == ClassChange.Open
                    ? (of, unit) => new TrainingCommand(id, new ClassOpened(day, id, kind, code, issuer, starts, ends, seats, of, unit))
                    : (of, unit) => new TrainingCommand(id, new ClassPlanned(day, id, kind, code, issuer, starts, ends, seats, of, unit));
            case ClassChange.End:
                return (_, _) => new TrainingCommand(id, new ClassEnded(day));
            case ClassChange.Cancel:
                return (_, _) => new TrainingCommand(id, new ClassCancelled(day));
            case ClassChange.Programme:
                var subject = row.RequiredCode<TrainingKind>("kind", "training_kind");
                var title = row.RequiredText("title", 300);
                var (from, to) = (row.RequiredDate("starts_on"), row.RequiredDate("ends_on"));
                var (classes, places, paper) = (row.Count("planned_classes"), row.Count("planned_seats"), row.Document());
                return (of, unit) => new ProgrammeCommand(of!.Value, new ProgrammeOpened(day, of.Value, programme!, title, subject, unit!.Value, from, to, classes, places, paper));
            case ClassChange.Report:
                var reported = Count(row);
                var document = row.Document();
                if (code.Length > 0)
                {
                    return (_, _) => new TrainingCommand(id, new ClassVolumeReported(day, reported, document));
                }

                var trainedIn = row.RequiredCode<TrainingKind>("kind", "training_kind");
                return (of, _) => new ProgrammeCommand(of!.Value, new ProgrammeVolumeReported(day, trainedIn, reported, document));
            default:
                throw new UnreachableException(change.ToString());
        }
    }

    private static ReportedCount Count(RowReader row)
    {
        var number = row.Reported("count");
        if (number is null)
        {
            row.Refuse("required", "count");
        }

        return new ReportedCount(
            number?.Value is { } value and <= int.MaxValue ? (int)value : 0, number?.Precision ?? default, row.Code<Counted>("counted", "counted") ?? Counted.NotStated, row.Count("certificates"));
    }
}

/// <summary>A person in a class with what became of it.</summary>
internal sealed record ParticipantRow(int Number, RowProblem? Problem, string Class, string? Reference, EnterParticipant Entry) : ImportRow(Number, Problem)
{
    /// <inheritdoc />
    public override string Group => Class.ToUpperInvariant();

    public static ParticipantRow Read(RowReader row, ImportIds ids)
    {
        var code = row.RequiredText("class", 40);
        var reference = row.Text("reference", 60);
        var card = row.Text("member_number", 30);
        var name = row.Text("full_name", 120);
        if (name is not null && !ReferralRow.IsName(name))
        {
            row.Refuse("not_a_name", "full_name", name);
        }

        var born = row.Date("birth_date");
        var unit = row.Text("union_unit", 40);
        if (reference is null && card is null && (name is null || born is null))
        {
            row.Refuse("person_not_named", name is null ? "full_name" : "birth_date");
        }

        var person = new PersonAttributes(
            name ?? string.Empty, born, row.Code<Gender>("gender", "gender") ?? Gender.Unknown, row.Code<Education>("education", "education") ?? Education.Unknown,
            row.Code<TheoryLevel>("theory_level", "theory_level") ?? TheoryLevel.Unknown);
        var called = row.RequiredDate("occurred_on");
        var attended = row.YesNo("attended");
        var result = row.Code<ClassResult>("result", "class_result");
        var number = row.Text("certificate_number", 100);
        if (result == ClassResult.Passed && number is null)
        {
            row.Refuse("required", "certificate_number");
        }
        else if (result != ClassResult.Passed && number is not null)
        {
            row.Refuse("required", "result");
        }

        var entry = new EnterParticipant(
            TrainingIds.Class(code), null, ids.Person(card, name ?? string.Empty, born, unit ?? string.Empty), person, called, attended,
            result is { } known ? known == ClassResult.Passed : null, row.Date("result_on"), number, row.Date("certificate_date"), row.Text("certificate_issuer", 200));
        return new ParticipantRow(row.Number, row.Problem, code, reference, entry)
        {
            Id = row.Problem is null ? ids.Row(ImportKind.Participants, row.Canonical) : Guid.Empty,
            RecordedOn = row.Date(ImportColumns.RecordedOn),
        };
    }

    /// <inheritdoc />
    public override (Command? Command, RowProblem? Problem) Resolve(RowContext context)
    {
        if (Reference is null)
        {
            return (Entry, null);
        }

        var (id, problem) = Guid.TryParseExact(Reference, "D", out var given) ? (given, null) : context.Cases.Find(Reference);
        return problem is null ? (Entry with { CaseId = id, PersonKey = null, NewPerson = null }, null) : (null, new RowProblem(problem, "reference", Reference));
    }
}
