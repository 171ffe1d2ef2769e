namespace CadreWorkflow.Generator;

/// <summary>An invented person.</summary>
internal sealed record Person(
    string FullName, DateOnly BirthDate, string Gender, string Education, string TheoryLevel, bool YouthUnionMember, string MemberNumber);

/// <summary>Invents people: names drawn from common surnames, middle and given names, so that none is anyone's in particular.</summary>
internal static class People
{
    private static readonly string[] Surnames =
    [
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Võ", "Trịnh",
        "Mai", "Cao", "Hà", "Lương", "Tạ", "Vi", "Lô", "Kha", "Chu", "Thái", "Đào", "Tô", "Quách",
    ];

    private static readonly int[] SurnameWeights =
        [260, 110, 95, 70, 55, 50, 40, 35, 30, 30, 30, 25, 20, 12, 15, 20, 12, 12, 12, 10, 10, 8, 8, 8, 5, 8, 8, 8, 5, 3];

    private static readonly string[] MaleMiddles = ["Văn", "Đình", "Hữu", "Quang", "Xuân", "Đức", "Công", "Minh", "Thành", "Ngọc", "Trọng", "Viết", "Bá", "Sỹ", "Tiến"];

    private static readonly string[] FemaleMiddles = ["Thị", "Thị", "Thị", "Thị Thanh", "Thị Thu", "Thị Kim", "Thị Hồng", "Ngọc", "Thùy", "Phương", "Bảo", "Khánh", "Diệu", "Thị Mai"];

    private static readonly string[] MaleNames =
    [
        "An", "Anh", "Bình", "Châu", "Chiến", "Cường", "Dũng", "Duy", "Dương", "Đạt", "Đông", "Giang", "Hải", "Hậu", "Hiếu", "Hòa", "Hoàn", "Hùng", "Huy",
        "Khánh", "Khoa", "Kiên", "Lâm", "Linh", "Long", "Lực", "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Phương", "Quân", "Quyết", "Sang", "Sơn", "Tài",
        "Tân", "Thắng", "Thành", "Thịnh", "Thủy", "Tiến", "Toàn", "Trung", "Trường", "Tú", "Tuấn", "Tùng", "Việt", "Vinh", "Vượng",
    ];

    private static readonly string[] FemaleNames =
    [
        "An", "Anh", "Ánh", "Bích", "Chi", "Dung", "Duyên", "Giang", "Hà", "Hằng", "Hạnh", "Hiền", "Hoa", "Hòa", "Hoài", "Hồng", "Huệ", "Hương", "Huyền",
        "Khuyên", "Lan", "Lệ", "Liên", "Linh", "Loan", "Lý", "Mai", "Minh", "My", "Nga", "Ngân", "Nhàn", "Nhung", "Oanh", "Phượng", "Quỳnh", "Sen", "Tâm",
        "Thảo", "Thơm", "Thu", "Thúy", "Thủy", "Trang", "Trinh", "Tuyết", "Vân", "Vinh", "Xuân", "Yến",
    ];

    private static readonly string[] Educations = ["lower_secondary", "upper_secondary", "intermediate", "college", "bachelor", "master", "doctorate"];

    private static readonly string[] TheoryLevels = ["none", "elementary", "intermediate", "advanced", "unknown"];

    /// <summary>A cadre of the given years of birth; theirs are card numbers no referral has.</summary>
    public static Person Cadre(Prng random, int number, int bornFrom, int bornTo, bool? female = null)
    {
        var woman = female ?? random.Chance(420);
        var name = woman
            ? $"{Surnames[random.Weighted(SurnameWeights)]} {random.Pick(FemaleMiddles)} {random.Pick(FemaleNames)}"
            : $"{Surnames[random.Weighted(SurnameWeights)]} {random.Pick(MaleMiddles)} {random.Pick(MaleNames)}";
        var born = new DateOnly(random.Between(bornFrom, bornTo), random.Between(1, 12), random.Between(1, 28));
        var education = random.Weighted([0, 0, 2, 6, 68, 23, 1]);
        var theory = born.Year <= 1978 ? random.Weighted([0, 2, 40, 58]) : born.Year <= 1988 ? random.Weighted([8, 20, 60, 12]) : random.Weighted([55, 25, 20, 0]);
        return new Person(name, born, woman ? "female" : "male", Educations[education], TheoryLevels[theory], false, $"38{7900000 + number:D8}");
    }

    /// <summary>A person of a unit, as at the day of a referral.</summary>
    /// <param name="youthUnionAtWork">Where a Youth Union exists, those of youth age are its members, and nobody is close to the age limit, which no text settles.</param>
    public static Person Invent(Prng random, int number, DateOnly referredOn, string sector, bool youthUnionAtWork)
    {
        var female = random.Chance(sector is "state_service" ? 640 : sector is "fdi" ? 600 : 460);
        var name = female
            ? $"{Surnames[random.Weighted(SurnameWeights)]} {random.Pick(FemaleMiddles)} {random.Pick(FemaleNames)}"
            : $"{Surnames[random.Weighted(SurnameWeights)]} {random.Pick(MaleMiddles)} {random.Pick(MaleNames)}";
        var years = random.Weighted([55, 30, 10, 4, 1]) switch
        {
            0 => random.Between(21, 27),
            1 => random.Between(33, 38),
            2 => random.Between(39, 44),
            3 => random.Between(45, 50),
            _ => random.Between(51, 55),
        };
        var birth = referredOn.AddYears(-years).AddDays(-random.Between(1, 360));
        int[] education = sector switch
        {
            "state_administration" => [0, 3, 8, 12, 65, 12, 0],
            "state_service" => [0, 2, 8, 20, 58, 11, 1],
            "state_enterprise" => [2, 22, 20, 18, 34, 4, 0],
            _ => [12, 48, 14, 12, 13, 1, 0],
        };
        int[] theory = sector is "state_administration" ? [40, 30, 25, 3, 2] : [78, 14, 4, 0, 4];
        return new Person(
            name,
            birth,
            female ? "female" : "male",
            Educations[random.Weighted(education)],
            TheoryLevels[random.Weighted(theory)],
            youthUnionAtWork && years <= 27,
            $"38{7000000 + number:D8}");
    }
}
