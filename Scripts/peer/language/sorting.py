# Sorting of integers, reals and strings, without and with a key.
from time import perf_counter


def numbers(count):
    state = 12345
    list = []
    for i in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        list.append(state)
    return list


list = numbers(200000)
reals = [x / 7 for x in list]
texts = [f"{x}" for x in list]

start = perf_counter()
ints = sorted(list)
last = sorted(reals)[0]
word = sorted(texts)[100]
keyed = sorted(list, key=lambda x: x % 1000)
print(perf_counter() - start, ints[1000], last, word, keyed[500])
