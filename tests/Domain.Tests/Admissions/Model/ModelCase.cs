using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

/// <summary>One fact of the model: what was said to have happened, under the id it was first recorded by.</summary>
internal sealed record ModelFact(Guid Id, long Place, CaseEvent Act)
{
    internal DateOnly Day => Act.OccurredOn;
}

/// <summary>The facts of one case as the law book sees them: what holds, in the order it happened.</summary>
internal sealed class ModelCase(Guid caseId, IReadOnlyList<ModelFact> facts, IReadOnlyDictionary<Guid, (Guid Original, Type Kind)> records)
{
    internal static ModelCase Empty { get; } = new(Guid.Empty, [], new Dictionary<Guid, (Guid, Type)>());

    internal Guid Id { get; } = caseId;

    internal IReadOnlyList<ModelFact> Facts { get; } = facts;

    /// <summary>Every record ever made: the original it stands for, and what kind of act it says.</summary>
    internal IReadOnlyDictionary<Guid, (Guid Original, Type Kind)> Records { get; } = records;

    internal ReferralFiled? Filed => Facts.Select(f => f.Act).OfType<ReferralFiled>().FirstOrDefault();

    internal bool Holds(Guid original) => Facts.Any(f => f.Id == original);

    /// <summary>The case with one more record: a new fact, a correction in the place of the original, or a strike that takes it out.</summary>
    internal ModelCase With(Guid id, CaseEvent act, Guid? corrects)
    {
        var recorded = new Dictionary<Guid, (Guid, Type)>(Records) { [id] = (corrects ?? id, act.GetType()) };
        var held = Facts.ToList();
        if (corrects is not { } original)
        {
            held.Add(new(id, Records.Count, act));
        }
        else
        {
            var at = held.FindIndex(f => f.Id == original);
            if (act is FactStruck)
            {
                held.RemoveAt(at);
            }
            else
            {
                held[at] = held[at] with { Act = act };
            }
        }

        return new(act is ReferralFiled filed ? filed.CaseId : Id, [.. held.OrderBy(f => f.Day).ThenBy(f => f.Place)], recorded);
    }

    /// <summary>The case as if one record had never been made.</summary>
    internal ModelCase Without(Guid original) => new(Id, [.. Facts.Where(f => f.Id != original)], Records);

    internal ModelState On(DateOnly day) => ModelState.After(Facts.TakeWhile(f => f.Day <= day), day);

    /// <summary>Where everything recorded has brought it, whatever the day.</summary>
    internal ModelState AtTheEnd => ModelState.After(Facts, DateOnly.MaxValue);

    /// <summary>The last recorded correction of the coarse statistics, else the referral's own.</summary>
    internal (AgeBand Age, Education Education) Statistics()
    {
        var corrected = Facts.Where(f => f.Act is ReferralStatisticsCorrected).OrderBy(f => Latest(f.Id)).LastOrDefault()?.Act as ReferralStatisticsCorrected;
        return corrected is null ? (Filed!.AgeBand, Filed.Education) : (corrected.AgeBand, corrected.Education);
    }

    /// <summary>Which unit and which Party body a case belongs to on a day: who received it, or carried it on.</summary>
    internal (Guid Union, Guid Party) PlaceOn(DateOnly day)
    {
        var (union, party) = (Filed?.UnionUnit ?? Guid.Empty, Filed?.PartyBody ?? Guid.Empty);
        CaseMoved? sent = null;
        foreach (var act in Facts.Where(f => f.Day <= day).Select(f => f.Act))
        {
            switch (act)
            {
                case TransferRejected:
                    sent = null;
                    break;
                case CaseFollowedUnit followed:
                    (union, party) = (followed.UnionUnit ?? union, followed.PartyBody ?? party);
                    break;
                case CaseMoved or TransferReceived:
                    Arrive();
                    sent = act as CaseMoved;
                    break;
                default:
                    if (ModelState.StepOf(act) is not null)
                    {
                        Arrive();
                    }

                    break;
            }
        }

        return (union, party);

        void Arrive()
        {
            (union, party, sent) = (sent?.ToUnionUnit ?? union, sent?.ToPartyBody ?? party, null);
        }
    }

    private long Latest(Guid original) => Records.Select((r, i) => (r, i)).Where(x => x.r.Value.Original == original).Max(x => (long)x.i);
}
