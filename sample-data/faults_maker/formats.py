"""Tables into the bytes of the formats that agencies send: the same bytes each time, written without any library."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def csv(text):
    """A CSV file as it is written here; a first line break is left out."""
    return text.lstrip("\n").encode("utf-8")


def zipped(parts):
    """A ZIP archive of named parts, dated 1980."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def column(number):
    """The letters of a column counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Formula:
    """A formula with the value that was saved, or without one."""

    def __init__(self, text, value=None):
        self.text, self.value = text, value


class Styled:
    """A number in one of the styles below."""

    def __init__(self, number, style):
        self.number, self.style = number, style


PERCENT, DAY, STRUCK, UNSEEN, BELOW_FIVE = 1, 2, 3, 4, 5


def cell_xml(value, name):
    """One cell of a worksheet."""
    if isinstance(value, Formula):
        saved = "" if value.value is None else f"<v>{escape(str(value.value))}</v>"
        kind = ' t="e"' if str(value.value).startswith("#") else ""
        return f'<c r="{name}"{kind}><f>{escape(value.text)}</f>{saved}</c>'
    if isinstance(value, Styled):
        return f'<c r="{name}" s="{value.style}"><v>{value.number}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{name}"><v>{value}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


class Sheet:
    """One sheet: rows of cells, with what hides or joins them. Without rows it is listed, and not there."""

    def __init__(self, name, rows, hidden_rows=(), hidden_columns=(), merges=(), state="visible", comments=None):
        self.name, self.rows, self.merges, self.state = name, rows, merges, state
        self.hidden_rows, self.hidden_columns = hidden_rows, hidden_columns
        self.comments = comments or {}

    def xml(self):
        """The worksheet's part."""
        hidden = "".join(f'<col min="{at + 1}" max="{at + 1}" width="9" hidden="1"/>' for at in self.hidden_columns)
        lines = []
        for at, row in enumerate(self.rows):
            cells = "".join(
                cell_xml(value, f"{column(place)}{at + 1}") for place, value in enumerate(row) if value not in ("", None)
            )
            concealed = ' hidden="1"' if at + 1 in self.hidden_rows else ""
            lines.append(f'<row r="{at + 1}"{concealed}>{cells}</row>')
        merges = "".join(f'<mergeCell ref="{area}"/>' for area in self.merges)
        return (
            f'<worksheet xmlns="{SPREADSHEET}">'
            + (f"<cols>{hidden}</cols>" if hidden else "")
            + f'<sheetData>{"".join(lines)}</sheetData>'
            + (f'<mergeCells count="{len(self.merges)}">{merges}</mergeCells>' if self.merges else "")
            + "</worksheet>"
        )


