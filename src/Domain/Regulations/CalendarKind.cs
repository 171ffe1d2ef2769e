using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Whose working days count (CAL-07). An organisation's own calendar is addressed by its code instead.</summary>
[JsonConverter(typeof(CodeConverter<CalendarKind>))]
public enum CalendarKind
{
    /// <summary>Public sector: Saturday and Sunday off, statutory days, announced swaps.</summary>
    Public,

    /// <summary>Enterprise with a five-day week: statutory days and CAL-06, no swaps.</summary>
    Private5,
}
