namespace CadreWorkflow.Generator;

/// <summary>A grassroots union of the province with the Party bodies that serve it.</summary>
internal sealed class Grassroots
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string Sector { get; init; }

    public required bool YouthUnion { get; init; }

    /// <summary>Cell that takes the referrals in.</summary>
    public required string Cell { get; init; }

    public required string Committee { get; init; }

    /// <summary>Upper committee that decides, until the re-arrangement of 2025.</summary>
    public required string Upper { get; init; }

    /// <summary>Upper committee from 01/07/2025 on.</summary>
    public string UpperAfter { get; set; } = "";

    public required DateOnly OpenedOn { get; init; }

    public DateOnly? EndedOn { get; set; }

    /// <summary>Official members of the cell: the base of its votes.</summary>
    public required int CellSize { get; init; }

    public required int CommitteeSize { get; init; }

    /// <summary>How often the unit refers, relative to the others.</summary>
    public required int Weight { get; init; }

    /// <summary>Group of districts that shares a political training centre.</summary>
    public required int Region { get; init; }

    public bool ActiveOn(DateOnly day) => OpenedOn <= day && (EndedOn is not { } end || day < end);
}

/// <summary>Both trees of the invented province Lam Giang, and what became of them: 21 district federations, 8 sector unions, 6 directly managed grassroots unions.</summary>
internal sealed class Units
{
    public static readonly DateOnly Founded = new(2016, 1, 1);

    /// <summary>The day the first list of units was entered.</summary>
    public static readonly DateOnly FirstRecorded = new(2020, 6, 2);

    /// <summary>District federations end and commune unions begin; the Party side follows half a month later.</summary>
    public static readonly DateOnly UnionRearranged = new(2025, 6, 16);

    public static readonly DateOnly PartyRearranged = new(2025, 7, 1);

    private static readonly string[] Districts =
    [
        "thành phố Lam Giang", "thị xã Cửa Sông", "thị xã Phú Hòa", "huyện Yên Khê", "huyện Phú Lạc", "huyện Sơn Khê", "huyện Quế Lâm", "huyện Bình Khê",
        "huyện Hưng Lạc", "huyện Nghĩa Khê", "huyện Đô Giang", "huyện Tân Khê", "huyện Quỳ Lạc", "huyện Kỳ Lâm", "huyện Tương Khê", "huyện Con Giang",
        "huyện Diễn Lâm", "huyện Thanh Lâm", "huyện Mai Giang", "huyện Hoàng Lâm", "huyện Nam Khê",
    ];

    private static readonly (string Name, string Upper)[] Sectors =
    [
        ("Công đoàn Viên chức tỉnh", "KCQ"), ("Công đoàn ngành Giáo dục", "KCQ"), ("Công đoàn ngành Y tế", "KCQ"), ("Công đoàn ngành Công Thương", "KDN"),
        ("Công đoàn ngành Giao thông Vận tải", "KDN"), ("Công đoàn ngành Xây dựng", "KDN"), ("Công đoàn ngành Nông nghiệp và PTNT", "KCQ"),
        ("Công đoàn Khu kinh tế", "KDN"),
    ];

    private static readonly string[] Brands =
    [
        "An Thịnh", "Bảo Long", "Cẩm Tú", "Đại Phát", "Đông Á Xanh", "Gia Khánh", "Hải Vân Sơn", "Hoàng Mai Xanh", "Hưng Thịnh", "Khải Minh", "Lam Hồng", "Long Phú",
        "Minh Đức", "Nam Phong", "Ngọc Lam", "Phú Cường", "Phương Bắc", "Quang Vinh", "Sao Khuê", "Sông Lam Xanh", "Tân Tiến", "Thái Hòa", "Thành Đạt", "Thiên Phú",
        "Thuận An", "Tràng An Mới", "Trường Sinh", "Việt Lam", "Vĩnh Hưng", "Xuân Mai Lam",
    ];

    private static readonly string[] Trades =
        ["May", "Gạch", "Chế biến lâm sản", "Vận tải", "Xây lắp", "Thủy sản", "Bao bì", "Cơ khí", "Điện tử", "Chế biến nông sản", "Xi măng", "Thương mại"];

    private readonly CsvFile _file = new(
        "recorded_on", "change", "occurred_on", "code", "tree", "kind", "name", "parent", "sector", "calendar", "youth_union", "party_body", "into",
        "document_number", "document_date", "document_issuer");

