#!/usr/bin/env python3
"""Products of AMX tiles in exact arithmetic, after Intel's description of TDPBSSD, TDPBSUD and TDPBF16PS: golden/amx/tiles.txt.

A case is a line "op rows columns k", then rows of A, of B and of C, and of the C that follows, 32-bit words in hexadecimal.
k counts rows of B. "nan" is any NaN. Integers are Python's; numbers are fractions, rounded once where the instruction does.
"""
from fractions import Fraction
import random

TINY = Fraction(1, 2**126)
INF = 'inf'


def number(bits):
    """Of F32: (sign, fraction, INF or None); what is subnormal is 0 of its sign."""
    sign, exponent, mantissa = bits >> 31, bits >> 23 & 255, bits & 0x7fffff
    if exponent == 255:
        return sign, (None if mantissa else INF)
    if exponent == 0:
        return sign, Fraction(0)
    return sign, Fraction(mantissa | 0x800000) * Fraction(2) ** (exponent - 150)


def rounded(sign, x):
    """F32 nearest to a positive fraction, ties to even; 0 if that, with exponents without end, is below 2^-126."""
    if x == 0:
        return sign << 31
    exponent = 0
    while x >= Fraction(2) ** (exponent + 1):
        exponent += 1
    while x < Fraction(2) ** exponent:
        exponent -= 1
    scaled = x / Fraction(2) ** (exponent - 23)
    whole = scaled.numerator // scaled.denominator
    rest = scaled - whole
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2):
        whole += 1
    if whole == 1 << 24:
        whole, exponent = 1 << 23, exponent + 1
    if exponent < -126:
        return sign << 31
    if exponent > 127:
        return sign << 31 | 0x7f800000
    return sign << 31 | (exponent + 127) << 23 | (whole & 0x7fffff)


def product(a, b):
    """Exact, of two numbers."""
    (sa, xa), (sb, xb) = a, b
    if xa is None or xb is None:
        return 0, None
    if xa == INF or xb == INF:
        return (0, None) if 0 in (xa, xb) else (sa ^ sb, INF)
    return sa ^ sb, xa * xb


def plus(a, b):
    """F32 bits of the sum of two numbers."""
    (sa, xa), (sb, xb) = a, b
    if xa is None or xb is None or (xa == INF and xb == INF and sa != sb):
        return 0x7fc00000
    if xa == INF or xb == INF:
        return (sa if xa == INF else sb) << 31 | 0x7f800000
    if xa == 0 and xb == 0:
        return (sa & sb) << 31
    exact = (-xa if sa else xa) + (-xb if sb else xb)
    if exact == 0:
        return 0
    return rounded(int(exact < 0), abs(exact))


def half(word, i):
    return number((word >> 16 * i & 0xffff) << 16)


def dot_bf16(A, B, C):
    out = []
    for m, row in enumerate(C):
        line = []
        for n, c in enumerate(row):
            chain = [0, 0]
            for k in range(len(B)):
                for i in range(2):
                    chain[i] = plus(product(half(A[m][k], i), half(B[k][n], i)), number(chain[i]))
            both = plus(number(chain[0]), number(chain[1]))
            line.append(plus(number(c), number(both)))
        out.append(line)
    return out


def byte(word, i, signed):
    b = word >> 8 * i & 255
    return b - 256 if signed and b > 127 else b


def dot_bytes(A, B, C, signed):
    return [[(c + sum(byte(A[m][k], i, True) * byte(B[k][n], i, signed) for k in range(len(B)) for i in range(4))) % 2**32
             for n, c in enumerate(row)] for m, row in enumerate(C)]


def show(op, A, B, C, D):
    print(op, len(A), len(B[0]), len(B))
    for rows in A, B, C, D:
        for row in rows:
            print(*('nan' if op == 'bf16' and w & 0x7fffffff > 0x7f800000 and rows is D else '%08x' % w for w in row))


def case(op, A, B, C):
    if op == 'bf16':
        D = dot_bf16(A, B, C)
    else:
        D = dot_bytes(A, B, C, op == 'ss')
    show(op, A, B, C, D)


def pair(low, high=0):
    return high << 16 | low


