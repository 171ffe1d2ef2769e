namespace CadreWorkflow.Build.Tests;

public sealed class ArgumentsTests
{
    [Theory]
    [InlineData("tokens issue --user personnel --data there --days 1")]
    [InlineData("--data there tokens issue --user personnel --days 1")]
    [InlineData("tokens issue --user personnel --days 1 --data=there")]
    public void Given_the_data_folder_anywhere_among_the_words_of_a_command_then_the_command_gets_the_others_in_order(string line)
    {
        var arguments = new Arguments(line.Split(' '));

        Assert.Equal("there", arguments.Value("--data"));
        Assert.Equal(["tokens", "issue", "--user", "personnel", "--days", "1"], arguments.Rest());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("http")]
    public void Given_what_is_no_port_then_it_is_refused(string text) =>
        Assert.Throws<UsageException>(() => new Arguments(["--port", text]).Port("--port"));

    [Fact]
    public void Given_an_option_without_its_value_or_a_word_nobody_knows_then_it_is_refused()
    {
        Assert.Throws<UsageException>(() => new Arguments(["--data"]).Value("--data"));
        Assert.Throws<UsageException>(() => new Arguments(["--prot", "1"]).End());
    }
}
