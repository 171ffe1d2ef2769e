using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CadreWorkflow.Api.Pages.Forms;

/// <summary>A field with its label, hint and error, tied together for screen readers. The label is the text <c>field.{name}</c>.</summary>
public abstract class FieldTagHelper : TagHelper
{
    /// <summary>Name of the field: what is posted, and the id.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Text key of the label; by default found from the name.</summary>
    public string? LabelKey { get; set; }

    /// <summary>Text key of the hint; by default <c>hint.{name}</c> where there is such a text.</summary>
    public string? HintKey { get; set; }

    /// <summary>True for a field that may stay empty: the label says so.</summary>
    public bool Optional { get; set; }

    /// <summary>Where the field stands, to find the form state of its page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>What was typed and what is wrong.</summary>
    protected FormState Form => ((CadrePage)ViewContext.ViewData.Model!).Form;

    /// <summary>Words of the reader's language.</summary>
    protected static Texts T => Texts.Current;

    /// <summary>The id of the field in the page: dots would be read as classes by style sheets.</summary>
    protected string Id => IdOf(Name);

    internal static string IdOf(string name) => name.Replace('.', '-');

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var error = Form.ErrorOf(Name);
        var hint = Hint();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", $"govuk-form-group{(error is null ? "" : " govuk-form-group--error")} {own}".TrimEnd());
        var described = string.Join(' ', new[] { hint is null ? null : Id + "-hint", error is null ? null : Id + "-error" }.OfType<string>());
        Write(output, hint, error, described.Length == 0 ? null : described);
    }

    /// <summary>Writes label, hint, error and the control.</summary>
    protected abstract void Write(TagHelperOutput output, string? hint, string? error, string? describedBy);

    /// <summary>The words of the label.</summary>
    protected string LabelText() => LabelKey is null ? Form.Label(Name) : T[LabelKey];

    /// <summary>Fills a label or legend; a field that may stay empty says so after its name.</summary>
    protected TagBuilder Labelled(TagBuilder label)
    {
        label.InnerHtml.Append(LabelText());
        if (Optional)
        {
            label.InnerHtml.Append(" ");
            label.InnerHtml.AppendHtml(El("span", ("class", "c-optional")).With(T["form.optional"]));
        }

        return label;
    }

    /// <summary>Appends the hint and the error.</summary>
    protected void HintAndError(TagHelperContent to, string? hint, string? error)
    {
        if (hint is not null)
        {
            to.AppendHtml(El("div", ("class", "govuk-hint"), ("id", Id + "-hint")).With(hint));
        }

        if (error is not null)
        {
            var p = El("p", ("class", "govuk-error-message"), ("id", Id + "-error"));
            p.InnerHtml.AppendHtml(El("span", ("class", "govuk-visually-hidden")).With(T["error.prefix"]));
            p.InnerHtml.Append(" " + error);
            to.AppendHtml(p);
        }
    }

    /// <summary>An element with attributes; those with null values are left out.</summary>
    protected static TagBuilder El(string tag, params (string Name, string? Value)[] attributes)
    {
        var element = new TagBuilder(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                element.Attributes[name] = value;
            }
        }

        return element;
    }

    private string? Hint()
    {
        var key = HintKey ?? "hint." + Name;
        return T.Has(key) ? T[key] : null;
    }
}

