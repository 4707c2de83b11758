"""The names that botocore gives to the operations and members that the region's shapes have.

Run from the root of the project: python3 tests/golden/aws/generate.py > tests/golden/aws/snake-case.json
"""

import json
import pathlib

import botocore
from botocore import xform_name

names = set()
for path in sorted(pathlib.Path("src/sim/protocol/shapes").glob("*.json")):
    tables = json.loads(path.read_text())
    names.update(tables["operations"])
    for operation in tables["operations"].values():
        shape = tables["shapes"].get(operation.get("input", {}).get("shape", ""), {})
        names.update(shape.get("members", {}))
print(json.dumps({"botocore": botocore.__version__, "names": {name: xform_name(name) for name in sorted(names)}}, indent="\t"))
