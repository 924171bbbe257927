use super::{Cost, Document, File, command, cost, escape, provenance};

impl Document {
    pub(super) fn html(&self) -> String {
        let mut text = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>\n\
             <style>body{{font:16px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}}\
             table{{border-collapse:collapse;margin:1em 0}}td,th{{padding:.2em .7em;text-align:right;\
             border-bottom:1px solid #ddd}}td:first-child,th:first-child{{text-align:left}}\
             svg{{max-width:100%;height:auto}}.method{{color:#555}}</style></head><body>\n\
             <h1>{}: {}</h1>\n<p>{}</p>\n",
            escape(self.title),
            escape(self.title),
            escape(&self.source),
            escape(&self.about)
        );
        for section in &self.sections {
            text += &format!("<h2>{}</h2>\n", escape(section.title));
            for line in &section.lines {
                text += &format!("<p>{}</p>\n", escape(line));
            }
            for (header, rows) in &section.tables {
                text += &table(header, rows);
            }
            for plot in &section.plots {
                let caption = escape(plot.caption);
                text +=
                    &format!("<figure>{}<figcaption>{caption}</figcaption></figure>\n", plot.svg);
            }
            if !section.method.is_empty() {
                text += &format!("<p class=\"method\">Method. {}</p>\n", escape(section.method));
            }
        }
        text += &closing_page(&self.files, &self.costs);
        text + "</body></html>\n"
    }
}

/// The sections by which every page ends: what was read, what it took, and the command.
pub(in crate::cli) fn closing_page(files: &[File], costs: &[Cost]) -> String {
    let mut text = String::new();
    if !files.is_empty() {
        let rows: Vec<Vec<String>> = files.iter().map(File::row).collect();
        text += &format!("<h2>Data</h2>\n{}", table(&provenance::HEADER, &rows));
    }
    if !costs.is_empty() {
        let rows: Vec<Vec<String>> = costs.iter().map(Cost::row).collect();
        let about = escape(cost::ABOUT);
        text += &format!("<h2>Cost</h2>\n<p>{about}</p>\n{}", table(&cost::HEADER, &rows));
    }
    text + &format!("<h2>Command</h2>\n<pre>{}</pre>\n", escape(&command()))
}

fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let cells = |tag: &str, cells: &[String]| -> String {
        cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect()
    };
    let head: Vec<String> = header.iter().map(|&cell| cell.to_owned()).collect();
    let rows: String = rows.iter().map(|row| format!("<tr>{}</tr>\n", cells("td", row))).collect();
    format!("<table><tr>{}</tr>\n{rows}</table>\n", cells("th", &head))
}
