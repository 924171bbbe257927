use super::{Batch, LoadError};
use crate::examples::{Draw, Examples};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// How batches are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoaderOptions {
    /// Examples of a batch.
    pub batch_size: usize,
    /// Threads that load; 0 loads on the caller's thread.
    pub workers: usize,
    /// Batches of the order that are passed over: where a resumed epoch goes on.
    pub first_batch: usize,
    /// Which rows of each batch are loaded.
    pub share: Share,
}

/// A part of each batch, such as that of one of several processes that train together.
///
/// Parts have equally many rows, one after another; what the last of them lack is padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which of them, from 0.
    pub index: usize,
    /// How many there are.
    pub of: usize,
}

impl Default for Share {
    /// All of it.
    fn default() -> Self {
        Self { index: 0, of: 1 }
    }
}

impl Default for LoaderOptions {
    fn default() -> Self {
        Self { batch_size: 32, workers: 1, first_batch: 0, share: Share::default() }
    }
}

type Made = (usize, Result<Batch, LoadError>);

/// Delivers the batches of one pass in order.
///
/// What a batch holds depends on the order and the draw alone: any number of threads gives the same
/// bytes. A batch that is handed back by [`recycle`](Self::recycle) is filled again, so that a pass
/// in its stride allocates nothing.
///
/// ```
/// use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};
/// use neuron_data::loading::{FieldData, Loader, LoaderOptions};
/// struct Squares;
/// impl Examples for Squares {
///     fn len(&self) -> usize { 5 }
///     fn fields(&self) -> Vec<Field> {
///         vec![Field { name: "x".into(), dtype: FieldType::F32, shape: vec![] }]
///     }
///     fn load(&self, index: usize, _: Draw, slots: &mut [Slot<'_>])
///         -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
///         if let Slot::F32(x) = &mut slots[0] { x[0] = (index * index) as f32; }
///         Ok(())
///     }
/// }
/// let options = LoaderOptions { batch_size: 2, ..LoaderOptions::default() };
/// let mut loader = Loader::evaluation(std::sync::Arc::new(Squares), (0..5).collect(), options);
/// let last = loader.by_ref().last().expect("there are batches")?;
/// assert_eq!(last.fields[0].1, FieldData::F32(vec![16.0, 16.0]));
/// assert_eq!(last.weight, [1.0, 0.0]); // padded: the second counts nothing
/// # Ok::<(), neuron_data::loading::LoadError>(())
/// ```
pub struct Loader {
    source: Source,
    next: usize,
    batches: usize,
}

enum Source {
    Here(Task, Vec<Batch>),
    Threads {
        made: Receiver<Made>,
        /// Batches that came before their turn.
        early: BTreeMap<usize, Result<Batch, LoadError>>,
        /// Dropped to end the threads.
        room: Option<SyncSender<(usize, Batch)>>,
        spare: Vec<Batch>,
        asked: usize,
        ahead: usize,
        task: Task,
        threads: Vec<JoinHandle<()>>,
    },
}

#[derive(Clone)]
struct Task {
    examples: Arc<dyn Examples>,
    order: Arc<Vec<usize>>,
    draw: Draw,
    /// Examples of a whole batch.
    size: usize,
    share: Share,
}

impl Task {
    fn make(&self, number: usize, mut batch: Batch) -> Result<Batch, LoadError> {
        let rows = self.rows();
        let last = ((number + 1) * self.size).min(self.order.len());
        let start = (number * self.size + self.share.index * rows).min(last);
        let end = (start + rows).min(last);
        batch.fill(&*self.examples, &self.order[start..end], self.draw)?;
        Ok(batch)
    }

    fn memory(&self) -> Batch {
        Batch::empty(&self.examples.fields(), self.rows())
    }

    fn rows(&self) -> usize {
        self.size.div_ceil(self.share.of.max(1))
    }
}

