//! A NeuronCore that graphs are compiled for and run on.

use super::compiler::{
    CompileError, Compiled, Compiler, Counts, Environment as CompileEnvironment, Progress, Silent,
    precompiled,
};
use super::discovery::{Environment, Inventory, Roots};
use super::runtime::{Core, Model, NeuronError, NeuronProgram, Session, Traffic};
use super::{Prepared, Replica, Target};
use crate::device::DeviceError;
use crate::executable::{Executable, RunError};
use crate::graph::{Graph, Op};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// How a device is opened and what is compiled for it.
#[derive(Clone)]
pub struct NeuronOptions {
    /// The core, counted within those that the process may use.
    pub core: u32,
    /// What to compile for; found out where it is not given.
    pub target: Option<Target>,
    /// Told what the compiler does, which can take minutes.
    pub progress: Arc<dyn Progress + Send + Sync>,
    /// The runtime library; found where it is not given.
    pub library: Option<PathBuf>,
    /// Which compiler and which cache.
    pub compiler: CompileEnvironment,
    /// Which of the processes that train together this one is, where there are several.
    pub replica: Option<Replica>,
}

impl Default for NeuronOptions {
    fn default() -> Self {
        Self {
            core: 0,
            target: None,
            progress: Arc::new(Silent),
            library: None,
            compiler: CompileEnvironment::from_process(),
            replica: None,
        }
    }
}

/// One core. A clone is the same core.
#[derive(Clone)]
pub struct NeuronDevice(Arc<Inner>);

struct Inner {
    session: Arc<Session>,
    options: NeuronOptions,
    /// Which of all cores that train together this one is; needed by graphs that sum over them.
    place: Option<Replica>,
    target: Target,
    /// Found when something has to be compiled: a machine whose cache is filled needs none.
    compiler: Mutex<Option<Compiler>>,
    /// Graphs that were compiled ahead.
    precompiled: Mutex<u64>,
    /// The other cores that share each batch of a training with this one.
    others: Vec<NeuronDevice>,
}

impl NeuronDevice {
    /// Loads and initialises the runtime library, and takes the process's cores.
    ///
    /// # Errors
    /// [`DeviceError::NoNeuron`] with what is missing and what to do.
    pub fn open(options: NeuronOptions) -> Result<Self, DeviceError> {
        let place = options.replica;
        Self::open_with(options, place, Vec::new())
    }

