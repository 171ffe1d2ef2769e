namespace CadreWorkflow.Build;

internal static class HelpVerb
{
    public static int Run()
    {
        Console.Out.WriteLine("""
            ./build.sh demo [--port 5080] [--data DIR]   the application with the demo province, until Ctrl-C
            ./build.sh run  [--port 5080] [--data DIR]   the application on an empty or your own database, until Ctrl-C
            ./build.sh test [PROJECT …] [--soak]         all tests, or those of Domain, EventStore, Api …; --soak: the long ones only
            ./build.sh bench [NAME …]                    the figures, each beside its floor measured in the same run
            ./build.sh cli VERB … [--data DIR]           the application's own command line; works beside a running demo
            ./build.sh db start|stop [--data DIR]        the private PostgreSQL by hand
            ./build.sh db psql [--app|--super] [ARG …]   a psql session as the owner, the application or the superuser
            ./build.sh lint                              lock files, warnings, whitespace, regulation files

            The data folder is .data/ unless --data says otherwise. With ConnectionStrings__Cadre and ConnectionStrings__CadreOwner
            set, that PostgreSQL (15 or later) is used instead of a private one.
            """);
        return 0;
    }
}