impl Loader {
    /// Batches of `order`, drawn as `draw` says.
    #[must_use]
    pub fn new(
        examples: Arc<dyn Examples>,
        order: Vec<usize>,
        draw: Draw,
        options: LoaderOptions,
    ) -> Self {
        let size = options.batch_size.max(1);
        let batches = order.len().div_ceil(size);
        let task = Task { examples, order: Arc::new(order), draw, size, share: options.share };
        let next = options.first_batch.min(batches);
        if options.workers == 0 {
            return Self { source: Source::Here(task, Vec::new()), next, batches };
        }
        let ahead = options.workers + 1;
        let (room, wanted) = sync_channel::<(usize, Batch)>(ahead);
        let (give, made) = channel();
        let wanted = Arc::new(Mutex::new(wanted));
        let threads = (0..options.workers)
            .map(|_| spawn(task.clone(), wanted.clone(), give.clone()))
            .collect();
        let mut loader = Self {
            source: Source::Threads {
                made,
                early: BTreeMap::new(),
                room: Some(room),
                spare: Vec::new(),
                asked: next,
                ahead,
                task,
                threads,
            },
            next,
            batches,
        };
        loader.ask();
        loader
    }

    /// Batches of `order` without augmentation.
    #[must_use]
    pub fn evaluation(
        examples: Arc<dyn Examples>,
        order: Vec<usize>,
        options: LoaderOptions,
    ) -> Self {
        Self::new(examples, order, Draw { seed: 0, epoch: 0, augment: false }, options)
    }

    /// Batches of the whole pass.
    #[must_use]
    pub fn batches(&self) -> usize {
        self.batches
    }

    /// Hands a batch back, to be filled again.
    pub fn recycle(&mut self, batch: Batch) {
        match &mut self.source {
            Source::Here(_, spare) | Source::Threads { spare, .. } => spare.push(batch),
        }
        self.ask();
    }

    /// Keeps the threads busy, as far ahead as there is room.
    fn ask(&mut self) {
        let (next, batches) = (self.next, self.batches);
        if let Source::Threads { room: Some(room), spare, asked, ahead, task, .. } =
            &mut self.source
        {
            while *asked < batches && *asked < next + *ahead {
                let memory = spare.pop().unwrap_or_else(|| task.memory());
                match room.try_send((*asked, memory)) {
                    Ok(()) => *asked += 1,
                    Err(_) => break,
                }
            }
        }
    }
}

fn spawn(
    task: Task,
    wanted: Arc<Mutex<Receiver<(usize, Batch)>>>,
    give: Sender<Made>,
) -> JoinHandle<()> {
    std::thread::spawn(move || {
        loop {
            let request = match wanted.lock() {
                Ok(queue) => queue.recv(),
                Err(_) => return,
            };
            let Ok((number, memory)) = request else { return };
            if give.send((number, task.make(number, memory))).is_err() {
                return;
            }
        }
    })
}

impl Iterator for Loader {
    type Item = Result<Batch, LoadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.batches {
            return None;
        }
        let number = self.next;
        self.next += 1;
        self.ask();
        let made = match &mut self.source {
            Source::Here(task, spare) => {
                let memory = spare.pop().unwrap_or_else(|| task.memory());
                task.make(number, memory)
            }
            Source::Threads { made, early, .. } => loop {
                if let Some(batch) = early.remove(&number) {
                    break batch;
                }
                match made.recv() {
                    Ok((at, batch)) => early.insert(at, batch),
                    Err(_) => break Err(LoadError::Ended),
                };
            },
        };
        if made.is_err() {
            // What follows a failure would be out of order.
            self.next = self.batches;
        }
        Some(made)
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        if let Source::Threads { room, threads, .. } = &mut self.source {
            drop(room.take());
            for thread in threads.drain(..) {
                // A thread catches the panics of what it loads; there is nothing to pass on.
                let _ = thread.join();
            }
        }
    }
}

impl std::fmt::Debug for Loader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Loader(batch {} of {})", self.next, self.batches)
    }
}
