"""Validates all notebook files of a folder with nbformat; warnings count as errors."""

import json
import pathlib
import sys
import warnings

import nbformat

warnings.simplefilter("error")
count = 0
outputs = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.ipynb")):
    notebook = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
    nbformat.validate(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            kinds = [output.output_type, *sorted(output.get("data", {}))]
            outputs[" ".join(kinds)] = outputs.get(" ".join(kinds), 0) + 1
    count += 1
print(f"{count} notebooks are valid by nbformat {nbformat.__version__}; outputs in them:")
for kinds, number in sorted(outputs.items()):
    print(f"{number:6}  {kinds}")
