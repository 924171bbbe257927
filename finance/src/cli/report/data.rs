//! The sections that all reports on prices have.

use super::{Section, Table};
use crate::cli::market::Provenance;

/// Where prices are from, and what looks wrong with them.
pub(in crate::cli) fn prices(prices: &Provenance) -> Section {
    let mut table = Table::new(&["", "data"]);
    table.row(["prices", prices.name.as_str()]);
    table.row(["source", prices.source.as_str()]);
    table.row(["days", &format!("{}, {} to {}", prices.days, prices.first, prices.last)]);
    table.row(["days without all prices", &prices.align.to_string()]);
    table.row(["days dropped", &prices.dropped.to_string()]);
    table.row(["prices carried forward", &prices.filled.to_string()]);
    let section = Section::new("Data").table(table);
    match prices.warnings.len() {
        0 => section.text("Nothing looks wrong with these prices."),
        _ => section
            .text("What looks wrong with these prices, and was left as it is:")
            .list(prices.warnings.iter().map(ToString::to_string).collect()),
    }
}

/// The command of this run, so that its figures can be made again.
pub(in crate::cli) fn command() -> Section {
    let quoted = |text: std::ffi::OsString| {
        let text = text.to_string_lossy().into_owned();
        let plain = |c: char| c.is_alphanumeric() || "-_./=,:+".contains(c);
        match !text.is_empty() && text.chars().all(plain) {
            true => text,
            false => format!("'{}'", text.replace('\'', r"'\''")),
        }
    };
    let words: Vec<String> = std::env::args_os().skip(1).map(quoted).collect();
    let line = match words.split_first() {
        Some((verb, rest)) => format!("cargo xtask {verb} finance {}", rest.join(" ")),
        None => String::new(),
    };
    Section::new("Command").code(line)
}
