using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>The level of management a post belongs to; 377-QĐ/TW counts planned posts per level (PLN-02).</summary>
[JsonConverter(typeof(CodeConverter<PostLevel>))]
public enum PostLevel { Central, Province, District, Commune, Grassroots }

/// <summary>Facts of one post (chức danh) of a unit.</summary>
public abstract record PostEvent(DateOnly OccurredOn, DocumentRef? Document, Guid PostId) : IDomainEvent;

/// <summary>The post exists from this day.</summary>
/// <param name="Unit">The unit it belongs to.</param>
/// <param name="ManagedBy">The body that plans, decides and dismisses for it (PLN-17).</param>
/// <param name="Code">Code of the title, such as <c>chu_tich</c>; unique in the unit.</param>
/// <param name="Title">Public title as in the title list, dated with the post.</param>
/// <param name="Rank">Place on the ladder: a higher post has the higher number, equivalent posts the same (PLN-03, APT-17).</param>
/// <param name="Seats">How many hold it together.</param>
/// <param name="IsHead">Head of the unit: the two-term limit and the casting of a tie concern heads.</param>
/// <param name="Theory">Political theory level its standard asks for; null when none is stated (PLN-12).</param>
/// <param name="TermMonths">Length of one appointment; null for a post without term.</param>
public sealed record PostOpened(
    DateOnly OccurredOn,
    DocumentRef? Document,
    Guid PostId,
    Guid Unit,
    Guid ManagedBy,
    string Code,
    string Title,
    PostLevel Level,
    int Rank,
    int Seats,
    bool IsHead,
    People.TheoryLevel? Theory,
    int? TermMonths) : PostEvent(OccurredOn, Document, PostId);

/// <summary>Seats, rank, standard or manager of the post are others from this day.</summary>
public sealed record PostChanged(
    DateOnly OccurredOn, DocumentRef? Document, Guid PostId, Guid ManagedBy, int Rank, int Seats, People.TheoryLevel? Theory, int? TermMonths)
    : PostEvent(OccurredOn, Document, PostId);

/// <summary>The post is no more: this is the first day without.</summary>
public sealed record PostAbolished(DateOnly OccurredOn, DocumentRef? Document, Guid PostId) : PostEvent(OccurredOn, Document, PostId);
