"""Small workbooks with steady bytes: XLSX, XLS and ODS from plain rows of values."""

import datetime
import io

import openpyxl
import xlwt
from odf import opendocument, table, text
from openpyxl.styles import Font

from .files import steady

MADE = datetime.datetime(2026, 10, 12, 9, 30)


class Sheet:
    """A sheet to be written: `rows` of values; the rest by Excel's cell names."""

    def __init__(self, name, rows, merge=(), formats=None, hidden=False, bold=(), comments=None, hidden_columns=()):
        self.name, self.rows, self.merge, self.formats = name, rows, merge, formats or {}
        self.hidden, self.bold, self.comments, self.hidden_columns = hidden, bold, comments or {}, hidden_columns


def xlsx(sheets, saved=MADE):
    """An XLSX workbook. Formats are number formats by cell name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = saved
    book.properties.creator = "Data team"
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row in sheet.rows:
            page.append(list(row))
        for area in sheet.merge:
            page.merge_cells(area)
        for cell, style in sheet.formats.items():
            page[cell].number_format = style
        for row in sheet.bold:
            for cell in page[row]:
                cell.font = Font(bold=True)
        for cell, words in sheet.comments.items():
            page[cell].comment = openpyxl.comments.Comment(words, "Data team")
        for column in sheet.hidden_columns:
            page.column_dimensions[column].hidden = True
        page.column_dimensions["A"].width = 44
        if sheet.hidden:
            page.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return fixed_dates(steady(out.getvalue()), saved)


def fixed_dates(content, saved):
    """openpyxl writes the time of saving into docProps/core.xml; put the fixed one there."""
    import re
    import zipfile

    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            part = source.read(item.filename)
            if item.filename == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, part)
            target.writestr(item, part)
    return out.getvalue()


def xls(name, rows, merge=(), percents=()):
    """A real XLS (BIFF8) workbook with one sheet."""
    book = xlwt.Workbook()
    page = book.add_sheet(name)
    style = xlwt.easyxf(num_format_str="0.0%")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                page.write(r, c, value, style) if (r, c) in percents else page.write(r, c, value)
    for top, bottom, left, right in merge:
        page.merge(top, bottom, left, right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(name, rows):
    """An ODS workbook with one sheet."""
    book = opendocument.OpenDocumentSpreadsheet()
    page = table.Table(name=name)
    for row in rows:
        line = table.TableRow()
        for value in row:
            if value is None:
                cell = table.TableCell()
            elif isinstance(value, (int, float)):
                cell = table.TableCell(valuetype="float", value=str(value))
                cell.addElement(text.P(text=str(value)))
            else:
                cell = table.TableCell(valuetype="string")
                cell.addElement(text.P(text=value))
            line.addElement(cell)
        page.addElement(line)
    book.spreadsheet.addElement(page)
    out = io.BytesIO()
    book.write(out)
    return steady(out.getvalue())
