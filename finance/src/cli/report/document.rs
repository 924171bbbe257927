use super::plot::Svg;

/// What a report says, in its order.
pub(in crate::cli) struct Report {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) labels: Vec<String>,
    pub(super) key_figures: Vec<[String; 3]>,
    pub(super) sections: Vec<Section>,
}

/// A part of a report under a heading.
pub(in crate::cli) struct Section {
    pub(super) heading: String,
    pub(super) blocks: Vec<Block>,
}

/// A piece of a section.
pub(super) enum Block {
    Text(String),
    List(Vec<String>),
    Code(String),
    Table(Table),
    Figure(Figure),
}

/// A table with a heading row.
pub(in crate::cli) struct Table {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A plot, the name of its file, and what it shows.
pub(in crate::cli) struct Figure {
    pub(super) name: &'static str,
    pub(super) caption: String,
    pub(super) svg: Svg,
}

impl Report {
    /// A report without sections.
    pub(in crate::cli) fn new(title: impl Into<String>, subtitle: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            subtitle: subtitle.into(),
            labels: Vec::new(),
            key_figures: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Adds what must not be overlooked, such as that data are made up.
    pub(in crate::cli) fn label(&mut self, text: &str) {
        self.labels.push(text.to_owned());
    }

    /// Adds a number that stands large at the top, and what kind of figure it is.
    pub(in crate::cli) fn key(&mut self, name: &str, value: impl Into<String>, kind: &str) {
        self.key_figures.push([name.to_owned(), value.into(), kind.to_owned()]);
    }

    /// Adds a section.
    pub(in crate::cli) fn section(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// All plots in their order.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        })
    }
}

impl Section {
    /// A section without content.
    pub(in crate::cli) fn new(heading: &str) -> Self {
        Self { heading: heading.to_owned(), blocks: Vec::new() }
    }

    /// Adds a paragraph.
    pub(in crate::cli) fn text(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// Adds a list; an empty one is left out.
    pub(in crate::cli) fn list(mut self, points: Vec<String>) -> Self {
        if !points.is_empty() {
            self.blocks.push(Block::List(points));
        }
        self
    }

    /// Adds text as it is, such as a command.
    pub(in crate::cli) fn code(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Code(text.into()));
        self
    }

    /// Adds a table; one without rows is left out.
    pub(in crate::cli) fn table(mut self, table: Table) -> Self {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
        self
    }

    /// Adds a plot, where there was something to draw.
    pub(in crate::cli) fn figure(
        mut self,
        name: &'static str,
        caption: impl Into<String>,
        svg: Option<Svg>,
    ) -> Self {
        if let Some(svg) = svg {
            self.blocks.push(Block::Figure(Figure { name, caption: caption.into(), svg }));
        }
        self
    }
}

impl Table {
    /// A table without rows.
    pub(in crate::cli) fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|&name| name.to_owned()).collect(), rows: Vec::new() }
    }

    /// The same columns and rows as on standard output.
    pub(in crate::cli) fn of(columns: &[&str], rows: &[Vec<String>]) -> Self {
        Self { rows: rows.to_vec(), ..Self::new(columns) }
    }

    /// Adds a row.
    pub(in crate::cli) fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Whether all cells of a column are numbers: it then stands to the right.
    pub(super) fn numeric(&self, column: usize) -> bool {
        let allowed = |c: char| c.is_ascii_digit() || " .,+-−±%eE".contains(c);
        self.rows.iter().filter_map(|row| row.get(column)).all(|cell| cell.chars().all(allowed))
    }
}
