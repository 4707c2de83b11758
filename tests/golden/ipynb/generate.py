"""Writes the notebooks of this folder with Jupyter's own library, and checks notebooks by its schema.

    /usr/bin/python3 tests/golden/ipynb/generate.py            writes the notebooks anew
    /usr/bin/python3 tests/golden/ipynb/generate.py check …    says which of the given files are no valid notebooks
"""

import json
import pathlib
import sys
import warnings

import nbformat
from nbformat import v3, v4

HERE = pathlib.Path(__file__).parent
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def rich():
    """Every kind of cell and output, with metadata everywhere."""
    code = v4.new_code_cell(
        "import math\nprint(math.pi)\n\nmath.tau  # «τ»",
        id="a1b2c3d4",
        execution_count=3,
        metadata={"tags": ["keep", "plot"], "collapsed": False, "papermill": {"duration": 1.0, "exception": None}},
        outputs=[
            v4.new_output("stream", name="stdout", text="3.14159\nline two\n"),
            v4.new_output("stream", name="stderr", text="a warning"),
            v4.new_output(
                "display_data",
                data={
                    "text/plain": "<Figure>",
                    "image/png": PIXEL + "\n",
                    "image/svg+xml": "<svg>\n<circle r='1'/>\n</svg>",
                    "application/vnd.plotly.v1+json": {"data": [{"y": [1.0, 2.5, 1e-7, 12345678901234567890]}], "2": 1, "10": 2},
                },
                metadata={"image/png": {"width": 640, "height": 480}, "needs_background": "light"},
            ),
            v4.new_output("execute_result", data={"text/plain": "6.283185307179586"}, execution_count=3),
        ],
    )
    failed = v4.new_code_cell(
        "1/0",
        id="Failed_cell",
        execution_count=4,
        outputs=[
            v4.new_output(
                "error",
                ename="ZeroDivisionError",
                evalue="division by zero",
                traceback=["\x1b[0;31m-----\x1b[0m", "\x1b[0;31mZeroDivisionError\x1b[0m: division by zero\nat line 1"],
            )
        ],
    )
    picture = v4.new_markdown_cell(
        "# A foreign notebook\n\n![dot](attachment:dot.png)",
        id="text",
        attachments={"dot.png": {"image/png": PIXEL}},
        metadata={"slideshow": {"slide_type": "slide"}},
    )
    raw = v4.new_raw_cell("\\section{Raw}", id="raw-1", metadata={"format": "text/latex"})
    raw["attachments"] = {"x.txt": {"text/plain": "one\ntwo"}}
    empty = v4.new_code_cell("", id="empty")
    return v4.new_notebook(
        cells=[picture, code, failed, raw, empty],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python", "version": "3.11.2", "codemirror_mode": {"name": "ipython", "version": 3}},
            "authors": [{"name": "Ada"}],
            "colab": {"provenance": []},
        },
    )


def write_all():
    notebook = rich()
    nbformat.validate(notebook)
    text = nbformat.writes(notebook, version=4) + "\n"
    put("jupyter.ipynb", text)
    raw = json.loads(text)
    put("two-spaces.ipynb", json.dumps({k: raw[k] for k in ("nbformat", "nbformat_minor", "metadata", "cells")}, indent=2))
    put("one-line-ascii.ipynb", json.dumps(raw, separators=(",", ":")))
    joined = json.loads(text)
    for cell in joined["cells"]:
        cell["source"] = "".join(cell["source"])
    put("joined-sources.ipynb", json.dumps(joined, indent="\t", ensure_ascii=False) + "\n\n")
    put("no-cells.ipynb", nbformat.writes(v4.new_notebook(), version=4) + "\n")
    for minor in range(5):
        old = json.loads(text)
        old["nbformat_minor"] = minor
        for cell in old["cells"]:
            cell.pop("id", None)
            if minor < 1:
                cell.pop("attachments", None)
        put(f"version-4.{minor}.ipynb", json.dumps(old, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    put("version-3.ipynb", v3.nbjson.writes(version_3()) + "\n")
    put("version-3-as-4.json", json.dumps(nbformat.convert(nbformat.reads(v3.nbjson.writes(version_3()), 3), 4), indent=1, sort_keys=True, default=dict) + "\n")


def version_3():
    code = v3.new_code_cell("print 1", prompt_number=7, collapsed=True)
    code.outputs = [
        v3.new_output("stream", output_text="1\n2\n", stream="stderr"),
        v3.new_output("pyout", output_text="1", prompt_number=7, output_html="<b>1</b>", output_json='{"a": [1]}'),
        v3.new_output("display_data", output_png=PIXEL, output_svg="<svg/>", metadata={"png": {"width": 3}}),
        v3.new_output("pyerr", ename="NameError", evalue="x", traceback=["one", "two"]),
    ]
    cells = [v3.new_heading_cell("Old\ntimes", level=2), v3.new_text_cell("markdown", source="*text*"), code]
    return v3.new_notebook(
        metadata=v3.new_metadata(name="Old notebook"),
        worksheets=[v3.new_worksheet(cells=cells), v3.new_worksheet(cells=[v3.new_text_cell("raw", source="raw")])],
    )


def put(name, text):
    (HERE / name).write_text(text, encoding="utf-8")


def check(paths):
    # What the library would mend in silence (an id that two cells have) is a fault too.
    warnings.simplefilter("error")
    failed = 0
    for path in paths:
        try:
            notebook = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
            nbformat.validate(notebook)
        except Exception as error:  # noqa: BLE001 — whatever the library says is the answer
            failed += 1
            print(f"{path}: {error}")
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["check"]:
        sys.exit(1 if check(sys.argv[2:]) else 0)
    write_all()
