"""Reads a message, verifies each of its DKIM signatures with dkimpy, prints JSON.

Arguments: the DNS TXT records there are, each NAME=TEXT.
"""

import json
import re
import sys

import dkim

records = dict(argument.split("=", 1) for argument in sys.argv[1:])
message = sys.stdin.buffer.read()


def txt(name, timeout=5):
    name = name.decode() if isinstance(name, bytes) else name
    text = records.get(name.rstrip("."))
    return text.encode() if text is not None else None


def tags(value):
    pairs = (part.split("=", 1) for part in value.split(";") if "=" in part)
    return {name.strip(): re.sub(r"\s+", "", text) for name, text in pairs}


signatures = [
    value.decode("utf-8", "replace")
    for name, value in dkim.rfc822_parse(message)[0]
    if name.lower() == b"dkim-signature"
]
found = []
for index, signature in enumerate(signatures):
    error = ""
    try:
        valid = dkim.DKIM(message).verify(index, dnsfunc=txt)
        if not valid:
            error = "the signature does not fit the message"
    except dkim.DKIMException as exception:
        valid, error = False, str(exception) or type(exception).__name__
    tag = tags(signature)
    found.append(
        {
            "valid": valid,
            "error": error,
            "algorithm": tag.get("a", ""),
            "domain": tag.get("d", ""),
            "selector": tag.get("s", ""),
            "headers": tag.get("h", "").lower().split(":"),
        }
    )
json.dump(found, sys.stdout)
