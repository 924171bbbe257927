use crate::forecasts::Forecasts;
use crate::volatility::VolatilityForecast;
use neuron_tasks::Domain;

/// The domain: its tasks, the default first.
pub static DOMAIN: Domain = Domain {
    name: "finance",
    kinds: &[&VolatilityForecast, &Forecasts],
    samples: "series or days",
    flags: &[],
    examples: &[
        (
            "train",
            "Examples:\n  cargo xtask train finance\n  cargo xtask train finance --output finance_report.md\n  cargo xtask train finance --dataset prices.csv --set level=0.99 --name mine\n  cargo xtask train finance --name mine --resume\n  cargo xtask train finance --task forecasts --model nhits\n  cargo xtask train finance --task forecasts --dataset sales.csv --set columns.item=shop --set columns.target=sold --set 'columns.known=[\"price\"]' --set horizon=7",
        ),
        (
            "predict",
            "Examples:\n  cargo xtask predict finance --run first prices.csv\n  cargo xtask predict finance --run first prices.csv --json\n  cargo xtask predict finance --run sales sales.csv --output forecasts.csv\n  cargo xtask predict finance --run sales sales.csv --output explained",
        ),
    ],
};
