# Dictionaries: counting by integers and by strings.
from time import perf_counter


def count(turns):
    words = "the quick brown fox jumps over the lazy dog again".split(" ")
    numbers = {}
    texts = {}
    for i in range(1000):
        numbers[i] = 0
    for word in words:
        texts[word] = 0
    for i in range(turns):
        numbers[i * 7 % 1000] += 1
        texts[words[i % 10]] += i
    sum = 0
    for i in range(1000):
        sum += numbers[i] * i
    return sum + texts["fox"]


start = perf_counter()
result = count(1000000)
print(perf_counter() - start, result)
