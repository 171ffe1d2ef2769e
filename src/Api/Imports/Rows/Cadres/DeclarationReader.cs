using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Declarations;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Rows about a duty to declare, named by its person, kind and year. No column takes contents or amounts.</summary>
internal static class DeclarationReader
{
    public static CadreStatement Read(RowReader row, CadreHead h)
    {
        var who = PersonRef.Read(row);
        var kind = row.Code<DeclarationKind>("kind", "import.declaration_kind") ?? DeclarationKind.Yearly;
        var year = row.Count("year") ?? h.Day.Year;
        var subject = who?.Key ?? string.Empty;
        if (h.Act == CadreAct.DutyArises)
        {
            var due = row.Date("due_on");
            if (due is null && kind is DeclarationKind.First or DeclarationKind.ForPersonnelWork)
            {
                row.Refuse("required", "due_on");
            }

            return CadreHead.Says(subject, [who], s =>
            {
                var person = s.Person(who, h.Unit);
                var id = ImportIds.Duty(person, kind, year, kind == DeclarationKind.Yearly ? null : h.Day);
                return new DeclarationCommand(new ObligationArose(h.Day, person, id, kind, year, due ?? DeclarationDecisions.YearEndDue(year, s.Regulations)));
            });
        }

        var body = h.Act == CadreAct.HandOver ? row.RequiredText("control_body", 60) : null;
        var form = h.Act == CadreAct.Publish ? row.RequiredCode<DisclosureForm>("form", "import.disclosure_form") : default;
        return new(subject, who is null ? [] : [who], async s =>
        {
            var person = s.Person(who, h.Unit);
            var duty = s.Problem is null ? await s.DutyAsync(person, kind, year, unfiled: h.Act is CadreAct.FileDeclaration or CadreAct.WaiveDuty) : Guid.Empty;
            return new DeclarationCommand(h.Act switch
            {
                CadreAct.FileDeclaration => new DeclarationFiled(h.Day, person, duty),
                CadreAct.HandOver => new DeclarationHandedOver(h.Day, person, duty, h.Paper, body!),
                CadreAct.Publish => new DeclarationPublished(h.Day, person, duty, h.Paper, form),
                _ => new ObligationWaived(h.Day, person, duty, h.Paper),
            });
        });
    }
}
