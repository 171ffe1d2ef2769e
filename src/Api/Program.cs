using CadreWorkflow.Api;
using CadreWorkflow.Api.Cli;

return args is ["cli", .. var verb]
    ? await CliProgram.RunAsync(verb, Console.Out, Console.Error)
    : await CadreApp.RunAsync(args);
