namespace CadreWorkflow.Generator.Cadres;

/// <summary>The one cadre whose whole road is told: referred in 2021, admitted, recognised, on the staff, through a theory class, planned for and appointed.</summary>
internal static class Road
{
    public static readonly DateOnly JoinedOn = new(2023, 4, 3);

    /// <summary>A young woman of the provincial agencies, referred early in the period and recognised in time for what follows.</summary>
    public static CaseRecord Of(IReadOnlyList<CaseRecord> cases) => cases
        .Where(c => c.Script.Unit.Code.StartsWith("S01.", StringComparison.Ordinal) && c.Script is { PreviousCase: null, Fate: Fate.Recognised, MovesTo: null }
            && c.Script.Person is { Gender: "female", Education: "bachelor" or "master", BirthDate.Year: >= 1990 }
            && c.Acts.Exists(a => a.Code is "decide" && a.Fields["purpose"] is "recognition" && a.RecordedOn < JoinedOn)
            && c.Acts.TrueForAll(a => a.Code is not ("discipline" or "suspend" or "return")))
        .OrderBy(c => c.SentOn).ThenBy(c => c.Script.Reference, StringComparer.Ordinal).First();
}
