use super::document::{Block, Figure, Report, Table};
use super::escape::{fenced, markdown as plain};

/// The report as Markdown (CommonMark with tables); `file_of` is where a plot stands, relative to it.
pub(super) fn markdown(report: &Report, file_of: impl Fn(&Figure) -> String) -> String {
    let mut parts = vec![format!("# {}", plain(&report.title))];
    if !report.labels.is_empty() {
        let labels = report.labels.iter().map(|label| format!("**{}**", plain(label)));
        parts.push(labels.collect::<Vec<_>>().join(" "));
    }
    parts.push(plain(&report.subtitle));
    if !report.key_figures.is_empty() {
        let mut figures = Table::new(&["figure", "value", "kind"]);
        report.key_figures.iter().for_each(|row| figures.row(row.clone()));
        parts.push(table(&figures));
    }
    for section in &report.sections {
        parts.push(format!("## {}", plain(&section.heading)));
        parts.extend(section.blocks.iter().map(|block| match block {
            Block::Text(text) => plain(text),
            Block::List(points) => {
                let points = points.iter().map(|point| format!("- {}", plain(point)));
                points.collect::<Vec<_>>().join("\n")
            }
            Block::Code(text) => fenced(text),
            Block::Table(rows) => table(rows),
            Block::Figure(figure) => {
                let caption = plain(&figure.caption);
                format!("![{caption}]({})\n\n{caption}", file_of(figure))
            }
        }));
    }
    parts.join("\n\n") + "\n"
}

fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let rule = (0..table.columns.len())
        .map(|column| if table.numeric(column) { "---:" } else { "---" }.to_owned());
    let mut lines = vec![line(table.columns.iter().map(|name| plain(name)).collect())];
    lines.push(line(rule.collect()));
    lines.extend(table.rows.iter().map(|row| line(row.iter().map(|cell| plain(cell)).collect())));
    lines.join("\n")
}
