using CadreWorkflow.Generator;

// Usage: dotnet run --project samples/Generator [-- FOLDER]   (default: samples/province beside this project's folder)
var folder = args is [var given] ? given : Path.Combine("samples", "province");
Directory.CreateDirectory(folder);
foreach (var (name, content) in Province.Generate())
{
    await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
    Console.WriteLine($"{name}: {content.AsSpan().Count((byte)'\n') - 1} rows, {content.Length} bytes");
}