    /// Opens so many cores, from `options.core` on, that share each batch of a training. Everything
    /// else runs on the first. Where several processes train together, each has so many.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_many(options: NeuronOptions, cores: u32) -> Result<Self, DeviceError> {
        if cores <= 1 {
            return Self::open(options);
        }
        let Replica { rank, world } = options.replica.unwrap_or(Replica { rank: 0, world: 1 });
        let open = |number: u32, others: Vec<Self>| {
            let options = NeuronOptions { core: options.core + number, ..options.clone() };
            let place = Replica { rank: rank * cores + number, world: world * cores };
            Self::open_with(options, Some(place), others)
        };
        // The first one first, so that one session serves all.
        let first = open(0, Vec::new())?;
        let others = (1..cores).map(|number| open(number, Vec::new())).collect::<Result<_, _>>()?;
        drop(first);
        open(0, others)
    }

    fn open_with(
        options: NeuronOptions,
        place: Option<Replica>,
        others: Vec<Self>,
    ) -> Result<Self, DeviceError> {
        let missing = |why: String| DeviceError::NoNeuron(why);
        let session =
            Session::open(options.library.as_deref()).map_err(|e| missing(e.to_string()))?;
        if options.core >= session.cores {
            let (core, visible) = (options.core, session.cores);
            return Err(missing(NeuronError::Core { core, visible }.to_string()));
        }
        let target = match options.target {
            Some(target) => target,
            None => found_target(&session).map_err(missing)?,
        };
        let (compiler, precompiled) = (Mutex::new(None), Mutex::new(0));
        Ok(Self(Arc::new(Inner { session, options, place, target, compiler, precompiled, others })))
    }

    /// This core, and the others that share each batch of a training with it.
    pub fn replicas(&self) -> impl Iterator<Item = Self> + use<> {
        let others = self.0.others.clone();
        std::iter::once(self.clone()).chain(others)
    }

    /// Which of several processes that train together this one is; nothing where it is alone.
    #[must_use]
    pub fn process(&self) -> Option<Replica> {
        self.0.options.replica
    }

    /// Which of all cores that train together this one is; nothing where it is alone.
    #[must_use]
    pub fn place(&self) -> Option<Replica> {
        self.0.place
    }

    /// What is compiled for.
    #[must_use]
    pub fn target(&self) -> Target {
        self.0.target
    }

    /// What the runtime library says it is; a stand-in says so here.
    #[must_use]
    pub fn runtime_version(&self) -> &str {
        &self.0.session.version
    }

    /// How many cores the process may use.
    #[must_use]
    pub fn visible_cores(&self) -> u32 {
        self.0.session.cores
    }

    /// What travelled between host and device since the library was initialised.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        self.0.session.traffic()
    }

    /// How many graphs were compiled, and how many were found compiled.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let compiler = self.0.compiler.lock().unwrap_or_else(PoisonError::into_inner);
        let mut counts = compiler.as_ref().map(Compiler::counts).unwrap_or_default();
        counts.hits += *self.0.precompiled.lock().unwrap_or_else(PoisonError::into_inner);
        counts
    }

    /// Memory of the core in bytes, in use and in all, where the library tells.
    #[must_use]
    pub fn memory(&self) -> Option<(u64, u64)> {
        self.0.session.memory(self.0.options.core)
    }

    /// Lowers, checks and compiles a graph, and loads it onto the core.
    pub(crate) fn compile(&self, graph: &Graph) -> Result<Executable, RunError> {
        let prepared = Prepared::new(graph, self.0.target);
        prepared.check()?;
        let failed = |what: String| RunError::Device { device: self.to_string(), what };
        let replica = self.replica_of(graph).map_err(failed)?;
        let compiled = self.neff(&prepared).map_err(|error| match error {
            CompileError::Cancelled { name, .. } => RunError::Cancelled { name },
            other => RunError::Device { device: self.to_string(), what: other.to_string() },
        })?;
        let core = Core { session: self.0.session.clone(), number: self.0.options.core };
        let program = Model::load(&core, &compiled.neff, replica)
            .and_then(|model| NeuronProgram::new(model, &prepared.module, self.to_string()))
            .map_err(|e| e.on(&self.to_string()))?;
        Ok(Executable::new(Arc::new(graph.clone()), Box::new(program)))
    }

    /// What a graph that sums over replicas is loaded as; nothing for other graphs.
    fn replica_of(&self, graph: &Graph) -> Result<Option<Replica>, String> {
        let wanted = graph.nodes().iter().find_map(|node| match node.op {
            Op::AllReduce { replicas } if replicas > 1 => Some(replicas),
            _ => None,
        });
        let Some(replicas) = wanted else { return Ok(None) };
        match self.0.place {
            Some(replica) if replica.world as usize == replicas => Ok(Some(replica)),
            Some(Replica { world, .. }) => {
                Err(format!("the graph sums over {replicas} replicas, but {world} train together"))
            }
            None => Err(format!(
                "the graph sums over {replicas} replicas, and this process is none of them: set \
                 `RANK` and `WORLD_SIZE`"
            )),
        }
    }

    /// The compiled module, from the cache where it is there.
    fn neff(&self, prepared: &Prepared) -> Result<Compiled, CompileError> {
        let environment = &self.0.options.compiler;
        let mut known = self.0.compiler.lock().unwrap_or_else(PoisonError::into_inner);
        let compiler = match known.as_ref() {
            Some(compiler) => compiler.clone(),
            None => match Compiler::locate_in(environment) {
                Ok(compiler) => known.insert(compiler).clone(),
                Err(missing) => {
                    let bytes = prepared.module.to_bytes();
                    let Some(ahead) = precompiled(environment, &bytes, &prepared.options)? else {
                        return Err(missing.into());
                    };
                    *self.0.precompiled.lock().unwrap_or_else(PoisonError::into_inner) += 1;
                    return Ok(ahead);
                }
            },
        };
        drop(known);
        prepared.compile(prepared.name, &compiler, &*self.0.options.progress)
    }
}

/// What the environment, the library or the machine says that it is.
fn found_target(session: &Session) -> Result<Target, String> {
    let environment = Environment::of_process();
    if let Some(target) = environment.target().map_err(|e| e.to_string())? {
        return Ok(target);
    }
    let family = session.family().map_err(|e| e.to_string())?;
    if let Some(target) = family.and_then(Target::of_family) {
        return Ok(target);
    }
    let inventory = Inventory::read(&Roots::default(), None, None);
    inventory.target.ok_or_else(|| {
        "the machine does not say which instance it is: set \
         `NEURON_PLATFORM_TARGET_OVERRIDE` to `trn1`, `trn2` or `inf2`"
            .to_owned()
    })
}

impl PartialEq for NeuronDevice {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for NeuronDevice {}

impl fmt::Display for NeuronDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { session, options, target, .. } = &*self.0;
        write!(f, "neuron {target}, core {}", options.core)?;
        if let Some(last) = self.0.others.last() {
            write!(f, " to {}", last.0.options.core)?;
        }
        if let Some(Replica { rank, world }) = options.replica {
            write!(f, ", process {rank} of {world}")?;
        }
        write!(f, ", libnrt {}", session.version)
    }
}

impl fmt::Debug for NeuronDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NeuronDevice({self})")
    }
}
