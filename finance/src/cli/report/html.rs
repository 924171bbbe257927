use super::document::{Block, Report, Table};
use super::escape::{clean, markup};
use std::fmt::Write;

/// Light and dark, on screen and in print.
const STYLE: &str = include_str!("style.css");

/// The report as one page: styles and plots inside, no script, nothing fetched.
pub(super) fn html(report: &Report) -> String {
    let title = markup(&report.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n"
    );
    for label in &report.labels {
        push(&mut out, format_args!("<strong class=\"label\">{}</strong>\n", markup(label)));
    }
    push(&mut out, format_args!("<h1>{title}</h1>\n"));
    push(&mut out, format_args!("<p class=\"subtitle\">{}</p>\n", markup(&report.subtitle)));
    if !report.key_figures.is_empty() {
        out.push_str("<dl>\n");
        for [name, value, kind] in &report.key_figures {
            let [name, value, kind] = [name, value, kind].map(|text| markup(text));
            push(
                &mut out,
                format_args!(
                    "<div><dt>{name}</dt><dd><b>{value}</b> <small>{kind}</small></dd></div>\n"
                ),
            );
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</header>\n");
    for section in &report.sections {
        push(&mut out, format_args!("<section>\n<h2>{}</h2>\n", markup(&section.heading)));
        section.blocks.iter().for_each(|one| block(&mut out, one));
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn block(out: &mut String, block: &Block) {
    match block {
        Block::Text(text) => push(out, format_args!("<p>{}</p>\n", markup(text))),
        Block::List(points) => {
            out.push_str("<ul>\n");
            points.iter().for_each(|point| push(out, format_args!("<li>{}</li>\n", markup(point))));
            out.push_str("</ul>\n");
        }
        Block::Code(text) => {
            let lines: Vec<String> = text.lines().map(|line| markup(&clean(line))).collect();
            push(out, format_args!("<pre><code>{}</code></pre>\n", lines.join("\n")));
        }
        Block::Table(rows) => table(out, rows),
        Block::Figure(figure) => push(
            out,
            format_args!(
                "<figure>\n{}<figcaption>{}</figcaption>\n</figure>\n",
                figure.svg.as_str(),
                markup(&figure.caption)
            ),
        ),
    }
}

fn table(out: &mut String, table: &Table) {
    let class = |column| if table.numeric(column) { " class=\"number\"" } else { "" };
    out.push_str("<div class=\"table\"><table>\n<thead><tr>");
    for (column, name) in table.columns.iter().enumerate() {
        push(out, format_args!("<th scope=\"col\"{}>{}</th>", class(column), markup(name)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            push(out, format_args!("<td{}>{}</td>", class(column), markup(cell)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a text grows without fail");
}
