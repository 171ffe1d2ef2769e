using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Imports;

/// <summary>Sentences about rows and files.</summary>
internal static class ImportTexts
{
    public static string Row(string code, string? field, string? value, string? detail = null)
    {
        var text = Texts.Current;
        var column = field is null ? string.Empty : text["import.column." + field];
        return text.Has("import.row." + code) ? text["import.row." + code, ("column", column), ("value", value), ("detail", detail)]
            : text.Has("refusal." + code) ? text["refusal." + code, ("field", column), ("value", value)]
            : text["import.row.other", ("code", code), ("column", column), ("value", value)];
    }

    /// <summary>What is wrong with a row, with the rule that says so where one does.</summary>
    public static string Cited(string code, string? field, string? value, string? detail = null) =>
        RefusalRules.Find(code) is null ? Row(code, field, value, detail) : Row(code, field, value, detail) + " " + Texts.Current.Citation(new Refusal(code));

    public static string File(ImportFileException wrong) => Texts.Current["import.file." + wrong.Code, ("where", wrong.Where), ("value", wrong.Value)];
}
