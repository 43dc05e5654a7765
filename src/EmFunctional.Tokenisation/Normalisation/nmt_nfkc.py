#!/usr/bin/python3
"""Packs the rules that a SentencePiece model file carries (precompiled_charsmap) into the table beside this script.

usage: nmt_nfkc.py any.model nmt_nfkc.rules.gz      any.model: trained with --normalization_rule_name=nmt_nfkc, SentencePiece's default

Three parts, an empty line between them; all numbers of characters are hexadecimal.
1. A line for each set of characters that stand for one another where a character is composed.
2. A line for each composed character: how much it is above that of the line before, and the numbers, from 0, of the sets of its parts.
3. A line for each single character that is replaced: how much it is above the one before, and what replaces it (nothing: it goes)."""
import collections
import gzip
import struct
import sys


def fields(data):
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
        else:
            size = number() if key & 7 == 2 else {1: 8, 5: 4}[key & 7]
            yield key >> 3, data[at : at + size]
            at += size


def rules_of(blob):
    (size,) = struct.unpack("<I", blob[:4])
    units, texts = struct.unpack("<%dI" % (size // 4), blob[4 : 4 + size]), blob[4 + size :]
    offset = lambda unit: (unit >> 10) << ((unit & 0x200) >> 6)
    rules, waiting = {}, [(offset(units[0]), b"")]
    while waiting:
        base, key = waiting.pop()
        for byte in range(1, 256):
            place = base ^ byte
            if place < len(units) and units[place] & 0x800000FF == byte:
                child, longer = place ^ offset(units[place]), key + bytes([byte])
                if units[place] >> 8 & 1:
                    begin = units[child] & 0x7FFFFFFF
                    rules[tuple(map(ord, longer.decode()))] = tuple(map(ord, texts[begin : texts.index(0, begin)].decode()))
                waiting.append((child, longer))
    return rules


def packed(rules):
    sources, sets, composed = collections.defaultdict(list), {}, []
    for key, value in rules.items():
        if len(key) > 1:
            (one,) = value
            sources[one, len(key)].append(key)
    for (one, length), keys in sorted(sources.items()):
        parts = [tuple(sorted({key[i] for key in keys})) for i in range(length)]
        count = 1
        for part in parts:
            count *= len(part)
        assert count == len(keys), "the sequences of a composed character are no product of sets"
        composed.append((one, [sets.setdefault(part, len(sets)) for part in parts]))
    lines = [" ".join("%X" % one for one in part) for part in sets] + [""]
    before = 0
    for one, parts in composed:
        lines.append(" ".join(["%X" % (one - before)] + [str(part) for part in parts]))
        before = one
    lines.append("")
    before = 0
    for (one,), value in sorted((key, value) for key, value in rules.items() if len(key) == 1):
        lines.append(" ".join("%X" % x for x in (one - before,) + value))
        before = one
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    model = dict(fields(open(sys.argv[1], "rb").read()))
    rules = rules_of(dict(fields(model[3]))[2])
    with open(sys.argv[2], "wb") as file:
        file.write(gzip.compress(packed(rules).encode(), 9, mtime=0))
    print(len(rules), "rules")
