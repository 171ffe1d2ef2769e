using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Refusals about units and classes say why, in both languages.</summary>
public sealed class OrganisationTextTests
{
    [Fact]
    public void Every_refusal_of_a_unit_or_a_class_has_a_text() =>
        Assert.DoesNotContain(UnitRefusals.Codes.Concat(TrainingDecisions.RefusalCodes).Select(c => "refusal." + c), k => !Texts.Vietnamese.Has(k));
}
