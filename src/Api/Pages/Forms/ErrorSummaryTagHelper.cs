using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CadreWorkflow.Api.Pages.Forms;

/// <summary><c>&lt;c-errors /&gt;</c>: every error of the form at the top of the page, each a link to its field; nothing when all is well.</summary>
[HtmlTargetElement("c-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>Where the summary stands.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var form = ((CadrePage)ViewContext.ViewData.Model!).Form;
        if (form.Valid)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-error-summary");
        output.Attributes.SetAttribute("data-module", "govuk-error-summary");
        output.Attributes.SetAttribute("tabindex", "-1");
        var alert = new TagBuilder("div") { Attributes = { ["role"] = "alert" } };
        var title = new TagBuilder("h2").With(Texts.Current["error.summary"]);
        title.AddCssClass("govuk-error-summary__title");
        alert.InnerHtml.AppendHtml(title);
        var body = new TagBuilder("div");
        body.AddCssClass("govuk-error-summary__body");
        var list = new TagBuilder("ul");
        list.AddCssClass("govuk-list govuk-error-summary__list");
        foreach (var error in form.Errors)
        {
            var item = new TagBuilder("li");
            if (error.Field.Length == 0)
            {
                item.InnerHtml.Append(error.Message);
            }
            else
            {
                item.InnerHtml.AppendHtml(new TagBuilder("a") { Attributes = { ["href"] = "#" + FieldTagHelper.IdOf(error.Field) } }.With(error.Message));
            }

            list.InnerHtml.AppendHtml(item);
        }

        body.InnerHtml.AppendHtml(list);
        alert.InnerHtml.AppendHtml(body);
        output.Content.AppendHtml(alert);
    }
}
