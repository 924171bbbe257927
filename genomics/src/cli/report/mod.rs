//! Reports of an analysis: one HTML page that needs nothing beside it, or Markdown with its plots as SVG files beside
//! it. Each says what was found, by which method and whose, from which files, by which command, and what it took.

mod bars;
mod cost;
mod diagonal;
mod document;
mod escape;
mod format;
mod html;
mod markdown;
mod plot;
mod provenance;
mod scatter;

pub(super) use bars::bars;
pub(super) use cost::Cost;
pub(super) use diagonal::{Compared, against_diagonal};
pub(super) use document::{Document, Plot, Section};
use escape::{escape, mark};
pub(super) use format::{Format, asks_for_report, format_of, reports_asked};
pub(super) use html::closing_page;
pub(super) use markdown::closing_text;
pub(super) use plot::{OKABE_ITO, colour, drawn, range};
pub(super) use provenance::File;
use provenance::command;
pub(super) use scatter::on_components;
