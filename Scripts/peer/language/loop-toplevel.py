# Nested numeric loops, ten million turns, at the top level.
from time import perf_counter

start = perf_counter()
sum = 0
mean = 0.0
for i in range(2500):
    for j in range(4000):
        sum += i * j
        mean = mean * 0.5 + j
print(perf_counter() - start, sum, mean)
