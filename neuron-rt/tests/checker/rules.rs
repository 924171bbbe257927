//! The table of rules, and every rule on its cases.

use crate::case::Case;
use crate::{on_control, on_modules, on_operations, on_types};
use neuron_rt::neuron::checker::{RULES, check};
use std::collections::BTreeSet;

fn cases() -> Vec<Case> {
    let families =
        [on_types::cases(), on_modules::cases(), on_operations::cases(), on_control::cases()];
    families.into_iter().flatten().collect()
}

#[test]
fn every_rule_has_a_case() {
    let tried: BTreeSet<&str> = cases().iter().map(|case| case.rule).collect();
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(rules.len(), RULES.len(), "names of rules differ");
    let untried: Vec<_> = rules.difference(&tried).collect();
    assert!(untried.is_empty(), "rules without a case: {untried:?}");
    let unknown: Vec<_> = tried.difference(&rules).collect();
    assert!(unknown.is_empty(), "cases of no rule: {unknown:?}");
}

#[test]
fn every_rule_says_what_it_states_and_who_says_so() {
    for rule in RULES {
        for text in [rule.code, rule.states, rule.source, rule.way_out] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{rule:?}: `{text}`");
        }
        assert!(
            ["EMOD", "EVRF", "NRT-", "#", "pytorch/xla#"].iter().any(|p| rule.code.starts_with(p)),
            "{rule:?} has a code of no known kind"
        );
    }
}

#[test]
fn what_is_wrong_is_found() {
    for case in cases() {
        let findings = check(&case.wrong, case.target);
        let found = findings.iter().find(|finding| finding.rule == case.rule);
        let found = found.unwrap_or_else(|| panic!("`{}` found nothing: {findings:?}", case.rule));
        assert_eq!(found.severity, case.severity, "`{}`", case.rule);
        let line = found.to_string();
        assert!(line.contains(found.code) && line.contains(found.way_out), "{line}");
        assert!(!line.contains('\n') && !line.ends_with('.'), "{line}");
    }
}

#[test]
fn what_is_right_is_left_alone() {
    for case in cases() {
        let findings = check(&case.right, case.right_target);
        let found: Vec<_> = findings.iter().filter(|finding| finding.rule == case.rule).collect();
        assert!(found.is_empty(), "`{}` found {found:?}", case.rule);
    }
}
