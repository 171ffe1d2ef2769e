using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Browser.Tests;

/// <summary>What previews say has its words, in both languages.</summary>
public sealed class OutlookTextTests
{
    [Fact]
    public void Every_refusal_cause_effect_and_sample_of_a_preview_has_a_text() => Assert.DoesNotContain(
        WhatIf.Refusals.Select(c => "refusal." + c)
            .Concat(Codes.All<MoveCause>().Select(c => "cause." + c))
            .Concat(Codes.All<ImpactEffects>().Where(e => e != "none").Select(e => "effect." + e))
            .Concat(SampleDrafts.Names.Select(n => "sample_draft." + n)),
        k => !Texts.Vietnamese.Has(k) || !Texts.English.Has(k));

    [Fact]
    public void Every_sample_draft_reads_as_one_that_could_be_published() => Assert.All(
        SampleDrafts.Names,
        n => Assert.Empty(Domain.Regulations.Regulations.FromFiles().Propose(SampleDrafts.Find(n)!).Problems));
}
