namespace CadreWorkflow.Api;

/// <summary>The host: one line per room. A room adds its services in <c>Add…</c> and its doors in <c>Map…</c>.</summary>
public static class CadreApp
{
    /// <summary>Builds the host without starting it; tests build it the same way.</summary>
    /// <param name="args">Command line, such as <c>--urls http://127.0.0.1:5080</c>.</param>
    /// <param name="configure">Changes configuration before the rooms read it.</param>
    /// <param name="services">Has the last word on services.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,

            // Named, because under another entry program (tests, tools) the pages of this assembly would not be found.
            ApplicationName = typeof(CadreApp).Assembly.GetName().Name,
        });
        configure?.Invoke(builder);
        builder.AddEngine();
        builder.AddIdentityRoom();
        builder.AddEndpoints();
        builder.AddJobs();
        builder.AddImports();
        builder.AddPages();
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseDoors();
        app.UsePages();
        app.MapEndpoints();
        app.MapImports();
        app.MapPages();
        return app;
    }

    internal static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.RunAsync();
        return 0;
    }
}
