//! Names of assets: as many as columns, and each once.

use crate::CovarianceError;
use std::collections::BTreeMap;

/// Checks that there are `columns` names, at least one, and none twice.
pub(crate) fn check(
    what: &'static str,
    names: &[String],
    columns: usize,
) -> Result<(), CovarianceError> {
    if columns == 0 {
        return Err(CovarianceError::NoAssets { what });
    }
    if names.len() != columns {
        return Err(CovarianceError::Size {
            what: format!("the list of names of {what}"),
            expected: columns,
            found: names.len(),
        });
    }
    let mut seen = BTreeMap::new();
    for (second, name) in names.iter().enumerate() {
        if let Some(first) = seen.insert(name, second) {
            return Err(CovarianceError::DuplicateName { name: name.clone(), first, second });
        }
    }
    Ok(())
}
