namespace CadreWorkflow.Domain.Regulations;

/// <summary>Business days are dates in Viet Nam, UTC+7 all year round since 1975.</summary>
public static class VietnamTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The Vietnamese calendar date of an instant: 23:30 UTC on 08/01 is 09/01.</summary>
    public static DateOnly ToVietnamDate(DateTimeOffset instant) =>
        DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The first instant of a Vietnamese day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The first instant after a Vietnamese day; "as known on a day" means everything recorded before it.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));
}
