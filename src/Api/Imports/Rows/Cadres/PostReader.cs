using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Rows about posts.</summary>
internal static class PostReader
{
    public static CadreStatement Read(RowReader row, CadreHead h)
    {
        var code = row.RequiredText("post", 60);
        if (h.Act == CadreAct.AbolishPost)
        {
            return CadreHead.Says(h.Unit, [], s => new PostCommand(new PostAbolished(h.Day, h.Paper, s.Post(s.Unit(h.Unit, "unit_code"), code, "post"))));
        }

        var rank = Required(row, "rank");
        var seats = row.Whole("seat_count") ?? 1;
        var theory = row.Code<TheoryLevel>("theory_standard", "theory_level");
        var months = row.Whole("term_months");
        var manager = row.Text("managed_by", 40);
        if (h.Act == CadreAct.ChangePost)
        {
            return CadreHead.Says(h.Unit, [], s =>
            {
                var unit = s.Unit(h.Unit, "unit_code");
                var post = s.Post(unit, code, "post");
                return new PostCommand(new PostChanged(h.Day, h.Paper, post, manager is null ? s.ManagerOf(post) : s.Unit(manager, "managed_by"), rank, seats, theory, months));
            });
        }

        var title = row.RequiredText("post_title");
        var level = row.RequiredCode<PostLevel>("level", "import.post_level");
        var isHead = row.YesNo("is_head") ?? false;
        return CadreHead.Says(h.Unit, [], s =>
        {
            var unit = s.Unit(h.Unit, "unit_code");
            return new PostCommand(new PostOpened(
                h.Day, h.Paper, ImportIds.Post(h.Unit, code, h.Day), unit, manager is null ? unit : s.Unit(manager, "managed_by"), code, title, level, rank, seats, isHead, theory, months));
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
