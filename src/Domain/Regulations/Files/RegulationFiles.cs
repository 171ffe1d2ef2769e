using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>A regulation file as text, with its name without folder and extension.</summary>
public sealed record RegulationFile(string Name, string Text);

/// <summary>A file that passed its own checks, ready to be published.</summary>
public sealed record RegulationDocument(string Canonical, string ContentHash, PolicyVersion? Policy, CalendarVersion? Calendar)
{
    public string Id => Policy?.Id ?? Calendar!.Id;

    /// <summary>The event that puts this version on record.</summary>
    public RegulationEvent Publication(DateOnly publishedOn) => Policy is { } policy
        ? new PolicyVersionPublished(publishedOn, policy.Id, policy.Family, ContentHash, Canonical)
        : new CalendarVersionPublished(publishedOn, Calendar!.Id, Calendar.Calendar, Calendar.Year, ContentHash, Canonical);
}

/// <summary>Reads the files that ship with the program: the source of every published version.</summary>
public static class RegulationFiles
{
    /// <summary>Largest regulation text that is read, in characters.</summary>
    public const int MaxLength = 200_000;

    private const string Root = "regulations/";

    private static readonly Lazy<ImmutableArray<RegulationDocument>> Shipped = new(LoadShipped);

    /// <summary>All versions that ship with the program, in an order in which each can be published: a version after the one it follows.</summary>
    /// <exception cref="RegulationException">A file or the set has a problem.</exception>
    public static ImmutableArray<RegulationDocument> All => Shipped.Value;

    /// <summary>The texts that ship with the program, unchecked.</summary>
    public static IEnumerable<RegulationFile> ShippedFiles() => Embedded("policies/").Concat(Embedded("calendars/"));

    /// <summary>Reads and checks one file by itself. A document with <c>calendar</c> at its head is a calendar year, any other a policy version.</summary>
    /// <returns>The document, or every problem.</returns>
    public static (RegulationDocument? Document, IReadOnlyList<RegulationProblem> Problems) Read(string name, string text)
    {
        var problems = new List<RegulationProblem>();
        var document = Parse(name, text, problems);
        if (document is not null && problems.Count == 0 && document.Id != name)
        {
            problems.Add(new RegulationProblem(RegulationProblems.NameDiffers, name, document.Id));
        }

        return problems.Count > 0 ? (null, problems) : (document, problems);
    }

    /// <summary>Reads and checks a text that has no file name yet: what a person proposes.</summary>
    public static (RegulationDocument? Document, IReadOnlyList<RegulationProblem> Problems) ReadDraft(string text)
    {
        var problems = new List<RegulationProblem>();
        var document = Parse("", text, problems);
        return problems.Count > 0 ? (null, [.. problems.Select(p => p with { Source = document?.Id ?? "" })]) : (document, problems);
    }

    /// <summary>
    /// The versions to append so that the record holds every shipped version; empty when it does.
    /// </summary>
    /// <exception cref="RegulationException">A shipped file differs from the version published under its id (<c>file_hash_differs</c>).</exception>
    public static IReadOnlyList<RegulationEvent> MissingFrom(Regulations published, DateOnly publishedOn)
    {
        var differing = All
            .Where(d => published.HashOf(d.Id) is { } hash && hash != d.ContentHash)
            .Select(d => new RegulationProblem(RegulationProblems.HashDiffers, d.Id, d.ContentHash))
            .ToList();
        return differing.Count > 0
            ? throw new RegulationException(differing)
            : [.. All.Where(d => published.HashOf(d.Id) is null).Select(d => d.Publication(publishedOn))];
    }

    /// <summary>
    /// A version on record. It was checked when it was published: today's checks, which may be stricter, do not unmake it.
    /// </summary>
    /// <exception cref="RegulationException">The content is not what its hash says, or cannot be read at all.</exception>
    internal static RegulationDocument ReadPublished(RegulationEvent published)
    {
        // Most of a log is the shipped versions word for word; those need not be read again.
        if (All.FirstOrDefault(d => d.Id == published.Id && d.ContentHash == published.ContentHash && d.Canonical == published.Content) is { } shipped)
        {
            return shipped;
        }

        var problems = new List<RegulationProblem>();
        var document = Parse(published.Id, published.Content, problems) ?? throw new RegulationException(problems);
        return document.ContentHash == published.ContentHash && document.Id == published.Id
            ? document
            : throw new RegulationException([new(RegulationProblems.HashDiffers, published.Id, document.ContentHash)]);
    }

    internal static IEnumerable<RegulationFile> Embedded(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            // Built on Windows the folder part of a resource name has backslashes.
            var path = name.Replace('\\', '/');
            if (path.StartsWith(Root + folder, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return new RegulationFile(Path.GetFileNameWithoutExtension(path), reader.ReadToEnd());
            }
        }
    }

    private static RegulationDocument? Parse(string name, string text, List<RegulationProblem> problems)
    {
        try
        {
            if (text.Length > MaxLength)
            {
                throw new JsonException($"Longer than {MaxLength} characters.");
            }

            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("Not an object.");
            }

            RefuseEmptyRows(json.RootElement);
            var canonical = CanonicalJson.Write(json.RootElement);
            var hash = CanonicalJson.Hash(canonical);
            if (json.RootElement.TryGetProperty("calendar", out _))
            {
                return new CalendarReader(name, problems).Read(json.RootElement, hash) is { } calendar
                    ? new RegulationDocument(canonical, hash, null, calendar)
                    : null;
            }

            return new PolicyReader(name, problems).Read(json.RootElement, hash) is { } policy
                ? new RegulationDocument(canonical, hash, policy, null)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are halves of surrogate pairs, which no text can hold.
            problems.Add(new RegulationProblem(RegulationProblems.Malformed, name, e.Message));
            return null;
        }
    }

    /// <summary>A list of rows with nothing for a row in it is a slip no reader below expects.</summary>
    private static void RefuseEmptyRows(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    RefuseEmptyRows(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var row in element.EnumerateArray())
                {
                    if (row.ValueKind == JsonValueKind.Null)
                    {
                        throw new JsonException("A list holds null.");
                    }

                    RefuseEmptyRows(row);
                }

                break;
        }
    }

    /// <summary>Ids stand in addresses and file names: small letters, digits and dashes, at most 60.</summary>
    internal static bool IsId(string id) => id.Length is > 0 and <= 60 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Years a date of a regulation can be in; another is a slip of the pen.</summary>
    internal static bool IsYear(int year) => year is >= 1945 and <= 2100;

    private static ImmutableArray<RegulationDocument> LoadShipped()
    {
        var problems = new List<RegulationProblem>();
        var documents = new List<RegulationDocument>();
        foreach (var file in ShippedFiles())
        {
            var (document, found) = Read(file.Name, file.Text);
            problems.AddRange(found);
            if (document is not null)
            {
                documents.Add(document);
            }
        }

        problems.AddRange(RegulationSet.Check(documents));
        return problems.Count > 0 ? throw new RegulationException(problems) : RegulationSet.InPublishingOrder(documents);
    }
}
