//! Loops that count: how often a `while` turns, where that can be told before it runs.

use super::proto::{Instruction, Literal};
use super::view::{Body, View};
use std::cell::Cell;

/// Steps of a search before it is given up: values may be shared in ever larger sums.
const STEPS: u32 = 4096;

/// A `while` whose condition compares a counter with a bound, and whose body adds a fixed step to
/// the counter and leaves the bound alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counter {
    /// Which part of the state counts.
    pub(crate) part: usize,
    /// What the condition adds to it before it compares.
    offset: i64,
    /// What a turn adds to it.
    step: i64,
    pub(crate) bound: Bound,
    /// What `counter _ bound` is while it turns.
    direction: Direction,
}

/// Where a counter ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Constant(i64),
    /// A part of the state that no turn changes.
    Part(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    NotEqual,
}

impl Direction {
    fn of(compare: &Instruction) -> Option<Self> {
        Some(match compare.comparison_direction.as_str() {
            "LT" => Self::Less,
            "LE" => Self::LessEqual,
            "GT" => Self::Greater,
            "GE" => Self::GreaterEqual,
            "NE" => Self::NotEqual,
            _ => return None,
        })
    }

    const fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
            Self::NotEqual => Self::NotEqual,
        }
    }
}

impl Counter {
    /// The counter of a `while`, if it has one.
    pub(crate) fn of(view: &View<'_>, repeat: &Instruction) -> Option<Self> {
        // XLA's order: the body, then the condition.
        let (body, condition) = (view.called(repeat, 0)?, view.called(repeat, 1)?);
        let search = Search { view, left: Cell::new(STEPS) };
        let turn = Frame { body, caller: None };
        let added = |part| step_of(&search, &turn, part);
        let test = Frame { body: condition, caller: None };
        let compare = condition.origin(condition.root()?);
        if compare.opcode != "compare" {
            return None;
        }
        let left = search.term(&test, condition.operand(compare, 0)?)?;
        let right = search.term(&test, condition.operand(compare, 1)?)?;
        let direction = Direction::of(compare)?;
        for (counts, ends, direction) in
            [(left, right, direction), (right, left, direction.turned())]
        {
            let Some(part) = counts.part else { continue };
            let Some(step) = added(part).filter(|&step| step != 0) else { continue };
            let bound = match ends.part {
                None => Bound::Constant(ends.offset),
                Some(other) if added(other) == Some(0) && ends.offset == 0 => Bound::Part(other),
                Some(_) => continue,
            };
            return Some(Self { part, offset: counts.offset, step, bound, direction });
        }
        None
    }

    /// How often it turns from `start` to `bound`; nothing where it would not end.
    pub(crate) fn turns(&self, start: i64, bound: i64) -> Option<usize> {
        let (start, bound, step) =
            (i128::from(start) + i128::from(self.offset), i128::from(bound), i128::from(self.step));
        let up = |room: i128, step: i128| {
            if room <= 0 { Some(0) } else { (step > 0).then(|| (room + step - 1) / step) }
        };
        let turns = match self.direction {
            Direction::Less => up(bound - start, step),
            Direction::LessEqual => up(bound - start + 1, step),
            Direction::Greater => up(start - bound, -step),
            Direction::GreaterEqual => up(start - bound + 1, -step),
            Direction::NotEqual => {
                let room = bound - start;
                (room % step == 0 && room / step >= 0).then(|| room / step)
            }
        };
        turns.and_then(|turns| usize::try_from(turns).ok())
    }
}

/// What a turn adds to a part of the state.
fn step_of(search: &Search<'_, '_>, turn: &Frame<'_, '_>, part: usize) -> Option<i64> {
    let end = search.part(turn, turn.body.root()?, part)?;
    (end.part == Some(part)).then_some(end.offset)
}

