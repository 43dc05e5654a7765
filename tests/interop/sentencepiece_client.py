"""Lets the real SentencePiece read what the tool writes, and compares what both make of 10,000 lines and more.

Usage: sentencepiece_client.py EM [TEXT ...], where EM is the command that runs the tool, and each TEXT a file with a sentence a line. Without TEXT the lines
are drawn from those that the tests have. Prints a line a check; exits with 1 where one fails, and with 77 where SentencePiece is not installed.
"""

import gzip
import math
import os
import random
import shlex
import subprocess
import sys
import tempfile
from collections import Counter

try:
    import sentencepiece as spm
except ImportError as missing:
    print(f"left out: {missing}")
    sys.exit(77)

EM = shlex.split(sys.argv[1])
TEXTS = [os.path.abspath(path) for path in sys.argv[2:]]
HELD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../EmFunctional.Tokenisation.Tests/Reference/held.txt.gz")
LINES = 10000
DRAWS = 4000
MOST = 1000  # draws of a line in one call
failed = 0


def em(*arguments):
    return subprocess.run([*EM, "tokenise", *arguments], check=True, capture_output=True).stdout


def check(what, holds):
    global failed
    failed += not holds
    print(("holds: " if holds else "BROKEN: ") + what, flush=True)


def lines_of(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return [line.decode() for line in file.read().split(b"\n") if line]


def drawn(sentences):
    """Lines of words from all sentences, with characters from everywhere between them."""
    draw, words = random.Random(1), [word for line in sentences for word in line.split()]
    odd = [chr(c) for c in list(range(0x21, 0x250)) + list(range(0x300, 0x370)) + list(range(0x3040, 0x30FF)) + list(range(0x1F600, 0x1F640))]
    for i in range(LINES):
        parts = [draw.choice(words) if draw.random() < 0.8 else "".join(draw.choice(odd) for _ in range(draw.randrange(1, 5))) for _ in range(draw.randrange(1, 20))]
        yield ("  " if i % 7 == 0 else " ").join(parts)


def client(model):
    sp = spm.SentencePieceProcessor()
    sp.Load(model)
    return sp


def trained(name, text, size, **options):
    spm.SentencePieceTrainer.train(input=text, model_prefix=name, vocab_size=size, hard_vocab_limit=False, num_threads=1, minloglevel=2, **options)
    return name + ".model"


def compared(name, model, lines):
    sp = client(model)
    with open("lines.txt", "wb") as file:
        file.write("".join(line + "\n" for line in lines).encode())
    theirs = [sp.EncodeAsIds(line) for line in lines]
    with open("ids.txt", "wb") as file:
        file.write(em("encode", model, "lines.txt", "--format", "ids"))
    ours = [list(map(int, line.split())) for line in open("ids.txt")]
    check(f"{name}: the ids of {len(lines)} lines are the same", ours == theirs)
    pieces = em("encode", model, "lines.txt").decode().split("\n")[:-1]
    check(f"{name}: so are their pieces", pieces == [" ".join(sp.EncodeAsPieces(line)) for line in lines])
    texts = em("decode", model, "ids.txt").decode().split("\n")[:-1]
    check(f"{name}: and their text again", texts == [sp.DecodeIds(ids) for ids in theirs])

    short = [line for line in lines if 0 < len(line) < 60][:300]
    with open("short.txt", "wb") as file:
        file.write("".join(line + "\n" for line in short).encode())
    scores = [round(float(line.split("\t")[0]), 3) for line in em("encode", model, "short.txt", "--format", "ids", "--best", "8").decode().split("\n")[:-1]]
    unknown = min(sp.GetScore(i) for i in range(len(sp)) if not (sp.IsControl(i) or sp.IsUnknown(i) or sp.IsByte(i))) - 10
    if not any(sp.IsByte(i) for i in range(len(sp))):
        best = [way for line in short for way in sp.NBestEncodeAsIds(line, 8) if way]
        known = [(s, sum(sp.GetScore(i) for i in way)) for s, way in zip(scores, best) if sp.unk_id() not in way]
        check(f"{name}: the scores of {len(known)} best ways are the same", len(scores) == len(best) and all(math.isclose(a, b, abs_tol=2e-3) for a, b in known))
        sampled(name, model, sp, [line for line in short if sp.unk_id() not in sp.EncodeAsIds(line)][:5])

    em("convert", model, "-o", "again.model", "--force")
    again = client("again.model")
    check(f"{name}: the client loads the file that we write, and gives the same ids", [again.EncodeAsIds(line) for line in lines] == theirs)


def sampled(name, model, sp, lines):
    """Draws cannot be the same, since each program draws in its own way: each way must come as often, up to five standard deviations of the difference."""
    with open("drawn.txt", "wb") as file:
        file.write("".join(line + "\n" for line in lines).encode())
    drawn = [Counter() for _ in lines]
    for seed in range(DRAWS // MOST):
        ours = em("encode", model, "drawn.txt", "--format", "ids", "--sample", str(MOST), "--alpha", "0.3", "--seed", str(seed))
        for i, way in enumerate(ours.decode().split("\n")[:-1]):
            drawn[i // MOST][way] += 1
    far = ways = 0
    for line, ours in zip(lines, drawn):
        theirs = Counter(" ".join(map(str, sp.SampleEncodeAsIds(line, -1, 0.3))) for _ in range(DRAWS))
        for way in ours | theirs:
            p = (ours[way] + theirs[way]) / (2 * DRAWS)
            ways += 1
            far += abs(ours[way] - theirs[way]) > 5 * math.sqrt(2 * DRAWS * p * (1 - p)) + 1
    check(f"{name}: {ways} ways of {len(lines)} lines are drawn as often, {DRAWS} times each", far == 0)


os.chdir(tempfile.mkdtemp())
for number, path in enumerate(TEXTS or [HELD]):
    sentences = lines_of(path)
    learnt, held = ([line for i, line in enumerate(sentences) if i % 2], sentences[::2])
    lines = held * -(-LINES // len(held)) if TEXTS else list(drawn(held))
    with open("learnt.txt", "wb") as file:
        file.write("".join(line + "\n" for line in learnt).encode())
    title = os.path.basename(path)
    compared(f"{title}, plain", trained("plain", "learnt.txt", 2000), lines[: max(LINES, len(held))])
    symbols = sorted({word for line in learnt[:50] for word in line.split() if 1 < len(word) < 9})[:5]
    options = dict(byte_fallback=True, user_defined_symbols=symbols, control_symbols=["<ctl>"], pad_id=3, normalization_rule_name="nfkc")
    compared(f"{title}, bytes and symbols", trained("special", "learnt.txt", 1500, **options), lines[:LINES])
    loose = dict(normalization_rule_name="identity", add_dummy_prefix=False, remove_extra_whitespaces=False)
    compared(f"{title}, text as it is", trained("loose", "learnt.txt", 1200, **loose), lines[:LINES])
    em("train", "learnt.txt", "--vocab", "1200", "--at-most", "-o", "ours.model", "--force")
    em("convert", "ours.model", "-o", "ours.vocab", "--force")
    vocabulary, ours = [line.split("\t")[0] for line in open("ours.vocab", newline="\n")], client("ours.model")
    check(f"{title}, trained by em: the client has its {len(vocabulary)} pieces", vocabulary == [ours.IdToPiece(i) for i in range(len(ours))])
    compared(f"{title}, trained by em", "ours.model", lines[:LINES])

sys.exit(1 if failed else 0)
