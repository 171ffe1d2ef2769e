using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Rows about a personnel procedure: <c>unit</c> is the unit of the post, <c>procedure</c> the procedure's code there.</summary>
internal static class ProcedureReader
{
    public static CadreStatement Read(RowReader row, CadreHead h)
    {
        var code = row.RequiredText("procedure", 60);
        var id = Guid.TryParseExact(code, "D", out var given) ? given : ImportIds.Procedure(h.Unit, code);
        return h.Act switch
        {
            CadreAct.OpenProcedure => Open(row, h, code, id),
            CadreAct.HoldStep => Hold(row, h, code, id),
            CadreAct.ApprovePolicy => Approve(row, h, code, id),
            CadreAct.EndProcedure => End(row, h, code, id),
            _ => AboutSomebody(row, h, code, id),
        };
    }

    private static CadreStatement Open(RowReader row, CadreHead h, string code, Guid id)
    {
        var post = row.RequiredText("post", 60);
        var kind = row.RequiredCode<PostTaking>("kind", "import.post_taking");
        var source = row.Code<CadreSource>("source", "import.cadre_source") ?? CadreSource.InPlace;
        return CadreHead.Says(code, [], s => new AppointmentCommand(id, new ProcedureOpened(h.Day, h.Reported, h.Paper, id, s.Post(s.Unit(h.Unit, "unit_code"), post, "post"), kind, source)));
    }

    private static CadreStatement Approve(RowReader row, CadreHead h, string code, Guid id)
    {
        var by = row.RequiredText("decided_by", 40);
        return CadreHead.Says(code, [], s => new AppointmentCommand(id, new PolicyApproved(h.Day, h.Reported, h.Paper, s.Unit(by, "decided_by"))));
    }

    private static CadreStatement End(RowReader row, CadreHead h, string code, Guid id)
    {
        var why = row.RequiredCode<ProcedureEnding>("reason", "import.procedure_ending");
        return CadreHead.Says(code, [], _ => new AppointmentCommand(id, new ProcedureEnded(h.Day, h.Reported, h.Paper, why)));
    }

    private static CadreStatement Hold(RowReader row, CadreHead h, string code, Guid id)
    {
        var post = row.RequiredText("post", 60);
        var (step, conference, candidates) = MeetingReader.Read(row);
        return CadreHead.Says(code, [.. candidates.Select(c => c.Who)], s =>
        {
            var about = s.Post(s.Unit(h.Unit, "unit_code"), post, "post");
            return new AppointmentCommand(id, new StepHeld(h.Day, h.Reported, h.Paper, step, conference, s.Votes(candidates, _ => about, h.Unit)));
        });
    }

    private static CadreStatement AboutSomebody(RowReader row, CadreHead h, string code, Guid id)
    {
        var who = PersonRef.Read(row);
        switch (h.Act)
        {
            case CadreAct.Propose:
                return CadreHead.Says(code, [who], s => new AppointmentCommand(id, new CandidateProposed(h.Day, h.Reported, h.Paper, s.Person(who, h.Unit))));
            case CadreAct.HeadChooses:
                return CadreHead.Says(code, [who], s => new AppointmentCommand(id, new HeadChose(h.Day, h.Reported, h.Paper, s.Person(who, h.Unit))));
            case CadreAct.RecordPaper:
                var item = row.RequiredCode<DossierItem>("paper", "import.dossier_item");
                return CadreHead.Says(code, [who], s => new AppointmentCommand(id, new DossierItemRecorded(h.Day, h.Reported, h.Paper, s.Person(who, h.Unit), item)));
        }

        var by = row.RequiredText("decided_by", 40);
        var from = row.Date("from") ?? h.Day;
        var to = row.Date("to");
        return CadreHead.Says(code, [who], s => new AppointmentCommand(id, new Appointed(h.Day, h.Reported, h.Paper, s.Person(who, h.Unit), s.Unit(by, "decided_by"), from, to)));
    }
}
