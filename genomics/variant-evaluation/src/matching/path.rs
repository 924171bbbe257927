//! The search for the largest sets of differences that make the same haplotypes.

use super::haplotypes::Haplotypes;
use crate::Primitive;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The most differences that are searched at once; real clusters have a few dozen.
const LARGEST: usize = 10_000;

/// Differences that agree together, and cannot be divided into smaller groups that do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Of the truth's, by place in the list.
    pub truth: Vec<usize>,
    /// Of the calls', by place in the list.
    pub query: Vec<usize>,
}

/// A difference in the order of the reference.
struct Event<'a> {
    side: usize,
    index: usize,
    primitive: &'a Primitive,
    copies: [bool; 2],
    /// Whether a later difference of the same record has to keep to the same copies.
    continued: bool,
    /// Whether copies are told apart at all.
    genotypes: bool,
}

/// A way to choose among the differences so far.
#[derive(Clone)]
struct Path {
    haplotypes: Haplotypes,
    /// Records begun and not ended: side, record, and whether its copies are exchanged.
    exchanged: Vec<(usize, usize, bool)>,
    /// Whether something of each side was taken since the sides were last in step.
    taken: [bool; 2],
    score: u32,
    /// The last entry of the diary.
    last: Option<usize>,
}

/// What was done on the way: the entry before, and the event taken, or `None` where a segment ends.
struct Entry {
    before: Option<usize>,
    event: Option<usize>,
}

/// Finds the sets of `truth` and `query`, both in the order of places, that make the same two
/// haplotypes of `sequence[window]` and have the most members together.
///
/// Phase between records is free. Without `genotypes` every difference is taken to be of one copy,
/// so that sets agree that differ in the number of copies alone. Nothing comes back where more than
/// `limit` ways would have to be kept at once, or of more than 10,000 differences.
#[must_use]
pub fn agree(
    sequence: &[u8],
    truth: &[&Primitive],
    query: &[&Primitive],
    window: (usize, usize),
    genotypes: bool,
    limit: usize,
) -> Option<Vec<Segment>> {
    if truth.len() + query.len() > LARGEST {
        return None;
    }
    let events = events(truth, query, genotypes);
    let mut diary: Vec<Entry> = Vec::new();
    let mut paths = vec![Path {
        haplotypes: Haplotypes::new(window.0),
        exchanged: Vec::new(),
        taken: [false; 2],
        score: 0,
        last: None,
    }];
    for (number, event) in events.iter().enumerate() {
        let start = event.primitive.difference.start;
        let mut next = Vec::with_capacity(2 * paths.len());
        for mut path in paths {
            if !path.haplotypes.advance(sequence, start) || !path.settle(&mut diary) {
                continue;
            }
            path.branch(event, number, &mut diary, &mut next);
        }
        // Of ways with the same future the best is kept, and of equals the first.
        next.sort_by(|one, other| one.future(other).then_with(|| other.score.cmp(&one.score)));
        next.dedup_by(|one, other| one.future(other) == Ordering::Equal);
        if next.len() > limit {
            return None;
        }
        paths = next;
    }
    let mut best: Option<Path> = None;
    for mut path in paths {
        let whole = path.haplotypes.advance(sequence, window.1)
            && path.haplotypes.in_step()
            && path.settle(&mut diary);
        if whole && best.as_ref().is_none_or(|best| path.score > best.score) {
            best = Some(path);
        }
    }
    Some(segments(&events, &diary, best.and_then(|path| path.last)))
}

