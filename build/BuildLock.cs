namespace CadreWorkflow.Build;

/// <summary>
/// One compiler run per clone at a time: two would write the same intermediate files. The same lock build.sh takes for this program.
/// </summary>
internal static class BuildLock
{
    public static async Task<IDisposable> TakeAsync(Repository repository, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(repository.Cache);
        var said = false;
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(repository.Cache, "build.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                if (!said)
                {
                    Console.Error.WriteLine("Waiting for another build of this clone to end");
                    said = true;
                }

                await Task.Delay(250, cancellationToken);
            }
        }
    }
}
