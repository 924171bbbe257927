//! Inputs that come from the host, in two sets of memory: while a run reads the one, the next
//! batch is written into the other.

use super::NeuronError;
use super::session::Core;
use super::tensor::NeuronTensor;
use crate::buffer::Buffer;

/// Memory for the inputs of this run and of the next, made when first needed.
pub(super) struct Uploads {
    slots: [Vec<Option<NeuronTensor>>; 2],
    /// Which of the two this run reads.
    now: usize,
    /// Which inputs of the next run are already in the other.
    ahead: Vec<bool>,
    /// Which of this run's inputs were written during the run before.
    there: Vec<bool>,
}

impl Uploads {
    /// Memory for so many inputs.
    pub(super) fn new(places: usize) -> Self {
        let slot = || (0..places).map(|_| None).collect();
        let none = vec![false; places];
        Self { slots: [slot(), slot()], now: 0, ahead: none.clone(), there: none }
    }

    /// Goes on to the inputs that were written ahead.
    pub(super) fn turn(&mut self) {
        self.now = 1 - self.now;
        std::mem::swap(&mut self.there, &mut self.ahead);
        self.ahead.fill(false);
    }

    /// Forgets what was written ahead: the next run may be given other values.
    pub(super) fn forget(&mut self) {
        self.ahead.fill(false);
    }

    /// An input of this run, written now unless it was before.
    pub(super) fn written(
        &mut self,
        place: usize,
        core: &Core,
        bytes: &[u8],
    ) -> Result<&NeuronTensor, NeuronError> {
        let there = std::mem::take(&mut self.there[place]);
        write(&mut self.slots[self.now][place], core, bytes, there)
    }

    /// Runs, and meanwhile writes inputs of the next run. An input that cannot be written is written
    /// again by the next run, which says why it cannot.
    pub(super) fn meanwhile<T>(
        &mut self,
        core: &Core,
        next: &[Option<&Buffer>],
        run: impl FnOnce() -> T,
    ) -> T {
        let slot = &mut self.slots[1 - self.now];
        let inputs = slot.iter_mut().zip(&mut self.ahead).zip(next);
        let wanted: Vec<_> = inputs
            .filter_map(|((tensor, done), buffer)| {
                let buffer = buffer.filter(|b| !b.is_on_device() && b.ty().bytes() > 0)?;
                Some((tensor, done, buffer))
            })
            .collect();
        if wanted.is_empty() {
            return run();
        }
        let upload = move || {
            for (tensor, done, buffer) in wanted {
                *done = write(tensor, core, buffer.bytes(), false).is_ok();
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(upload);
            run()
        })
    }
}

fn write<'a>(
    tensor: &'a mut Option<NeuronTensor>,
    core: &Core,
    bytes: &[u8],
    there: bool,
) -> Result<&'a NeuronTensor, NeuronError> {
    let known = tensor.take();
    let mut memory = match known {
        Some(memory) => memory,
        None => NeuronTensor::allocate(&core.session, core.number, bytes.len())?,
    };
    let written = if there { Ok(()) } else { memory.write(bytes) };
    let memory = tensor.insert(memory);
    written?;
    Ok(memory)
}
