using CadreWorkflow.Api.Identity;

namespace CadreWorkflow.Api.Engine;

/// <summary>The one way to write: gathers facts, decides, appends, answers.</summary>
public sealed class CommandGateway
{
    /// <summary>Does a command once, however often it is sent under its id.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="actor">Who wants it; rights are checked here.</param>
    /// <param name="commandId">Makes it repeatable; see <see cref="Uuid.CommandOfKey"/>.</param>
    /// <param name="via">Door it came through: <c>page</c>, <c>api</c>, <c>import</c>, <c>cli</c>, <c>system</c>.</param>
    /// <param name="origin">Source, correlation and causation.</param>
    /// <param name="cancellationToken">Stops waiting; what was handed to the log is not undone.</param>
    public Task<CommandResult> SendAsync(
        Command command,
        Actor actor,
        Guid commandId,
        string via,
        CommandOrigin? origin = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
