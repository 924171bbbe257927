use serde::Serialize;

use crate::plot::Svg;

/// What a report says, in its order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) labels: Vec<String>,
    pub(super) key_figures: Vec<KeyFigure>,
    pub(super) sections: Vec<Section>,
}

/// A number that stands large at the top.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyFigure {
    /// What it is.
    pub name: String,
    /// The number, as text with its unit.
    pub value: String,
    /// What kind of figure it is (measured, modelled, published elsewhere) and of what.
    pub note: String,
}

/// A part of a [`Report`] under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    pub(super) heading: String,
    pub(super) blocks: Vec<Block>,
}

/// A piece of a [`Section`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", content = "content", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A list of points.
    List(Vec<String>),
    /// Text as it is, such as a command or a configuration.
    Code(String),
    /// A table.
    Table(Table),
    /// Figures, side by side where there is room.
    Figures(Vec<Figure>),
}

/// A table with a heading row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    pub(super) caption: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Column {
    pub(super) name: String,
    /// Whether every cell is a number: it then stands to the right.
    pub(super) numeric: bool,
}

/// A plot and what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    pub(super) name: String,
    pub(super) caption: String,
    pub(super) svg: String,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            subtitle: String::new(),
            labels: Vec::new(),
            key_figures: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Sets the line below the title.
    pub fn subtitle(&mut self, text: impl Into<String>) -> &mut Self {
        self.subtitle = text.into();
        self
    }

    /// Adds a label that must not be overlooked, such as `SYNTHETIC`.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.labels.push(text.into());
        self
    }

    /// Adds a key figure: its name, its value with the unit, and what kind of figure it is.
    pub fn figure_of(
        &mut self,
        name: impl Into<String>,
        value: impl Into<String>,
        note: impl Into<String>,
    ) -> &mut Self {
        self.key_figures.push(KeyFigure {
            name: name.into(),
            value: value.into(),
            note: note.into(),
        });
        self
    }

    /// Adds a section.
    pub fn section(&mut self, section: Section) -> &mut Self {
        self.sections.push(section);
        self
    }

    /// All figures with the names of their files, which no two share.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.sections.iter().flat_map(|section| &section.blocks).flat_map(|block| match block {
            Block::Figures(figures) => figures.as_slice(),
            _ => &[],
        })
    }
}

impl Section {
    /// An empty section.
    #[must_use]
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), blocks: Vec::new() }
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// Adds a list.
    #[must_use]
    pub fn list<T: Into<String>>(mut self, points: impl IntoIterator<Item = T>) -> Self {
        self.blocks.push(Block::List(points.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds text as it is.
    #[must_use]
    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Code(text.into()));
        self
    }

    /// Adds a table; one without rows is left out.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
        self
    }

    /// Adds figures that belong together; none are left out quietly, an empty list is.
    #[must_use]
    pub fn figures(mut self, figures: impl IntoIterator<Item = Figure>) -> Self {
        let figures: Vec<Figure> = figures.into_iter().collect();
        if !figures.is_empty() {
            self.blocks.push(Block::Figures(figures));
        }
        self
    }
}

impl Table {
    /// A table without rows; the caption may be empty.
    #[must_use]
    pub fn new(caption: impl Into<String>, columns: &[&str]) -> Self {
        let column = |name: &&str| Column { name: String::from(*name), numeric: true };
        Self {
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; missing cells are empty, and cells past the last column are left out.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) -> &mut Self {
        let mut row: Vec<String> = cells.into_iter().map(Into::into).collect();
        row.resize(self.columns.len(), String::new());
        for (column, cell) in self.columns.iter_mut().zip(&row) {
            column.numeric &= is_number(cell);
        }
        self.rows.push(row);
        self
    }
}

impl Figure {
    /// A plot; `name` (letters, digits and hyphens; others become hyphens) is the name of its file
    /// and unique in its report.
    #[must_use]
    pub fn new(name: &str, caption: impl Into<String>, svg: Svg) -> Self {
        let safe = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        Self {
            name: name.chars().map(safe).collect(),
            caption: caption.into(),
            svg: svg.into_string(),
        }
    }
}

fn is_number(cell: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || " .,+-−±–%×eE".contains(c);
    cell.is_empty()
        || cell == "–"
        || (cell.contains(|c: char| c.is_ascii_digit()) && cell.chars().all(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_numbers_are_known() {
        let mut table = Table::new("", &["class", "F1", "range"]);
        table.row(["soil", "0.97", "0.95 – 0.99"]).row(["crop", "–", "1.2e-3"]);
        let numeric: Vec<bool> = table.columns.iter().map(|column| column.numeric).collect();
        assert_eq!(numeric, [false, true, true]);
        table.row(["only one cell"]);
        assert_eq!(table.rows[2], ["only one cell", "", ""]);
    }

    #[test]
    fn a_figures_name_is_a_safe_file_name() {
        let svg =
            crate::plot::ClassBars { title: "t", label: "l", bars: &[("a".into(), Some(1.0))] };
        let figure = Figure::new("../ROC curve", "c", svg.draw().unwrap());
        assert_eq!(figure.name, "---roc-curve");
    }
}