    private readonly Prng _random = Prng.For("units", 0);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>For each district: its grassroots unions with the grassroots committee that each cell belongs to.</summary>
    private readonly List<List<Grassroots>> _byDistrict = [];

    public Units()
    {
        OpenTops();
        for (var d = 0; d < Districts.Length; d++)
        {
            OpenDistrict(d);
        }

        for (var s = 0; s < Sectors.Length; s++)
        {
            OpenSector(s);
        }

        OpenDirect();
        ChangesBefore2025();
        Rearrange();
        OpenOffice();
    }

    /// <summary>The two departments that became one, and what they became.</summary>
    public const string Propaganda = "CQ-TG", Women = "CQ-NC", Merged = "CQ-TGNC";

    /// <summary>The newspaper that was dissolved.</summary>
    public const string Newspaper = "BAO";

    public static readonly DateOnly DepartmentsMerged = new(2022, 3, 1);

    public static readonly DateOnly NewspaperDissolved = new(2022, 7, 1);

    /// <summary>Departments of the provincial federation's office, as opened.</summary>
    public static readonly (string Code, string Name)[] Departments =
    [
        ("CQ-VP", "Văn phòng"), ("CQ-TC", "Ban Tổ chức"), (Propaganda, "Ban Tuyên giáo"), (Women, "Ban Nữ công"), ("CQ-CS", "Ban Chính sách pháp luật"), ("CQ-TaC", "Ban Tài chính"),
        ("CQ-UBKT", "Cơ quan Ủy ban Kiểm tra"),
    ];

    /// <summary>Units directly attached to the provincial federation, as opened.</summary>
    public static readonly (string Code, string Name)[] Attached =
        [(Newspaper, "Báo Lao động Lam Giang"), ("TV", "Trung tâm Tư vấn pháp luật Công đoàn"), ("NVH", "Nhà Văn hóa Lao động tỉnh"), ("DN", "Trung tâm Dạy nghề Công đoàn")];

    /// <summary>Commune unions that took over from a district federation.</summary>
    public static IReadOnlyList<string> CommunesOf(int district) => [.. Enumerable.Range(1, district % 2 == 0 ? 3 : 2).Select(c => $"X{district + 1:D2}.{c}")];

    public static int DistrictCount => Districts.Length;

    public static int SectorCount => Sectors.Length;

    public static string DistrictName(int district) => Districts[district];

    /// <summary>Office, departments and attached units of the provincial federation: seven departments become six, four attached units three.</summary>
    private void OpenOffice()
    {
        Open("union", "department", "CQ", "Cơ quan Liên đoàn Lao động tỉnh Lam Giang", "LD", "unknown", false, Founded);
        foreach (var (code, name) in Departments)
        {
            Open("union", "department", code, name, "CQ", "unknown", false, Founded);
        }

        foreach (var (code, name) in Attached)
        {
            Open("union", "attached_unit", code, name, "LD", "unknown", false, Founded);
        }

        var recorded = WorkDays.RecordingDay(DepartmentsMerged);
        Open("union", "department", Merged, "Ban Tuyên giáo – Nữ công", "CQ", "unknown", false, DepartmentsMerged, "public", recorded, "18/QĐ-LĐLĐ", "LD");
        Change("merge", DepartmentsMerged, recorded, Propaganda, new() { ["into"] = Merged }, "18/QĐ-LĐLĐ", "LD");
        Change("merge", DepartmentsMerged, recorded, Women, new() { ["into"] = Merged }, "18/QĐ-LĐLĐ", "LD");
        Change("dissolve", NewspaperDissolved, WorkDays.RecordingDay(NewspaperDissolved), Newspaper, [], "52/QĐ-LĐLĐ", "LD");
    }

    public List<Grassroots> All { get; } = [];


    public Grassroots this[string code] => All.Find(u => string.Equals(u.Code, code, StringComparison.Ordinal))!;

    private void OpenTops()
    {
        Open("union", "provincial_federation", "LD", "Liên đoàn Lao động tỉnh Lam Giang", null, "unknown", false, Founded);
        Open("party", "provincial_committee", "TU", "Tỉnh ủy Lam Giang", null, "unknown", false, Founded);
        Open("party", "upper_committee", "KCQ", "Đảng ủy Khối các cơ quan tỉnh", "TU", "unknown", false, Founded);
        Open("party", "upper_committee", "KDN", "Đảng ủy Khối doanh nghiệp tỉnh", "TU", "unknown", false, Founded);
    }

