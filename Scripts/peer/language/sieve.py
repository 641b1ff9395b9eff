# The sieve of Eratosthenes: elements of a list read and written.
from time import perf_counter


def primes(limit):
    is_prime = []
    for i in range(limit):
        is_prime.append(True)
    count = 0
    for i in range(2, limit):
        if is_prime[i]:
            count += 1
            j = i * i
            while j < limit:
                is_prime[j] = False
                j += i
    return count


start = perf_counter()
result = primes(1000000)
print(perf_counter() - start, result)
