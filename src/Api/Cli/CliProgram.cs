using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Cli;

/// <summary>One verb of the command line.</summary>
/// <param name="Name">Words typed, such as <c>db migrate</c>.</param>
/// <param name="Usage">Options and what it does, one line. An option that does not stand in it is not understood.</param>
/// <param name="RunAsync">Runs it; the result is the exit code.</param>
public sealed partial record CliVerb(string Name, string Usage, Func<CliContext, CancellationToken, Task<int>> RunAsync)
{
    /// <summary>Beside its own options the verb takes fields by name, and refuses those it does not know itself.</summary>
    public bool TakesFields { get; init; }

    /// <summary>The options its usage names.</summary>
    public IReadOnlyList<string> Options => [.. OptionName().Matches(Usage).Select(m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <exception cref="CliException">An option was given that the usage does not name.</exception>
    internal void RefuseUnknown(CliArguments arguments)
    {
        if (!TakesFields && arguments.Options.Keys.FirstOrDefault(o => !Options.Contains(Spelled(o), StringComparer.Ordinal)) is { } unknown)
        {
            throw new CliException(Options.Count == 0 ? $"{unknown}: {Name} takes no options." : $"{unknown}: {Name} has no such option; it has {string.Join(", ", Options)}.", 2);
        }
    }

    /// <summary>Programs may write an option as the interface writes its parameter: <c>--asKnownOn</c>.</summary>
    private static string Spelled(string option) => "--" + System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(option[2..]);

    [System.Text.RegularExpressions.GeneratedRegex("--[a-z-]+", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex OptionName();
}

/// <summary>What a verb is given: its words, and where to print.</summary>
/// <param name="Arguments">Words after the verb.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong.</param>
public sealed record CliContext(CliArguments Arguments, TextWriter Out, TextWriter Error);

/// <summary>The application's own command line.</summary>
public static class CliProgram
{
    /// <summary>Every verb of every room.</summary>
    public static IReadOnlyList<CliVerb> Verbs { get; } = [.. DatabaseVerbs.All, .. AccountVerbs.All, .. ReportVerbs.All, .. TrainingVerbs.All, .. CadreVerbs.All, .. HeadcountVerbs.All, .. Explanations.ExplainVerbs.All, .. OutlookVerbs.All, .. PolicyVerbs.All, .. LogVerbs.All, .. ImportsRoom.Verbs];

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
            var arguments = new CliArguments(words[verb.Name.Split(' ').Length..]);
            if (arguments.Has("--help"))
            {
                await output.WriteLineAsync($"{verb.Name} {verb.Usage}");
                return 0;
            }

            verb.RefuseUnknown(arguments);
            return await verb.RunAsync(new CliContext(arguments, output, error), cancellationToken);
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