STYLES = (
    f'<styleSheet xmlns="{SPREADSHEET}"><numFmts count="1">'
    '<numFmt numFmtId="165" formatCode="[&lt;5]&quot;&lt;5&quot;;0"/></numFmts>'
    '<fonts count="3"><font/><font><strike/></font><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs count="6"><xf numFmtId="0"/>'
    '<xf numFmtId="9" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" applyFont="1"/><xf numFmtId="0" fontId="2" applyFont="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def comments_xml(comments):
    """The comments of a sheet by cell."""
    one = "".join(f'<comment ref="{cell}" authorId="0"><text><t>{escape(text)}</t></text></comment>' for cell, text in comments.items())
    return f'<comments xmlns="{SPREADSHEET}"><authors><author>A</author></authors><commentList>{one}</commentList></comments>'


def xlsx(*sheets, from_1904=False, charts=(), links=(), macros=False, extra=None, modified=None):
    """A workbook of sheets, with whatever else a workbook may hold."""
    entries, relations, parts, kinds = [], [], {}, []
    for at, sheet in enumerate(sheets, 1):
        if sheet.rows is None:
            entries.append(f'<sheet name="{escape(sheet.name)}" sheetId="{at}" r:id="rId{at}"/>')
            continue
        state = "" if sheet.state == "visible" else f' state="{sheet.state}"'
        entries.append(f'<sheet name="{escape(sheet.name)}" sheetId="{at}"{state} r:id="rId{at}"/>')
        relations.append((f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml"))
        parts[f"xl/worksheets/sheet{at}.xml"] = sheet.xml()
        kinds.append((f"/xl/worksheets/sheet{at}.xml", "spreadsheetml.worksheet+xml"))
        if sheet.comments:
            parts[f"xl/comments{at}.xml"] = comments_xml(sheet.comments)
            parts[f"xl/worksheets/_rels/sheet{at}.xml.rels"] = (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/comments" '
                f'Target="../comments{at}.xml"/></Relationships>'
            )
            kinds.append((f"/xl/comments{at}.xml", "spreadsheetml.comments+xml"))
    for at, name in enumerate(charts, len(sheets) + 1):
        entries.append(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>')
        relations.append((f"rId{at}", "chartsheet", f"chartsheets/sheet{at}.xml"))
        parts[f"xl/chartsheets/sheet{at}.xml"] = f'<chartsheet xmlns="{SPREADSHEET}"/>'
        kinds.append((f"/xl/chartsheets/sheet{at}.xml", "spreadsheetml.chartsheet+xml"))
    relations.append(("rIdStyles", "styles", "styles.xml"))
    outside = "".join(f'<externalReference r:id="rIdLink{at}"/>' for at, _ in enumerate(links, 1))
    for at, target in enumerate(links, 1):
        relations.append((f"rIdLink{at}", "externalLink", f"externalLinks/externalLink{at}.xml"))
        parts[f"xl/externalLinks/externalLink{at}.xml"] = (
            f'<externalLink xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><externalBook r:id="rId1"/></externalLink>'
        )
        parts[f"xl/externalLinks/_rels/externalLink{at}.xml.rels"] = (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/externalLinkPath" Target="{escape(target)}" TargetMode="External"/></Relationships>'
        )
    if macros:
        relations.append(("rIdMacros", "vbaProject", "vbaProject.bin"))
        parts["xl/vbaProject.bin"] = b"no macro"
    workbook = (
        f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}">'
        + ('<workbookPr date1904="1"/>' if from_1904 else "")
        + f'<sheets>{"".join(entries)}</sheets>'
        + (f"<externalReferences>{outside}</externalReferences>" if outside else "")
        + "</workbook>"
    )
    rels = "".join(
        f'<Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for id_, kind, target in relations
    )
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/>'
        for name, kind in kinds
    )
    head = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{rels}</Relationships>',
        "xl/styles.xml": STYLES,
    }
    if modified:
        head["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>'
        )
    return zipped({**head, **parts, **(extra or {})})


def ods(rows_xml):
    """An OpenDocument spreadsheet with the rows as given."""
    names = {
        "office": "office:1.0",
        "table": "table:1.0",
        "text": "text:1.0",
    }
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{value}"' for name, value in names.items())
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Return">{rows_xml}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_cell(value):
    """One cell of an OpenDocument table."""
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def html(rows):
    """A web page with one table."""
    lines = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<html><body><table>\n{lines}</table></body></html>\n".encode()


def compound(streams):
    """A compound file (the container of old workbooks and of protected new ones) with small streams of 4096 bytes each."""
    names = list(streams)
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors, fat, starts = [], [fat_mark, end], []
    for name in names:
        content = streams[name].ljust(4096, b"\0")
        starts.append(len(fat))
        count = len(content) // 512
        for at in range(count):
            sectors.append(content[at * 512 : at * 512 + 512])
            fat.append(len(fat) + 1 if at + 1 < count else end)
    fat += [free] * (128 - len(fat))
    entries = [("Root Entry", 5, 1 if names else free, end, 0)]
    for at, name in enumerate(names):
        entries.append((name, 2, free, starts[at], 4096))
    directory = b""
    for at, (name, kind, child, start, size) in enumerate(entries):
        text = name.encode("utf-16-le")
        right = at + 1 if kind == 2 and at + 1 < len(entries) else free
        directory += (
            text.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(text) + 2, kind, 1, free, right, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )
    directory = directory.ljust(512, b"\0")[:512]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + b"\0" * 6
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", free) * 108
    )
    return header + struct.pack("<128I", *fat) + directory + b"".join(sectors)
