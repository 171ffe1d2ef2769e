namespace CadreWorkflow.Api.Pages.Views;

/// <summary>Where a list stands: page, size and total, and the address of another page with the same filters.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Size">Rows a page: 25, 50 or 100.</param>
/// <param name="Total">Rows in all.</param>
/// <param name="Href">Address of a page number.</param>
public sealed record Paging(int Page, int Size, long Total, Func<int, string> Href)
{
    /// <summary>Sizes offered.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [25, 50, 100];

    /// <summary>Last page.</summary>
    public int Last => (int)Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>Number of the first row shown, from 1.</summary>
    public long First => Total == 0 ? 0 : ((Page - 1L) * Size) + 1;

    /// <summary>Number of the last row shown.</summary>
    public long End => Math.Min(Total, (long)Page * Size);

    /// <summary>Pages to link: first, last and those around this one; null for a gap.</summary>
    public IEnumerable<int?> Links()
    {
        int? before = null;
        foreach (var n in Enumerable.Range(1, Last).Where(n => n == 1 || n == Last || Math.Abs(n - Page) <= 2))
        {
            if (before is { } b && n > b + 1)
            {
                yield return null;
            }

            before = n;
            yield return n;
        }
    }

    /// <summary>A page number that exists.</summary>
    public static int Clamp(int? page, int size, long total) => (int)Math.Clamp(page ?? 1, 1, Math.Max(1, (total + size - 1) / size));

    /// <summary>A size that is offered.</summary>
    public static int SizeOf(int? size) => Sizes.Contains(size ?? 25) ? size ?? 25 : 25;
}
