using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Cli;

/// <summary>One verb of the command line.</summary>
/// <param name="Name">Words typed, such as <c>db migrate</c>.</param>
/// <param name="Usage">Options and what it does, one line.</param>
/// <param name="RunAsync">Runs it; the result is the exit code.</param>
public sealed record CliVerb(string Name, string Usage, Func<CliContext, CancellationToken, Task<int>> RunAsync);

/// <summary>What a verb is given: its words, and where to print.</summary>
/// <param name="Arguments">Words after the verb.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong.</param>
public sealed record CliContext(CliArguments Arguments, TextWriter Out, TextWriter Error);

/// <summary>The application's own command line.</summary>
public static class CliProgram
{
    /// <summary>Every verb of every room.</summary>
    public static IReadOnlyList<CliVerb> Verbs { get; } = [.. DatabaseVerbs.All, .. AccountVerbs.All, .. ReportVerbs.All, .. TrainingVerbs.All, .. CadreVerbs.All, .. Explanations.ExplainVerbs.All, .. OutlookVerbs.All, .. PolicyVerbs.All, .. LogVerbs.All, .. ImportsRoom.Verbs];

    /// <summary>Runs the verb the words name. Exit code 0 done, 1 refused or failed, 2 not understood.</summary>
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        // The longest name wins: "projections rebuild" before "projections".
        var verb = Verbs
            .Where(v => words.Length >= v.Name.Split(' ').Length && v.Name.Split(' ').SequenceEqual(words.Take(v.Name.Split(' ').Length), StringComparer.Ordinal))
            .MaxBy(v => v.Name.Length);
        if (verb is null)
        {
            await error.WriteLineAsync("Verbs:");
            foreach (var known in Verbs)
            {
                await error.WriteLineAsync($"  {known.Name} {known.Usage}");
            }

            return 2;
        }

        try
        {
            return await verb.RunAsync(new CliContext(new CliArguments(words[verb.Name.Split(' ').Length..]), output, error), cancellationToken);
        }
        catch (CliException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
        catch (Exception unfit) when (unfit is CadreSetupException or EventStore.EventStoreSchemaException or RegulationException)
        {
            await error.WriteLineAsync(unfit.Message);
            return 1;
        }
        catch (Npgsql.NpgsqlException unreachable)
        {
            await error.WriteLineAsync($"The database answers: {unreachable.Message}");
            return 1;
        }
    }
}

/// <summary>A sentence for the person at the terminal instead of a stack trace.</summary>
public sealed class CliException(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>1 refused or failed, 2 not understood.</summary>
    public int ExitCode { get; } = exitCode;
}
