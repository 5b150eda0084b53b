#!/usr/bin/env python3
"""Writes overlap.onnx and overlap-tokenizer.json beside itself: a cross-encoder that can be understood.

The score of (query, text) is the sum, over the tokens of the query, of how often each stands in the text, times the
token's weight: 0 for special and unknown ones, 1 for a word, NaN for "undefined". "broken" is a token that the table
of weights does not hold, so the model fails on it. Needs nothing but Python 3: the messages are written by hand, with
the field numbers of onnx.proto.
"""

import json
import struct
from pathlib import Path

SPECIAL = ["[PAD]", "[CLS]", "[SEP]", "[UNK]"]
WORDS = "robot child befriends winter train ghost king sea sailor storm island garden desert moon".split()
FLOAT, INT64 = 1, 7


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field, value):
    return varint(field << 3) + varint(value)


def message(field, *parts):
    body = b"".join(p.encode() if isinstance(p, str) else p for p in parts)
    return varint(field << 3 | 2) + varint(len(body)) + body


def node(op, inputs, output, *attributes):
    return message(1, *[message(1, i) for i in inputs], message(2, output), message(4, op), *attributes)


def integer_attribute(name, value):
    return message(5, message(1, name), number(3, value), number(20, 2))


def tensor(name, kind, dims, raw):
    return message(5, *[number(1, d) for d in dims], number(2, kind), message(8, name), message(9, raw))


def value(field, name, kind, dims):
    shape = [message(1, number(1, d) if isinstance(d, int) else message(2, d)) for d in dims]
    return message(field, message(1, name), message(2, message(1, number(1, kind), message(2, *shape))))


def cast(source, target):
    return node("Cast", [source], target, integer_attribute("to", FLOAT))


weights = [0.0] * len(SPECIAL) + [1.0] * len(WORDS) + [float("nan")]
graph = message(
    7,
    cast("token_type_ids", "second"),
    cast("attention_mask", "real"),
    node("Mul", ["second", "real"], "inText"),
    node("Sub", ["real", "inText"], "inQuery"),
    node("Gather", ["weights", "input_ids"], "weight"),
    node("Mul", ["inQuery", "weight"], "asked"),
    node("Unsqueeze", ["input_ids", "two"], "rows"),
    node("Unsqueeze", ["input_ids", "one"], "columns"),
    node("Equal", ["rows", "columns"], "same"),
    cast("same", "equal"),
    node("Unsqueeze", ["inText", "two"], "texts"),
    node("MatMul", ["equal", "texts"], "often"),
    node("Unsqueeze", ["asked", "one"], "askedRow"),
    node("MatMul", ["askedRow", "often"], "sum"),
    node("Squeeze", ["sum", "two"], "logits"),
    message(2, "overlap"),
    tensor("weights", FLOAT, [len(weights)], struct.pack(f"<{len(weights)}f", *weights)),
    tensor("one", INT64, [1], struct.pack("<q", 1)),
    tensor("two", INT64, [1], struct.pack("<q", 2)),
    *[value(11, n, INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask", "token_type_ids")],
    value(12, "logits", FLOAT, ["batch", 1]),
)
model = number(1, 8) + message(2, "overlap.py") + graph + message(8, message(1, ""), number(2, 13))

vocabulary = SPECIAL + WORDS + ["undefined", "broken"]


def template(*parts):
    return [
        {"Sequence": {"id": p, "type_id": t}} if len(p) == 1 else {"SpecialToken": {"id": p, "type_id": t}} for p, t in parts
    ]


tokenizer = {
    "version": "1.0",
    "truncation": None,
    "padding": None,
    "added_tokens": [
        {"id": i, "content": s, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        for i, s in enumerate(SPECIAL)
    ],
    "normalizer": {"type": "Lowercase"},
    "pre_tokenizer": {"type": "Whitespace"},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": template(("[CLS]", 0), ("A", 0), ("[SEP]", 0)),
        "pair": template(("[CLS]", 0), ("A", 0), ("[SEP]", 0), ("B", 1), ("[SEP]", 1)),
        "special_tokens": {s: {"id": s, "ids": [SPECIAL.index(s)], "tokens": [s]} for s in ("[CLS]", "[SEP]")},
    },
    "decoder": None,
    "model": {"type": "WordLevel", "vocab": {w: i for i, w in enumerate(vocabulary)}, "unk_token": "[UNK]"},
}

here = Path(__file__).parent
(here / "overlap.onnx").write_bytes(model)
(here / "overlap-tokenizer.json").write_text(json.dumps(tokenizer, indent=1) + "\n")
