# Closures: a counter that keeps its count, an adder, and a closure handed to map and filter.
from time import perf_counter


def counter(step):
    count = 0

    def next():
        nonlocal count
        count += step
        return count

    return next


def adder(n):
    return lambda x: x + n


def calls(turns):
    next = counter(2)
    add = adder(3)
    sum = 0
    for i in range(turns):
        sum += add(i) - next()
    squares = list(map(lambda x: x * x, list(range(turns))))
    return sum + len(list(filter(lambda x: x % 2 == 0, squares)))


start = perf_counter()
result = calls(1000000)
print(perf_counter() - start, result)
