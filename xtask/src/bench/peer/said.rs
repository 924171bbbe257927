//! What a peer's bench writes.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::json::{self, Json};

/// A figure by itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
}

/// One turn of both sides, in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Turn {
    pub(super) ours: f64,
    pub(super) peer: f64,
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The turns of each benchmark.
    pub(super) turns: BTreeMap<String, Vec<Turn>>,
    pub(super) values: Vec<Value>,
}

/// Reads the lines of a bench.
///
/// # Errors
///
/// A line that is no measurement, or none at all.
pub(super) fn read(text: &str) -> Result<Said> {
    let mut said = Said::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        read_line(line, &mut said).with_context(|| format!("line {}", number + 1))?;
    }
    if said.turns.is_empty() && said.values.is_empty() {
        bail!("nothing was measured");
    }
    Ok(said)
}

fn read_line(line: &str, said: &mut Said) -> Result<()> {
    let value = json::parse(line)?;
    let json = Json(&value);
    let name = json.text("name")?.to_owned();
    if json.get("value").is_some() {
        let (value, unit) = (json.number("value")?, json.text("unit")?.to_owned());
        said.values.push(Value { name, value, unit });
        return Ok(());
    }
    let turn = Turn { ours: json.number("ours_ns")?, peer: json.number("peer_ns")? };
    if !(turn.ours > 0.0 && turn.peer > 0.0) {
        bail!("`{name}` took no time: {} ns and {} ns", turn.ours, turn.peer);
    }
    said.turns.entry(name).or_default().push(turn);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_turn_or_a_figure_by_itself() {
        let text = r#"{"name":"step/vit","ours_ns":2.4e8,"peer_ns":2.5e8}

            {"name":"forest","value":0.91,"unit":"accuracy"}
            {"name":"step/vit","ours_ns":2.3e8,"peer_ns":2.6e8}"#;
        let said = read(text).expect("three measurements");
        let turns = [Turn { ours: 2.4e8, peer: 2.5e8 }, Turn { ours: 2.3e8, peer: 2.6e8 }];
        assert_eq!(said.turns["step/vit"], turns);
        assert_eq!(said.values[0].unit, "accuracy");
    }

    #[test]
    fn what_is_no_measurement_is_refused_with_its_line() {
        let refusal = |text: &str| format!("{:#}", read(text).expect_err("no measurement"));
        assert_eq!(refusal("\n"), "nothing was measured");
        assert!(refusal("warming up").starts_with("line 1: not valid JSON"));
        let half = r#"{"name":"step/vit","ours_ns":1.0}"#;
        assert_eq!(refusal(half), "line 1: the number `peer_ns` is missing");
        let idle = r#"{"name":"a","ours_ns":1,"peer_ns":0}"#;
        assert_eq!(refusal(idle), "line 1: `a` took no time: 1 ns and 0 ns");
    }
}
