using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Rows a unit reports about itself: its counts, and what it owes again and again.</summary>
internal static class UnitReportReader
{
    public static CadreStatement Read(RowReader row, CadreHead h)
    {
        switch (h.Act)
        {
            case CadreAct.ReportHeadcount:
                var body = row.Code<CountedBody>("counted_body", "counted_body") ?? CountedBody.Union;
                var precision = row.Code<Precision>("precision", "precision") ?? Precision.Exact;
                var figures = new HeadcountFigures(
                    row.Whole("workers"), row.Whole("counted_members"), row.Whole("men"), row.Whole("women"), row.Whole("gender_unknown"), row.Whole("party_members"), row.Whole("doctors"),
                    row.Whole("masters"), row.Whole("bachelors"), row.Whole("theory_advanced"));
                return CadreHead.Says(h.Unit, [], s => new HeadcountCommand(new HeadcountReported(h.Day, h.Paper, s.Unit(h.Unit, "unit_code"), body, precision, figures)));
            case CadreAct.AdoptPaper:
                var paper = row.RequiredCode<WorkingPaper>("kind", "working_paper");
                var (from, to) = (row.Date("from") ?? h.Day, row.Date("to"));
                return CadreHead.Says(h.Unit, [], s => new DutyCommand(new WorkingPaperAdopted(h.Day, h.Paper, s.Unit(h.Unit, "unit_code"), paper, from, to)));
        }

        var kind = row.RequiredCode<DutyKind>("kind", "duty_kind");
        if (h.Act == CadreAct.TallyDuty)
        {
            var (year, held, due) = (row.Count("year") ?? h.Day.Year, Required(row, "held"), Required(row, "due"));
            return CadreHead.Says(h.Unit, [], s => new DutyCommand(new DutyTallied(h.Day, h.Paper, s.Unit(h.Unit, "unit_code"), kind, year, held, due)));
        }

        var period = row.RequiredCode<DutyPeriod>("period", "duty_period");
        var day = row.Date("from");
        if (h.Act == CadreAct.ScheduleDuty)
        {
            var times = row.Whole("times") ?? 1;
            var first = day ?? h.Day;
            return CadreHead.Says(h.Unit, [], s => new DutyCommand(
                new DutyScheduled(h.Day, h.Paper, s.Unit(h.Unit, "unit_code"), ImportIds.Recurring(h.Unit, kind, period, first), kind, period, times, first)));
        }

        return new(h.Unit, [], async s =>
        {
            var unit = s.Unit(h.Unit, "unit_code");
            var duty = s.Problem is null ? await s.RecurringAsync(unit, kind, period) : Guid.Empty;
            return new DutyCommand(h.Act == CadreAct.HoldDuty ? new DutyHeld(h.Day, h.Paper, unit, duty, day) : new DutyEnded(h.Day, h.Paper, unit, duty));
        });
    }

    private static int Required(RowReader row, string column)
    {
        if (row.Whole(column) is { } value)
        {
            return value;
        }

        row.Refuse("required", column);
        return 0;
    }
}
