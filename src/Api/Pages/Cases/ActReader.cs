using System.Reflection;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>Reads a posted act form into the event it states; what is wrong is noted on the form.</summary>
public static class ActReader
{
    /// <summary>Names of the parts of a tally, as in the form.</summary>
    public static IReadOnlyList<string> TallyParts { get; } =
        ["summoned", "present", "exemptAbsent", "probationaryVoters", "issued", "returned", "invalid", "agree", "disagree", "blank"];

    private static readonly string[] DocumentParts = ["document.number", "document.date", "document.issuer"];

    /// <summary>The event stated, or null when something is wrong with the form.</summary>
    /// <param name="by">The side that states it, for acts either side can do.</param>
    public static CaseEvent? Read(FormState form, CaseAct act, Tree by)
    {
        var occurredOn = form.Date("occurredOn", required: true);
        var reported = form["report"] == "true";
        var document = ReadDocument(form);
        var fields = ActFields.Of(act).ToDictionary(f => f.Parameter.Name!, StringComparer.Ordinal);
        var constructor = ActFields.Constructor(act.EventType);
        var values = constructor.GetParameters().Select(p => p.Name switch
        {
            "OccurredOn" => occurredOn ?? default,
            "Reported" => reported,
            "Document" => document,
            "By" => by,
            _ when fields.TryGetValue(p.Name!, out var field) => Value(form, field),
            _ => null,
        }).ToArray();
        return form.Valid ? (CaseEvent)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, values, null) : null;
    }

    /// <summary>The paper of an act; null when none of its fields was filled. Half a paper is an error.</summary>
    public static DocumentRef? ReadDocument(FormState form)
    {
        if (!DocumentParts.Any(f => !string.IsNullOrWhiteSpace(form[f])))
        {
            return null;
        }

        var number = form.Text("document.number", required: true, max: 60);
        if (number is not null && DocumentNumber.Parse(number).Problem is { } problem)
        {
            form.AddKey("document.number", "error." + problem, ("value", number));
        }

        var date = form.Date("document.date", required: true);
        var issuer = form.Text("document.issuer", required: true, max: 100);
        return number is null || date is null || issuer is null ? null : new DocumentRef(number, date.Value, issuer, form.Text("document.keptAt", max: 60));
    }

    /// <summary>The ten counts of a ballot.</summary>
    public static Tally? ReadTally(FormState form, bool required)
    {
        if (!required && TallyParts.All(p => string.IsNullOrWhiteSpace(form["tally." + p])))
        {
            return null;
        }

        // Counts that are nearly always nought may be left empty.
        var n = TallyParts.Select(p => form.Number("tally." + p, required: p is not ("exemptAbsent" or "probationaryVoters" or "invalid" or "blank")) ?? 0).ToArray();
        return form.Valid ? new Tally(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]) : null;
    }

    private static object? Value(FormState form, ActField field) => field.Kind switch
    {
        FieldKind.Date => form.Date(field.Name, field.Required),
        FieldKind.Number => form.Number(field.Name, field.Required, max: 400),
        FieldKind.Flag => form.Ticked(field.Name),
        FieldKind.Tally => ReadTally(form, required: field.Parameter.Member.DeclaringType != typeof(UnionResolved)),
        FieldKind.Clock => form.Text(field.Name, required: true, max: 10),
        FieldKind.Person or FieldKind.Unit => form.Id(field.Name, field.Required),
        FieldKind.Code => Code(form, field),
        _ => null,
    };

    private static Enum? Code(FormState form, ActField field)
    {
        foreach (Enum value in Enum.GetValues(field.EnumType))
        {
            if (CodeOf(value) == form[field.Name])
            {
                return value;
            }
        }

        if (field.Required || !string.IsNullOrWhiteSpace(form[field.Name]))
        {
            form.AddKey(field.Name, "error.choose");
        }

        return null;
    }

    /// <summary>The stored code of an enumeration value whose type is known only at run time.</summary>
    public static string CodeOf(Enum value) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
