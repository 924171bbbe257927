//! One training step on several devices that share a batch.

use crate::buffer::Buffer;
use crate::device::{Device, compile};
use crate::executable::{Argument, Executable, Program, RunError};
use crate::graph::{DType, Graph, Input, Role, TensorType};
use std::sync::Arc;

/// What a device gets of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Share {
    /// All of it.
    Whole,
    /// Rows of its own, as many as this type has.
    Rows(TensorType),
    /// A key of its own: the device's number among those of all processes is added to the second
    /// word, so that no two draw the same masks.
    Key,
    /// What the device keeps from step to step.
    Kept,
}

/// Makes a training step ready to run on several devices, which sum over one another's gradients.
///
/// `part` is the step for a device's share of a batch, recorded with
/// [`StepOptions::replicas`](crate::nn::StepOptions::replicas); `whole` is the same step for the
/// batch of this process, and says what the executable takes and gives. Weights are those of the first device;
/// the others keep the very same. Statistics of batch normalisation are means over the devices.
///
/// # Errors
/// [`RunError::Unsupported`] where the two steps do not fit together, or what compiling meets.
pub fn compile_replicated(
    whole: &Graph,
    part: &Graph,
    devices: &[Device],
) -> Result<Executable, RunError> {
    let shares = shares(whole, part, devices.len())?;
    // At once: loading waits until all are there.
    let compiled: Vec<Result<Executable, RunError>> = std::thread::scope(|scope| {
        let spawn = |device| scope.spawn(move || compile(part, device));
        let threads: Vec<_> = devices.iter().map(spawn).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(lost()))).collect()
    });
    let mut programs = Vec::with_capacity(compiled.len());
    for executable in compiled {
        programs.push(executable?.into_program());
    }
    let others = programs.iter().skip(1).map(|_| None).collect();
    let replaced = part.outputs().iter().map(|output| output.replaces).collect();
    let ranks = devices.iter().map(Device::rank).collect();
    let program = Replicated { programs, ranks, shares, replaced, others };
    Ok(Executable::new(Arc::new(whole.clone()), Box::new(program)))
}

fn lost() -> RunError {
    RunError::Device { device: "replica".to_owned(), what: "its thread ended early".to_owned() }
}

/// What each input is to a device.
fn shares(whole: &Graph, part: &Graph, replicas: usize) -> Result<Vec<Share>, RunError> {
    let wrong = |why: String| RunError::Unsupported {
        layer: "model".to_owned(),
        op: "all_reduce".to_owned(),
        why,
    };
    let names = |graph: &Graph| -> Vec<String> {
        let outputs = graph.outputs().iter().map(|output| output.name.clone());
        graph.inputs().iter().map(|input| input.name.clone()).chain(outputs).collect()
    };
    if names(whole) != names(part) || replicas == 0 {
        return Err(wrong("the steps of whole and part have other inputs or outputs".to_owned()));
    }
    for (a, b) in whole.outputs().iter().zip(part.outputs()) {
        if whole.ty(a.value) != part.ty(b.value) {
            return Err(wrong(format!("output `{}` is of a share of the batch alone", a.name)));
        }
    }
    let share = |(a, b): (&Input, &Input)| {
        let (all, own) = (whole.ty(a.value), part.ty(b.value));
        if a.role != Role::Data {
            return Ok(Share::Kept);
        }
        if all == own {
            let key = *all == TensorType::new(DType::U32, [2]);
            return Ok(if key { Share::Key } else { Share::Whole });
        }
        let rows = own.shape.first().map(|rows| rows * replicas);
        if rows.is_some_and(|rows| own.shape.with(0, rows) == all.shape) {
            return Ok(Share::Rows(own.clone()));
        }
        Err(wrong(format!("{replicas} devices cannot share `{}`, {all}, as {own} each", a.name)))
    };
    whole.inputs().iter().zip(part.inputs()).map(share).collect()
}

/// A program for each device; of all but the first, what they keep.
struct Replicated {
    programs: Vec<Box<dyn Program>>,
    /// The devices' numbers among those of all processes.
    ranks: Vec<u32>,
    shares: Vec<Share>,
    /// For each output, the input that it replaces.
    replaced: Vec<Option<usize>>,
    /// For each other device and input, the buffer that it keeps; nothing before the first step.
    others: Vec<Option<Vec<Option<Buffer>>>>,
}

impl Share {
    /// A device's share of a buffer from the host, by the device's number in this process, and in all;
    /// nothing of what the device keeps.
    fn of(&self, whole: &Buffer, number: usize, rank: u32) -> Option<Buffer> {
        match self {
            Self::Rows(ty) => {
                let begin = number * ty.bytes();
                let rows = &whole.bytes()[begin..begin + ty.bytes()];
                Some(Buffer::from_slice(ty.clone(), rows))
            }
            Self::Key => {
                let mut key = whole.clone();
                let words = key.as_mut_slice::<u32>();
                words[1] = words[1].wrapping_add(rank);
                Some(key)
            }
            Self::Whole => Some(whole.clone()),
            Self::Kept => None,
        }
    }
}

