using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>What rows of cadre work are resolved against: the facts as they stand (in a rehearsal: as the rows so far would leave them).</summary>
internal sealed record CadreSight(FactsSnapshot Facts, CadreDirectory People, CadreReader Reader);

/// <summary>Finds what one row names. The first thing not found is kept; what follows is empty.</summary>
internal sealed class CadreScope(CadreSight sight, DateOnly day, CancellationToken cancellationToken)
{
    /// <summary>The first thing wrong, or null.</summary>
    public RowProblem? Problem { get; private set; }

    public Regulations Regulations => sight.Facts.Regulations;

    /// <summary>A unit by code, also one that has ended: what may still happen to it is the rules' to say.</summary>
    public Guid Unit(string code, string field, DateOnly? on = null)
    {
        if (sight.Facts.Units.ByCode(code, on ?? day) is { } unit)
        {
            return unit.Id;
        }

        Refuse(new("unknown_unit", field, code));
        return Guid.Empty;
    }

    /// <summary>A post by its code in a unit: the one of the day, else the only one ever.</summary>
    public Guid Post(Guid unit, string code, string field, DateOnly? on = null)
    {
        var posts = sight.Facts.Posts;
        var candidates = posts.Posts.Select(id => posts.Post(id, on ?? day)!).Where(p => p.Unit == unit && string.Equals(p.Code, code, StringComparison.OrdinalIgnoreCase)).ToList();
        if ((candidates.Find(p => p.Active) ?? (candidates.Count == 1 ? candidates[0] : null)) is { } post)
        {
            return post.Id;
        }

        Refuse(new("unknown_post", field, code));
        return Guid.Empty;
    }

    /// <summary>The body that manages a post on the day, where the row does not say who decides.</summary>
    public Guid ManagerOf(Guid post) => sight.Facts.Posts.Post(post, day)?.ManagedBy ?? Guid.Empty;

    public Guid Person(PersonRef? who, string unit = "")
    {
        var (id, _, problem) = Find(who, false, unit);
        Refuse(problem);
        return id;
    }

    /// <summary>A person the act registers where nobody is on record yet.</summary>
    public (Guid Id, NewPerson? Added) PersonOrNew(PersonRef? who, string unit)
    {
        var (id, added, problem) = Find(who, true, unit);
        Refuse(problem);
        return (id, added);
    }

    public List<CandidateVotes> Votes(IReadOnlyList<CandidateText> candidates, Func<string?, Guid> postOf, string unit) =>
        [.. candidates.Select(c => new CandidateVotes(Person(c.Who, unit), postOf(c.Post), c.Agree, c.Disagree))];

    /// <summary>The duty of a kind and year; that it is not on record yet is the rules' to say.</summary>
    public async ValueTask<Guid> DutyAsync(Guid person, DeclarationKind kind, int year, bool unfiled)
    {
        var known = (await sight.Reader.DeclarationsAsync(person, cancellationToken)).Obligations.Values
            .Where(o => o.Kind == kind && o.Year == year && o.WaivedOn is null).OrderBy(o => o.AroseOn).ToList();
        return (known.Find(o => o.FiledOn is null == unfiled) ?? known.LastOrDefault())?.Id ?? ImportIds.Duty(person, kind, year, null);
    }

    /// <summary>The recurring duty of a kind and period that runs at a unit on the day.</summary>
    public async ValueTask<Guid> RecurringAsync(Guid unit, DutyKind kind, DutyPeriod period)
    {
        var found = (await sight.Reader.DutiesAsync(unit, cancellationToken)).Duties.Where(d => d.Said.Kind == kind && d.Said.Period == period).ToList();
        if ((found.FindLast(d => d.Said.From <= day && (d.EndedOn is null || day < d.EndedOn)) ?? found.LastOrDefault()) is { } duty)
        {
            return duty.Said.DutyId;
        }

        Refuse(new("unknown_duty", "kind", Domain.Events.Codes.Of(kind)));
        return Guid.Empty;
    }

    public void Refuse(RowProblem? problem) => Problem ??= problem;

    private (Guid Id, NewPerson? Added, RowProblem? Problem) Find(PersonRef? who, bool mayBeNew, string unit) => who is null ? default : sight.People.Find(who, mayBeNew, unit);
}
