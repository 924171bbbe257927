use super::{Cost, Document, File, command, cost, mark, provenance};

impl Document {
    pub(super) fn markdown(&self, stem: &str) -> String {
        let mut text =
            format!("# {}: {}\n\n{}\n", self.title, mark(&self.source), mark(&self.about));
        for section in &self.sections {
            text += &format!("\n## {}\n", section.title);
            for line in &section.lines {
                text += &format!("\n{}\n", mark(line));
            }
            for (header, rows) in &section.tables {
                text += &table(header, rows);
            }
            for plot in &section.plots {
                let name = format!("{stem}-{}.svg", plot.name).replace(' ', "%20");
                text += &format!("\n![{}]({name})\n", plot.caption);
            }
            if !section.method.is_empty() {
                text += &format!("\n*Method.* {}\n", section.method);
            }
        }
        text + &closing_text(&self.files, &self.costs)
    }
}

/// The sections by which every Markdown ends: what was read, what it took, and the command.
pub(in crate::cli) fn closing_text(files: &[File], costs: &[Cost]) -> String {
    let mut text = String::new();
    if !files.is_empty() {
        let rows: Vec<Vec<String>> = files.iter().map(File::row).collect();
        text += &format!("\n## Data\n{}", table(&provenance::HEADER, &rows));
    }
    if !costs.is_empty() {
        let rows: Vec<Vec<String>> = costs.iter().map(Cost::row).collect();
        text += &format!("\n## Cost\n\n{}\n{}", cost::ABOUT, table(&cost::HEADER, &rows));
    }
    text + &format!("\n## Command\n\n```sh\n{}\n```\n", command().replace("```", ""))
}

fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("\n| {} |\n|{}\n", header.join(" | "), "-|".repeat(header.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| mark(cell)).collect();
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text
}
