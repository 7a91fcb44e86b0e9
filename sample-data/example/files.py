"""Writing files whose bytes depend on nothing but their content."""

import csv
import io
import os
import zipfile

STAMP = (2026, 10, 1, 9, 0, 0)


def save(path, content):
    """Write bytes, making folders as needed."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)


def csv_text(header, rows, delimiter=",", newline="\n"):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def save_csv(path, header, rows):
    """A clean UTF-8 CSV with commas."""
    save(path, csv_text(header, rows).encode())


def steady(content):
    """A zip container with fixed times and order of entries as written."""
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            entry = zipfile.ZipInfo(item.filename, STAMP)
            entry.compress_type = zipfile.ZIP_STORED if item.filename == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(item.filename))
    return out.getvalue()
