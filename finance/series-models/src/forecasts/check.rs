//! Settings held against their ranges before anything is opened.

use super::ForecastsConfig;
use neuron_forecasting::Method;
use neuron_tasks::TaskError;
use neuron_train::trainer::Export;

/// Steps of context, horizon and windows together that are taken at most.
const MOST_STEPS: usize = 100_000;

/// Refuses settings that say nothing sensible.
pub(super) fn check(config: &ForecastsConfig) -> Result<(), TaskError> {
    let setting =
        |key, found: String, expected: String| Err(TaskError::Setting { key, found, expected });
    let counts = [
        ("horizon", config.horizon, 1, 1000),
        ("context", config.context, 2, 4000),
        ("season", config.season, 0, 4000),
        ("test_windows", config.test_windows, 1, 100),
        ("validation_windows", config.validation_windows, 0, 100),
        ("stride", config.stride, 1, 1000),
        ("hidden", config.hidden, 4, 1024),
        ("layers", config.layers, 1, 8),
        ("members", config.members, 1, 32),
        ("patch", config.patch, 1, config.context),
    ];
    for (key, found, least, most) in counts {
        if !(least..=most).contains(&found) {
            return setting(key, found.to_string(), format!("{least} to {most}"));
        }
    }
    let steps = config.context + config.horizon * (config.test_windows + config.validation_windows);
    if steps > MOST_STEPS {
        let found = format!("{} with such a context and windows, {steps} steps", config.horizon);
        return setting("horizon", found, format!("{MOST_STEPS} steps in all at most"));
    }
    if config.validation_windows == 0 && config.trainer.export == Export::Best {
        let expected = "1 or more, or `trainer.export` of `last`, which chooses by none".to_owned();
        return setting("validation_windows", "0".to_owned(), expected);
    }
    if config.validation_windows == 0 && config.conformal {
        let expected = "1 or more, of which `conformal` learns what quantiles miss".to_owned();
        return setting("validation_windows", "0".to_owned(), expected);
    }
    let rates = &config.rates;
    if rates.is_empty()
        || rates.len() > 8
        || rates.iter().any(|r| !(1..=config.context).contains(r))
    {
        let expected = format!("1 to 8 numbers of 1 to {} steps, the context", config.context);
        return setting("rates", format!("{rates:?}"), expected);
    }
    let levels = &config.levels;
    let ascending = levels.windows(2).all(|pair| pair[0] < pair[1]);
    let within = levels.iter().all(|level| *level > 0.0 && *level < 1.0);
    if !ascending || !within || !levels.contains(&0.5) || levels.len() > 99 {
        let expected = "ascending numbers between 0 and 1, 0.5 among them".to_owned();
        return setting("levels", format!("{levels:?}"), expected);
    }
    let shares = [
        ("dropout", config.dropout),
        ("unknown_share", config.unknown_share),
        ("cold_share", config.cold_share),
    ];
    for (key, share) in shares {
        if !(0.0..=0.9).contains(&share) {
            return setting(key, share.to_string(), "a share of 0 to 0.9".to_owned());
        }
    }
    let named = config.baselines.iter().map(|name| ("baselines", name));
    let reference = Some(("reference", &config.reference)).filter(|(_, name)| *name != "none");
    for (key, name) in named.chain(reference) {
        if name.parse::<Method>().is_err() {
            let known: Vec<&str> = Method::ALL.iter().map(|method| method.as_str()).collect();
            let found = format!("`{}`", name.escape_debug());
            return setting(key, found, format!("one of {}", known.join(", ")));
        }
    }
    Ok(())
}
