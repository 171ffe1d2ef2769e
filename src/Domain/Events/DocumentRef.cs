namespace CadreWorkflow.Domain.Events;

/// <summary>A paper that proves an act: has, number, date, issuer; never its contents.</summary>
/// <param name="Number">Number and symbol as printed, NFC: <c>77-KH/TU</c>, <c>15/NQ-CĐCS</c>.</param>
/// <param name="Date">Date on the paper.</param>
/// <param name="Issuer">Issuing body: its code or the issuer part of the symbol.</param>
/// <param name="KeptAt">Code of the place it is kept; null when not said.</param>
public sealed record DocumentRef(string Number, DateOnly Date, string Issuer, string? KeptAt = null);
