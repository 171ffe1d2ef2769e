using System.Globalization;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Declarations;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// Decides acts on a duty to declare: the candidate fact is the statement. Refusals (codes): <c>future_date</c>, <c>person_not_set</c>,
/// <c>obligation_unknown</c>, <c>obligation_exists</c>, <c>obligation_waived</c>, <c>obligation_year_invalid</c>, <c>not_filed</c>,
/// <c>control_body_missing</c>, <c>dates_in_wrong_order</c>.
/// </summary>
public static class DeclarationDecisions
{
    /// <summary>From the day Law 132/2025/QH15 holds, 31/12 itself is on time; before, the declaration was due before it (AST-02, AST-05).</summary>
    public static DateOnly YearEndDue(int year, Regulations regulations)
    {
        var last = new DateOnly(year, 12, 31);
        return regulations.PolicyOn(PolicyFamilies.Declaration, last) is { IssuedOn.Year: >= 2025 } ? last : last.AddDays(-1);
    }

    /// <summary>Whether a change of that many đồng within a year calls for a supplementary declaration under the law of a day (AST-04); null before the data. The amount is asked, never kept.</summary>
    public static bool? MustSupplement(long changeDong, DateOnly day, Regulations regulations) =>
        regulations.Parameter(ParameterCatalogue.AssetSupplement, day) is { } found ? changeDong >= found.Parameter.Whole : null;

    /// <summary>Whether a single asset of that many đồng is declared under the law of a day (AST-03); null before the data.</summary>
    public static bool? MustDeclare(long assetDong, DateOnly day, Regulations regulations) =>
        regulations.Parameter(ParameterCatalogue.AssetPerAsset, day) is { } found ? assetDong >= found.Parameter.Whole : null;

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(DeclarationState state, DeclarationEvent act, DateOnly today, Regulations regulations)
    {
        if (act.PersonId == Guid.Empty)
        {
            return Refuse("person_not_set", "personId", null);
        }

        if (act.OccurredOn > today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        if (act is ObligationArose arose)
        {
            return Arise(state, arose);
        }

        if (!state.Obligations.TryGetValue(act.ObligationId, out var obligation))
        {
            return Refuse("obligation_unknown", "obligationId", act.ObligationId.ToString("D"));
        }

        if (obligation.WaivedOn is { } waived)
        {
            return act is ObligationWaived ? Decision.Nothing : Refuse("obligation_waived", "obligationId", Iso(waived), "AST-01");
        }

        if (act.OccurredOn < obligation.AroseOn)
        {
            return Refuse("dates_in_wrong_order", "occurredOn", Iso(act.OccurredOn));
        }

        return act switch
        {
            DeclarationFiled filed => File(obligation, filed, regulations),
            DeclarationHandedOver over => obligation.FiledOn is not { } on ? Refuse("not_filed", "obligationId", obligation.Id.ToString("D"), "AST-07")
                : string.IsNullOrWhiteSpace(over.ControlBody) ? Refuse("control_body_missing", "controlBody", null, "AST-06")
                : over.OccurredOn < on ? Refuse("dates_in_wrong_order", "occurredOn", Iso(over.OccurredOn))
                : obligation.HandedOverOn is not null ? Decision.Nothing
                : Accept(over),
            DeclarationPublished published => obligation.FiledOn is not { } on ? Refuse("not_filed", "obligationId", obligation.Id.ToString("D"), "AST-08")
                : published.OccurredOn < on ? Refuse("dates_in_wrong_order", "occurredOn", Iso(published.OccurredOn))
                : obligation.PublishedOn is not null ? Decision.Nothing
                : Accept(published),
            _ => Accept(act),
        };
    }

    private static Decision Arise(DeclarationState state, ObligationArose act)
    {
        if (state.Obligations.TryGetValue(act.ObligationId, out var known))
        {
            return known.Kind == act.Kind && known.Year == act.Year && known.DueOn == act.DueOn ? Decision.Nothing
                : Refuse("obligation_exists", "obligationId", act.ObligationId.ToString("D"), "AST-01");
        }

        // One yearly declaration a year, whoever opens it.
        if (act.Kind == DeclarationKind.Yearly && state.Obligations.Values.Any(o => o.Kind == DeclarationKind.Yearly && o.Year == act.Year && o.WaivedOn is null))
        {
            return Decision.Nothing;
        }

        return act.Year != act.DueOn.Year || act.DueOn < act.OccurredOn
            ? Refuse("obligation_year_invalid", "year", act.Year.ToString(CultureInfo.InvariantCulture), "AST-02")
            : Accept(act);
    }

    private static Decision File(Obligation obligation, DeclarationFiled act, Regulations regulations)
    {
        if (obligation.FiledOn is not null)
        {
            return Decision.Nothing;
        }

        var found = new CadreFindings(regulations, act.OccurredOn);
        if (act.OccurredOn > obligation.DueOn)
        {
            found.Warn(obligation.Kind == DeclarationKind.Supplementary ? "AST-05" : "AST-02", "late", with: ("due", Iso(obligation.DueOn)));
        }

        return Decision.Accept(Streams.Declarations(act.PersonId), act, found.ToEvaluation(null, null));
    }

    private static Decision Accept(DeclarationEvent act) => Decision.Accept(Streams.Declarations(act.PersonId), act);

    private static Decision Refuse(string code, string field, string? value, string? rule = null) => Decision.Refuse(new Refusal(code, field, value, rule));
}
