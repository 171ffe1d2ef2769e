using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Plans;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Small sums of the pages of plans.</summary>
public sealed class PlanWordsTests
{
    [Theory]
    [InlineData(0, 10, false)]
    [InlineData(4, 50, true)]
    [InlineData(5, 50, false)]
    [InlineData(47, 50, true)]
    [InlineData(50, 50, false)]
    public void A_sensitive_group_is_hidden_when_it_or_the_rest_is_small_enough_to_be_recognised(int count, int known, bool hidden) =>
        Assert.Equal(hidden, ShapePage.IsSmall(count, known));

    [Fact]
    public void Shares_and_ratios_are_written_as_people_say_them()
    {
        Assert.Equal("50\u00a0%", StepWords.Share(new Ratio(1, 2)));
        Assert.Equal("2/3", StepWords.Share(new Ratio(2, 3)));
        Assert.Equal("1,5", ShapePage.Ratio(Texts.Vietnamese, 3, 2));
        Assert.Equal("0.7", ShapePage.Ratio(Texts.English, 2, 3));
        Assert.Equal("–", ShapePage.Ratio(Texts.English, 2, 0));
    }
}