/// <summary><c>&lt;c-text name="document.number" /&gt;</c>: one line of text.</summary>
[HtmlTargetElement("c-text", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextTagHelper : FieldTagHelper
{
    /// <summary>Width in characters: 3, 5, 10, 20; null for full width.</summary>
    public int? Width { get; set; }

    /// <summary><c>numeric</c> for whole numbers.</summary>
    public string? Mode { get; set; }

    /// <summary>Kind of input, such as <c>password</c>.</summary>
    public string Kind { get; set; } = "text";

    /// <summary>What the browser may fill in.</summary>
    public string Autocomplete { get; set; } = "off";

    /// <summary>Id of a list of suggestions in the page.</summary>
    public string? Suggestions { get; set; }

    /// <inheritdoc />
    protected override void Write(TagHelperOutput output, string? hint, string? error, string? describedBy)
    {
        output.Content.AppendHtml(Labelled(El("label", ("class", "govuk-label"), ("for", Id))));
        HintAndError(output.Content, hint, error);
        var input = El(
            "input",
            ("class", $"govuk-input{(Width is { } w ? $" govuk-input--width-{w}" : "")}{(error is null ? "" : " govuk-input--error")}"),
            ("id", Id),
            ("name", Name),
            ("type", Kind),
            ("value", Kind == "password" ? null : Form[Name] ?? ""),
            ("inputmode", Mode),
            ("autocomplete", Autocomplete),
            ("list", Suggestions),
            ("aria-describedby", describedBy),
            ("aria-invalid", error is null ? null : "true"));
        input.TagRenderMode = TagRenderMode.SelfClosing;
        output.Content.AppendHtml(input);
    }
}

/// <summary><c>&lt;c-date name="occurredOn" /&gt;</c>: a date typed the Vietnamese way, in one field.</summary>
[HtmlTargetElement("c-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DateTagHelper : FieldTagHelper
{
    /// <inheritdoc />
    protected override void Write(TagHelperOutput output, string? hint, string? error, string? describedBy)
    {
        output.Content.AppendHtml(Labelled(El("label", ("class", "govuk-label"), ("for", Id))));
        HintAndError(output.Content, hint, error);
        var input = El(
            "input",
            ("class", "govuk-input govuk-input--width-10" + (error is null ? "" : " govuk-input--error")),
            ("id", Id),
            ("name", Name),
            ("type", "text"),
            ("value", Form[Name] ?? ""),
            ("inputmode", "text"),
            ("autocomplete", "off"),
            ("placeholder", T["form.date.example"]),
            ("aria-describedby", describedBy),
            ("aria-invalid", error is null ? null : "true"));
        input.TagRenderMode = TagRenderMode.SelfClosing;
        output.Content.AppendHtml(input);
    }
}

/// <summary><c>&lt;c-textarea name="note" /&gt;</c>: several lines.</summary>
[HtmlTargetElement("c-textarea", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TextAreaTagHelper : FieldTagHelper
{
    /// <inheritdoc />
    protected override void Write(TagHelperOutput output, string? hint, string? error, string? describedBy)
    {
        output.Content.AppendHtml(Labelled(El("label", ("class", "govuk-label"), ("for", Id))));
        HintAndError(output.Content, hint, error);
        output.Content.AppendHtml(El(
            "textarea",
            ("class", "govuk-textarea" + (error is null ? "" : " govuk-textarea--error")),
            ("id", Id),
            ("name", Name),
            ("rows", "3"),
            ("aria-describedby", describedBy),
            ("aria-invalid", error is null ? null : "true")).With(Form[Name] ?? ""));
    }
}

/// <summary><c>&lt;c-select name="gender" choices="…" /&gt;</c>: one of a list.</summary>
[HtmlTargetElement("c-select", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SelectTagHelper : FieldTagHelper
{
    /// <summary>The lines.</summary>
    public IReadOnlyList<Choice> Choices { get; set; } = [];

    /// <summary>Text key of the empty line at the top; null for none.</summary>
    public string? EmptyKey { get; set; } = "form.choose";

    /// <inheritdoc />
    protected override void Write(TagHelperOutput output, string? hint, string? error, string? describedBy)
    {
        output.Content.AppendHtml(Labelled(El("label", ("class", "govuk-label"), ("for", Id))));
        HintAndError(output.Content, hint, error);
        var select = El(
            "select",
            ("class", "govuk-select" + (error is null ? "" : " govuk-select--error")),
            ("id", Id),
            ("name", Name),
            ("aria-describedby", describedBy),
            ("aria-invalid", error is null ? null : "true"));
        if (EmptyKey is not null)
        {
            select.InnerHtml.AppendHtml(El("option", ("value", "")).With(T[EmptyKey]));
        }

        foreach (var choice in Choices)
        {
            select.InnerHtml.AppendHtml(El("option", ("value", choice.Value), ("selected", choice.Value == Form[Name] ? "selected" : null)).With(choice.Label));
        }

        output.Content.AppendHtml(select);
    }
}

/// <summary><c>&lt;c-radios name="outcome" choices="…" /&gt;</c>: one of a few, all in sight.</summary>
[HtmlTargetElement("c-radios", TagStructure = TagStructure.WithoutEndTag)]
public sealed class RadiosTagHelper : FieldTagHelper
{
    /// <summary>The lines.</summary>
    public IReadOnlyList<Choice> Choices { get; set; } = [];

    /// <inheritdoc />
    protected override void Write(TagHelperOutput output, string? hint, string? error, string? describedBy)
    {
        var set = El("fieldset", ("class", "govuk-fieldset"), ("aria-describedby", describedBy));
        set.InnerHtml.AppendHtml(Labelled(El("legend", ("class", "govuk-fieldset__legend govuk-fieldset__legend--s"))));
        var inner = new DefaultTagHelperContent();
        HintAndError(inner, hint, error);
        set.InnerHtml.AppendHtml(inner);
        var radios = El("div", ("class", "govuk-radios govuk-radios--small"));
        for (var i = 0; i < Choices.Count; i++)
        {
            // The first line takes the field's own id, so that the error summary's link lands on it.
            var id = i == 0 ? Id : $"{Id}-{i}";
            var item = El("div", ("class", "govuk-radios__item"));
            var input = El("input", ("class", "govuk-radios__input"), ("id", id), ("name", Name), ("type", "radio"), ("value", Choices[i].Value), ("checked", Choices[i].Value == Form[Name] ? "checked" : null));
            input.TagRenderMode = TagRenderMode.SelfClosing;
            item.InnerHtml.AppendHtml(input);
            item.InnerHtml.AppendHtml(El("label", ("class", "govuk-label govuk-radios__label"), ("for", id)).With(Choices[i].Label));
            radios.InnerHtml.AppendHtml(item);
        }

        set.InnerHtml.AppendHtml(radios);
        output.Content.AppendHtml(set);
    }
}

/// <summary><c>&lt;c-check name="sealed" /&gt;</c>: one box to tick.</summary>
[HtmlTargetElement("c-check", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CheckTagHelper : FieldTagHelper
{
    /// <inheritdoc />
    protected override void Write(TagHelperOutput output, string? hint, string? error, string? describedBy)
    {
        HintAndError(output.Content, null, error);
        var boxes = El("div", ("class", "govuk-checkboxes govuk-checkboxes--small"));
        var item = El("div", ("class", "govuk-checkboxes__item"));
        var input = El("input", ("class", "govuk-checkboxes__input"), ("id", Id), ("name", Name), ("type", "checkbox"), ("value", "true"), ("checked", Form.Ticked(Name) ? "checked" : null), ("aria-describedby", describedBy));
        input.TagRenderMode = TagRenderMode.SelfClosing;
        item.InnerHtml.AppendHtml(input);
        item.InnerHtml.AppendHtml(El("label", ("class", "govuk-label govuk-checkboxes__label"), ("for", Id)).With(LabelText()));
        if (hint is not null)
        {
            item.InnerHtml.AppendHtml(El("div", ("class", "govuk-hint govuk-checkboxes__hint"), ("id", Id + "-hint")).With(hint));
        }

        boxes.InnerHtml.AppendHtml(item);
        output.Content.AppendHtml(boxes);
    }
}

/// <summary>Short ways to fill an element.</summary>
internal static class TagBuilderText
{
    internal static TagBuilder With(this TagBuilder element, string text)
    {
        element.InnerHtml.Append(text);
        return element;
    }
}
