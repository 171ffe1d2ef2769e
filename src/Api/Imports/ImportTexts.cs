using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Localisation;

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

    public static string File(ImportFileException wrong) => Texts.Current["import.file." + wrong.Code, ("where", wrong.Where), ("value", wrong.Value)];
}
