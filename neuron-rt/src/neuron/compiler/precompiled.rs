//! Results of a compiler that is not here.

use super::cache::Probe;
use super::{
    Arguments, Cache, CompileError, CompileOptions, Compiled, Environment, Key, UserFlags,
};

/// Looks for a module that was compiled ahead, on this machine or on one whose cache was copied
/// here, without asking a compiler: of the versions that compiled it, the newest counts. So a
/// machine with a Neuron device needs no compiler, nor the Python that it is written in.
///
/// # Errors
/// [`CompileError`] where the user's flags or the cache cannot be read.
pub fn precompiled(
    environment: &Environment,
    module: &[u8],
    options: &CompileOptions,
) -> Result<Option<Compiled>, CompileError> {
    let user = UserFlags::parse(environment.flags.as_deref().unwrap_or_default())?;
    if user.no_cache {
        return Ok(None);
    }
    let cache = Cache::chosen(environment, &user)?;
    let arguments = Arguments::new(options, &user)?;
    let mut versions = cache.versions()?;
    versions.sort_by_key(|version| std::cmp::Reverse(numbers(version)));
    for version in versions {
        let entry = cache.entry(Key::new(module, &arguments, &version));
        if let Probe::Complete { neff, record } = entry.probe()? {
            return Ok(Some(Compiled {
                neff,
                path: Some(entry.neff()),
                from_cache: true,
                seconds: record.seconds,
                compiler_version: version,
                target: arguments.target,
                lnc: arguments.lnc,
            }));
        }
    }
    Ok(None)
}

/// The numbers of a version, so that 2.10 comes after 2.9.
fn numbers(version: &str) -> Vec<u64> {
    let release = version.split('+').next().unwrap_or_default();
    release.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn versions_compare_by_number() {
        assert!(numbers("2.10.0.34+6c87") > numbers("2.9.4.0+ffff"));
        assert!(numbers("2.26.6360.0+6f180f47") > numbers("2.26.999.0+aaaa"));
    }
}
