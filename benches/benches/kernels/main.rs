//! Single operations at the sizes that models have: as planned for the processor, and as the
//! reference runs them, one plain candle operation after the other.

mod contest;
mod convolution;
mod indexing;
mod normalisation;
mod product;
mod reduction;

use anyhow::Result;
use contest::Contest;
use neuron_benches::criterion;

fn main() -> Result<()> {
    let mut criterion = criterion();
    let mut contest = Contest::new(&mut criterion);
    product::measure(&mut contest)?;
    normalisation::measure(&mut contest)?;
    convolution::measure(&mut contest)?;
    reduction::measure(&mut contest)?;
    indexing::measure(&mut contest)?;
    criterion.final_summary();
    Ok(())
}
