"""Seeded chance: the same seed gives the same figures on every machine and in every order."""

import math
import random


def stream(seed, *names):
    """A generator of its own for one named thing, so that adding a thing changes no other."""
    return random.Random("/".join([str(seed), *map(str, names)]))


def poisson(rng, mean):
    """A Poisson count; the normal approximation above a mean of 60."""
    if mean <= 0:
        return 0
    if mean > 60:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def count(rng, mean, dispersion):
    """A count whose variance is `dispersion` times its mean."""
    if mean <= 0:
        return 0
    if dispersion <= 1.0001:
        return poisson(rng, mean)
    return poisson(rng, rng.gammavariate(mean / (dispersion - 1), dispersion - 1))


def binomial(rng, trials, share):
    """How many of `trials` succeed; exact below 200 trials, normal approximation above."""
    share = min(1.0, max(0.0, share))
    if trials < 200 or trials * min(share, 1 - share) < 12:
        return sum(rng.random() < share for _ in range(trials))
    spread = math.sqrt(trials * share * (1 - share))
    return min(trials, max(0, round(rng.gauss(trials * share, spread))))


def split(rng, total, weights):
    """`total` shared out by chance over `weights`; the parts add up to it."""
    parts, left, weight_left = [], total, sum(weights)
    for weight in weights[:-1]:
        part = binomial(rng, left, weight / weight_left) if weight_left > 0 else 0
        parts.append(part)
        left -= part
        weight_left -= weight
    return parts + [left]
