using Npgsql;

namespace CadreWorkflow.EventStore;

internal static class Sql
{
    /// <summary>Adds positional parameters; a null needs a cast in the statement.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
