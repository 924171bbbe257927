//! Where each slot lies.

/// What a slot's memory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The caller's input of this number.
    Input(usize),
    /// The caller's output of this number.
    Output(usize),
    /// A constant of this number.
    Constant(usize),
    /// Part of the arena.
    Arena,
}

/// A piece of memory.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) kind: Kind,
    pub(super) bytes: usize,
    /// First and last step that touch it.
    pub(super) live: Option<(usize, usize)>,
    /// Whether its content depends on weights alone, and is kept from run to run.
    pub(super) fixed: bool,
    /// Whether a step reads it that is not of weights alone.
    pub(super) needed: bool,
    /// A slot that dies in the step that makes this one, and whose memory it may take over.
    pub(super) inherits: Option<usize>,
}

impl Slot {
    pub(super) fn new(kind: Kind, bytes: usize) -> Self {
        Self { kind, bytes, live: None, fixed: false, needed: false, inherits: None }
    }

    /// Notes that `step` touches it.
    pub(super) fn touch(&mut self, step: usize) {
        self.live =
            Some(self.live.map_or((step, step), |(first, last)| (first.min(step), last.max(step))));
    }
}

/// Offsets of the arena's slots, and its size.
pub(super) struct Layout {
    pub(super) offsets: Vec<usize>,
    pub(super) bytes: usize,
}

const ALIGN: usize = crate::buffer::ALIGNMENT;

/// Gives each slot of the arena a place: the smallest gap that holds it while it lives.
pub(super) fn lay_out(slots: &[Slot], steps: usize) -> Layout {
    let mut offsets = vec![0; slots.len()];
    // A chain of inheritance is one block that lives from its first slot to its last.
    let mut head: Vec<usize> = (0..slots.len()).collect();
    let mut last: Vec<usize> = slots.iter().map(|s| s.live.map_or(0, |(_, last)| last)).collect();
    for step in 0..steps {
        for (i, slot) in slots.iter().enumerate() {
            if let (Some((first, _)), Some(from)) = (slot.live, slot.inherits)
                && first == step
            {
                head[i] = head[from];
                last[head[i]] = last[head[i]].max(last[i]);
            }
        }
    }
    let mut births: Vec<Vec<usize>> = vec![Vec::new(); steps];
    for (i, slot) in slots.iter().enumerate() {
        if let (Kind::Arena, Some((first, _))) = (slot.kind, slot.live) {
            births[first].push(i);
        }
    }
    // Blocks in use: (offset, end, last step).
    let mut used: Vec<(usize, usize, usize)> = Vec::new();
    let mut bytes = 0;
    for (step, born) in births.iter().enumerate() {
        used.retain(|&(_, _, last)| last >= step);
        for &i in born {
            if head[i] != i {
                offsets[i] = offsets[head[i]];
                continue;
            }
            let size = slots[i].bytes.max(1).next_multiple_of(ALIGN);
            used.sort_unstable();
            let mut best: Option<(usize, usize)> = None;
            let mut start = 0;
            for &(offset, end, _) in &used {
                if offset >= start + size {
                    let gap = offset - start;
                    if best.is_none_or(|(smallest, _)| gap < smallest) {
                        best = Some((gap, start));
                    }
                }
                start = start.max(end);
            }
            let offset = best.map_or(start, |(_, offset)| offset);
            offsets[i] = offset;
            used.push((offset, offset + size, last[i]));
            bytes = bytes.max(offset + size);
        }
    }
    Layout { offsets, bytes }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(bytes: usize, first: usize, last: usize) -> Slot {
        Slot { live: Some((first, last)), ..Slot::new(Kind::Arena, bytes) }
    }

    #[test]
    fn memory_is_used_again_after_its_last_use() {
        let slots = [slot(64, 0, 1), slot(64, 1, 2), slot(64, 2, 3)];
        let layout = lay_out(&slots, 4);
        assert_eq!(layout.bytes, 128);
        assert_eq!(layout.offsets[0], layout.offsets[2]);
    }

    #[test]
    fn slots_that_live_together_do_not_overlap() {
        let slots: Vec<Slot> =
            (0..40).map(|i| slot(64 * (i % 5 + 1), i / 2, i / 2 + i % 7)).collect();
        let layout = lay_out(&slots, 40);
        for (i, a) in slots.iter().enumerate() {
            for (j, b) in slots.iter().enumerate().skip(i + 1) {
                let ((a0, a1), (b0, b1)) = (a.live.unwrap(), b.live.unwrap());
                let together = a0 <= b1 && b0 <= a1;
                let (x, y) = (layout.offsets[i], layout.offsets[j]);
                assert!(!together || x + a.bytes <= y || y + b.bytes <= x, "{i} {j}");
            }
        }
    }
}