/// How often a `while` turns, from the module alone.
pub(crate) fn turns(view: &View<'_>, body: &Body<'_>, repeat: &Instruction) -> Option<usize> {
    let counter = Counter::of(view, repeat)?;
    let search = Search { view, left: Cell::new(STEPS) };
    let frame = Frame { body, caller: None };
    let begin = |part| {
        let term = search.part(&frame, body.operand(repeat, 0)?, part)?;
        term.part.is_none().then_some(term.offset)
    };
    let bound = match counter.bound {
        Bound::Constant(bound) => bound,
        Bound::Part(part) => begin(part)?,
    };
    counter.turns(begin(counter.part)?, bound)
}

/// A part of the state plus a number, or a number alone.
#[derive(Clone, Copy)]
struct Term {
    part: Option<usize>,
    offset: i64,
}

/// A computation, and the call that gave it its arguments.
struct Frame<'f, 'm> {
    body: &'f Body<'m>,
    caller: Option<(&'f Frame<'f, 'm>, &'m Instruction)>,
}

struct Search<'v, 'm> {
    view: &'v View<'m>,
    left: Cell<u32>,
}

impl<'m> Search<'_, 'm> {
    fn step(&self) -> Option<()> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some(())
    }

    fn term(&self, frame: &Frame<'_, 'm>, value: &'m Instruction) -> Option<Term> {
        self.step()?;
        let operand = |n| frame.body.operand(value, n);
        match value.opcode.as_str() {
            "constant" => {
                let offset = integer(value.literal.as_ref()?)?;
                Some(Term { part: None, offset })
            }
            "copy" | "convert" | "bitcast" | "reshape" => self.term(frame, operand(0)?),
            "add" | "subtract" => {
                let (a, b) = (self.term(frame, operand(0)?)?, self.term(frame, operand(1)?)?);
                let minus = value.opcode == "subtract";
                let part = match (a.part, b.part) {
                    (part, None) => part,
                    (None, part) if !minus => part,
                    _ => return None,
                };
                let offset = if minus {
                    a.offset.checked_sub(b.offset)
                } else {
                    a.offset.checked_add(b.offset)
                };
                Some(Term { part, offset: offset? })
            }
            "get-tuple-element" => {
                self.part(frame, operand(0)?, usize::try_from(value.tuple_index).ok()?)
            }
            "parameter" => {
                let (frame, call) = frame.caller?;
                let number = usize::try_from(value.parameter_number).ok()?;
                self.term(frame, frame.body.operand(call, number)?)
            }
            "call" | "fusion" => {
                let body = self.view.called(value, 0)?;
                self.term(&Frame { body, caller: Some((frame, value)) }, body.root()?)
            }
            _ => None,
        }
    }

    fn part(&self, frame: &Frame<'_, 'm>, tuple: &'m Instruction, part: usize) -> Option<Term> {
        self.step()?;
        match tuple.opcode.as_str() {
            "tuple" => self.term(frame, frame.body.operand(tuple, part)?),
            "copy" | "opt-barrier" => self.part(frame, frame.body.operand(tuple, 0)?, part),
            "parameter" => match frame.caller {
                Some((frame, call)) => {
                    let number = usize::try_from(tuple.parameter_number).ok()?;
                    self.part(frame, frame.body.operand(call, number)?, part)
                }
                None => Some(Term { part: Some(part), offset: 0 }),
            },
            "call" | "fusion" => {
                let body = self.view.called(tuple, 0)?;
                self.part(&Frame { body, caller: Some((frame, tuple)) }, body.root()?, part)
            }
            _ => None,
        }
    }
}

/// The value of an integer scalar.
fn integer(literal: &Literal) -> Option<i64> {
    match (&literal.s32s[..], &literal.s64s[..], &literal.u32s[..], &literal.u64s[..]) {
        (&[value], [], [], []) => Some(value.into()),
        ([], &[value], [], []) => Some(value),
        ([], [], &[value], []) => Some(value.into()),
        ([], [], [], &[value]) => value.try_into().ok(),
        _ => None,
    }
}