    private void OpenDistrict(int index)
    {
        var district = $"D{index + 1:D2}";
        var upper = $"HU{index + 1:D2}";
        var place = Districts[index];
        Open("union", "district_federation", district, $"Liên đoàn Lao động {place}", "LD", "unknown", false, Founded);
        var committeeOf = place.StartsWith("thành phố", StringComparison.Ordinal) ? "Thành ủy" : place.StartsWith("thị xã", StringComparison.Ordinal) ? "Thị ủy" : "Huyện ủy";
        var bare = place[(place.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("phố ", "", StringComparison.Ordinal).Replace("xã ", "", StringComparison.Ordinal);
        Open("party", "upper_committee", upper, $"{committeeOf} {bare}", "TU", "unknown", false, Founded);
        var count = index < 3 ? 14 : _random.Between(9, 12);
        var list = new List<Grassroots>();
        var committee = "";
        for (var i = 0; i < count; i++)
        {
            if (i % 4 == 0)
            {
                committee = $"DU-{district}.{(i / 4) + 1}";
                Open("party", "grassroots_committee", committee, $"Đảng ủy cơ sở số {(i / 4) + 1} {place}", upper, "unknown", false, Founded);
            }

            var sector = _random.Weighted([22, 38, 8, 25, 7]);
            list.Add(OpenGrassroots($"{district}.{i + 1:D2}", district, bare, sector, committee, upper, index / 4));
        }

        _byDistrict.Add(list);
    }

    private void OpenSector(int index)
    {
        var code = $"S{index + 1:D2}";
        var (name, upper) = Sectors[index];
        Open("union", "sectoral_union", code, name, "LD", "unknown", false, Founded);
        var count = _random.Between(12, 16);
        var committee = "";
        for (var i = 0; i < count; i++)
        {
            if (i % 4 == 0)
            {
                committee = $"DU-{code}.{(i / 4) + 1}";
                Open("party", "grassroots_committee", committee, $"Đảng ủy cơ sở số {(i / 4) + 1} thuộc {name}", upper, "unknown", false, Founded);
            }

            int[] weights = index switch
            {
                0 => [90, 10, 0, 0, 0],
                1 or 2 => [0, 100, 0, 0, 0],
                6 => [30, 40, 30, 0, 0],
                7 => [0, 0, 5, 45, 50],
                _ => [0, 0, 45, 50, 5],
            };
            OpenGrassroots($"{code}.{i + 1:D2}", code, "Lam Giang", _random.Weighted(weights), committee, upper, index % 6);
        }
    }

    private void OpenDirect()
    {
        string[] names = ["Công ty Điện lực Lam Giang", "Bưu điện tỉnh Lam Giang", "Công ty Cấp nước Lam Giang", "Tổng công ty Lâm nghiệp Sông Lam", "Cảng Cửa Sông", "Trường Đại học Lam Giang"];
        for (var i = 0; i < names.Length; i++)
        {
            var committee = $"DU-T{i + 1:D2}";
            Open("party", "grassroots_committee", committee, $"Đảng ủy {names[i]}", i == 5 ? "KCQ" : "KDN", "unknown", false, Founded);
            AddGrassroots($"T{i + 1:D2}", "LD", $"CĐCS {names[i]}", names[i], i == 5 ? "state_service" : "state_enterprise", i != 2, false, committee, i == 5 ? "KCQ" : "KDN", i, 14);
        }
    }

    private Grassroots OpenGrassroots(string code, string parent, string place, int sector, string committee, string upper, int region)
    {
        string workplace;
        var attempt = 0;
        do
        {
            attempt++;
            workplace = sector switch
            {
                0 => $"{_random.Pick(["Văn phòng HĐND và UBND", "Phòng Tài chính", "Phòng Nội vụ", "Chi cục Thuế khu vực", "Phòng Tư pháp", "Hạt Kiểm lâm", "Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp", "Chi cục Thống kê", "Thanh tra", "Văn phòng Đăng ký đất đai", "Phòng Lao động", "Kho bạc", "Sở Khoa học và Công nghệ", "Sở Ngoại vụ", "Ban Dân tộc", "Ban Quản lý dự án"])} {place}",
                1 => $"{_random.Pick(["Trường THPT", "Trường THCS", "Trường Tiểu học", "Trường Mầm non", "Trung tâm Y tế", "Bệnh viện Đa khoa", "Trung tâm GDTX", "Trung tâm Văn hóa"])} {place} {_random.Pick(["", "1", "2", "3", "4", "5"])}".TrimEnd(),
                2 => $"Công ty TNHH MTV {_random.Pick(["Thủy lợi", "Môi trường đô thị", "Quản lý đường bộ", "Cao su", "Lâm nghiệp", "Cấp nước", "Xổ số", "Khai thác công trình"])} {place} {_random.Pick(["", "Bắc", "Nam"])}".TrimEnd(),
                3 => $"Công ty CP {_random.Pick(Trades)} {_random.Pick(Brands)}",
                _ => $"Công ty TNHH {_random.Pick(Trades)} {_random.Pick(Brands)} Việt Nam",
            };
            workplace = attempt > 8 ? $"{workplace} số {attempt - 7}" : workplace;
        }
        while (!_names.Add(workplace));
        string[] sectors = ["state_administration", "state_service", "state_enterprise", "non_state", "fdi"];
        var enterprise = sector >= 3;
        return AddGrassroots(
            code, parent, $"CĐCS {workplace}", workplace, sectors[sector], _random.Chance(enterprise ? 450 : 850), enterprise && _random.Chance(650), committee, upper, region,
            _random.Between(2, 9));
    }

    private Grassroots AddGrassroots(
        string code, string parent, string name, string workplace, string sector, bool youthUnion, bool privateWeek, string committee, string upper, int region, int weight)
    {
        var opened = code.StartsWith('T') || !_random.Chance(60) ? Founded : WorkDays.OnOrAfter(new DateOnly(_random.Between(2021, 2024), _random.Between(2, 11), 5));
        var recorded = opened == Founded ? FirstRecorded : WorkDays.RecordingDay(opened);
        var cell = $"CB-{code}";
        var calendar = privateWeek ? "private5" : "public";
        Open("party", "party_cell", cell, $"Chi bộ {workplace}", committee, sector, false, opened, calendar, recorded);
        Open("union", "grassroots_union", code, name, parent, sector, youthUnion, opened, calendar, recorded);
        Change("party_body", opened, recorded, code, new() { ["party_body"] = cell });
        var unit = new Grassroots
        {
            Code = code,
            Name = name,
            Sector = sector,
            YouthUnion = youthUnion,
            Cell = cell,
            Committee = committee,
            Upper = upper,
            UpperAfter = upper,
            OpenedOn = opened,
            CellSize = _random.Between(5, 26),
            CommitteeSize = _random.Between(4, 7) * 2 + 1,
            Weight = weight,
            Region = region,
        };
        All.Add(unit);
        return unit;
    }

    /// <summary>What moves in quiet years: a unit changes its parent in the middle of the period, one is renamed, two merge.</summary>
    private void ChangesBefore2025()
    {
        Change("move", new(2022, 6, 1), new(2022, 6, 3), "D04.05", new() { ["parent"] = "S06" }, "21/QĐ-LĐLĐ", "LD");
        Change("rename", new(2023, 3, 1), new(2023, 3, 3), "S04.03", new() { ["name"] = "CĐCS Công ty CP Cơ khí Lam Giang" }, "08/QĐ-CĐN", "S04");
        Change("youth_union", new(2022, 9, 5), new(2022, 9, 9), "T03", new() { ["youth_union"] = "yes" });
        Merge("D02.03", "D02.04", new(2024, 1, 2));
        Merge("S02.05", "S02.06", new(2024, 8, 1));
    }

    private void Merge(string from, string into, DateOnly on)
    {
        var (a, b) = (this[from], this[into]);
        a.EndedOn = on;
        Change("merge", on, WorkDays.RecordingDay(on), from, new() { ["into"] = into }, $"{on.Month:D2}/QĐ-LĐLĐ", "LD");
        Change("merge", on, WorkDays.RecordingDay(on), a.Cell, new() { ["into"] = b.Cell }, $"{on.Month:D2}-QĐ/ĐU", b.Committee);
    }

    /// <summary>Mid-2025: district federations end, their grassroots unions go to commune unions, unions of wholly budget-funded agencies are dissolved; then the Party side.</summary>
    private void Rearrange()
    {
        var unionRecorded = WorkDays.RecordingDay(UnionRearranged);
        var partyRecorded = WorkDays.RecordingDay(PartyRearranged);
        string[] suffixes = ["", " Đông", " Tây"];
        for (var d = 0; d < Districts.Length; d++)
        {
            var place = Districts[d][(Districts[d].IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("phố ", "", StringComparison.Ordinal).Replace("xã ", "", StringComparison.Ordinal);
            var communes = new List<string>();
            var uppers = new List<string>();
            var kind = d < 3 ? "phường" : "xã";
            for (var c = 0; c < (d % 2 == 0 ? 3 : 2); c++)
            {
                communes.Add($"X{d + 1:D2}.{c + 1}");
                uppers.Add($"DX{d + 1:D2}.{c + 1}");
                Open("union", "commune_union", communes[c], $"Công đoàn {kind} {place}{suffixes[c]}", "LD", "unknown", false, UnionRearranged, "public", unionRecorded, "60/QĐ-LĐLĐ", "LD");
                Open("party", "upper_committee", uppers[c], $"Đảng ủy {kind} {place}{suffixes[c]}", "TU", "unknown", false, PartyRearranged, "public", partyRecorded, "15-QĐ/TU", "TU");
            }

            foreach (var unit in _byDistrict[d].Where(u => u.ActiveOn(UnionRearranged)))
            {
                if (unit.Code is "D04.05")
                {
                    continue;
                }

                if (unit.Sector is "state_administration")
                {
                    unit.EndedOn = UnionRearranged;
                    Change("dissolve", UnionRearranged, unionRecorded, unit.Code, [], "61/QĐ-LĐLĐ", "LD");
                }
                else
                {
                    var group = CommitteeNumber(unit) % communes.Count;
                    Change("move", UnionRearranged, unionRecorded, unit.Code, new() { ["parent"] = communes[group] }, "62/QĐ-LĐLĐ", "LD");
                }
            }

            Change("split", UnionRearranged, unionRecorded, $"D{d + 1:D2}", new() { ["into"] = string.Join('|', communes) }, "63/QĐ-LĐLĐ", "LD");
            foreach (var committee in _byDistrict[d].Select(u => u.Committee).Distinct(StringComparer.Ordinal))
            {
                var group = committee[^1] - '1';
                var upper = uppers[group % uppers.Count];
                Change("move", PartyRearranged, partyRecorded, committee, new() { ["parent"] = upper }, "16-QĐ/TU", "TU");
                foreach (var unit in _byDistrict[d].Where(u => string.Equals(u.Committee, committee, StringComparison.Ordinal)))
                {
                    unit.UpperAfter = upper;
                }
            }

            Change("split", PartyRearranged, partyRecorded, $"HU{d + 1:D2}", new() { ["into"] = string.Join('|', uppers) }, "17-QĐ/TU", "TU");
        }
    }

    private static int CommitteeNumber(Grassroots unit) => unit.Committee[^1] - '1';

    private void Open(
        string tree, string kind, string code, string name, string? parent, string sector, bool youthUnion, DateOnly on, string calendar = "public", DateOnly? recorded = null,
        string? document = null, string? issuer = null)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["tree"] = tree,
            ["kind"] = kind,
            ["name"] = name,
            ["sector"] = sector,
            ["calendar"] = calendar,
            ["youth_union"] = youthUnion ? "yes" : "no",
        };
        if (parent is not null)
        {
            values["parent"] = parent;
        }

        Change("open", on, recorded ?? FirstRecorded, code, values, document, issuer);
    }

    private readonly List<(DateOnly Recorded, Dictionary<string, string> Values)> _rows = [];

    private void Change(string change, DateOnly on, DateOnly recorded, string code, Dictionary<string, string> values, string? document = null, string? issuer = null)
    {
        values["recorded_on"] = Iso.Text(recorded);
        values["change"] = change;
        values["occurred_on"] = Iso.Text(on);
        values["code"] = code;
        if (document is not null)
        {
            values["document_number"] = document;
            values["document_date"] = Iso.Text(WorkDays.OnOrBefore(on));
            values["document_issuer"] = issuer!;
        }

        _rows.Add((recorded, values));
    }

    /// <summary>Writes all changes in the order they were recorded.</summary>
    public CsvFile Write()
    {
        foreach (var (_, values) in _rows.OrderBy(r => r.Recorded))
        {
            _file.Add(values);
        }

        return _file;
    }
}
