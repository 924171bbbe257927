//! The inventory as a table for people.

use super::device::Device;
use super::inventory::Inventory;
use super::neuron_core::Core;
use std::fmt;
use std::ops::Range;

const COLUMNS: [&str; 9] = [
    "DEVICE",
    "CHIP",
    "CORES",
    "CORE IDS",
    "MEMORY",
    "IN USE",
    "CONNECTED",
    "EXECUTIONS",
    "FAILURES",
];
/// What stands where nothing is known.
const UNKNOWN: &str = "-";

impl fmt::Display for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(instance) = &self.instance {
            writeln!(f, "instance: {instance}")?;
        }
        if let Some(target) = self.target {
            writeln!(f, "target: {target}")?;
        }
        if let Some(driver) = &self.driver {
            writeln!(f, "driver: {driver}")?;
        }
        if !self.devices.is_empty() {
            writeln!(f, "physical cores in a logical one: {}", self.logical_cores)?;
            let rows: Vec<_> = self.devices.iter().map(|device| self.row(device)).collect();
            write_table(f, &rows)?;
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        Ok(())
    }
}

impl Inventory {
    fn row(&self, device: &Device) -> [String; COLUMNS.len()] {
        let known = |text: Option<String>| text.unwrap_or_else(|| UNKNOWN.to_owned());
        let cores = self.logical_cores_of(device);
        let connected = device
            .connected
            .as_ref()
            .map(|devices| devices.iter().map(u32::to_string).collect::<Vec<_>>().join(", "));
        let connected =
            connected.map(|list| if list.is_empty() { "none".to_owned() } else { list });
        [
            device.index.to_string(),
            known(device.name.clone().or_else(|| device.architecture.clone())),
            cores.len().to_string(),
            ids(&cores),
            known(self.memory_per_device().map(bytes)),
            known(device.memory_in_use().map(bytes)),
            known(connected),
            known(device.sum(Core::executions).map(|count| count.to_string())),
            known(device.sum(Core::failures).map(|count| count.to_string())),
        ]
    }
}

fn ids(cores: &Range<u32>) -> String {
    match cores.len() {
        0 => UNKNOWN.to_owned(),
        1 => cores.start.to_string(),
        _ => format!("{}-{}", cores.start, cores.end - 1),
    }
}

/// A size in the largest unit that it fills, with one decimal where it has one.
fn bytes(size: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = (0..units.len()).rev().find(|unit| size >> (10 * unit) > 0).unwrap_or(0);
    // Whole numbers: a tenth of the unit, rounded down.
    let tenths = (u128::from(size) * 10) >> (10 * unit);
    match tenths % 10 {
        0 => format!("{} {}", tenths / 10, units[unit]),
        tenth => format!("{}.{tenth} {}", tenths / 10, units[unit]),
    }
}

fn write_table(f: &mut fmt::Formatter<'_>, rows: &[[String; COLUMNS.len()]]) -> fmt::Result {
    let mut widths = COLUMNS.map(str::len);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |f: &mut fmt::Formatter<'_>, cells: &[&str]| {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            text.push_str(&format!("{cell:width$}  "));
        }
        writeln!(f, "{}", text.trim_end())
    };
    line(f, &COLUMNS)?;
    for row in rows {
        line(f, &row.each_ref().map(String::as_str))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let cases = [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (1536, "1.5 KiB"),
            (32 << 30, "32 GiB"),
            ((3 << 30) + (1 << 29), "3.5 GiB"),
            (u64::MAX, "16777215.9 TiB"),
        ];
        for (size, text) in cases {
            assert_eq!(bytes(size), text);
        }
    }
}
