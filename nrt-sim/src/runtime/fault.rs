//! Faults on demand: `NEURON_SIM_FAULT`.

use super::status::{Failure, Outcome, Status};

/// The name of the setting.
pub(crate) const SETTING: &str = "NEURON_SIM_FAULT";

/// A list of `call:nth:status`, separated by `;`: the `nth` call, from 1, of the function `call` returns `status`.
/// The name `*` counts the calls of all functions together.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    text: String,
    list: Vec<(String, u64, Status)>,
}

impl Faults {
    pub(crate) const fn none() -> Faults {
        Faults { text: String::new(), list: Vec::new() }
    }

    /// Reads the list again if it has changed.
    ///
    /// # Errors
    /// It is malformed.
    pub(crate) fn update(&mut self, text: Option<String>) -> Outcome {
        let text = text.unwrap_or_default();
        if text != self.text {
            self.list = parse(&text)?;
            self.text = text;
        }
        Ok(())
    }

    /// What the `nth` call of a function, the `total`-th of all, should return instead.
    pub(crate) fn of(&self, call: &str, nth: u64, total: u64) -> Option<Status> {
        let hit = self
            .list
            .iter()
            .find(|(name, at, _)| (name == call && *at == nth) || (name == "*" && *at == total));
        hit.map(|&(_, _, status)| status)
    }
}

fn parse(text: &str) -> Outcome<Vec<(String, u64, Status)>> {
    text.split(';').map(str::trim).filter(|item| !item.is_empty()).map(item).collect()
}

fn item(text: &str) -> Result<(String, u64, Status), Failure> {
    let fail =
        || Status::INVALID.because(format!("`{SETTING}` has `{text}`, expected `call:nth:status`"));
    let mut parts = text.split(':');
    let (Some(call), Some(nth), Some(status), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(fail());
    };
    let nth = nth.parse::<u64>().ok().filter(|&nth| nth > 0).ok_or_else(fail)?;
    let status = status.parse().ok().map(Status).filter(|status| Status::ALL.contains(status));
    Ok((call.to_owned(), nth, status.ok_or_else(fail)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_hits_one_call() {
        let mut faults = Faults::none();
        faults.update(Some("nrt_execute:3:5; nrt_load:1:4;*:9:1".to_owned())).unwrap();
        assert_eq!(faults.of("nrt_execute", 3, 4), Some(Status::TIMEOUT));
        assert_eq!(faults.of("nrt_execute", 2, 3), None);
        assert_eq!(faults.of("nrt_load", 1, 2), Some(Status::RESOURCE));
        assert_eq!(faults.of("nrt_init", 1, 9), Some(Status::FAILURE));
        faults.update(None).unwrap();
        assert_eq!(faults.of("nrt_load", 1, 2), None);
    }

    #[test]
    fn a_malformed_list_is_refused() {
        for text in ["nrt_execute", "a:0:1", "a:1:8", "a:1:2:3", "a:x:2", "a:1:"] {
            let failure = Faults::none().update(Some(text.to_owned())).unwrap_err();
            assert_eq!(
                failure.message,
                format!("`NEURON_SIM_FAULT` has `{text}`, expected `call:nth:status`")
            );
        }
    }
}
