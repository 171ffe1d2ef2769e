namespace CadreWorkflow.Build;

/// <summary>The work cannot be done; the message is a sentence for the person at the keyboard.</summary>
public sealed class BuildException : Exception
{
    public BuildException()
    {
    }

    public BuildException(string message)
        : base(message)
    {
    }

    public BuildException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The command line was not understood.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
