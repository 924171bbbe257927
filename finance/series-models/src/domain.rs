use crate::volatility::VolatilityForecast;
use neuron_tasks::Domain;

/// The domain: its tasks, the default first.
pub static DOMAIN: Domain = Domain {
    name: "finance",
    kinds: &[&VolatilityForecast],
    samples: "days",
    flags: &[],
    examples: &[
        (
            "train",
            "Examples:\n  cargo xtask train finance\n  cargo xtask train finance --output finance_report.md\n  cargo xtask train finance --dataset prices.csv --set level=0.99 --name mine\n  cargo xtask train finance --name mine --resume",
        ),
        (
            "predict",
            "Examples:\n  cargo xtask predict finance --run first prices.csv\n  cargo xtask predict finance --run first prices.csv --json",
        ),
    ],
};
