//! What the points came to, as a table.

use std::time::Duration;

use super::point::Point;

/// The counts of all points, and the negative control.
#[derive(Debug)]
pub(super) struct Summary<'a> {
    pub(super) points: &'a [Point],
    /// Whether a run of another seed ended in other weights.
    pub(super) control_differs: bool,
    pub(super) took: Duration,
}

impl Summary<'_> {
    /// Whether all points are equal, and the control is not.
    pub(super) fn holds(&self) -> bool {
        self.control_differs && self.points.iter().all(Point::equal)
    }

    /// The table.
    pub(super) fn render(&self) -> String {
        let total = self.points.len();
        let count = |of: &dyn Fn(&Point) -> bool| {
            self.points.iter().filter(|point| of(point)).count().to_string()
        };
        let kills: usize = self.points.iter().map(|point| point.kills.len()).sum();
        let control = if self.control_differs { "differ" } else { "ARE THE SAME" };
        let rows = [
            ("kill points", total.to_string()),
            ("kills (SIGKILL)", kills.to_string()),
            ("points inside the checkpoint writer", count(&Point::inside_writer)),
            ("weights equal to the uninterrupted run", count(&|point| point.same_weights)),
            ("metrics equal to the uninterrupted run", count(&|point| point.same_metrics)),
            ("weights of another seed", control.to_owned()),
            ("seconds", format!("{:.1}", self.took.as_secs_f64())),
        ];
        let mut text = String::new();
        for (what, found) in rows {
            text += &format!("{what:<40} {found:>6}\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kill_test::kill::Killed;
    use crate::kill_test::writer::Unfinished;

    fn point(number: u32, inside: Option<Unfinished>, same: bool) -> Point {
        let kills = vec![Killed { after: Duration::from_millis(1250), inside }];
        Point { number, kills, same_weights: same, same_metrics: same }
    }

    #[test]
    fn one_unequal_point_or_an_equal_control_is_a_failure() {
        let writing = Unfinished { step: 14, files: 1, bytes: 512 };
        let good = [point(1, None, true), point(2, Some(writing), true)];
        let took = Duration::from_secs(9);
        let of = |points, control_differs| Summary { points, control_differs, took };
        assert!(of(&good, true).holds());
        assert!(!of(&good, false).holds());
        let bad = [point(1, None, true), point(2, None, false)];
        assert!(!of(&bad, true).holds());
        insta::assert_snapshot!(of(&good, true).render(), @r"
        kill points                                   2
        kills (SIGKILL)                               2
        points inside the checkpoint writer           1
        weights equal to the uninterrupted run        2
        metrics equal to the uninterrupted run        2
        weights of another seed                  differ
        seconds                                     9.0
        ");
        insta::assert_snapshot!(good[1].line(2), @"  2/2  equal  killed after 1.250 s inside the writer of step 14 (1 files, 512 bytes)");
        insta::assert_snapshot!(bad[1].line(2), @"  2/2  WEIGHTS DIFFER  killed after 1.250 s");
    }
}
