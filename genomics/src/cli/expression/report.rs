//! The report: what was done, what was found, how, and by whose methods.

mod figures;
mod methods;

use super::data::Data;
use super::text::{HEADER, row, summary};
use crate::cli::args::ExpressionArgs;
use crate::cli::error::CommandError;
use crate::cli::report::{Cost, File, Format, closing_page, closing_text, format_of};
use figures::Figure;
use neuron_command_line::file;
use neuron_expression::{FittedExperiment, Results};
use std::fmt::Write;
use std::path::Path;

/// Genes in the table.
const TOP: usize = 50;

/// Writes a report as HTML, with its figures inside, or as Markdown, with its figures beside it.
pub(super) fn write(
    (flag, path): (&'static str, &Path),
    args: &ExpressionArgs,
    data: &Data,
    fitted: &FittedExperiment,
    results: &Results,
) -> Result<(), CommandError> {
    let markdown = format_of(flag, path)? == Format::Markdown;
    let figures = figures::draw(args, fitted, results)?;
    let rows: Vec<Vec<String>> = results.ranked().into_iter().take(TOP).map(row).collect();
    let coefficients = fitted.experiment().design().names().len();
    let costs = data.costs(coefficients, args.permutations.unwrap_or(0));
    let parts = Parts {
        summary: summary(args, data, fitted, results),
        warnings: fitted.warnings().to_vec(),
        factors: factors(fitted),
        rows,
        methods: methods::text(args, fitted),
        files: &data.files,
        costs: &costs,
    };
    if !markdown {
        return Ok(file::write(path, &html(&parts, &figures))?);
    }
    let stem =
        path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    for figure in &figures {
        file::write(&path.with_file_name(figure.file(&stem)), figure.svg.as_str())?;
    }
    Ok(file::write(path, &in_markdown(&parts, &figures, &stem))?)
}

/// What a report says.
struct Parts<'a> {
    summary: Vec<String>,
    warnings: Vec<String>,
    factors: Vec<Vec<String>>,
    rows: Vec<Vec<String>>,
    methods: Vec<String>,
    files: &'a [File],
    costs: &'a [Cost],
}

fn factors(fitted: &FittedExperiment) -> Vec<Vec<String>> {
    let samples = fitted.experiment().samples().samples();
    let pairs = samples.iter().zip(fitted.size_factors());
    pairs.map(|(sample, factor)| vec![sample.clone(), format!("{factor:.4}")]).collect()
}

const TITLE: &str = "Differential expression";

const STYLE: &str = "body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
    td,th{padding:.15rem .6rem;text-align:right}td:first-child,th:first-child{text-align:left}\
    figure{margin:1rem 0}";

fn html(parts: &Parts<'_>, figures: &[Figure]) -> String {
    let paragraphs = |lines: &[String]| -> String {
        lines.iter().map(|line| format!("<p>{}</p>\n", escaped(line))).collect()
    };
    let mut body = format!("<h1>{TITLE}</h1>\n{}", paragraphs(&parts.summary));
    if !parts.warnings.is_empty() {
        let _ = write!(body, "<h2>To be known</h2>\n{}", paragraphs(&parts.warnings));
    }
    for figure in figures {
        let caption = escaped(&figure.caption);
        let svg = figure.svg.as_str();
        let _ = writeln!(body, "<figure>{svg}<figcaption>{caption}</figcaption></figure>");
    }
    let _ = write!(body, "<h2>Genes</h2>\n{}", html_table(&HEADER, &parts.rows));
    let factors = html_table(&["sample", "size factor"], &parts.factors);
    let _ =
        write!(body, "<h2>Samples</h2>\n{factors}<h2>Methods</h2>\n{}", paragraphs(&parts.methods));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{TITLE}</title>\n\
         <style>{STYLE}</style>\n{body}{}</html>\n",
        closing_page(parts.files, parts.costs)
    )
}

fn html_table(header: &[&str], rows: &[Vec<String>]) -> String {
    let cells = |tag: &str, cells: Vec<String>| -> String {
        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect()
    };
    let head = cells("th", header.iter().map(|&name| name.to_owned()).collect());
    let body: String =
        rows.iter().map(|row| format!("<tr>{}</tr>\n", cells("td", row.clone()))).collect();
    format!("<table>\n<tr>{head}</tr>\n{body}</table>\n")
}

fn in_markdown(parts: &Parts<'_>, figures: &[Figure], stem: &str) -> String {
    let lines = |lines: &[String]| -> String {
        lines.iter().map(|line| format!("{}\n\n", plain(line))).collect()
    };
    let mut text = format!("# {TITLE}\n\n{}", lines(&parts.summary));
    if !parts.warnings.is_empty() {
        let _ = write!(text, "## To be known\n\n{}", lines(&parts.warnings));
    }
    for figure in figures {
        let file = figure.file(stem).replace(' ', "%20");
        let _ = write!(text, "![{}]({file})\n\n", plain(&figure.caption));
    }
    let _ = writeln!(text, "## Genes\n\n{}", markdown_table(&HEADER, &parts.rows));
    let factors = markdown_table(&["sample", "size factor"], &parts.factors);
    let _ = write!(text, "## Samples\n\n{factors}\n## Methods\n\n{}", lines(&parts.methods));
    text.trim_end().to_owned() + "\n" + &closing_text(parts.files, parts.costs)
}

fn markdown_table(header: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(header.iter().map(|&name| name.to_owned()).collect());
    text += &format!("|{}\n", "-|".repeat(header.len()));
    for row in rows {
        text += &line(row.iter().map(|cell| plain(cell)).collect());
    }
    text
}

/// Text as it may stand in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text as it may stand in a line of Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '~') {
            out.push('\\');
        }
        out.push(if character.is_control() { ' ' } else { character });
    }
    out
}
