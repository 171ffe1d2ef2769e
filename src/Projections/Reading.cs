using CadreWorkflow.Domain.Events;
using Npgsql;

namespace CadreWorkflow.Projections;

/// <summary>Null-aware reading of columns.</summary>
internal static class Reading
{
    internal static DateOnly? Date(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    internal static string? Text(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static Guid? Id(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    internal static int? Number(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    internal static bool? Flag(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetBoolean(column);

    internal static TEnum Code<TEnum>(this NpgsqlDataReader reader, int column)
        where TEnum : struct, Enum =>
        Codes.TryParse<TEnum>(reader.GetString(column), out var value) ? value : throw new InvalidOperationException($"'{reader.GetString(column)}' is no {typeof(TEnum).Name}.");

    internal static TEnum? CodeOrNull<TEnum>(this NpgsqlDataReader reader, int column)
        where TEnum : struct, Enum => reader.IsDBNull(column) ? null : reader.Code<TEnum>(column);
}
