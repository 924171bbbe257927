use super::data::Data;
use crate::cli::args::{ExpressionArgs, SizeFactorName, TrendName};
use crate::cli::error::CommandError;
use neuron_command_line::CommandLineError;
use neuron_expression::{
    Contrast, FitOptions, Formula, Hypothesis, Reference, ResultOptions, SizeFactorMethod,
    TrendMethod,
};

/// What is asked of the data.
pub(super) struct Question {
    pub(super) design: Formula,
    pub(super) references: Vec<Reference>,
    pub(super) contrast: Contrast,
    /// The variable of the contrast, where it compares levels.
    pub(super) variable: Option<String>,
    pub(super) fit: FitOptions,
    pub(super) results: ResultOptions,
}

pub(super) fn ask(args: &ExpressionArgs, data: &Data) -> Result<Question, CommandError> {
    let design: Formula = match (args.design.as_deref(), data.design) {
        (Some(text), _) | (None, Some(text)) => text.parse()?,
        (None, None) => {
            return Err(wrong("--design", "missing", "a formula such as `~ batch + condition`"));
        }
    };
    let mut references = Vec::new();
    for text in &args.reference {
        let Some((variable, level)) = text.split_once('=') else {
            return Err(wrong("--reference", text, "VARIABLE=LEVEL"));
        };
        references.push(Reference { variable: variable.into(), level: level.into() });
    }
    let (contrast, variable) = contrast(args, data, &design)?;
    // The level that others are compared with becomes the reference, so that the contrast is a coefficient.
    if let Contrast::Levels { variable, denominator, .. } = &contrast
        && references.iter().all(|reference| reference.variable != *variable)
        && data.samples.variable(variable).is_ok_and(|values| values.contains(denominator))
        && design.variables().any(|name| name == variable)
        && !is_number(data, variable)
    {
        references.push(Reference { variable: variable.clone(), level: denominator.clone() });
    }
    let fit = FitOptions {
        size_factors: match args.size_factors {
            SizeFactorName::Ratio => SizeFactorMethod::Ratio,
            SizeFactorName::Poscounts => SizeFactorMethod::PositiveCounts,
        },
        trend: match args.trend {
            TrendName::Parametric => TrendMethod::Parametric,
            TrendName::Local => TrendMethod::Local,
            TrendName::Mean => TrendMethod::Mean,
        },
        replace_outliers: Some(args.replace_outliers).filter(|least| *least > 0),
    };
    let results = ResultOptions {
        alpha: args.alpha,
        hypothesis: args.threshold.map_or(Hypothesis::Different, Hypothesis::GreaterSize),
        independent_filtering: !args.no_independent_filter,
        cooks_filtering: !args.no_cooks_filter,
    };
    Ok(Question { design, references, contrast, variable, fit, results })
}

/// Whether a variable would be taken as a number without a reference level.
fn is_number(data: &Data, variable: &str) -> bool {
    let values = data.samples.variable(variable);
    values.is_ok_and(|values| values.iter().all(|value| value.parse::<f64>().is_ok()))
}

fn contrast(
    args: &ExpressionArgs,
    data: &Data,
    design: &Formula,
) -> Result<(Contrast, Option<String>), CommandError> {
    if let Some(text) = &args.contrast {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        let [variable, numerator, denominator] = parts[..] else {
            return Err(wrong("--contrast", text, "VARIABLE,LEVEL,REFERENCE"));
        };
        return Ok((levels(variable, numerator, denominator), Some(variable.to_owned())));
    }
    if let Some(name) = &args.coefficient {
        return Ok((Contrast::Coefficient(name.clone()), None));
    }
    if let Some(text) = &args.weights {
        let weights: Result<Vec<f64>, _> = text.split(',').map(|one| one.trim().parse()).collect();
        let weights =
            weights.map_err(|_| wrong("--weights", text, "numbers separated by commas"))?;
        return Ok((Contrast::Weights(weights), None));
    }
    // The embedded data are read as they were meant.
    if data.design.is_some() && design.variables().any(|name| name == "condition") {
        return Ok((levels("condition", "treated", "untreated"), Some("condition".into())));
    }
    Ok((Contrast::LastCoefficient, None))
}

fn levels(variable: &str, numerator: &str, denominator: &str) -> Contrast {
    Contrast::Levels {
        variable: variable.into(),
        numerator: numerator.into(),
        denominator: denominator.into(),
    }
}

fn wrong(flag: &'static str, found: &str, expected: &str) -> CommandError {
    let found = if found == "missing" { found.to_owned() } else { format!("`{found}`") };
    CommandLineError::Flag { flag, found, expected: expected.to_owned() }.into()
}
