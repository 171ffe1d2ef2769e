using CadreWorkflow.Api.People;

namespace CadreWorkflow.Api.Imports;

/// <summary>What a file holds.</summary>
public enum ImportKind
{
    /// <summary>Persons and their referrals.</summary>
    Referrals,

    /// <summary>Acts of cases.</summary>
    Acts,

    /// <summary>Changes of the organisation trees.</summary>
    Units,

    /// <summary>Programmes and classes: planned, opened, ended, and counts of papers.</summary>
    Training,

    /// <summary>Persons in classes, with attendance and results.</summary>
    Participants,

    /// <summary>Posts, staff, plans, procedures and duties to declare.</summary>
    Cadres,
}

/// <summary>How a cell of a column is read.</summary>
internal enum CellKind
{
    Text,
    Date,
    BirthDate,
    YesNo,
    Count,
    Code,
}

/// <summary>A column a file may have.</summary>
/// <param name="Name">snake_case, as in results.</param>
/// <param name="Vietnamese">Heading in Vietnamese; also accepted without marks.</param>
internal sealed record ImportColumn(string Name, string Vietnamese, CellKind Kind = CellKind.Text, bool Required = false);

/// <summary>The columns of each kind of file.</summary>
internal static class ImportColumns
{
    /// <summary>Only a demo load may say when something was entered: an ordinary import enters it now.</summary>
    public const string RecordedOn = "recorded_on";

    private static readonly ImportColumn[] Ballot =
    [
        new("summoned", "Triệu tập", CellKind.Count), new("present", "Có mặt", CellKind.Count), new("exempt_absent", "Được miễn vắng mặt", CellKind.Count),
        new("probationary_voters", "Dự bị bỏ phiếu", CellKind.Count), new("issued", "Phiếu phát ra", CellKind.Count), new("returned", "Phiếu thu về", CellKind.Count),
        new("agree", "Tán thành", CellKind.Count), new("disagree", "Không tán thành", CellKind.Count), new("blank", "Phiếu trắng", CellKind.Count),
        new("invalid", "Không hợp lệ", CellKind.Count),
    ];

    private static readonly ImportColumn[] Document =
        [new("document_number", "Số văn bản"), new("document_date", "Ngày văn bản", CellKind.Date), new("document_issuer", "Cơ quan ban hành")];

    private static readonly ImportColumn Recorded = new(RecordedOn, "Ngày nhập", CellKind.Date);

    private static readonly ImportColumn OccurredOn = new("occurred_on", "Ngày thực hiện", CellKind.Date, Required: true);

    private static readonly ImportColumn[] Referrals =
    [
        Recorded, new("reference", "Số hồ sơ"), new("union_unit", "Mã công đoàn", Required: true), new("party_body", "Mã tổ chức đảng"), new("previous_case", "Hồ sơ trước"),
        new("full_name", "Họ và tên", Required: true), new("birth_date", "Ngày sinh", CellKind.BirthDate, Required: true), new("gender", "Giới tính", CellKind.Code),
        new("education", "Trình độ học vấn", CellKind.Code), new("theory_level", "Trình độ LLCT", CellKind.Code), new("youth_union_member", "Đoàn viên thanh niên", CellKind.YesNo),
        new("former_party_member", "Từng là đảng viên", CellKind.YesNo), new("member_number", "Số thẻ đoàn viên"), new("filed_on", "Ngày giới thiệu", CellKind.Date, Required: true),
        new("submitted_on", "Ngày trình BCH", CellKind.Date), new("resolved_on", "Ngày nghị quyết", CellKind.Date), new("resolution_number", "Số nghị quyết"),
        .. Ballot, new("sent_on", "Ngày gửi", CellKind.Date), new("letter_number", "Số công văn"),
    ];

    private static readonly ImportColumn[] Acts =
    [
        Recorded, new("reference", "Số hồ sơ"), new("case_id", "Mã hồ sơ"), new("act", "Việc", Required: true), OccurredOn, new("report", "Báo cáo", CellKind.YesNo),
        .. Document, new("purpose", "Mục đích", CellKind.Code), new("body", "Cấp biểu quyết", CellKind.Code), new("delegated", "Được ủy quyền", CellKind.YesNo),
        new("outcome", "Kết quả", CellKind.Code), new("effective_on", "Ngày hiệu lực", CellKind.Date), .. Ballot, new("ballot_form", "Hình thức biểu quyết", CellKind.Code), new("by", "Bên thực hiện", CellKind.Code),
        new("reason", "Lý do", CellKind.Code), new("point", "Thời điểm chuyển", CellKind.Code), new("to_unit", "Công đoàn tiếp nhận"), new("to_party_body", "Tổ chức đảng tiếp nhận"),
        new("class", "Mã lớp"), new("member", "Số thẻ đảng viên"), new("replaces", "Thay cho"), new("official_since", "Chính thức từ", CellKind.Date),
        new("together_since", "Cùng công tác từ", CellKind.Date), new("same_organisation", "Cùng đảng bộ", CellKind.YesNo), new("same_residence_only", "Chỉ cùng nơi cư trú", CellKind.YesNo),
        new("spouse", "Là vợ chồng", CellKind.YesNo), new("paper", "Loại giấy tờ", CellKind.Code), new("kind", "Loại", CellKind.Code), new("sealed", "Đã giáp lai", CellKind.YesNo),
        new("ok", "Đạt", CellKind.YesNo), new("scope_complete", "Đủ đối tượng", CellKind.YesNo), new("certified_afterwards", "Chứng nhận sau thẩm tra", CellKind.YesNo),
        new("mass_organisations", "Có ý kiến đoàn thể", CellKind.YesNo), new("residence_cell", "Có ý kiến nơi cư trú", CellKind.YesNo), new("rule", "Mã quy tắc"),
        new("working_days", "Số ngày làm việc", CellKind.Count), new("from_stage", "Làm lại từ bước", CellKind.Code), new("note", "Nội dung"),
    ];

