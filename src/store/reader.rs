//! A table's Delta log as another program reads it: with the Delta library, not with what wrote it.

use anyhow::{Context, Result, anyhow};
use deltalake_core::DeltaTableBuilder;
use std::path::Path;
use url::Url;

/// The names of the live files of a version.
///
/// # Errors
/// When the library cannot read the log.
pub(crate) fn live_files(table: &Path, version: u64) -> Result<Vec<String>> {
    let folder = table
        .canonicalize()
        .with_context(|| format!("cannot read {}", table.display()))?;
    let url = Url::from_directory_path(&folder).map_err(|()| anyhow!("{} is no folder", folder.display()))?;
    // Only Delta's own calls run inside the runtime: polars must never be called there.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let table = runtime.block_on(async { DeltaTableBuilder::from_url(url)?.with_version(version).load().await })?;
    let views = table.snapshot()?.log_data();
    Ok(views.iter().map(|view| view.path().to_string()).collect())
}
