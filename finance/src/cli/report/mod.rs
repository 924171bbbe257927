//! Reports of an analysis: one HTML page that needs nothing beside it, or Markdown with its plots as SVG
//! files beside it. Text is text: tickers, items and file names are escaped in both.

mod data;
mod document;
mod escape;
mod html;
mod markdown;
mod plot;
mod write;

pub(super) use data::{command, prices};
pub(super) use document::{Report, Section, Table};
pub(super) use plot::{Bar, Chart, Layer, Shape, Svg, XAxis, bars, histogram};
pub(super) use write::{Format, format_of, wanted, write};
