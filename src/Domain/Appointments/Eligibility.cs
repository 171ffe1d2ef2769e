using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;

namespace CadreWorkflow.Domain.Appointments;

using CadreWorkflow.Domain.Regulations;

/// <summary>What somebody may be eligible for.</summary>
[JsonConverter(typeof(CodeConverter<EligibleFor>))]
public enum EligibleFor { Plan, Appointment }

/// <summary>What the conditions say of one person.</summary>
[JsonConverter(typeof(CodeConverter<EligibilityVerdict>))]
public enum EligibilityVerdict
{
    Allowed,

    /// <summary>Allowed, and something is to be looked at.</summary>
    Warned,

    Blocked,

    /// <summary>Holds the post, or is in the plan for it, already.</summary>
    Already,
}

/// <summary>One question about one post on one day.</summary>
/// <param name="Kind">How the post would be taken; a plan does not ask.</param>
/// <param name="Plan">The plan a name would be put in; null when there is none, then what a plan's term or other names say is not asked.</param>
public sealed record EligibilityQuestion(
    PostFacts Post, DateOnly Day, EligibleFor For, PostTaking Kind, PlanHistory? Plan, Regulations Regulations, OrgTree Units, PostBook Posts);

/// <summary>The answer for one person.</summary>
/// <param name="Findings">Each with its article; blocking ones carry the earliest day.</param>
/// <param name="Earliest">First day on which time alone removes everything that blocks; else null.</param>
public sealed record EligibilityAnswer(Guid PersonId, EligibilityVerdict Verdict, IReadOnlyList<Finding> Findings, DateOnly? Earliest);

/// <summary>
/// Who is eligible for a post on a day: the conditions of sections 3 and 4.1 that concern the person (PLN-01…04, PLN-10…13; APT-01, APT-02, APT-04, APT-05, ROT-01, ROT-03,
/// ROT-05), by the very checks that decide. What a procedure must still do (steps, dossier, competent body) is no property of a person and is left out.
/// </summary>
public static class Eligibility
{
    // Each day found free is asked again in full; a person for whom that goes on longer is simply not free by time.
    private const int MostDays = 4;

    /// <summary>The answer for one person.</summary>
    public static EligibilityAnswer Of(EligibilityQuestion question, PersonFacts person, CadreState cadre)
    {
        if (IsThere(question, person.PersonId, cadre))
        {
            return new(person.PersonId, EligibilityVerdict.Already, [], null);
        }

        var found = Judge(question, question.Day, person, cadre);
        var earliest = found.Blocks ? Earliest(question, found, person, cadre) : null;
        var findings = found.ToEvaluation(person.Revision, earliest).Findings;
        return new(
            person.PersonId,
            found.Blocks ? EligibilityVerdict.Blocked : findings.Any(f => f.Severity == Severity.Warn) ? EligibilityVerdict.Warned : EligibilityVerdict.Allowed, findings, earliest);
    }

    private static bool IsThere(EligibilityQuestion question, Guid person, CadreState cadre) => question.For == EligibleFor.Plan
        ? question.Plan?.NamesOn(question.Day).Any(n => n.Named.PersonId == person && n.Named.PostId == question.Post.Id) == true
        : question.Kind != PostTaking.Reappointment && cadre.HeldOn(question.Day).Any(h => h.PostId == question.Post.Id);

    private static DateOnly? Earliest(EligibilityQuestion question, CadreFindings found, PersonFacts person, CadreState cadre)
    {
        var day = question.Day;
        for (var asked = 0; asked < MostDays && found.FreeOn is { } free && free > day; asked++)
        {
            day = free;
            found = Judge(question, day, person, cadre);
            if (!found.Blocks)
            {
                return day;
            }
        }

        return null;
    }

    private static CadreFindings Judge(EligibilityQuestion question, DateOnly day, PersonFacts person, CadreState cadre)
    {
        var (post, law) = (question.Post, question.Regulations);
        var found = new CadreFindings(law, day);
        if (question.For == EligibleFor.Plan)
        {
            var years = person.BirthDate is { } born ? Age.InCompletedYears(born, day) : (int?)null;
            var named = new PlanNamed(day, false, null, person.PersonId, post.Id, post.ManagedBy, person.Gender, years, person.Education, person.TheoryLevel, null);
            PlanChecks.Conditions(found, question.Plan ?? PlanHistory.Empty, named, post, cadre, new(day, law, question.Units, question.Posts, person, cadre));
        }
        else
        {
            var about = new ProcedureOpened(day, false, null, Guid.Empty, post.Id, question.Kind, CadreSource.InPlace);
            var act = new Appointed(day, false, null, person.PersonId, post.ManagedBy, day, post.TermMonths is { } months ? Deadlines.AddMonths(day, months)?.AddDays(-1) : null);
            AppointmentChecks.Conditions(found, AppointmentHistory.Empty, act, about, post, cadre, new(day, law, question.Units, question.Posts, person, cadre));
        }

        return found;
    }
}
