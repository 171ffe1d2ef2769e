using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>One field a correction changes.</summary>
/// <param name="Before">Null when it was not said.</param>
/// <param name="After">Null when it is no longer said.</param>
public sealed record ActChange(string Label, string? Before, string? After);

/// <summary>What is about to be recorded, in words, before anything is.</summary>
/// <param name="Vote">The arithmetic of a vote.</param>
/// <param name="Changes">Of a correction: every field that changes.</param>
/// <param name="Findings">What the rules say of it.</param>
/// <param name="Nothing">It says what is on record already.</param>
public sealed record ActCheck(VoteWords? Vote, IReadOnlyList<ActChange> Changes, IReadOnlyList<Finding> Findings, bool Nothing)
{
    /// <param name="answer">What the gateway would answer.</param>
    /// <param name="today">The last round of votes is counted up to it.</param>
    internal static ActCheck Of(CaseActCommand command, CommandAnswer answer, OpenCase opened, DateOnly today, Texts words)
    {
        var delegated = command.Act is CommitteeVoted { Delegated: true };
        var vote = CaseVotes.Of(command.Act, opened.Regulations) is { } outcome ? VoteWords.Of(words, outcome, delegated, LastRound(command, opened, today)) : null;
        var before = command.Corrects is { } original && command.Act is not FactStruck ? opened.History.Effectively(original)?.Event : null;
        return new(vote, before is null ? [] : ChangesOf(opened.Facts(words), before, command.Act), answer.Findings ?? [], answer.Nothing);
    }

    /// <summary>Tells whether just this was looked at: a form changed after the look is looked at again.</summary>
    internal static string FingerprintOf(CaseActCommand command)
    {
        var said = $"{command.Corrects:D}\n{command.Note}\n{JsonSerializer.Serialize(command.Correction)}\n{JsonSerializer.Serialize(command.Override)}\n{DomainEvents.Catalog.Write(command.Act).Data}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..32];
    }

    /// <summary>How many rounds have failed when this vote is the last one allowed (ADM-39); else null.</summary>
    private static int? LastRound(CaseActCommand command, OpenCase opened, DateOnly today)
    {
        var after = CaseVotes.Of(
            CaseHistory.Of([.. opened.Loaded.History.AllRecorded, new(command.Act, Guid.Empty, string.Empty, long.MaxValue, long.MaxValue, default, new(Corrects: command.Corrects), null)]),
            today,
            opened.Regulations);
        return after.All.Any(v => v.Event == Guid.Empty && v.Round is not null && v.Escalates) ? after.FailedRounds : null;
    }

    private static IReadOnlyList<ActChange> ChangesOf(Timelines facts, CaseEvent before, CaseEvent now)
    {
        var (was, becomes) = (facts.Values(before), facts.Values(now));
        return [.. was.Keys.Concat(becomes.Keys).Distinct(StringComparer.Ordinal).Select(label => new ActChange(label, was.GetValueOrDefault(label), becomes.GetValueOrDefault(label))).Where(c => c.Before != c.After)];
    }
}