fn events<'a>(truth: &[&'a Primitive], query: &[&'a Primitive], genotypes: bool) -> Vec<Event<'a>> {
    let mut events = Vec::with_capacity(truth.len() + query.len());
    for (side, list) in [truth, query].into_iter().enumerate() {
        let mut last_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, primitive) in list.iter().enumerate() {
            if !primitive.homozygous() {
                last_of.insert(primitive.record, index);
            }
        }
        for (index, &primitive) in list.iter().enumerate() {
            let copies = if genotypes { primitive.copies } else { [true, false] };
            let last = last_of.get(&primitive.record).copied();
            let continued = genotypes && last.is_some_and(|last| last > index);
            events.push(Event { side, index, primitive, copies, continued, genotypes });
        }
    }
    // An insertion goes before what replaces the base behind it. The sort is stable.
    events.sort_by_key(|event| {
        let difference = &event.primitive.difference;
        (difference.start, difference.start != difference.end)
    });
    events
}

impl Path {
    /// Every way to go on at an event: with the difference in either order of copies, and without.
    fn branch(
        self,
        event: &Event<'_>,
        number: usize,
        diary: &mut Vec<Entry>,
        next: &mut Vec<Path>,
    ) {
        let (side, record) = (event.side, event.primitive.record);
        let symmetric = event.copies[0] == event.copies[1];
        let decided = self.exchanged.iter().find(|one| (one.0, one.1) == (side, record));
        // Where nothing tells the copies apart yet, one order stands for both. Without genotypes
        // only the first copy is in use.
        let free = !event.genotypes || self.haplotypes.in_step() && self.exchanged.is_empty();
        let orders: &[bool] = match decided {
            Some(&(_, _, exchanged)) if !symmetric => {
                if exchanged {
                    &[true]
                } else {
                    &[false]
                }
            }
            _ if symmetric || free => &[false],
            _ => &[false, true],
        };
        for &exchanged in orders {
            let mut path = self.clone();
            let [first, second] = event.copies;
            let copies = if exchanged { [second, first] } else { [first, second] };
            if !path.haplotypes.include(side, copies, &event.primitive.difference) {
                continue;
            }
            if !symmetric && decided.is_none() && event.continued {
                path.exchanged.push((side, record, exchanged));
            }
            path.end_record(event);
            path.taken[side] = true;
            path.score += 1;
            diary.push(Entry { before: path.last, event: Some(number) });
            path.last = Some(diary.len() - 1);
            if path.settle(diary) {
                next.push(path);
            }
        }
        let mut without = self;
        without.end_record(event);
        next.push(without);
    }

    /// Forgets the order of copies of a record that has no further differences.
    fn end_record(&mut self, event: &Event<'_>) {
        if !event.continued {
            let record = (event.side, event.primitive.record);
            self.exchanged.retain(|one| (one.0, one.1) != record);
        }
    }

    /// Ends a segment where the sides are in step. False where one side alone took something: its
    /// differences undo each other, and agree with nothing.
    fn settle(&mut self, diary: &mut Vec<Entry>) -> bool {
        if self.taken == [false, false] || !self.haplotypes.in_step() {
            return true;
        }
        if self.taken != [true, true] {
            return false;
        }
        self.taken = [false, false];
        diary.push(Entry { before: self.last, event: None });
        self.last = Some(diary.len() - 1);
        true
    }

    /// Orders paths by what decides about their future.
    fn future(&self, other: &Self) -> Ordering {
        let key = |path: &Self| path.taken;
        key(self)
            .cmp(&key(other))
            .then_with(|| self.haplotypes.cmp(&other.haplotypes))
            .then_with(|| self.exchanged.cmp(&other.exchanged))
    }
}

/// Reads the diary back.
fn segments(events: &[Event<'_>], diary: &[Entry], last: Option<usize>) -> Vec<Segment> {
    let mut entries = Vec::new();
    let mut at = last;
    while let Some(entry) = at.map(|at| &diary[at]) {
        entries.push(entry.event);
        at = entry.before;
    }
    let mut found = Vec::new();
    let mut segment = Segment::default();
    for event in entries.into_iter().rev() {
        match event.map(|number| &events[number]) {
            Some(event) if event.side == 0 => segment.truth.push(event.index),
            Some(event) => segment.query.push(event.index),
            None => found.push(std::mem::take(&mut segment)),
        }
    }
    found
}
