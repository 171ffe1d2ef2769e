using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Cases;

/// <summary>Typed, null-aware writing of one binary COPY row after another.</summary>
internal readonly struct CopyRow(NpgsqlBinaryImporter importer, CancellationToken cancellationToken)
{
    internal Task StartAsync() => importer.StartRowAsync(cancellationToken);

    internal Task IdAsync(Guid? value) => value is { } id ? importer.WriteAsync(id, NpgsqlDbType.Uuid, cancellationToken) : importer.WriteNullAsync(cancellationToken);

    internal Task DateAsync(DateOnly? value) => value is { } date ? importer.WriteAsync(date, NpgsqlDbType.Date, cancellationToken) : importer.WriteNullAsync(cancellationToken);

    internal Task TextAsync(string? value) => value is { } text ? importer.WriteAsync(text, NpgsqlDbType.Text, cancellationToken) : importer.WriteNullAsync(cancellationToken);

    internal Task LongAsync(long value) => importer.WriteAsync(value, NpgsqlDbType.Bigint, cancellationToken);

    internal Task IntAsync(int? value) => value is { } number ? importer.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken) : importer.WriteNullAsync(cancellationToken);

    internal Task BoolAsync(bool? value) => value is { } flag ? importer.WriteAsync(flag, NpgsqlDbType.Boolean, cancellationToken) : importer.WriteNullAsync(cancellationToken);

    internal Task DatesAsync(DateOnly[] values) => importer.WriteAsync(values, NpgsqlDbType.Array | NpgsqlDbType.Date, cancellationToken);

    internal Task TextsAsync(string[] values) => importer.WriteAsync(values, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);

    internal Task IdsAsync(Guid[] values) => importer.WriteAsync(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid, cancellationToken);
}
