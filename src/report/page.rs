//! A template and what it is filled with into one self-contained HTML page.

use crate::report::document::kept;
use crate::report::templates::{PAGES, TemplateFault};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, ErrorKind};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The page's own fonts, so that it looks the same offline.
const FONTS: &[(&str, &str, &[u8])] = &[
    (
        "400",
        "normal",
        include_bytes!("fonts/open-sans-latin-400-normal.woff2"),
    ),
    (
        "400",
        "italic",
        include_bytes!("fonts/open-sans-latin-400-italic.woff2"),
    ),
    (
        "600",
        "normal",
        include_bytes!("fonts/open-sans-latin-600-normal.woff2"),
    ),
    (
        "700",
        "normal",
        include_bytes!("fonts/open-sans-latin-700-normal.woff2"),
    ),
];

/// A board's own templates, by the name of the built-in one that each takes the place of.
pub type Overrides = BTreeMap<String, String>;

/// The page.
///
/// # Errors
/// A fault in a template, with its name and line.
pub fn render(template: &str, overrides: &Overrides, context: &impl Serialize) -> anyhow::Result<String> {
    let content = kept::cleaned(serde_json::to_value(context)?);
    let environment = templates_of(overrides)?;
    let page = environment
        .get_template(template)
        .and_then(|page| page.render(minijinja::value::Serde(&content)))
        .map_err(|fault| told(&fault))?;
    Ok(page)
}

/// The small drawings of the template `icon.html` by name, as print needs them.
///
/// # Errors
/// A fault in that template, with its line.
pub fn icons(names: &[&str], overrides: &Overrides) -> anyhow::Result<BTreeMap<String, String>> {
    let environment = templates_of(overrides)?;
    let template = environment.get_template("icon.html").map_err(|fault| told(&fault))?;
    let mut drawn = BTreeMap::new();
    for name in names {
        let svg = template
            .render(minijinja::value::Serde(&BTreeMap::from([("icon", name)])))
            .map_err(|fault| told(&fault))?;
        drawn.insert(name.to_string(), svg.trim().to_string());
    }
    Ok(drawn)
}

/// The templates of the program itself, read once.
static BUILT_IN: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(|| {
    static NONE: Overrides = Overrides::new();
    environment(&NONE)
});

/// The templates of the program itself or, of a board that has its own, those.
fn templates_of(overrides: &Overrides) -> anyhow::Result<Cow<'_, Environment<'_>>> {
    match &*BUILT_IN {
        Ok(built_in) if overrides.is_empty() => Ok(Cow::Borrowed(built_in)),
        _ => environment(overrides).map(Cow::Owned).map_err(|fault| told(&fault)),
    }
}

/// Every template, with the board's own in place of those of the program.
fn environment(overrides: &Overrides) -> Result<Environment<'_>, Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".html") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax?);
    environment.add_function("fonts", || minijinja::Value::from_safe_string(FONT_FACES.clone()));
    let style = overrides
        .get("style.css")
        .cloned()
        .unwrap_or_else(|| include_str!("templates/style.css").to_string());
    environment.add_function("style", move || minijinja::Value::from_safe_string(style.clone()));
    for (name, text) in PAGES {
        let text = overrides.get(*name).map_or(*text, String::as_str);
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// A template's fault with its line, for people. A fault inside an included template is told of that one.
fn told(fault: &Error) -> anyhow::Error {
    let inner = std::error::Error::source(fault).and_then(|inner| inner.downcast_ref::<Error>());
    if let Some(inner) = inner {
        return told(inner);
    }
    let place = match (fault.name(), fault.line()) {
        (Some(name), Some(line)) => format!("template {name}, line {line}: "),
        (Some(name), None) => format!("template {name}: "),
        _ => String::new(),
    };
    let said = match fault.kind() {
        ErrorKind::UndefinedError => "a name is used that the paper does not have".to_string(),
        kind => kind.to_string(),
    };
    let detail = fault.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
    TemplateFault(format!("{place}{said}{detail}")).into()
}

/// The fonts as style rules, put together once.
static FONT_FACES: LazyLock<String> = LazyLock::new(font_faces);

fn font_faces() -> String {
    let face = |(weight, style, bytes): &(&str, &str, &[u8])| {
        format!(
            "@font-face{{font-family:\"Open Sans\";font-weight:{weight};font-style:{style};src:url(data:font/woff2;base64,{}) format(\"woff2\")}}",
            STANDARD.encode(bytes)
        )
    };
    FONTS.iter().map(face).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_in_a_template_names_its_line() {
        let overrides = Overrides::from([("block.html".to_string(), "one\ntwo {{ oops".to_string())]);
        let fault = render("block.html", &overrides, &()).unwrap_err().to_string();
        assert!(fault.contains("block.html") && fault.contains("line 2"), "{fault}");
    }
}
