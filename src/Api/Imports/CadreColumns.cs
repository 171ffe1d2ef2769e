using CadreWorkflow.Api.Imports.Rows.Cadres;

namespace CadreWorkflow.Api.Imports;

/// <summary>The columns of files of cadre work. A row has one act; a file needs only the columns its acts fill, so each subject has a short template.</summary>
internal static class CadreColumns
{
    private static readonly ImportColumn[] Person =
    [
        new("full_name", "Họ và tên"), new("birth_date", "Ngày sinh", CellKind.BirthDate), new("member_number", "Số thẻ đoàn viên"), new("reference", "Số hồ sơ"),
    ];

    private static readonly ImportColumn[] NewPerson =
        [new("gender", "Giới tính", CellKind.Code), new("education", "Trình độ học vấn", CellKind.Code), new("theory_level", "Trình độ LLCT", CellKind.Code)];

    private static readonly ImportColumn[] Document =
        [new("document_number", "Số văn bản"), new("document_date", "Ngày văn bản", CellKind.Date), new("document_issuer", "Cơ quan ban hành")];

    private static readonly ImportColumn[] Head =
        [new("act", "Việc", CellKind.Code, Required: true), new("occurred_on", "Ngày thực hiện", CellKind.Date, Required: true)];

    private static readonly ImportColumn Unit = new("unit_code", "Mã đơn vị");
    private static readonly ImportColumn Post = new("post", "Mã chức danh");
    private static readonly ImportColumn Kind = new("kind", "Loại", CellKind.Code);
    private static readonly ImportColumn Reason = new("reason", "Lý do", CellKind.Code);
    private static readonly ImportColumn Report = new("report", "Báo cáo", CellKind.YesNo);
    private static readonly ImportColumn DecidedBy = new("decided_by", "Mã cơ quan quyết định");
    private static readonly ImportColumn Year = new("year", "Năm", CellKind.Count);

    private static readonly ImportColumn[] FromTo = [new("from", "Từ ngày", CellKind.Date), new("to", "Đến ngày", CellKind.Date)];

    private static readonly ImportColumn[] Meeting =
    [
        new("step", "Bước", CellKind.Count), new("members", "Số ủy viên", CellKind.Count), new("summoned", "Triệu tập", CellKind.Count), new("present", "Có mặt", CellKind.Count),
        new("secret", "Phiếu kín", CellKind.YesNo), new("issued", "Phiếu phát ra", CellKind.Count), new("returned", "Phiếu thu về", CellKind.Count),
        new("invalid", "Không hợp lệ", CellKind.Count), new("votes", "Kết quả phiếu"),
    ];

    private static readonly ImportColumn[] Posts =
    [
        .. Head, Unit, Post, new("post_title", "Tên chức danh"), new("level", "Cấp quản lý", CellKind.Code), new("rank", "Bậc", CellKind.Count), new("seat_count", "Số lượng", CellKind.Count),
        new("is_head", "Người đứng đầu", CellKind.YesNo), new("theory_standard", "Tiêu chuẩn LLCT", CellKind.Code), new("term_months", "Số tháng nhiệm kỳ", CellKind.Count),
        new("managed_by", "Mã cơ quan quản lý"), .. Document,
    ];

    private static readonly ImportColumn[] Staff =
    [
        .. Head, Unit, .. Person, .. NewPerson, new("assigned", "Biên chế giao", CellKind.Count), .. FromTo, Kind, Reason, Post, new("disciplined_on", "Ngày kỷ luật", CellKind.Date), .. Document,
    ];

    private static readonly ImportColumn[] Plans =
    [
        .. Head, Report, Unit, new("plan", "Mã quy hoạch"), new("term", "Nhiệm kỳ", CellKind.Code), .. FromTo, .. Person, Post, DecidedBy,
        new("science_technology", "Khoa học công nghệ", CellKind.YesNo), Reason, Year, .. Meeting, .. Document,
    ];

    private static readonly ImportColumn[] Procedures =
    [
        .. Head, Report, Unit, new("procedure", "Mã quy trình"), Post, Kind, new("source", "Nguồn nhân sự", CellKind.Code), .. Person, DecidedBy, .. FromTo, Reason,
        new("paper", "Loại giấy tờ", CellKind.Code), .. Meeting, .. Document,
    ];

    private static readonly ImportColumn[] Declarations =
    [
        .. Head, .. Person, Kind, Year, new("due_on", "Hạn nộp", CellKind.Date), new("control_body", "Cơ quan kiểm soát"), new("form", "Hình thức công khai", CellKind.Code), .. Document,
    ];

    private static readonly ImportColumn[] Reports =
    [
        .. Head, Unit, new("counted_body", "Đoàn thể", CellKind.Code), new("precision", "Mức chính xác", CellKind.Code), new("workers", "Lao động", CellKind.Count),
        new("counted_members", "Số thành viên", CellKind.Count), new("men", "Số nam", CellKind.Count), new("women", "Số nữ", CellKind.Count), new("gender_unknown", "Chưa rõ giới", CellKind.Count),
        new("party_members", "Đảng viên", CellKind.Count), new("doctors", "Tiến sĩ", CellKind.Count), new("masters", "Thạc sĩ", CellKind.Count), new("bachelors", "Đại học", CellKind.Count),
        new("theory_advanced", "LLCT cao cấp", CellKind.Count), Kind, new("period", "Chu kỳ", CellKind.Code), new("times", "Số lần", CellKind.Count), .. FromTo, Year,
        new("held", "Đã thực hiện", CellKind.Count), new("due", "Phải thực hiện", CellKind.Count), .. Document,
    ];

    /// <summary>Every column, once.</summary>
    public static readonly ImportColumn[] All =
        [new(ImportColumns.RecordedOn, "Ngày nhập", CellKind.Date), .. Posts.Concat(Staff).Concat(Plans).Concat(Procedures).Concat(Declarations).Concat(Reports).DistinctBy(c => c.Name)];

    /// <summary>What a template of one subject asks for.</summary>
    public static IReadOnlyList<ImportColumn> Of(CadreTopic topic) => topic switch
    {
        CadreTopic.Posts => Posts,
        CadreTopic.Staff => Staff,
        CadreTopic.Plans => Plans,
        CadreTopic.Procedures => Procedures,
        CadreTopic.Declarations => Declarations,
        _ => Reports,
    };
}
