//! From module to NEFF, through the cache.

use super::attempt::Attempt;
use super::cache::{Entry, Lock, Probe, Record, Waited, WorkFolder};
use super::counts::Counters;
use super::progress::Levelled;
use super::{
    Arguments, Cache, CacheError, CompileError, CompileOptions, Compiled, Counts, Environment,
    Event, FlagError, Key, LocateError, Progress, UserFlags, locate, version,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Neuron's compiler, with the user's flags and the cache that they name.
///
/// Clones share their [`Counts`].
#[derive(Clone, Debug)]
pub struct Compiler {
    program: PathBuf,
    user: UserFlags,
    cache: Cache,
    temporary: PathBuf,
    counters: Arc<Counters>,
}

/// What is settled about one compilation before anything runs.
struct Plan<'a> {
    name: &'a str,
    module: &'a [u8],
    arguments: Arguments,
    version: String,
    limit: Option<Duration>,
}

impl Compiler {
    /// Finds the compiler: `NEURON_CC` if it is set, else `neuronx-cc` on `PATH`.
    ///
    /// # Errors
    /// [`LocateError`] where there is none, where `NEURON_CC_FLAGS` cannot be read, or where the
    /// cache is not on this machine.
    pub fn locate() -> Result<Self, LocateError> {
        Self::locate_in(&Environment::from_process())
    }

    /// The same in an environment that is given.
    ///
    /// # Errors
    /// As [`locate`](Self::locate).
    pub fn locate_in(environment: &Environment) -> Result<Self, LocateError> {
        let user = UserFlags::parse(environment.flags.as_deref().unwrap_or_default())?;
        let cache = Cache::chosen(environment, &user)?;
        let found = locate::find(environment)?;
        let program = std::path::absolute(&found)
            .map_err(|_| LocateError::NotAProgram { path: found.clone() })?;
        let temporary = environment.temporary();
        Ok(Self { program, user, cache, temporary, counters: Arc::default() })
    }

    /// The compiler's path.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The compiler's version, as it says itself; asked once a process.
    ///
    /// # Errors
    /// [`CompileError::Start`], [`CompileError::Version`].
    pub fn version(&self) -> Result<String, CompileError> {
        version::of(&self.program)
    }

    /// The user's flags.
    #[must_use]
    pub fn user_flags(&self) -> &UserFlags {
        &self.user
    }

