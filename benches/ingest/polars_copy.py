"""The same CSV files copied to Parquet (zstd) by polars, nothing checked: what the reading is measured against.

Usage: polars_copy.py INBOX OUT [text|typed]    text: every column as it is written; typed: figures as numbers, bad ones as nothing.
"""
import glob
import sys

import polars as pl

inbox, out, way = sys.argv[1], sys.argv[2], sys.argv[3]
files = sorted(glob.glob(f"{inbox}/**/*.csv", recursive=True))
if way == "text":
    frame = pl.scan_csv(files, infer_schema=False)
else:
    number = pl.Float64
    figures = {"numerator": number, "denominator": number, "value": number}
    words = {"indicator": pl.String, "area": pl.String, "period": pl.String}
    schema = {**words, **figures, "note": pl.String}
    frame = pl.scan_csv(files, schema=schema, ignore_errors=True)
frame.sink_parquet(f"{out}/copy.parquet", compression="zstd")
print(pl.scan_parquet(f"{out}/copy.parquet").select(pl.len()).collect().item())
