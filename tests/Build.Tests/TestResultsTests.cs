namespace CadreWorkflow.Build.Tests;

public sealed class TestResultsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Given_a_skipped_test_then_it_counts_as_failed_with_its_reason()
    {
        var result = Read("""<test name="A" result="Pass" /><test name="B" result="Skip"><reason>no browser</reason></test>""", 0);

        Assert.Equal(1, result.Passed);
        var failure = Assert.Single(result.Failures);
        Assert.Equal("B", failure.Name);
        Assert.Contains("no browser", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_failed_test_then_its_message_and_place_are_kept()
    {
        var result = Read("""<test name="A" result="Fail"><failure><message>1 is not 2</message><stack-trace>at A()</stack-trace></failure></test>""", 1);

        Assert.Equal(0, result.Passed);
        Assert.Equal("1 is not 2\nat A()", Assert.Single(result.Failures).Text);
    }

    [Fact]
    public void Given_a_run_that_died_without_results_then_the_whole_project_failed_with_its_last_words()
    {
        File.Delete(_file);
        var result = TestRun.Read("Api", _file, 134, ["Stack overflow."], TimeSpan.Zero);

        Assert.Contains("Stack overflow.", Assert.Single(result.Failures).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_a_bad_exit_code_though_no_test_failed_then_the_project_failed() =>
        Assert.Single(Read("""<test name="A" result="Pass" />""", 3).Failures);

    [Fact]
    public void Given_a_project_in_which_no_test_ran_then_it_failed() =>
        Assert.Single(Read(string.Empty, 0).Failures);

    public void Dispose() => File.Delete(_file);

    private ProjectResult Read(string tests, int code)
    {
        File.WriteAllText(_file, $"<assemblies><assembly><collection>{tests}</collection></assembly></assemblies>");
        return TestRun.Read("Api", _file, code, [], TimeSpan.Zero);
    }
}
