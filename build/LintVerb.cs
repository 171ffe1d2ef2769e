namespace CadreWorkflow.Build;

/// <summary><c>lint</c>: lock files in step with the projects, no warning, no stray whitespace, regulation files fit to publish.</summary>
internal static class LintVerb
{
    public static async Task<int> RunAsync(Repository repository, string[] words, CancellationToken cancellationToken)
    {
        new Arguments(words).End();
        using var gate = await BuildLock.TakeAsync(repository, cancellationToken);
        await Machine.EnsureNpmAsync(repository, cancellationToken);
        var ok = await StepAsync("Lock files", ["restore", repository.Solution, "--locked-mode", "-v", "quiet", "-nologo"]);
        ok &= await StepAsync("Build without warnings", ["build", repository.Solution, "--no-restore", "-c", Repository.Configuration, "-v", "quiet", "-nologo", "-clp:NoSummary"]);
        ok &= await StepAsync("Whitespace", ["format", "whitespace", repository.Solution, "--no-restore", "--verify-no-changes"]);
        var app = Path.Combine(repository.Root, "src", "Api", "bin", Repository.Configuration, "net10.0", "CadreWorkflow.Api.dll");
        ok &= await StepAsync("Regulation files", [app, "cli", "policy", "check"]);
        return ok ? 0 : 1;

        async Task<bool> StepAsync(string what, string[] command)
        {
            var lines = new List<string>();
            var code = await Children.RunAsync([Children.DotNet, .. command], text => Children.Add(lines, text), cancellationToken, repository.Root);
            Console.Out.WriteLine($"{(code == 0 ? "ok    " : "FAILED")}  {what}");
            if (code != 0)
            {
                lines.Distinct(StringComparer.Ordinal).Take(60).ToList().ForEach(Console.Out.WriteLine);
            }

            return code == 0;
        }
    }
}
