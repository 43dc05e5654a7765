#!/usr/bin/python3
"""Makes the files of this folder with the real SentencePiece (Debian's sentencepiece and python3-sentencepiece 0.1.97).

usage: answers.py botchan.txt      in the folder that is to hold them; botchan.txt is data/botchan.txt of SentencePiece v0.1.97 (Apache-2.0)

plain.model    trained on nine lines of ten, 1000 pieces, the defaults
special.model  trained on 1500 of them, 800 pieces: identity, bytes for what no piece matches, symbols of the user, a control symbol, a pad
plain.vocab    its pieces as text
held.txt       the tenth lines
plain.ids      the ids of each of those by plain.model
answers.json   of awkward lines and both models: ids, the five best, decoded text; of plain.model the normalised text too
normal.tsv     what NORMALISATION makes of random text, in hexadecimal: nmt_nfkc, nfkc
judged.json    what the checker of the held-out lines says of plain.model: tokens, likelihoods"""
import gzip
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import unicodedata

import sentencepiece as spm

AWKWARD = [
    b"", b" ", b"   ", b"Hello   world.", b"  leading and trailing  ", "Ｆｕｌｌ ｗｉｄｔｈ　１２３".encode(), "ｱｲｳ ｶﾞ パ".encode(),
    "cafe\u0301 ﬁne ½ ™".encode(), b"tab\there", "zero\u200bwidth".encode(), "~ ～".encode(), "▁already▁here▁".encode(), b"bad\xff\xfebytes",
    b"\xe2\x82 cut \xf0\x9f\x98", b"\xed\xa0\x80 surrogate \xc0\x80", "①②③ ㌔".encode(), "a\u0300\u0323b".encode(), "말 한국어 \u1112\u1161\u11ab".encode(),
    "😀😀 emoji 👨\u200d👩\u200d👧".encode(), b"<s> </s> <unk> <sep><sep> <ctl> <0x41>", b"Red Shirt and Red  Shirt,RedShirt", "2＋2 2+2 22＋22".encode(),
    b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", b"\x01\x02only\x03\x7f", b"\x01 \x02", "\u3000\u3000wide\u3000".encode(), b"I was in the school.",
    "Привет мир".encode(), b"x" * 40, "\ufeffmark".encode(), "end \ufffd replaced".encode(), b"the the the, and then there", b"\xf8\x88\x80\x80\x80 \xf4\x90\x80\x80",
]


def pack(name, data):
    with open(name, "wb") as file:
        file.write(gzip.compress(data, 9, mtime=0))


def answers(model, lines):
    sp = spm.SentencePieceProcessor()
    sp.Load(model)
    return [
        {
            "line": line.hex(),
            "ids": sp.EncodeAsIds(line),
            "best": sp.NBestEncodeAsIds(line, 5),
            "decoded": sp.DecodeIds(sp.EncodeAsIds(line)),
        }
        for line in lines
    ]


def awkward_text(count):
    draw = random.Random(1)
    codes = list(range(0x20, 0xD800)) + list(range(0xF900, 0x10000)) + list(range(0x1D400, 0x1D800))
    chars = [chr(c) for c in codes if unicodedata.category(chr(c)) not in ("Cn", "Co", "Cs", "Cc")]
    marks = [c for c in chars if unicodedata.combining(c)][:80]
    for i in range(count):
        if i % 2:
            yield "".join(draw.choice(chars) for _ in range(8))
        else:
            yield "".join(chr(draw.randrange(0x41, 0x250)) + "".join(draw.choice(marks) for _ in range(draw.choice((0, 0, 1, 1, 2)))) for _ in range(6))


def normalised(model, text):
    out = subprocess.run(["spm_normalize", "--model=" + model], input=("\n".join(text) + "\n").encode(), capture_output=True, check=True).stdout
    return out.decode().split("\n")[:-1]


