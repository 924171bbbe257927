use super::super::args::GenotypesArgs;
use super::super::error::CommandError;
use neuron_command_line::{CommandLineError, file, output};
use neuron_genotypes::datasets::thousand_genomes_slice_with;
use neuron_genotypes::{Labels, Loaded, ReadOptions, SiteFilter, bcf, plink, vcf};

/// Bytes of a list of samples, at most.
const LARGEST_LIST: u64 = 64 << 20;

/// Reads what the flags name, and says what that is. The embedded genotypes have labels of their own.
pub(super) fn open(args: &GenotypesArgs) -> Result<(String, Loaded, Option<Labels>), CommandError> {
    if let Some(quality) = args.min_quality
        && !quality.is_finite()
    {
        let (found, expected) = (quality.to_string(), "a number".to_owned());
        return Err(CommandLineError::Flag { flag: "--min-quality", found, expected }.into());
    }
    let filter = SiteFilter {
        region: args.region.clone(),
        passed_only: args.pass,
        minimum_quality: args.min_quality,
        biallelic_only: args.biallelic,
        snps_only: args.snps,
        without_symbolic: args.without_symbolic,
        without_spanning: args.without_spanning,
    };
    let samples = match &args.samples {
        None => None,
        Some(path) => {
            let text = file::read(path, LARGEST_LIST)?;
            let names: Vec<String> = text
                .lines()
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect();
            if names.is_empty() {
                let found = format!("`{}`, which names no sample", path.display());
                let expected = "a file with one name a line".to_owned();
                return Err(CommandLineError::Flag { flag: "--samples", found, expected }.into());
            }
            Some(names)
        }
    };
    let options = ReadOptions { filter, samples, ..ReadOptions::default() };
    let named = |path: &std::path::Path| path.display().to_string();
    match (&args.vcf, &args.bcf, &args.bfile) {
        (Some(path), _, _) => Ok((named(path), vcf::read(path, &options)?, None)),
        (_, Some(path), _) => Ok((named(path), bcf::read(path, &options)?, None)),
        (_, _, Some(prefix)) => Ok((named(prefix), plink::read(prefix, &options)?, None)),
        (None, None, None) => {
            let (loaded, labels) = thousand_genomes_slice_with(&options)?;
            output::notice(
                "without `--vcf`, `--bcf` or `--bfile` it is the embedded `thousand-genomes-chr20`: \
                 503 Europeans at 4,165 sites",
            );
            Ok(("thousand-genomes-chr20".to_owned(), loaded, Some(labels)))
        }
    }
}