def main():
    r = random.Random(1)
    word = lambda: r.getrandbits(32)
    matrix = lambda rows, columns, of: [[of() for _ in range(columns)] for _ in range(rows)]
    # Bytes: ends of the ranges, sums that wrap, then any.
    for op in 'ss', 'su':
        case(op, [[0x80808080]], [[0x80808080]], [[0]])
        case(op, [[0x7f7f7f7f]], [[0xffffffff]], [[0]])
        case(op, [[0x80807f7f]], [[0xff7f80ff]], [[0x00000001]])
        case(op, [[0x7f7f7f7f]] * 2, [[0x7f7f7f7f, 0x81818181]], [[0x7fffffff, 0x80000000]] * 2)
        case(op, [[0x80808080] * 16], [[0x80808080]] * 16, [[0x7ffffff0]])
        for rows, columns, k in (16, 16, 16), (1, 16, 8), (13, 3, 16), (5, 16, 1):
            case(op, matrix(rows, k, word), matrix(k, columns, word), matrix(rows, columns, word))
    # bf16: one product, and what c is.
    one, half_, big, tiny, sub, inf, nan = 0x3f80, 0x3f00, 0x7f7f, 0x0080, 0x0040, 0x7f80, 0x7fc0
    single = [
        (one, one, 0), (one, one, 0x3f800000), (one, one, 0xbf800000), (0x8000, one, 0), (0x8000, one, 0x80000000),
        (big, big, 0), (big, 0xff7f, 0), (big, one, 0x7f7fffff), (inf, one, 0), (inf, 0, 0), (inf, sub, 0), (inf, one, 0xff800000),
        (nan, one, 0), (one, one, 0x7fc00000), (one, one, 0x7f800001), (one, one, 0x7f800000),
        (tiny, one, 0), (tiny, half_, 0), (sub, one, 0), (sub, big, 0x3f800000), (0x0001, big, 0), (0x807f, big, 0x00000001),
        (0, 0, 0x00000001), (0, 0, 0x807fffff), (0, 0, 0x00800000), (0, 0, 0x80800000), (0, 0, 0x80000000),
        (0x0081, half_, 0x00800000), (tiny, 0xbf80, 0x00800001), (tiny, 0xbf80, 0x00ffffff), (tiny, one, 0x80ffffff),
        # about half of a unit of c's last place: ties go to even
        (one, 0x3380, 0x3f800000), (one, 0x3380, 0x3f800001), (one, 0x3381, 0x3f800000), (one, 0xb380, 0x3f800001),
        # just below 2^-126: 255/256 * 2^-126 and its like are 0
        (0x00ff, half_, 0), (0x3f7f, tiny, 0), (0x3f7f, 0x00ff, 0), (0x3fff, 0x0080, 0), (0x3f7f, 0x0081, 0),
    ]
    for a, b, c in single:
        case('bf16', [[pair(a)]], [[pair(b)]], [[c]])
        case('bf16', [[pair(0, a)]], [[pair(0, b)]], [[c]])
    # A chain keeps what c does not, and the two chains meet before c: (2^24 + 1) - 2^24, in one chain and in two.
    case('bf16', [[pair(0x4b80), pair(one), pair(0xcb80)]], [[pair(one)]] * 3, [[0]])
    case('bf16', [[pair(0x4b80, one), pair(0xcb80, one)]], [[pair(one, one)]] * 2, [[0]])
    case('bf16', [[pair(one, one)]], [[pair(one, one)]], [[0x4b800000]])
    case('bf16', [[pair(one)], [pair(0, one)]], [[pair(one, one)]], [[0x4b800000]] * 2)
    # 2^-126 less 2^-149 to 2^-153: with 24 bits that is 2^-126 again, or below it and so 0.
    for d in 0x1a00, 0x1980, 0x1981, 0x197f, 0x1900, 0x1880:
        for sign in 0, 0x8000:
            case('bf16', [[pair(one), pair(0x9a00)]], [[pair(sign | tiny)], [pair(sign | d)]], [[0]])
            case('bf16', [[pair(one), pair(0x9a80)]], [[pair(sign | tiny)], [pair(sign | d)]], [[0]])
    # fma rounds once: 1 + 2^-24 + less, whose product alone would not be F32's if it had more bits.
    case('bf16', [[pair(one), pair(0x3f81)]], [[pair(one)], [pair(0x3381)]], [[0]])
    # Any numbers, near 1, near the ends, and of any bits.
    near = lambda: r.getrandbits(1) << 15 | r.randrange(120, 134) << 7 | r.getrandbits(7)
    small = lambda: r.getrandbits(1) << 15 | r.randrange(50, 80) << 7 | r.getrandbits(7)
    f32 = lambda: r.getrandbits(1) << 31 | r.randrange(120, 134) << 23 | r.getrandbits(23)
    least = lambda: r.getrandbits(1) << 31 | r.randrange(0, 4) << 23 | r.getrandbits(23)
    for of, c in (near, f32), (small, least), (lambda: r.getrandbits(16), word):
        for rows, columns, k in (16, 16, 16), (3, 5, 7), (1, 16, 16):
            words = lambda: pair(of(), of())
            case('bf16', matrix(rows, k, words), matrix(k, columns, words), matrix(rows, columns, c))


main()
