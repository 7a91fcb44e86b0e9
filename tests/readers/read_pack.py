"""Reads a pack's two workbooks with pandas and openpyxl: the same sheets, the same cells."""
import pathlib
import sys

import openpyxl
import pandas

pack = pathlib.Path(sys.argv[1])
xlsx, ods = next(pack.glob("*.xlsx")), next(pack.glob("*.ods"))
sheets = pandas.read_excel(ods, engine="odf", sheet_name=None, header=None, keep_default_na=False)
book = openpyxl.load_workbook(xlsx)
assert list(sheets) == book.sheetnames, "the sheets differ"
compared = 0
for name, frame in sheets.items():
    for row, cells in enumerate(book[name].iter_rows(values_only=True)):
        for column, value in enumerate(cells):
            other = frame.iat[row, column] if column < frame.shape[1] else ""
            if value is not None:
                assert str(other) in (str(value), f"{value}.0") or float(other) == float(value), (name, row, column, value, other)
                compared += 1
print(f"ok   {len(sheets)} sheets, {compared} cells alike in {ods.name} and {xlsx.name}")
