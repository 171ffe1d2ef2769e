namespace CadreWorkflow.EventStore.Integrity;

/// <summary>What an offline verification found out.</summary>
/// <param name="Events">Positions read from the export.</param>
/// <param name="LastNumber">Highest chain number read.</param>
/// <param name="CoveredUpTo">Number of the last signed head that holds; 0 when none does.</param>
/// <param name="Findings">Empty for a sound log; at most <see cref="OfflineVerifier.MaxFindings"/>.</param>
public sealed record VerificationReport(long Events, long LastNumber, long CoveredUpTo, IReadOnlyList<Finding> Findings)
{
    public bool IsSound => Findings.Count == 0;

    /// <summary>What no verifier can see, in Vietnamese or English: it belongs under every verdict.</summary>
    public string Limits(bool vietnamese) => (vietnamese, CoveredUpTo) switch
    {
        (true, 0) => $"Không có dấu ký nào bao phủ bản xuất này: việc cắt đuôi hoặc tính lại toàn bộ chuỗi không thể phát hiện.",
        (true, _) => $"Dấu ký cuối cùng ở số {CoveredUpTo}: việc cắt các sự kiện sau số đó không thể phát hiện.",
        (false, 0) => $"No signed head covers this export: a cut at the end, or a recomputation of the whole chain, cannot be seen.",
        (false, _) => $"The last signed head is at number {CoveredUpTo}: a cut after it cannot be seen.",
    };
}

/// <summary>What was done to the log.</summary>
public enum FindingKind
{
    /// <summary>An event's content is not what was chained.</summary>
    Edited,

    /// <summary>An event stands in the log without a link in the chain.</summary>
    Inserted,

    /// <summary>A link without its event, or links missing between others.</summary>
    Deleted,

    /// <summary>Events exchanged places, or lines stand out of order.</summary>
    Reordered,

    /// <summary>The log ends before a signed head.</summary>
    Cut,

    /// <summary>The chain was made anew somewhere between two signed heads.</summary>
    Recomputed,

    /// <summary>The event is sound, its stored link is not.</summary>
    LinkAltered,

    /// <summary>A head that this key did not sign, or that speaks of another log.</summary>
    HeadNotGenuine,

    /// <summary>The file itself is not whole; nothing is said about the log behind it.</summary>
    ExportIncomplete,
}

/// <summary>One finding, with the place it is about.</summary>
/// <param name="FromNumber">First chain number concerned, where there is one.</param>
/// <param name="ToNumber">Last chain number concerned.</param>
/// <param name="Position">Log position of the event concerned.</param>
/// <param name="OtherPosition">The event it exchanged places with.</param>
/// <param name="Detail">For a file that is not whole or a head that is not genuine: which and why.</param>
public sealed record Finding(
    FindingKind Kind,
    long? FromNumber = null,
    long? ToNumber = null,
    long? Position = null,
    long? OtherPosition = null,
    string? Stream = null,
    long? Version = null,
    string? Detail = null)
{
    /// <summary>The finding as a sentence, in Vietnamese or English.</summary>
    public string Text(bool vietnamese) => vietnamese ? Vietnamese() : English();

    private string Where(bool vietnamese) => (vietnamese, Stream) switch
    {
        (true, null) => $"vị trí {Position}",
        (true, _) => $"vị trí {Position} ({Stream}, phiên bản {Version})",
        (false, null) => $"position {Position}",
        (false, _) => $"position {Position} ({Stream}, version {Version})",
    };

    private string English() => Kind switch
    {
        FindingKind.Edited => $"EDITED: the event at {Where(false)} is not what was recorded.",
        FindingKind.Inserted => $"INSERTED: the event at {Where(false)} was never chained.",
        FindingKind.Deleted when Position is not null => $"DELETED: number {FromNumber} is chained, but its event at {Where(false)} is gone.",
        FindingKind.Deleted => $"DELETED: numbers {FromNumber} to {ToNumber} are missing from the chain.",
        FindingKind.Reordered when OtherPosition is not null => $"REORDERED: the events at positions {Position} and {OtherPosition} have exchanged places.",
        FindingKind.Reordered => $"REORDERED: number {FromNumber}, {Where(false)}, stands out of order.",
        FindingKind.Cut => $"CUT: a head was signed at number {ToNumber}, but the log ends at {FromNumber}.",
        FindingKind.Recomputed => $"RECOMPUTED: between number {FromNumber} and the head signed at {ToNumber} the chain was made anew; what was changed there cannot be told, and nothing after it is proven.",
        FindingKind.LinkAltered => $"LINK ALTERED: the event at {Where(false)} is sound, but its link number {FromNumber} was changed.",
        FindingKind.HeadNotGenuine => $"HEAD NOT GENUINE: {Detail}",
        _ => $"EXPORT NOT WHOLE: {Detail}",
    };

    private string Vietnamese() => Kind switch
    {
        FindingKind.Edited => $"ĐÃ SỬA: sự kiện tại {Where(true)} không còn như lúc ghi.",
        FindingKind.Inserted => $"ĐÃ CHÈN: sự kiện tại {Where(true)} chưa từng được đưa vào chuỗi.",
        FindingKind.Deleted when Position is not null => $"ĐÃ XÓA: số {FromNumber} có trong chuỗi nhưng sự kiện tại {Where(true)} không còn.",
        FindingKind.Deleted => $"ĐÃ XÓA: các số từ {FromNumber} đến {ToNumber} không còn trong chuỗi.",
        FindingKind.Reordered when OtherPosition is not null => $"ĐÃ ĐỔI CHỖ: các sự kiện tại vị trí {Position} và {OtherPosition} đã đổi chỗ cho nhau.",
        FindingKind.Reordered => $"ĐÃ ĐỔI CHỖ: số {FromNumber}, {Where(true)}, đứng sai thứ tự.",
        FindingKind.Cut => $"ĐÃ CẮT: có dấu ký ở số {ToNumber} nhưng nhật ký dừng ở số {FromNumber}.",
        FindingKind.Recomputed => $"ĐÃ TÍNH LẠI: chuỗi đã được tạo lại trong khoảng từ số {FromNumber} đến dấu ký ở số {ToNumber}; không thể biết sự kiện nào bị thay đổi, và phần sau không còn được chứng minh.",
        FindingKind.LinkAltered => $"MẮT XÍCH BỊ SỬA: sự kiện tại {Where(true)} còn nguyên nhưng mắt xích số {FromNumber} đã bị thay đổi.",
        FindingKind.HeadNotGenuine => $"DẤU KÝ KHÔNG HỢP LỆ: {Detail}",
        _ => $"BẢN XUẤT KHÔNG TRỌN VẸN: {Detail}",
    };
}
