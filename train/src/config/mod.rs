//! Configuration in layers: defaults, a TOML file, `--set`, flags.
//!
//! A configuration is a serde type with `#[serde(deny_unknown_fields)]` whose values have a TOML
//! form; `None` is an absent key. Tables are merged key by key, other values replaced. In an
//! enum's table the key `kind` is the tag (`#[serde(tag = "kind")]`): a layer that sets another
//! `kind` replaces the table, since the fields of the old variant mean nothing in the new.
//!
//! ```
//! use neuron_train::config::Layers;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Config { epochs: u32, optimizer: Optimizer }
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Optimizer { learning_rate: f64, warm_up: Option<u32> }
//!
//! let defaults = Config { epochs: 10, optimizer: Optimizer { learning_rate: 1e-3, warm_up: None } };
//! let mut layers = Layers::new(&defaults)?;
//! layers.set("optimizer.learning_rate=3e-4")?;
//! layers.flag("--epochs", "epochs", 20)?;
//! let resolved = layers.resolve::<Config>()?;
//! assert_eq!(resolved.value.epochs, 20);
//! assert_eq!(resolved.toml, "epochs = 20\n\n[optimizer]\nlearning_rate = 0.0003\n");
//!
//! layers.set("optimizer.lerning_rate=1")?;
//! let error = layers.resolve::<Config>().unwrap_err().to_string();
//! assert_eq!(
//!     error,
//!     "`--set optimizer.lerning_rate=1`: unknown field `lerning_rate`, expected `learning_rate` \
//!      or `warm_up`; did you mean `learning_rate`?"
//! );
//! # Ok::<(), neuron_train::config::ConfigError>(())
//! ```

mod diagnosis;
mod error;
mod file;
mod layers;
mod resume;
mod setting;

pub use error::{ConfigError, Conflict};
pub use layers::{Layers, Resolved};
pub use resume::{ResumeRule, compare_for_resume};
