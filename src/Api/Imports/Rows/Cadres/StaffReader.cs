using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Staffing;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Rows about the staff of a unit, and about persons in posts outside a procedure.</summary>
internal static class StaffReader
{
    public static CadreStatement Read(RowReader row, CadreHead h) => h.Act switch
    {
        CadreAct.AssignQuota => Quota(row, h),
        <= CadreAct.Back => Staff(row, h),
        <= CadreAct.LeavePost => Held(row, h),
        _ => Disciplined(row, h),
    };

    private static CadreStatement Quota(RowReader row, CadreHead h)
    {
        var assigned = row.Whole("assigned");
        if (assigned is null)
        {
            row.Refuse("required", "assigned");
        }

        var from = row.Date("from") ?? h.Day;
        var to = row.Date("to");
        return CadreHead.Says(h.Unit, [], s => new StaffingCommand(new QuotaAssigned(h.Day, h.Paper, s.Unit(h.Unit, "unit_code"), assigned ?? 0, from, to)));
    }

    private static CadreStatement Staff(RowReader row, CadreHead h)
    {
        var who = PersonRef.Read(row, mayBeNew: h.Act == CadreAct.Join);
        if (h.Act == CadreAct.Join)
        {
            var kind = row.Code<StaffKind>("kind", "import.staff_kind") ?? StaffKind.Permanent;
            return CadreHead.Says(h.Unit, [who], s =>
            {
                var (person, added) = s.PersonOrNew(who, h.Unit);
                return new StaffingCommand(new StaffJoined(h.Day, h.Paper, s.Unit(h.Unit, "unit_code"), person, kind)) { Registers = added };
            });
        }

        var leaving = h.Act == CadreAct.Leave ? row.RequiredCode<StaffLeaving>("reason", "import.staff_leaving") : default;
        var absence = h.Act == CadreAct.Away ? row.RequiredCode<StaffAbsence>("reason", "import.staff_absence") : default;
        return CadreHead.Says(h.Unit, [who], s =>
        {
            var (unit, person) = (s.Unit(h.Unit, "unit_code"), s.Person(who, h.Unit));
            return new StaffingCommand(h.Act switch
            {
                CadreAct.Leave => new StaffLeft(h.Day, h.Paper, unit, person, leaving),
                CadreAct.Away => new StaffAway(h.Day, h.Paper, unit, person, absence),
                _ => new StaffBack(h.Day, h.Paper, unit, person),
            });
        });
    }

    private static CadreStatement Held(RowReader row, CadreHead h)
    {
        var who = PersonRef.Read(row, mayBeNew: h.Act == CadreAct.TakePost);
        var post = row.RequiredText("post", 60);
        var from = row.Date("from") ?? h.Day;
        if (h.Act == CadreAct.LeavePost)
        {
            var why = row.RequiredCode<PostLeaving>("reason", "import.post_leaving");
            return CadreHead.Says(h.Unit, [who], s => new CadreCommand(new PostLeft(h.Day, s.Person(who, h.Unit), h.Paper, s.Post(s.Unit(h.Unit, "unit_code"), post, "post"), why, from)));
        }

        if (h.Act == CadreAct.ExtendTerm)
        {
            var until = row.RequiredDate("to");
            return CadreHead.Says(h.Unit, [who], s => new CadreCommand(new TenureExtended(h.Day, s.Person(who, h.Unit), h.Paper, s.Post(s.Unit(h.Unit, "unit_code"), post, "post"), until)));
        }

        var kind = row.RequiredCode<PostTaking>("kind", "import.post_taking");
        var to = row.Date("to");
        return CadreHead.Says(h.Unit, [who], s =>
        {
            var (person, added) = s.PersonOrNew(who, h.Unit);
            return new CadreCommand(new PostTaken(h.Day, person, h.Paper, s.Post(s.Unit(h.Unit, "unit_code"), post, "post", from), null, kind, from, to)) { Registers = added };
        });
    }

    private static CadreStatement Disciplined(RowReader row, CadreHead h)
    {
        var who = PersonRef.Read(row);
        var kind = row.RequiredCode<Discipline>("kind", "import.discipline");
        var on = h.Act == CadreAct.EndDiscipline ? row.RequiredDate("disciplined_on") : default;
        return CadreHead.Says(string.Empty, [who], s =>
        {
            var person = s.Person(who, h.Unit);
            return new CadreCommand(h.Act == CadreAct.Discipline ? new DisciplineRecorded(h.Day, person, h.Paper, kind) : new DisciplineEnded(h.Day, person, h.Paper, kind, on));
        });
    }
}
