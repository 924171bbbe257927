//! Which folder the cache is.

use super::super::{CacheError, Environment, UserFlags};
use std::path::{Path, PathBuf};

const NAME: &str = "neuron-compile-cache";
/// Where Neuron's own tools put theirs, since it outlives a restart of the machine.
const LASTING: &str = "/var/tmp";

pub(super) fn choose(environment: &Environment, user: &UserFlags) -> Result<PathBuf, CacheError> {
    let named = user.cache_dir.as_deref().map(|dir| (dir, "`--cache_dir=` of NEURON_CC_FLAGS"));
    let url = environment.cache_url.as_deref().map(|url| (url, "NEURON_COMPILE_CACHE_URL"));
    match named.or(url) {
        Some((place, setting)) => folder(place, setting),
        None => Ok(unnamed(Path::new(LASTING), &environment.temporary())),
    }
}

fn folder(place: &str, setting: &'static str) -> Result<PathBuf, CacheError> {
    let path = match place.split_once("://") {
        None => place,
        Some(("file", path)) if path.starts_with('/') => path,
        Some(_) => return Err(CacheError::Remote { url: place.to_owned(), setting }),
    };
    std::path::absolute(path).map_err(CacheError::at("find", Path::new(path)))
}

fn unnamed(lasting: &Path, temporary: &Path) -> PathBuf {
    if lasting.is_dir() { lasting.join(NAME) } else { temporary.join(NAME) }
}

#[cfg(test)]
mod tests {
    use super::{choose, unnamed};
    use crate::neuron::compiler::{Environment, UserFlags};
    use std::path::{Path, PathBuf};

    fn chosen(flags: &str, url: Option<&str>) -> Result<PathBuf, String> {
        let environment =
            Environment { cache_url: url.map(str::to_owned), ..Environment::default() };
        let user = UserFlags::parse(flags).unwrap();
        choose(&environment, &user).map_err(|error| error.to_string())
    }

    #[test]
    fn the_flag_wins_over_the_variable_over_the_default() {
        let both = chosen("--cache_dir=/flag -O1", Some("/variable"));
        assert_eq!(both, Ok(PathBuf::from("/flag")));
        assert_eq!(chosen("-O1", Some("/variable")), Ok(PathBuf::from("/variable")));
        assert_eq!(chosen("", Some("file:///variable")), Ok(PathBuf::from("/variable")));
        assert!(chosen("", None).unwrap().ends_with("neuron-compile-cache"));
        let relative = chosen("--cache_dir=here", None).unwrap();
        assert!(relative.is_absolute() && relative.ends_with("here"));
    }

    #[test]
    fn without_a_name_it_lasts_where_anything_does() {
        let missing = Path::new("/no/such/folder");
        assert_eq!(
            unnamed(missing, Path::new("/elsewhere")),
            Path::new("/elsewhere/neuron-compile-cache")
        );
        let there = std::env::temp_dir();
        assert_eq!(unnamed(&there, missing), there.join("neuron-compile-cache"));
    }

    #[test]
    fn other_machines_are_refused_with_a_way_out() {
        for (flags, url) in [
            ("", Some("s3://bucket/cache")),
            ("--cache_dir=s3://bucket/cache", Some("/variable")),
            ("", Some("file://host/cache")),
        ] {
            let error = chosen(flags, url).unwrap_err();
            assert!(error.contains("://") && error.contains("name a folder"), "{error}");
        }
    }
}
