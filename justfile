# What people do with this project. `just` alone lists the recipes.

_list:
    @just --list --unsorted

# Format, lint and test: before you push.
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo test

# Run the main job on the example board; exit code 1 is right, because its returns hold errors.
sample:
    cargo run -- run --board sample-data/essex --period 2026-27-Q2 --as-at 2026-11-20 || test $? -eq 1

# Time the loops that grow: our own crate optimised, over the dependencies as every other command has compiled them.
bench *ARGS:
    CARGO_PROFILE_DEV_OPT_LEVEL=3 cargo bench --profile dev {{ARGS}}

# Time the reading of made inboxes: `1000000`, `10000000`, `xlsx`, `schools`, or all of them; `--python PYTHON` names one that has polars.
bench-ingest *ARGS:
    CARGO_PROFILE_DEV_OPT_LEVEL=3 cargo bench --profile dev --bench ingest -- {{ARGS}}

# Simulate portfolios and print how often exceptions are right, wrong and late; fails below a floor. `--portfolios 400 --seed 7` for others, `--table` to make the score table again.
calibrate *ARGS:
    CARGO_PROFILE_DEV_OPT_LEVEL=3 cargo bench --profile dev --bench calibrate -- {{ARGS}}

# The programmer's documentation.
doc:
    cargo doc --no-deps --open

# Kill and starve runs at every call that changes a file and at 520 random instants; about an hour.
torture:
    PAQA_TORTURE=long cargo test --test it -- torture --nocapture

# Accept what the example's run now writes as the sample.
bless:
    PAQA_BLESS=1 cargo test --test it golden

# Let Python deltalake, polars and DuckDB read the store and compare; needs a package index.
readers:
    cargo build
    tests/readers/run.sh "$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug/paqa"

# Ten years of forty agencies against two.
ten-years:
    cargo build
    benches/ten_years/run.sh "$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug/paqa"

# What the papers of a county's quarter cost, from measured series.
bench-papers:
    cargo build
    benches/papers/run.sh "$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug/paqa"
