using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Engine;

/// <summary>The clock of decisions. A demo load sets it to the day being loaded, together with the log's clock of recording.</summary>
public sealed class CadreClock(TimeProvider time)
{
    private DateTimeOffset? _demoNow;

    /// <summary>The instant decisions are made at.</summary>
    public DateTimeOffset Now => _demoNow ?? time.GetUtcNow();

    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => VietnamTime.ToVietnamDate(Now);

    /// <summary>Sets the clock of this process; null goes back to the real one. Only for a log marked demo, whose own clock refuses otherwise.</summary>
    public void SetDemoNow(DateTimeOffset? now) => _demoNow = now;
}
