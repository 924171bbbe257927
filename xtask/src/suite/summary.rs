//! What ran, what did not and why, and how long it took.

use std::time::Duration;

use super::stage::Outcome;

/// One stage's line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) stage: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) took: Duration,
}

/// The table, and the count that closes it.
pub(crate) fn render(lines: &[Line]) -> String {
    let mut text = format!("{:<11} {:<8} {:>8}  note\n", "stage", "result", "seconds");
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for line in lines {
        let (result, note, count) = match &line.outcome {
            Outcome::Passed => ("passed", "", &mut passed),
            Outcome::Failed(why) => ("FAILED", why.as_str(), &mut failed),
            Outcome::Skipped(why) => ("skipped", why.as_str(), &mut skipped),
        };
        *count += 1;
        let row =
            format!("{:<11} {result:<8} {:>8.1}  {note}", line.stage, line.took.as_secs_f64());
        text += row.trim_end();
        text.push('\n');
    }
    text + &format!("\nstages: {passed} passed, {failed} failed, {skipped} skipped\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_has_its_line_and_the_last_one_counts() {
        let line = |stage, outcome| Line { stage, outcome, took: Duration::from_millis(1250) };
        let lines = [
            line("fmt", Outcome::Passed),
            line("clippy", Outcome::Failed("2 warnings".to_owned())),
            line("parity", Outcome::Skipped("no Python here".to_owned())),
        ];
        insta::assert_snapshot!(render(&lines), @r"
        stage       result    seconds  note
        fmt         passed        1.2
        clippy      FAILED        1.2  2 warnings
        parity      skipped       1.2  no Python here

        stages: 1 passed, 1 failed, 1 skipped
        ");
    }
}
