"""Tables of the benchmarks."""


def show(rows):
    """Prints rows of cells: the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for first, *rest in rows:
        numbers = "  ".join(cell.rjust(width) for cell, width in zip(rest, widths[1:]))
        print(f"{first.ljust(widths[0])}  {numbers}".rstrip())
    print()
