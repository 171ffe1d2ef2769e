using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>Where a holder of a post stands against the end of the term (APT-13…16).</summary>
[JsonConverter(typeof(CodeConverter<TermStatus>))]
public enum TermStatus
{
    /// <summary>No term, or its end is far off.</summary>
    Running,

    /// <summary>The review for re-appointment should have begun (APT-13).</summary>
    ReviewDue,

    /// <summary>The term is over and nobody decided (APT-16): "quá hạn bổ nhiệm lại".</summary>
    Overdue,
}

/// <summary>The term watch: computed for a day, never stored.</summary>
public static class Terms
{
    /// <summary>Status of a post held on a day.</summary>
    public static TermStatus Status(HeldPost held, Regulations regulations, DateOnly day) =>
        held.IsOverdueOn(day) ? TermStatus.Overdue
        : held.On(day) && ReviewStartsOn(held, regulations) is { } review && day >= review ? TermStatus.ReviewDue
        : TermStatus.Running;

    /// <summary>Latest day to begin the review for re-appointment (APT-13); null without a term or rule.</summary>
    public static DateOnly? ReviewStartsOn(HeldPost held, Regulations regulations) =>
        held.TermEndsOn is { } end && regulations.Parameter(ParameterCatalogue.AppointmentReviewDays, end)?.Parameter.Int is { } days ? end.AddDays(-days) : null;
}