    private static readonly ImportColumn[] Units =
    [
        Recorded, new("change", "Thay đổi", CellKind.Code, Required: true), OccurredOn, new("code", "Mã", Required: true), new("tree", "Hệ thống", CellKind.Code),
        new("kind", "Loại", CellKind.Code), new("name", "Tên"), new("parent", "Mã cấp trên"), new("sector", "Khu vực", CellKind.Code), new("calendar", "Lịch làm việc", CellKind.Code),
        new("youth_union", "Có Đoàn thanh niên", CellKind.YesNo), new("party_body", "Mã tổ chức đảng"), new("into", "Đơn vị kế thừa"), .. Document,
    ];

    private static readonly ImportColumn[] Training =
    [
        Recorded, new("change", "Thay đổi", CellKind.Code, Required: true), OccurredOn, new("class", "Mã lớp"), new("kind", "Loại", CellKind.Code),
        new("issuer", "Cơ sở đào tạo"), new("starts_on", "Ngày bắt đầu", CellKind.Date), new("ends_on", "Ngày kết thúc", CellKind.Date), new("seats", "Số chỗ", CellKind.Count),
        new("programme", "Mã chương trình"), new("unit", "Mã đơn vị tổ chức"), new("title", "Tên chương trình"), new("planned_classes", "Số lớp dự kiến", CellKind.Count),
        new("planned_seats", "Số lượt dự kiến", CellKind.Count), new("count", "Số liệu báo cáo"), new("counted", "Cách đếm", CellKind.Code),
        new("certificates", "Số chứng nhận", CellKind.Count), .. Document,
    ];

    private static readonly ImportColumn[] Participants =
    [
        Recorded, new("class", "Mã lớp", Required: true), new("reference", "Số hồ sơ"), new("member_number", "Số thẻ đoàn viên"), new("full_name", "Họ và tên"),
        new("birth_date", "Ngày sinh", CellKind.BirthDate), new("gender", "Giới tính", CellKind.Code), new("education", "Trình độ học vấn", CellKind.Code),
        new("theory_level", "Trình độ LLCT", CellKind.Code), new("union_unit", "Mã công đoàn"), OccurredOn, new("attended", "Có dự học", CellKind.YesNo),
        new("result", "Kết quả học tập", CellKind.Code), new("result_on", "Ngày có kết quả", CellKind.Date), new("certificate_number", "Số giấy chứng nhận"),
        new("certificate_date", "Ngày cấp", CellKind.Date), new("certificate_issuer", "Nơi cấp"),
    ];

    /// <summary>Columns people keep beside the data, and those a result sheet adds.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal) { "stt", "tt", "ghi chu", "loi", "ket qua", "error", "result", "remarks" };

    private static readonly Dictionary<ImportKind, Dictionary<string, ImportColumn>> ByHeading = Enum.GetValues<ImportKind>().ToDictionary(k => k, Headings);

    /// <summary>All columns of a kind of file.</summary>
    public static IReadOnlyList<ImportColumn> Of(ImportKind kind) => kind switch
    {
        ImportKind.Referrals => Referrals,
        ImportKind.Acts => Acts,
        ImportKind.Units => Units,
        ImportKind.Participants => Participants,
        ImportKind.Cadres => CadreColumns.All,
        _ => Training,
    };

    /// <summary>The column of a heading in either language; null when there is none.</summary>
    public static ImportColumn? Find(ImportKind kind, string heading) => ByHeading[kind].GetValueOrDefault(Fold(heading));

    /// <summary>True for headings whose cells are nobody's data.</summary>
    public static bool IsIgnored(string heading) => Ignored.Contains(Fold(heading));

    /// <summary>True for the heading under which an answered file says what is wrong with each row.</summary>
    public static bool IsError(string heading) => Fold(heading) is "loi" or "error";

    private static Dictionary<string, ImportColumn> Headings(ImportKind kind)
    {
        var headings = new Dictionary<string, ImportColumn>(StringComparer.Ordinal);
        foreach (var column in Of(kind))
        {
            headings[Fold(column.Name)] = column;
            headings[Fold(column.Vietnamese)] = column;
        }

        return headings;
    }

    /// <summary>Marks, case, underlines and a remark in brackets make no difference: <c>Ngày sinh (dd/mm/yyyy)</c>.</summary>
    private static string Fold(string heading)
    {
        var bracket = heading.IndexOf('(', StringComparison.Ordinal);
        return NameFolding.Fold((bracket > 0 ? heading[..bracket] : heading).Replace('_', ' ').Trim('*', ':', '.', ' '));
    }
}
