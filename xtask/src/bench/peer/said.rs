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

/// What both sides take beside the time of a step.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cost {
    pub(crate) name: String,
    pub(crate) ours: f64,
    pub(crate) peer: f64,
    pub(crate) unit: Unit,
    /// What this project's plan says that it takes.
    pub(crate) planned: Option<f64>,
}

/// How well both sides do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) name: String,
    pub(crate) ours: f64,
    pub(crate) peer: f64,
    /// Such as `F1`.
    pub(crate) measure: String,
}

/// What a cost is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Bytes,
    Nanoseconds,
}

/// One turn of both sides, in nanoseconds: the medians and the least times.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Turn {
    pub(super) ours: f64,
    pub(super) peer: f64,
    pub(super) ours_least: f64,
    pub(super) peer_least: f64,
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// The turns of each benchmark.
    pub(super) turns: BTreeMap<String, Vec<Turn>>,
    pub(super) costs: Vec<Cost>,
    pub(super) scores: Vec<Score>,
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
    let figures = said.costs.len() + said.scores.len() + said.values.len();
    if said.turns.is_empty() && figures == 0 {
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
    if json.get("measure").is_some() {
        let (ours, peer) = (json.number("ours")?, json.number("peer")?);
        let measure = json.text("measure")?.to_owned();
        said.scores.push(Score { name, ours, peer, measure });
        return Ok(());
    }
    if json.get("unit").is_some() {
        let unit = match json.text("unit")? {
            "bytes" => Unit::Bytes,
            "ns" => Unit::Nanoseconds,
            other => bail!("`{name}` is in `{other}`, expected `bytes` or `ns`"),
        };
        let (ours, peer) = (positive(json, &name, "ours")?, positive(json, &name, "peer")?);
        let planned = json.number("planned").ok();
        said.costs.push(Cost { name, ours, peer, unit, planned });
        return Ok(());
    }
    let turn = Turn {
        ours: positive(json, &name, "ours_ns")?,
        peer: positive(json, &name, "peer_ns")?,
        ours_least: positive(json, &name, "ours_least_ns")?,
        peer_least: positive(json, &name, "peer_least_ns")?,
    };
    said.turns.entry(name).or_default().push(turn);
    Ok(())
}

/// What a ratio can be taken of.
fn positive(json: Json<'_>, name: &str, field: &str) -> Result<f64> {
    let value = json.number(field)?;
    if value > 0.0 {
        return Ok(value);
    }
    bail!("`{name}` took nothing: `{field}` is {value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_turn_or_a_cost_or_a_figure_by_itself() {
        let text = r#"{"name":"step/vit","ours_ns":4,"peer_ns":5,"ours_least_ns":3,"peer_least_ns":2}

            {"name":"output of vit","value":1e-6,"unit":"greatest relative difference"}
            {"name":"memory/vit","ours":10,"peer":40,"unit":"bytes","planned":9}
            {"name":"first step/vit","ours":10,"peer":40,"unit":"ns"}
            {"name":"snps","ours":0.5,"peer":-0.25,"measure":"F1"}
            {"name":"step/vit","ours_ns":5,"peer_ns":6,"ours_least_ns":5,"peer_least_ns":6}"#;
        let said = read(text).expect("six measurements");
        let turns = [
            Turn { ours: 4.0, peer: 5.0, ours_least: 3.0, peer_least: 2.0 },
            Turn { ours: 5.0, peer: 6.0, ours_least: 5.0, peer_least: 6.0 },
        ];
        assert_eq!(said.turns["step/vit"], turns);
        assert_eq!(said.values[0].value, 1e-6);
        let score = Score { name: "snps".into(), ours: 0.5, peer: -0.25, measure: "F1".into() };
        assert_eq!(said.scores, [score]);
        let cost = |name: &str, unit, planned| Cost {
            name: name.to_owned(),
            ours: 10.0,
            peer: 40.0,
            unit,
            planned,
        };
        assert_eq!(said.costs[0], cost("memory/vit", Unit::Bytes, Some(9.0)));
        assert_eq!(said.costs[1], cost("first step/vit", Unit::Nanoseconds, None));
    }

    #[test]
    fn what_is_no_measurement_is_refused_with_its_line() {
        let refusal = |text: &str| format!("{:#}", read(text).expect_err("no measurement"));
        assert_eq!(refusal("\n"), "nothing was measured");
        assert!(refusal("warming up").starts_with("line 1: not valid JSON"));
        let half = r#"{"name":"step/vit","ours_ns":1.0}"#;
        assert_eq!(refusal(half), "line 1: the number `peer_ns` is missing");
        let idle = r#"{"name":"a","ours_ns":1,"peer_ns":0}"#;
        assert_eq!(refusal(idle), "line 1: `a` took nothing: `peer_ns` is 0");
        let miles = r#"{"name":"a","ours":1,"peer":1,"unit":"miles"}"#;
        assert_eq!(refusal(miles), "line 1: `a` is in `miles`, expected `bytes` or `ns`");
    }
}
