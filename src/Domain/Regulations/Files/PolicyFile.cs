using System.Text.Json;
using System.Text.Json.Serialization;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>One policy version as written by people; <see cref="PolicyReader"/> checks it and makes the version.</summary>
/// <remarks>Optional members have setters: the source generator fills init-only ones with null, not with their initialiser.</remarks>
internal sealed record PolicyFile(
    string Family, string Id, string Instrument, DateOnly IssuedOn, DateOnly EffectiveFrom, bool Confirmed, string Source)
{
    public DateOnly? EffectiveTo { get; set; }

    public string? Supersedes { get; set; }

    public string? Corrects { get; set; }

    public string? Transition { get; set; }

    public ParameterRow[] Parameters { get; set; } = [];

    public RuleRow[] Rules { get; set; } = [];

    public FormRow[] Forms { get; set; } = [];
}

internal sealed record ParameterRow(string Code, JsonElement Value, string Unit, string Article, bool Confirmed)
{
    public bool? Inclusive { get; set; }

    public string? ClockStart { get; set; }

    public bool RollForward { get; set; }

    public string? Note { get; set; }
}

internal sealed record RuleRow(string Rule, string Article, bool Confirmed)
{
    public string? Vi { get; set; }

    public string? En { get; set; }
}

internal sealed record FormRow(string Code, string Number, string Vi, string En, bool Confirmed);

/// <summary>One year of one calendar as written by people.</summary>
internal sealed record CalendarFile(
    string Calendar, string Id, int Year, bool Confirmed, string Source, string[] WeeklyRest, DayRow[] Days)
{
    public bool Horizon { get; set; }

    public string? Supersedes { get; set; }

    public AlternativeRow[] Alternatives { get; set; } = [];
}

/// <summary>A day that differs from the plain week. The weekday is written for the reader's eye and checked.</summary>
internal sealed record DayRow(DateOnly Date, string Weekday, string Kind, bool Confirmed, string Source)
{
    public string? Holiday { get; set; }

    public DateOnly? Pair { get; set; }
}

internal sealed record AlternativeRow(string Code, string Note, string Replaces, DayRow[] Days);

internal sealed record RuleTextRow(string Rule, string TitleVi, string TitleEn, string Article, bool Confirmed, string Vi, string En)
{
    /// <summary>The chain whose version in force says where the rule stands; null where it stands outside dated policy.</summary>
    public string? Family { get; set; }
}

internal sealed record HolidayRow(string Code, string Vi, string En);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PolicyFile))]
[JsonSerializable(typeof(CalendarFile))]
[JsonSerializable(typeof(RuleTextRow[]))]
[JsonSerializable(typeof(HolidayRow[]))]
internal sealed partial class FileJson : JsonSerializerContext;