impl Program for Replicated {
    fn run(&mut self, arguments: Vec<Argument<'_>>) -> Result<Vec<Buffer>, RunError> {
        self.run_ahead(arguments, &[])
    }

    fn run_ahead(
        &mut self,
        arguments: Vec<Argument<'_>>,
        next: &[Option<&Buffer>],
    ) -> Result<Vec<Buffer>, RunError> {
        let Self { programs, ranks, shares, replaced, others } = self;
        // The first step: all begin with what the first device has.
        for kept in others.iter_mut().filter(|kept| kept.is_none()) {
            let copy = |(share, argument): (&Share, &Argument<'_>)| match share {
                Share::Kept => Ok(Some(argument.buffer().to_host()?.into_owned())),
                _ => Ok(None),
            };
            *kept = Some(shares.iter().zip(&arguments).map(copy).collect::<Result<_, RunError>>()?);
        }
        let of_device = |number: usize, whole: &[Option<&Buffer>]| -> Vec<Option<Buffer>> {
            let own = |(share, buffer): (&Share, &Option<&Buffer>)| {
                buffer.and_then(|buffer| share.of(buffer, number, ranks[number]))
            };
            shares.iter().zip(whole).map(own).collect()
        };
        let batch: Vec<Option<&Buffer>> = arguments.iter().map(|a| Some(a.buffer())).collect();
        let numbers = 0..programs.len();
        let batches: Vec<_> = numbers.clone().map(|number| of_device(number, &batch)).collect();
        let following: Vec<_> = numbers.map(|number| of_device(number, next)).collect();

        let (first, rest) = programs.split_first_mut().expect("there is a device");
        let outcomes = std::thread::scope(|scope| {
            let mut threads = Vec::with_capacity(rest.len());
            for (i, (program, kept)) in rest.iter_mut().zip(others.iter_mut()).enumerate() {
                let (own, ahead) = (&batches[i + 1], &following[i + 1]);
                threads.push(scope.spawn(|| {
                    let kept = kept.as_mut().expect("filled before the first step");
                    step_of_other(&mut **program, kept, own, ahead, replaced)
                }));
            }
            let mut given = Vec::with_capacity(arguments.len());
            for (argument, own) in arguments.into_iter().zip(&batches[0]) {
                given.push(own.as_ref().map_or(argument, Argument::Borrowed));
            }
            let ahead: Vec<Option<&Buffer>> = following[0].iter().map(Option::as_ref).collect();
            let made = first.run_ahead(given, &ahead);
            let done = threads.into_iter().map(|t| t.join().unwrap_or_else(|_| Err(lost())));
            done.collect::<Result<(), RunError>>().and(made)
        });
        if outcomes.is_err() {
            // Nobody knows what the others have: they begin again with what the first has.
            others.fill(None);
        }
        outcomes
    }

    fn workspace_bytes(&self) -> usize {
        self.programs.iter().map(|program| program.workspace_bytes()).sum()
    }

    fn place(&self, buffer: &Buffer) -> Result<Option<Buffer>, RunError> {
        self.programs.first().map_or(Ok(None), |program| program.place(buffer))
    }
}

/// A step of a device that is not the first: what it makes anew, it keeps.
fn step_of_other(
    program: &mut dyn Program,
    kept: &mut [Option<Buffer>],
    own: &[Option<Buffer>],
    next: &[Option<Buffer>],
    replaced: &[Option<usize>],
) -> Result<(), RunError> {
    for buffer in kept.iter_mut().flatten() {
        if let Some(placed) = program.place(buffer)? {
            *buffer = placed;
        }
    }
    let mut given: Vec<Option<Buffer>> = kept.iter().map(|_| None).collect();
    for &input in replaced.iter().flatten() {
        given[input] = kept[input].take();
    }
    let mut arguments = Vec::with_capacity(kept.len());
    for ((given, own), kept) in given.into_iter().zip(own).zip(kept.iter()) {
        if let Some(buffer) = given {
            arguments.push(Argument::Donated(buffer));
        } else if let Some(buffer) = own.as_ref().or(kept.as_ref()) {
            arguments.push(Argument::Borrowed(buffer));
        }
    }
    let ahead: Vec<Option<&Buffer>> = next.iter().map(Option::as_ref).collect();
    let made = program.run_ahead(arguments, &ahead)?;
    for (&input, buffer) in replaced.iter().zip(made) {
        if let Some(input) = input {
            kept[input] = Some(buffer);
        }
    }
    Ok(())
}
