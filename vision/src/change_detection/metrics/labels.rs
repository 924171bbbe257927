use crate::change_detection::ChangeError;

/// Labels of the pixels that were called changed and of those that were called unchanged, if such a list
/// there is; else, all others are unchanged. What is in both lists is ignored.
///
/// # Errors
/// [`ChangeError::Labels`] where their lengths differ.
pub fn join_labels(
    changed: &[bool],
    unchanged: Option<&[bool]>,
) -> Result<Vec<Option<bool>>, ChangeError> {
    let Some(unchanged) = unchanged else {
        return Ok(changed.iter().map(|&changed| Some(changed)).collect());
    };
    if unchanged.len() != changed.len() {
        let (found, expected) = (unchanged.len(), changed.len());
        return Err(ChangeError::Labels { found, expected });
    }
    let label = |(&changed, &unchanged): (&bool, &bool)| (changed != unchanged).then_some(changed);
    Ok(changed.iter().zip(unchanged).map(label).collect())
}
