using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Engine;

/// <summary>What became of a command.</summary>
public abstract record CommandResult
{
    private CommandResult()
    {
    }

    /// <summary>Recorded, or recorded before, or nothing was left to do.</summary>
    /// <param name="Position">Log position from which reads show it.</param>
    /// <param name="Answer">Ids, new version and findings.</param>
    /// <param name="Replayed">True when this command id was done before and the kept answer is given again.</param>
    public sealed record Accepted(long Position, CommandAnswer Answer, bool Replayed = false) : CommandResult;

    /// <summary>No statement at all: refused to everyone.</summary>
    public sealed record Refused(Refusal Refusal) : CommandResult;

    /// <summary>A proposal met blocking findings.</summary>
    public sealed record Blocked(IReadOnlyList<Finding> Findings) : CommandResult;

    /// <summary>The version the caller looked at is no longer the present one.</summary>
    public sealed record Stale(long Expected, long Actual) : CommandResult;

    /// <summary>Others kept changing the same thing; decided again three times in vain.</summary>
    public sealed record Conflict(string StreamId) : CommandResult;

    /// <summary>The account may see this but not do that.</summary>
    public sealed record Forbidden(string Verb) : CommandResult;

    /// <summary>There is no such thing, or the account may not know of it.</summary>
    /// <param name="What"><c>case</c>, <c>person</c>, <c>unit</c>, <c>class</c>, <c>draft</c>.</param>
    public sealed record NotFound(string What) : CommandResult;

    /// <summary>This command id was used for something else.</summary>
    public sealed record KeyReused : CommandResult;

    /// <summary>The same command is being worked on at this moment.</summary>
    public sealed record InFlight : CommandResult;
}

/// <summary>The kept answer of a command: ids and codes only.</summary>
/// <param name="Nothing">True when the same had been said before and nothing was appended.</param>
/// <param name="Version">Version of the main stream afterwards: the next <c>If-Match</c>.</param>
public sealed record CommandAnswer(
    bool Nothing,
    long Version,
    Guid? CaseId = null,
    Guid? PersonId = null,
    Guid? UnitId = null,
    Guid? ClassId = null,
    IReadOnlyList<Finding>? Findings = null,
    Guid? DraftId = null,
    Guid? ReportId = null,
    Guid? ProgrammeId = null);
