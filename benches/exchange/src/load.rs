//! What other programs take of the processor.

use std::collections::BTreeMap;
use std::fs;

/// Processor time so far, in ticks: of this process with all that it started, and of all together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ticks {
    own: u64,
    all: u64,
    /// With those in which no one ran.
    total: u64,
}

impl Ticks {
    /// As Linux counts; `None` elsewhere.
    pub(crate) fn now() -> Option<Self> {
        let stat = fs::read_to_string("/proc/stat").ok()?;
        let line = stat.lines().next()?.strip_prefix("cpu")?;
        let counts: Vec<u64> = line.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        // user nice system idle iowait irq softirq steal: `man 5 proc_stat`.
        let total = counts.iter().take(8).sum();
        let all = total - counts.get(3)? - counts.get(4)?;
        Some(Self { own: of_the_family()?, all, total })
    }

    /// The share of the processor since `before` that neither this process nor its children took.
    pub(crate) fn foreign_since(&self, before: &Self) -> f64 {
        let own = self.own.saturating_sub(before.own);
        let foreign = (self.all - before.all).saturating_sub(own);
        foreign as f64 / (self.total - before.total).max(1) as f64
    }
}

/// Parent, and time of all threads with that of children that have ended.
#[derive(Clone, Copy, Debug)]
struct Member {
    parent: u32,
    ticks: u64,
}

/// This process, its children, their children.
fn of_the_family() -> Option<u64> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir("/proc").ok()?.flatten() {
        let id = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok());
        // A process may end while the folder is read.
        if let Some((id, member)) = id.and_then(|id| Some((id, member(id)?))) {
            all.insert(id, member);
        }
    }
    let own = std::process::id();
    let belongs = |mut id: u32| {
        for _ in 0..all.len() {
            if id == own {
                return true;
            }
            match all.get(&id) {
                Some(member) => id = member.parent,
                None => return false,
            }
        }
        false
    };
    Some(all.iter().filter(|(id, _)| belongs(**id)).map(|(_, member)| member.ticks).sum())
}

/// Fields 4 and 14 to 17 of `man 5 proc_pid_stat`.
fn member(id: u32) -> Option<Member> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The second field is a name in parentheses, which may hold spaces.
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks =
        fields.get(11..15)?.iter().map(|field| field.parse::<u64>().ok()).sum::<Option<_>>();
    Some(Member { parent: fields.get(1)?.parse().ok()?, ticks: ticks? })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_work_of_a_child_is_not_foreign() {
        let before = of_the_family().expect("Linux counts");
        // A tenth of a second of work, at least, by a child that ends.
        let script = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        let ended =
            std::process::Command::new("sh").args(["-c", script]).status().expect("a shell");
        assert!(ended.success());
        assert!(of_the_family().expect("Linux counts") > before);
    }
}
