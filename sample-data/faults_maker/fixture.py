"""A fixture: what an agency sent, and the findings that must be made of it."""

ALL = {}

HEADING = "indicator,area,period,numerator,denominator,value,note"
QUARTER = "2026-27 Q2"


class Fixture:
    """One fixture. `files` is one pair of name and bytes, or the files of a board folder by path."""

    def __init__(self, kind, files, findings, agency, command, about):
        self.kind, self.files, self.findings = kind, files, findings
        self.agency, self.command, self.about = agency, command, about

    @property
    def is_folder(self):
        """Whether one file cannot show it."""
        return isinstance(self.files, dict)


def file(kind, ending, content, findings, agency="essex-social-care"):
    """A fixture of one file. A finding is `cell kind` or a tuple of sheet, cell and kind."""
    name = f"{kind}.{ending}"
    full = []
    for finding in findings:
        if isinstance(finding, str):
            cell, _, what = finding.rpartition(" ")
            finding = ("", cell, what)
        full.append((name, *finding))
    add(Fixture(kind, (name, content), full, agency, "check", ""))


def folder(kind, files, findings, command="check"):
    """A fixture of a board folder: files by path below the board, findings as tuples of file, sheet, cell and kind."""
    add(Fixture(kind, files, findings, "", command, ""))


def add(fixture):
    """Notes a fixture; each kind has one."""
    assert fixture.kind not in ALL, fixture.kind
    ALL[fixture.kind] = fixture


def rows(*lines, heading=HEADING):
    """A CSV file of dashboard rows."""
    return ("\n".join([heading, *lines]) + "\n").encode()


def row(indicator, numerator="", denominator="", value="", area="", note="", period=QUARTER):
    """One dashboard row."""
    return f"{indicator},{area},{period},{numerator},{denominator},{value},{note}"