    /// Where results are kept.
    #[must_use]
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// What was done so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counters.now()
    }

    /// What the compiler would be called with.
    ///
    /// # Errors
    /// [`FlagError`] where the user's flags cannot be used.
    pub fn arguments(&self, options: &CompileOptions) -> Result<Arguments, FlagError> {
        Arguments::new(options, &self.user)
    }

    /// The name of a module's result in the cache.
    ///
    /// # Errors
    /// As [`arguments`](Self::arguments) and [`version`](Self::version).
    pub fn key(&self, module: &[u8], options: &CompileOptions) -> Result<Key, CompileError> {
        Ok(Key::new(module, &self.arguments(options)?, &self.version()?))
    }

    /// Compiles a module, the bytes of a serialised `HloModuleProto`, or finds its NEFF in the
    /// cache. Of several processes that want the same, one compiles and the others wait for it.
    /// `name` is what messages call the graph; it does not count for the cache.
    ///
    /// # Errors
    /// [`CompileError`]. Nothing is half written then: the cache holds what it held before, and
    /// beside it what the compiler said.
    pub fn compile(
        &self,
        module: &[u8],
        name: &str,
        options: &CompileOptions,
        progress: &dyn Progress,
    ) -> Result<Compiled, CompileError> {
        let progress = &Levelled { inner: progress, least: self.user.log_level };
        let arguments = self.arguments(options)?;
        for note in &arguments.notes {
            progress.event(Event::Note(note));
        }
        let version = self.version()?;
        let name: &str = &name.replace(char::is_control, " ");
        let plan = Plan { name, module, arguments, version, limit: options.limit };
        if self.user.no_cache {
            return self.compile_apart(&plan, progress);
        }
        let entry = self.cache.entry(Key::new(module, &plan.arguments, &plan.version));
        // Without the lock first, so that a cache that cannot be written serves as well.
        if let Probe::Complete { neff, record } = entry.probe()? {
            return Ok(self.found(&plan, &entry, neff, &record, false, progress));
        }
        let Some((_lock, waited)) = wait(&entry, name, progress)? else {
            let seconds = 0.0;
            return Err(CompileError::Cancelled { name: name.to_owned(), seconds });
        };
        match entry.probe()? {
            Probe::Complete { neff, record } => {
                let waited = waited == Waited::Yes;
                return Ok(self.found(&plan, &entry, neff, &record, waited, progress));
            }
            Probe::Damaged(why) => {
                progress.event(Event::Damaged { path: &entry.neff(), why: &why });
            }
            Probe::Absent => {}
        }
        if let Some(failure) = entry.failure() {
            let log = entry.failed_log();
            progress.event(Event::FailedBefore { name, why: &failure.why, log: &log });
        }
        let work = entry.work_folder()?;
        let success = match self.attempt(&plan, work.path(), &entry.failed_log(), progress) {
            Ok(success) => success,
            Err(error) => {
                if entry.failed_log().exists() {
                    entry.keep_module(&work)?;
                }
                return Err(error);
            }
        };
        let record =
            Record::new(entry.key(), &plan.arguments, name, &success.neff, success.seconds);
        entry.publish(&work, &record, &plan.arguments.flags)?;
        Ok(plan.compiled(success.neff, Some(entry.neff()), false, success.seconds))
    }

    /// Compiles in a folder of its own, which goes away again unless the compiler failed.
    fn compile_apart(
        &self,
        plan: &Plan<'_>,
        progress: &dyn Progress,
    ) -> Result<Compiled, CompileError> {
        let folder = self.temporary.join("neuron-compile-uncached");
        let mut work = WorkFolder::create(&folder)?;
        let failed_log = work.path().join(super::cache::names::FAILED);
        match self.attempt(plan, work.path(), &failed_log, progress) {
            Ok(success) => Ok(plan.compiled(success.neff, None, false, success.seconds)),
            Err(error) => {
                if failed_log.exists() {
                    work.keep();
                }
                Err(error)
            }
        }
    }

    fn attempt(
        &self,
        plan: &Plan<'_>,
        work: &Path,
        failed_log: &Path,
        progress: &dyn Progress,
    ) -> Result<super::attempt::Success, CompileError> {
        let attempt = Attempt {
            program: &self.program,
            version: &plan.version,
            name: plan.name,
            module: plan.module,
            arguments: &plan.arguments,
            limit: plan.limit,
        };
        let result = attempt.run(work, failed_log, progress);
        match &result {
            Ok(success) => {
                self.counters.compiled();
                progress.event(Event::Finished {
                    name: plan.name,
                    seconds: success.seconds,
                    neff_bytes: success.neff.len(),
                });
            }
            Err(_) => self.counters.failed(),
        }
        result
    }

    fn found(
        &self,
        plan: &Plan<'_>,
        entry: &Entry,
        neff: Vec<u8>,
        record: &Record,
        waited: bool,
        progress: &dyn Progress,
    ) -> Compiled {
        self.counters.hit();
        let path = entry.neff();
        progress.event(Event::Found { name: plan.name, path: &path, waited });
        plan.compiled(neff, Some(path), true, record.seconds)
    }
}

impl Plan<'_> {
    fn compiled(
        &self,
        neff: Vec<u8>,
        path: Option<PathBuf>,
        from_cache: bool,
        seconds: f64,
    ) -> Compiled {
        Compiled {
            neff,
            path,
            from_cache,
            seconds,
            compiler_version: self.version.clone(),
            target: self.arguments.target.clone(),
            lnc: self.arguments.lnc,
        }
    }
}

/// Takes the entry's lock; `None` where the caller cancelled meanwhile.
fn wait(
    entry: &Entry,
    name: &str,
    progress: &dyn Progress,
) -> Result<Option<(Lock, Waited)>, CacheError> {
    entry.lock(&mut |elapsed, holder| {
        if elapsed.subsec_millis() == 0 {
            progress.event(Event::Waiting { name, elapsed, holder });
        }
        !progress.cancelled()
    })
}
