using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Api.People;

/// <summary>A person's attributes at one revision: personal data, kept in the <c>people</c> schema and nowhere else.</summary>
/// <param name="FullName">As on papers, NFC.</param>
/// <param name="BirthDate">Null when unknown.</param>
/// <param name="YouthUnionMember">Null when unknown.</param>
public sealed record PersonAttributes(
    string FullName,
    DateOnly? BirthDate,
    Gender Gender = Gender.Unknown,
    Education Education = Education.Unknown,
    TheoryLevel TheoryLevel = TheoryLevel.Unknown,
    bool? YouthUnionMember = null);
