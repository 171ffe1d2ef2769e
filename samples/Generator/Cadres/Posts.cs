namespace CadreWorkflow.Generator.Cadres;

/// <summary>A post of the province.</summary>
internal sealed record Post(string Unit, string Code, string Title, string Level, int Rank, int Seats, bool IsHead, string Theory, int? TermMonths, string ManagedBy);

/// <summary>Posts of the federation, its departments and attached units, of district federations, and of the elected bodies of one of them.</summary>
internal sealed class Posts
{
    /// <summary>The district federation whose elected bodies are kept in full: 17, 5, 5 and 5 seats.</summary>
    public const string ElectedDistrict = "D04";

    public static readonly (string Code, string Title, int Seats, int Rank)[] ElectedBodies =
    [
        ("uy_vien_bch", "Ủy viên Ban Chấp hành", 17, 10), ("uy_vien_btv", "Ủy viên Ban Thường vụ", 5, 20), ("uy_vien_ubkt", "Ủy viên Ủy ban Kiểm tra", 5, 12),
        ("uy_vien_nu_cong", "Ủy viên Ban Nữ công", 5, 11),
    ];

    private readonly Rows _rows = new(
        "posts.csv", "post", "post_title", "level", "rank", "seat_count", "is_head", "theory_standard", "term_months", "managed_by", "document_number", "document_date", "document_issuer");

    private readonly Dictionary<(string Unit, string Code), Post> _all = [];

    public Posts()
    {
        Open(new("LD", "chu_tich", "Chủ tịch Liên đoàn Lao động tỉnh", "province", 70, 1, true, "advanced", 60, "TU"));
        Open(new("LD", "pho_chu_tich", "Phó Chủ tịch Liên đoàn Lao động tỉnh", "province", 60, 3, false, "advanced", 60, "TU"));
        foreach (var (code, name) in Units.Departments)
        {
            Department(code, name, Units.Founded);
        }

        Department(Units.Merged, "Ban Tuyên giáo – Nữ công", Units.DepartmentsMerged);
        foreach (var (code, name) in Units.Attached)
        {
            Open(new(code, "giam_doc", code == Units.Newspaper ? "Tổng Biên tập" : $"Giám đốc {name}", "province", 45, 1, true, "intermediate", 60, "LD"));
        }

        for (var d = 0; d < Units.DistrictCount; d++)
        {
            Open(new($"D{d + 1:D2}", "chu_tich", $"Chủ tịch Liên đoàn Lao động {Units.DistrictName(d)}", "district", 42, 1, true, "intermediate", 60, "LD"));
        }

        Open(new(ElectedDistrict, "pho_chu_tich", "Phó Chủ tịch Liên đoàn Lao động huyện Yên Khê", "district", 36, 2, false, "intermediate", 60, "LD"));
        foreach (var (code, title, seats, rank) in ElectedBodies)
        {
            Open(new(ElectedDistrict, code, title, "district", rank, seats, false, "", 60, "LD"));
        }

        Abolish(Units.Propaganda, Units.DepartmentsMerged, "18/QĐ-LĐLĐ");
        Abolish(Units.Women, Units.DepartmentsMerged, "18/QĐ-LĐLĐ");
        Abolish(Units.Newspaper, Units.NewspaperDissolved, "52/QĐ-LĐLĐ");
        for (var d = 0; d < Units.DistrictCount; d++)
        {
            Abolish($"D{d + 1:D2}", Units.UnionRearranged, "63/QĐ-LĐLĐ");
        }
    }

    public Post this[string unit, string code] => _all[(unit, code)];

    public (string Name, byte[] Content) ToFile() => _rows.ToFile();

    private void Department(string code, string name, DateOnly from)
    {
        var head = code switch { "CQ-VP" => "Chánh Văn phòng", "CQ-UBKT" => "Phó Chủ nhiệm Thường trực Ủy ban Kiểm tra", _ => $"Trưởng {name}" };
        Open(new(code, "truong_ban", head, "province", 50, 1, true, "advanced", 60, "LD"), from);
        var deputy = code switch { "CQ-VP" => "Phó Chánh Văn phòng", "CQ-UBKT" => "Phó Chủ nhiệm Ủy ban Kiểm tra", _ => $"Phó Trưởng {name}" };
        Open(new(code, "pho_truong_ban", deputy, "province", 40, 2, false, "intermediate", 60, "LD"), from);
    }

    private void Open(Post post, DateOnly? from = null)
    {
        _all[(post.Unit, post.Code)] = post;
        var day = from ?? Units.Founded;
        _rows.Add(
            "open_post", day, post.Unit, null,
            [
                ("post", post.Code), ("post_title", post.Title), ("level", post.Level), ("rank", Iso.Text(post.Rank)), ("seat_count", Iso.Text(post.Seats)), ("is_head", post.IsHead ? "yes" : ""),
                ("theory_standard", post.Theory), ("term_months", post.TermMonths is { } months ? Iso.Text(months) : ""), ("managed_by", post.ManagedBy),
                .. Cells.Paper(from is null ? "02/QĐ-LĐLĐ" : "18/QĐ-LĐLĐ", WorkDays.OnOrBefore(day), "LD"),
            ]);
    }

    private void Abolish(string unit, DateOnly on, string number)
    {
        foreach (var post in _all.Values.Where(p => p.Unit == unit))
        {
            _rows.Add("abolish_post", on, unit, null, [("post", post.Code), .. Cells.Paper(number, WorkDays.OnOrBefore(on), "LD")]);
        }
    }
}
