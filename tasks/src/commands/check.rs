use super::graphs::ModelGraphs;
use crate::args::CheckArgs;
use crate::{Domain, TaskError};
use neuron_command_line::output;
use neuron_rt::neuron::checker::{Finding, RULES, Report, Verdict};
use neuron_rt::neuron::{Prepared, Target};
use neuron_train::signals::ExitCode;
use serde_json::{Value, json};

/// Says what Neuron's compiler would refuse.
pub(super) fn check(domain: &'static Domain, args: &CheckArgs) -> Result<ExitCode, TaskError> {
    if args.rules {
        return rules(args.json);
    }
    let targets = args.target.map_or(Target::ALL.to_vec(), |target| vec![target]);
    let models = ModelGraphs::all(domain, &args.choice, &args.places)?;
    let mut verdicts = Vec::new();
    let mut refused = false;
    for model in &models {
        for graph in [model.forward()?, model.training()?.graph] {
            // Targets differ in what they take, not in what they are given.
            let prepared = Prepared::new(&graph, targets[0]);
            let report = |&target: &Target| Report::of(&prepared.module.proto, target);
            let reports: Vec<Report> = targets.iter().map(report).collect();
            refused |= reports.iter().any(|report| report.verdict() == Verdict::Refused);
            if args.json {
                verdicts.extend(reports.iter().map(|report| record(model.name(), report)));
                continue;
            }
            for (report, targets) in alike(&reports) {
                output::line(&shown(model.name(), report, &targets, args.verbose))?;
            }
        }
    }
    if args.json {
        let line = json!({
            "task": models[0].task.name(),
            "dataset": models[0].task.dataset(),
            "accepted": !refused,
            "verdicts": verdicts,
        });
        output::line(&line.to_string())?;
    }
    Ok(if refused { ExitCode::Failure } else { ExitCode::Success })
}

/// Reports that differ, each with the targets that it is the same for.
fn alike(reports: &[Report]) -> Vec<(&Report, Vec<&'static str>)> {
    let mut groups: Vec<(&Report, Vec<&'static str>)> = Vec::new();
    for report in reports {
        let target = report.target.name();
        match groups.iter_mut().find(|(other, _)| other.findings == report.findings) {
            Some((_, targets)) => targets.push(target),
            None => groups.push((report, vec![target])),
        }
    }
    groups
}

/// The verdict in a line, and below it what led to it.
fn shown(model: &str, report: &Report, targets: &[&str], verbose: bool) -> String {
    let targets = targets.join(", ");
    let (graph, count) = (&report.module, report.instructions);
    let verdict = report.verdict();
    let mut text = format!("{model} {graph} for {targets}: {verdict}, {count} instructions");
    if verbose {
        // Its first line is the one above.
        for line in report.to_string().lines().skip(1) {
            text.push_str(&format!("\n{line}"));
        }
        return text;
    }
    for (finding, more) in condensed(&report.findings) {
        text.push_str(&format!("\n  {finding}"));
        if more > 0 {
            text.push_str(&format!(" (and {more} more of the kind: `--verbose` lists them)"));
        }
    }
    text
}

/// Of the findings of a rule the first of each severity, with how many more there are.
fn condensed(findings: &[Finding]) -> Vec<(&Finding, usize)> {
    let mut kept: Vec<(&Finding, usize)> = Vec::new();
    for finding in findings {
        let alike = |(other, _): &&mut (&Finding, usize)| {
            (other.rule, other.severity) == (finding.rule, finding.severity)
        };
        match kept.iter_mut().find(alike) {
            Some((_, more)) => *more += 1,
            None => kept.push((finding, 0)),
        }
    }
    kept
}

fn record(model: &str, report: &Report) -> Value {
    let finding = |finding: &Finding| {
        json!({
            "severity": finding.severity.to_string(),
            "rule": finding.rule,
            "code": finding.code,
            "layer": finding.layer,
            "instruction": finding.instruction,
            "opcode": finding.opcode,
            "message": finding.message,
            "way_out": finding.way_out,
        })
    };
    json!({
        "model": model,
        "graph": report.module,
        "target": report.target.name(),
        "verdict": report.verdict().to_string(),
        "instructions": report.instructions,
        "opcodes": report.opcodes,
        "parameters": report.parameters,
        "parameter_bytes": report.parameter_bytes,
        "results": report.results,
        "result_bytes": report.result_bytes,
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

/// What is checked.
fn rules(as_json: bool) -> Result<ExitCode, TaskError> {
    if as_json {
        let rule = |rule: &&neuron_rt::neuron::checker::Rule| {
            json!({
                "name": rule.name,
                "code": rule.code,
                "states": rule.states,
                "source": rule.source,
                "way_out": rule.way_out,
            })
        };
        let rules: Vec<Value> = RULES.iter().map(|each| rule(&each)).collect();
        output::line(&json!({ "rules": rules }).to_string())?;
    } else {
        for rule in RULES {
            output::line(&format!(
                "{} ({})\n  {}\n  otherwise: {}\n  source: {}",
                rule.name, rule.code, rule.states, rule.way_out, rule.source
            ))?;
        }
    }
    Ok(ExitCode::Success)
}

#[cfg(test)]
mod tests {
    use super::{alike, shown};
    use neuron_rt::graph::{Builder, DType, Role, TensorType};
    use neuron_rt::neuron::{Prepared, Target};

    /// A graph of two products in f64.
    fn refused() -> Prepared {
        let b = Builder::new();
        let x = b.input("x", TensorType::new(DType::F64, [3]), Role::Data).unwrap();
        let y = x.mul(&x).unwrap().add(&x).unwrap();
        Prepared::new(&b.finish(&[("y", &y)]).unwrap(), Target::Trn1)
    }

    #[test]
    fn what_is_the_same_for_all_targets_is_said_once() {
        let prepared = refused();
        let of = |target| super::Report::of(&prepared.module.proto, target);
        let reports: Vec<_> = Target::ALL.into_iter().map(of).collect();
        let groups = alike(&reports);
        assert_eq!(groups.len(), 1, "{groups:?}");
        assert_eq!(groups[0].1, ["inf2", "trn1", "trn1n", "trn2", "trn3"]);
    }

    #[test]
    fn a_finding_stands_for_others_of_its_kind() {
        let report = refused().report();
        let short = shown("cnn", &report, &["trn1"], false);
        let long = shown("cnn", &report, &["trn1"], true);
        let first = short.lines().next().unwrap();
        assert!(first.starts_with("cnn forward for trn1: refused, "), "{short}");
        assert_eq!(long.lines().next(), Some(first));
        let findings = |text: &str| text.lines().filter(|l| l.contains("refused NRT-F64")).count();
        assert!(findings(&short) == 1 && findings(&long) > 1, "{short}\n{long}");
        assert!(short.contains(" more of the kind"), "{short}");
        assert!(long.contains("  parameters    1 (24 bytes)"), "{long}");
    }
}
