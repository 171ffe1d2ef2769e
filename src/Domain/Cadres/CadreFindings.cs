using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>What the rules say about one act of cadre work.</summary>
internal sealed class CadreFindings(Regulations regulations, DateOnly day) : FindingList(regulations, day)
{
    private bool _lasting;

    /// <summary>The day from which time alone may have removed everything that blocks; null when something else must happen first.</summary>
    internal DateOnly? FreeOn { get; private set => field = _lasting ? null : value; }

    /// <summary>The act is not allowed while this stands. <paramref name="freeOn"/>: the first day on which time alone removes it.</summary>
    internal void Block(string rule, string code, IEnumerable<Guid>? facts = null, string? unblock = null, DateOnly? freeOn = null, params (string Key, string Value)[] with)
    {
        Add(rule, code, Severity.Block, facts, unblock, with);
        _lasting |= freeOn is null;
        FreeOn = FreeOn is { } known && known > freeOn ? known : freeOn;
    }
}
