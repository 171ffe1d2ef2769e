using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>What pages that read projections need: a connection, the clock, the trees, and the log to turn a day of knowledge into a position.</summary>
public sealed class ReadDesk(ReadSide reads, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock)
{
    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>The instant.</summary>
    public DateTimeOffset Now => clock.Now;

    /// <summary>The trees and regulations of now.</summary>
    public ValueTask<FactsSnapshot> FactsAsync(CancellationToken cancellationToken) => reference.CurrentAsync(cancellationToken);

    /// <summary>A connection for reading; what this reader wrote is waited for first. False when the projection had not got there in time.</summary>
    public async Task<(NpgsqlConnection Connection, bool Fresh)> OpenAsync(HttpContext context)
    {
        var fresh = await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        return (await reads.OpenAsync(context.RequestAborted), fresh);
    }

    /// <summary>The log position at the end of a Vietnamese day; null for now.</summary>
    public Task<long?> PositionAsync(DateOnly? asKnownOn, CancellationToken cancellationToken) =>
        reads.PositionAsync(asKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : null, cancellationToken);
}

/// <summary>A page that shows lists or figures as of a day and as known on a day, within what the actor may see.</summary>
public abstract class ReadPage(ReadDesk desk) : CadrePage
{
    /// <summary>The desk it reads from.</summary>
    protected ReadDesk Desk { get; } = desk;

    /// <summary>The day shown; null for today.</summary>
    public DateOnly? AsOf { get; private set; }

    /// <summary>The day of knowledge; null for all that is known.</summary>
    public DateOnly? AsKnownOn { get; private set; }

    /// <summary>Log position of the day of knowledge.</summary>
    protected long? Position { get; private set; }

    /// <summary>True when what was just written is not in what is shown yet.</summary>
    public bool IsStale { get; protected set; }

    /// <summary>Said when the unit asked about is no more on the day shown: since when, and who took over.</summary>
    public Endpoints.EndedUnit? Ended { get; private set; }

    /// <summary>True when the page shows the past.</summary>
    public bool IsPast => AsOf is not null || AsKnownOn is not null;

    /// <summary>Trees and regulations of now.</summary>
    public FactsSnapshot Facts { get; private set; } = null!;

    /// <summary>The day shown.</summary>
    public DateOnly Day => AsOf ?? Desk.Today;

    /// <summary>Reads the two as-of fields of the address and the trees.</summary>
    protected async Task PrepareAsync(string area, params string[] fields)
    {
        Area = area;
        foreach (var field in fields.Append("asOf").Append("asKnownOn"))
        {
            Form[field] = Request.Query.TryGetValue(field, out var value) ? value.ToString() : null;
        }

        AsOf = Form.Date("asOf");
        AsKnownOn = Form.Date("asKnownOn");
        if (AsKnownOn > Desk.Today)
        {
            Form.AddKey("asKnownOn", "error.future", ("value", AsKnownOn));
            AsKnownOn = null;
        }

        Facts = await Desk.FactsAsync(HttpContext.RequestAborted);
        Position = await Desk.PositionAsync(AsKnownOn, HttpContext.RequestAborted);
    }

    /// <summary>What the actor may see of lists, within the unit asked for.</summary>
    protected ReadScope Scope(Verb verb, Guid? unit = null) => ReadSide.Scope(HttpContext.Actor(), verb, Day, Desk.Today, Position, unit);

    /// <summary>The unit of a filter field, of either tree, when the actor may look into it.</summary>
    protected Guid? ReadUnit(string field, Verb verb)
    {
        if (string.IsNullOrWhiteSpace(Form[field]))
        {
            return null;
        }

        var unit = Cases.UnitChoices.Read(Facts.Units, Form[field], Desk.Today, Tree.Union) ?? Cases.UnitChoices.Read(Facts.Units, Form[field], Desk.Today, Tree.Party);
        if (unit is null || !Access.OnUnit(HttpContext.Actor(), verb, unit.Id, Facts.Units, Desk.Today))
        {
            Form.AddKey(field, "error.unknown_unit", ("value", Form[field]));
            return null;
        }

        Form[field] = Cases.UnitChoices.Text(unit);
        Ended = Endpoints.EndedUnit.Of(Facts.Units, unit.Id, Day);
        return unit.Id;
    }

    /// <summary>This page's address with some parameters changed; null takes one away.</summary>
    public string Here(params (string Name, string? Value)[] changed)
    {
        var query = Request.Query.Where(p => p.Key != "handler").ToDictionary(p => p.Key, p => (string?)p.Value.ToString(), StringComparer.Ordinal);
        foreach (var (name, value) in changed)
        {
            query[name] = value;
        }

        return Request.Path + QueryString.Create(query.Where(p => !string.IsNullOrEmpty(p.Value)));
    }
}
