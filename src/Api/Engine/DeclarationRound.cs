using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;

namespace CadreWorkflow.Api.Engine;

/// <summary>Whom a yearly round would oblige.</summary>
/// <param name="Opened">Those who have no yearly duty of that year yet.</param>
/// <param name="Already">Those who have one, or had it waived.</param>
/// <param name="DueOn">The last day that is on time (AST-02).</param>
public sealed record RoundPlan(Guid Unit, int Year, DateOnly DueOn, IReadOnlyList<Guid> Opened, IReadOnlyList<Guid> Already);

/// <summary>What a yearly round came to.</summary>
/// <param name="Opened">Duties that arose.</param>
/// <param name="Already">People who had one: nothing was recorded for them again.</param>
/// <param name="Refused">People for whom it was refused, with the code.</param>
/// <param name="Position">Log position of the last record.</param>
public sealed record RoundResult(int Year, DateOnly DueOn, int Opened, int Already, IReadOnlyList<RoundRefusal> Refused, long Position);

/// <summary>A person the round could not oblige.</summary>
public sealed record RoundRefusal(Guid PersonId, string Code);

/// <summary>
/// Opens the yearly duty to declare (AST-02) for everybody who holds a post or is on the staff of a unit and of what stands under it, one command each. The ids
/// come from person and year, so a round cut off is simply sent again, and nobody is obliged twice.
/// </summary>
public sealed class DeclarationRound(ReadSide reads, StaffingReport staffing, TermList terms, DeclarationBoard board, CommandGateway gateway, ReferenceFacts reference, CadreClock clock)
{
    /// <summary>Most people of one round.</summary>
    public const int MostPeople = 5_000;

    private const int AtOnce = 500;

    /// <summary>Whom the round would oblige, on a day; null when the unit has more people than one round may hold.</summary>
    public async Task<RoundPlan?> PlanAsync(Guid unit, int year, DateOnly day, CancellationToken cancellationToken)
    {
        var facts = await reference.CurrentAsync(cancellationToken);
        var scope = new ReadScope(day, clock.Today) { Unit = unit };
        await using var connection = await reads.OpenAsync(cancellationToken);
        var people = new HashSet<Guid>();
        for (var skip = 0; people.Count <= MostPeople; skip += AtOnce)
        {
            var staff = await staffing.StaffAsync(connection, scope, skip, AtOnce, cancellationToken: cancellationToken);
            people.UnionWith(staff.Items.Select(i => i.PersonId));
            if (staff.Items.Count < AtOnce)
            {
                break;
            }
        }

        for (var skip = 0; people.Count <= MostPeople; skip += AtOnce)
        {
            var posts = await terms.QueryAsync(connection, scope, new() { Skip = skip, Take = AtOnce }, cancellationToken);
            people.UnionWith(posts.Items.Select(i => i.PersonId));
            if (posts.Items.Count < AtOnce)
            {
                break;
            }
        }

        if (people.Count > MostPeople)
        {
            return null;
        }

        var already = new HashSet<Guid>();
        for (var skip = 0; ; skip += AtOnce)
        {
            var duties = await board.QueryAsync(connection, scope, new() { Year = year, Kind = DeclarationKind.Yearly, Skip = skip, Take = AtOnce }, cancellationToken);
            already.UnionWith(duties.Items.Select(i => i.PersonId));
            if (duties.Items.Count < AtOnce)
            {
                break;
            }
        }

        return new(
            unit, year, DeclarationDecisions.YearEndDue(year, facts.Regulations), [.. people.Where(p => !already.Contains(p)).Order()], [.. people.Where(already.Contains).Order()]);
    }

    /// <summary>Obliges everybody of a plan.</summary>
    /// <param name="occurredOn">The day the duty arises.</param>
    /// <param name="via">Door it came through.</param>
    public async Task<RoundResult> RunAsync(RoundPlan plan, DateOnly occurredOn, Actor actor, string via, CancellationToken cancellationToken)
    {
        var (opened, already, position) = (0, plan.Already.Count, 0L);
        var refused = new List<RoundRefusal>();
        foreach (var person in plan.Opened)
        {
            var duty = Uuid.Of(person, $"yearly-declaration-{plan.Year}");
            var result = await gateway.SendAsync(
                new DeclarationCommand(new ObligationArose(occurredOn, person, duty, DeclarationKind.Yearly, plan.Year, plan.DueOn)), actor, Guid.CreateVersion7(), via,
                cancellationToken: cancellationToken);
            switch (result)
            {
                case CommandResult.Accepted { Answer.Nothing: true }:
                    already++;
                    break;
                case CommandResult.Accepted accepted:
                    opened++;
                    position = accepted.Position;
                    break;
                case CommandResult.Refused no:
                    refused.Add(new(person, no.Refusal.Code));
                    break;
                default:
                    refused.Add(new(person, result is CommandResult.Forbidden ? "forbidden" : "version_conflict"));
                    break;
            }
        }

        return new(plan.Year, plan.DueOn, opened, already, refused, position);
    }
}
