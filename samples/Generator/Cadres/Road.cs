namespace CadreWorkflow.Generator.Cadres;

/// <summary>The one cadre whose whole road is told: referred in 2021, admitted, recognised, on the staff, through a theory class, planned for and appointed.</summary>
internal static class Road
{
    public static readonly DateOnly JoinedOn = new(2023, 4, 3);

    /// <summary>A young woman of a state agency without any level of theory, referred early in the period and recognised in time for what follows.</summary>
    public static CaseRecord Of(IReadOnlyList<CaseRecord> cases) => cases
        .Where(c => c.Script.Unit.Sector is "state_administration" && c.Script is { PreviousCase: null, Fate: Fate.Recognised, MovesTo: null }
            && c.Script.Person is { Gender: "female", Education: "bachelor" or "master", TheoryLevel: "none", BirthDate.Year: >= 1988 }
            && c.Acts.Exists(a => a.Code is "decide" && a.Fields["purpose"] is "recognition" && a.RecordedOn < JoinedOn)
            && c.Acts.TrueForAll(a => a.Code is not ("discipline" or "suspend" or "return")))
        .OrderBy(c => c.SentOn).ThenBy(c => c.Script.Reference, StringComparer.Ordinal).First();
}
