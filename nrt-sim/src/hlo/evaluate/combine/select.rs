//! Which element is chosen in each window.

use super::super::Buffer;
use super::window::{Cells, NOWHERE, gather};
use crate::hlo::Fault;

/// Asks of pairs of elements whether the first stays chosen.
type Stays<'a> = dyn FnMut(Buffer, Buffer) -> Result<Buffer, Fault> + 'a;

/// For each of so many windows, the place of the element that stays when each is held against the one chosen so
/// far; nothing for a window that sees padding only.
pub(in super::super) fn chosen(
    operand: &Buffer,
    windows: usize,
    cells: &Cells<'_>,
    stays: &mut Stays<'_>,
) -> Result<Vec<Option<usize>>, Fault> {
    if operand.len() == 0 || windows == 0 {
        return Ok(Vec::new());
    }
    let mut chosen = vec![NOWHERE; windows];
    // Any element stands for one that is nowhere: the answer is not looked at.
    let any = operand.element(0);
    for places in cells.places() {
        let stay = stays(gather(operand, &chosen, &any), gather(operand, &places, &any))?;
        for ((chosen, &stay), place) in chosen.iter_mut().zip(stay.view::<u8>()).zip(places) {
            if place != NOWHERE && (*chosen == NOWHERE || stay == 0) {
                *chosen = place;
            }
        }
    }
    Ok(chosen.into_iter().map(|place| (place != NOWHERE).then_some(place)).collect())
}
