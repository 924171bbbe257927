use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::{Report, ReportError, escape};

impl Report {
    /// The report as one HTML page: styles and plots inside, no script, nothing fetched; readable in
    /// light, dark and print.
    ///
    /// # Errors
    ///
    /// [`ReportError::Render`] where a template is at fault.
    pub fn html(&self) -> Result<String, ReportError> {
        render(&self.title, "report.html", context! { report => Serde(self) })
    }

    /// The report as Markdown (CommonMark with tables). Figures are links into `figures`, a folder
    /// relative to the file; with `None` their captions stand alone.
    ///
    /// # Errors
    ///
    /// [`ReportError::Render`] where a template is at fault.
    pub fn markdown(&self, figures: Option<&str>) -> Result<String, ReportError> {
        render(&self.title, "report.md", context! { report => Serde(self), figures })
    }
}

const TEMPLATES: [(&str, &str); 4] = [
    ("report.html", include_str!("templates/report.html")),
    ("style.css", include_str!("templates/style.css")),
    ("report.md", include_str!("templates/report.md")),
    ("model-card.md", include_str!("templates/model-card.md")),
];

pub(super) fn render(title: &str, template: &str, context: Value) -> Result<String, ReportError> {
    let fault = |cause: minijinja::Error| ReportError::Render {
        title: String::from(title),
        cause: format!("{cause:#}"),
    };
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build().map_err(fault)?);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
    });
    environment.add_filter("md", |text: &str| escape::inline(text));
    environment.add_filter("fenced", |text: &str| escape::fenced(text));
    environment.add_filter("yaml", |text: &str| escape::yaml(text));
    // The plots are our own markup and the style sheet our own file: all else is escaped.
    environment.add_filter("markup", |text: &str| Value::from_safe_string(String::from(text)));
    for (name, source) in TEMPLATES {
        environment.add_template(name, source).map_err(fault)?;
    }
    let text = environment
        .get_template(template)
        .and_then(|template| template.render(context))
        .map_err(fault)?;
    Ok(if template.ends_with(".md") { one_blank_line(&text) } else { text })
}

/// Markdown without two blank lines in a row, so that templates need not count theirs. Fenced code
/// stays as it is.
fn one_blank_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut blank, mut fence) = (true, None);
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            Some(open) if ticks >= open => fence = None,
            _ => {}
        }
        let line = if fence.is_some() { line } else { line.trim_end() };
        if fence.is_some() || !(line.is_empty() && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