def train(lines, folder, name, **options):
    text, prefix = os.path.join(folder, name + ".txt"), os.path.join(folder, name)
    with open(text, "w", encoding="utf8") as file:
        file.write("\n".join(lines) + "\n")
    spm.SentencePieceTrainer.train(input=text, model_prefix=prefix, num_threads=1, minloglevel=2, **options)
    return prefix + ".model"


def judged(model, lines):
    def log_sum(a, b):
        return b if a == -math.inf else max(a, b) + math.log1p(math.exp(min(a, b) - max(a, b)))

    sp = spm.SentencePieceProcessor()
    sp.Load(model)
    kept = [i for i in range(sp.GetPieceSize()) if not (sp.IsControl(i) or sp.IsUnknown(i) or sp.IsByte(i) or sp.IsUnused(i))]
    scores = {sp.IdToPiece(i): sp.GetScore(i) for i in kept}
    unknown, mass = min(scores.values()) - 10, math.log(sum(math.exp(s) for s in scores.values()))
    longest, found = max(map(len, scores)), dict(tokens=0, characters=0, unknown=0, viterbi=0.0, marginal=0.0, marginalRenormalised=0.0)
    for line in lines:
        if not line.strip():
            continue
        ids, text = sp.EncodeAsIds(line), "".join(sp.EncodeAsPieces(line))
        found["tokens"] += len(ids)
        found["characters"] += len(text) - text.startswith("\u2581")
        found["unknown"] += ids.count(sp.unk_id())
        found["viterbi"] += sum(unknown if i == sp.unk_id() else sp.GetScore(i) for i in ids)
        for name, shift in (("marginal", 0.0), ("marginalRenormalised", -mass)):
            a = [0.0] + [-math.inf] * len(text)
            for b in range(len(text)):
                one = False
                for e in range(b + 1, min(len(text), b + longest) + 1):
                    if text[b:e] in scores:
                        a[e] = log_sum(a[e], a[b] + scores[text[b:e]] + shift)
                        one |= e == b + 1
                if not one:
                    a[b + 1] = log_sum(a[b + 1], a[b] + unknown + shift)
            found[name] += a[-1]
    return dict(found, mass=math.exp(mass))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf8") as file:
        text = file.read().split("\n")[:-1]
    learnt, held = [line for i, line in enumerate(text, 1) if i % 10], text[9::10]
    with tempfile.TemporaryDirectory() as folder:
        plain = train(learnt, folder, "plain", vocab_size=1000)
        special = train(
            learnt[:1500], folder, "special", vocab_size=800, byte_fallback=True, user_defined_symbols=["<sep>", "Red Shirt", "2＋2"],
            control_symbols=["<ctl>"], pad_id=3, normalization_rule_name="identity",
        )
        nfkc = train(learnt[:300], folder, "nfkc", vocab_size=200, normalization_rule_name="nfkc")
        for name, model in (("plain", plain), ("special", special)):
            with open(model, "rb") as file:
                pack(name + ".model.gz", file.read())
        with open(plain.replace(".model", ".vocab"), "rb") as file:
            pack("plain.vocab.gz", file.read())
        sp = spm.SentencePieceProcessor()
        sp.Load(plain)
        pack("held.txt.gz", ("\n".join(held) + "\n").encode())
        pack("plain.ids.gz", ("\n".join(" ".join(map(str, sp.EncodeAsIds(line))) for line in held) + "\n").encode())
        found = {"plain": answers(plain, AWKWARD), "special": answers(special, AWKWARD)}
        pack("answers.json.gz", json.dumps(found, ensure_ascii=True).encode())
        pack("judged.json.gz", json.dumps(judged(plain, held)).encode())
        odd = list(awkward_text(3000))
        rows = zip(odd, normalised(plain, odd), normalised(nfkc, odd))
        pack("normal.tsv.gz", "".join("\t".join(part.encode().hex() for part in row) + "\n" for row in rows).encode())
