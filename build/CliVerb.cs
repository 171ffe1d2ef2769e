namespace CadreWorkflow.Build;

/// <summary><c>cli …</c>: any verb of the application's own command line, on the data folder's database, also beside a running demo.</summary>
internal static class CliVerb
{
    public static async Task<int> RunAsync(Repository repository, string[] words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words);
        var data = Site.DataFolder(repository, arguments);
        using var app = await AppSnapshot.TakeAsync(repository, cancellationToken);
        await using var site = await Site.OpenAsync(repository, data, cancellationToken);

        // The two verbs that make tables.
        var owner = arguments.Rest() is ["db", ..] or ["projections", "rebuild", ..];
        return await Children.RunAsync([.. app.Command, "cli", .. arguments.Rest()], cancellationToken, environment: site.EnvironmentFor(app, owner), ownInput: true);
    }
}
