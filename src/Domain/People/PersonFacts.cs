namespace CadreWorkflow.Domain.People;

/// <summary>A person's attributes from the identity schema, at one numbered revision, as gathered for a decider. Never stored in events.</summary>
/// <param name="Revision">The revision an evaluation cites; 0 when the identity schema knows nothing.</param>
/// <param name="BirthDate">Null when unknown.</param>
/// <param name="YouthUnionMember">Null when unknown.</param>
public sealed record PersonFacts(
    Guid PersonId,
    int Revision,
    DateOnly? BirthDate,
    Gender Gender,
    Education Education,
    TheoryLevel TheoryLevel,
    bool? YouthUnionMember);
