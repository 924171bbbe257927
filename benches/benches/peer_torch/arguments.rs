use anyhow::{Context, Result, bail};

/// `--rounds N [FILTER]`.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// Turns of both sides.
    pub(crate) rounds: usize,
    /// Benchmarks whose names contain this are run; all of them without it.
    pub(crate) filter: Option<String>,
}

impl Arguments {
    pub(crate) fn parse(mut given: impl Iterator<Item = String>) -> Result<Self> {
        let mut arguments = Self { rounds: 3, filter: None };
        while let Some(argument) = given.next() {
            match argument.as_str() {
                // Cargo adds it for every bench.
                "--bench" => {}
                "--rounds" => {
                    let count = given.next().context("`--rounds` needs a number")?;
                    arguments.rounds =
                        count.parse().with_context(|| format!("`--rounds {count}`"))?;
                }
                filter if !filter.starts_with('-') && arguments.filter.is_none() => {
                    arguments.filter = Some(argument);
                }
                other => bail!("unexpected argument `{other}`, expected `--rounds N [FILTER]`"),
            }
        }
        Ok(arguments)
    }

    pub(crate) fn chooses(&self, name: &str) -> bool {
        self.filter.as_ref().is_none_or(|filter| name.contains(filter.as_str()))
    }
}
