# Nested numeric loops, ten million turns, in a function.
from time import perf_counter


def total(rows, columns):
    sum = 0
    scale = 0.5
    for i in range(rows):
        j = 0
        while j < columns:
            if (i + j) % 3 == 0:
                sum += i
            j += 1
        scale = scale * 0.5 + 1
    return sum + scale


start = perf_counter()
result = total(2500, 4000)
print(perf_counter() - start, result)
