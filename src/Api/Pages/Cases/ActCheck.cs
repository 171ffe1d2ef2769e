using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
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
    /// <summary>Tells whether just this was looked at: a form changed after the look is looked at again.</summary>
    internal static string FingerprintOf(CaseActCommand command)
    {
        var said = $"{command.Corrects:D}\n{command.Note}\n{JsonSerializer.Serialize(command.Correction)}\n{JsonSerializer.Serialize(command.Override)}\n{DomainEvents.Catalog.Write(command.Act).Data}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..32];
    }
}
