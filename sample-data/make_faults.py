"""Writes faults/: one fixture for each kind of finding, with the findings expected of it. The same bytes each time.

What is expected is written here by hand, kind by kind; severity and responsibility are those that schemas/findings.toml gave
when the fixtures were made, and a change of them there must be made here, too.
"""

import csv
import hashlib
import io
import pathlib
import shutil
import tomllib

from faults_maker import board, cells, files, labels, names, returns, sheets  # noqa: F401
from faults_maker.fixture import ALL

HERE = pathlib.Path(__file__).parent
OUT = HERE / "faults"


def kinds():
    """Severity and responsibility by kind."""
    declared = tomllib.loads((HERE.parent / "schemas" / "findings.toml").read_text())
    return {kind["id"]: (kind["severity"], kind["responsibility"]) for kind in declared["finding"]}


def write(path, content):
    """A file, its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def table(heading, lines):
    """A CSV text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(lines)
    return out.getvalue()


def main():
    """Writes every fixture."""
    if OUT.exists():
        for entry in OUT.iterdir():
            if entry.name != "README.md":
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for name, text in board.TABLES.items():
        write(OUT / "board" / name, text)
    declared, index = kinds(), []
    for kind, fixture in sorted(ALL.items()):
        expected = [(file, sheet, cell, what, *declared[what]) for file, sheet, cell, what in fixture.findings]
        expected = table(["file", "sheet", "cell", "kind", "severity", "responsibility"], sorted(expected))
        if fixture.is_folder:
            held = [content for name, content in fixture.files.items() if name.startswith("inbox/")]
            for name, text in {**board.TABLES, **fixture.files}.items():
                if name == "register.csv":
                    text = text.replace("{sha256}", hashlib.sha256(held[0]).hexdigest())
                write(OUT / kind / name, text)
            write(OUT / kind / "findings.csv", expected)
            index.append((kind, f"{kind}/", "", fixture.command))
        else:
            write(OUT / fixture.files[0], fixture.files[1])
            write(OUT / f"{kind}.findings.csv", expected)
            index.append((kind, fixture.files[0], fixture.agency, fixture.command))
    write(OUT / "fixtures.csv", table(["kind", "fixture", "agency", "command"], index))
    missing = sorted(set(declared) - set(ALL))
    print(f"{len(ALL)} fixtures; kinds without one: {', '.join(missing) or 'none'}")


if __name__ == "__main__":
    main()
