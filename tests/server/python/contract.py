"""Contracts of the region towards boto3: functions whose first line of documentation is the contract's sentence."""

import json
import sys
import tempfile
import traceback
from pathlib import Path

from botocore.exceptions import ClientError

from region_clients import Clients

_contracts = []


def contract(check):
    """Marks a function `(clients, folder)` that raises where the contract is broken."""
    _contracts.append(check)
    return check


def refused(call, *args, **kwargs):
    """(code, status) of the refusal; raises where nothing was refused."""
    try:
        call(*args, **kwargs)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    raise AssertionError(f"{args} {kwargs} was not refused")


def same(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r}, not {expected!r}")


def main(url, *chosen):
    """Tries every contract, or those functions that are named; prints as JSON which were kept, which broken, and the answers that AWS's model forbids."""
    clients = Clients(url)
    kept, broken = [], {}
    for check in _contracts:
        if chosen and check.__name__ not in chosen:
            continue
        sentence = check.__doc__.strip().splitlines()[0]
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(clients, Path(folder))
                kept.append(sentence)
            except Exception:
                broken[sentence] = traceback.format_exc()
    watch = clients.watch
    print(json.dumps({"kept": kept, "broken": broken, "faults": watch.faults, "answers": watch.answers}))


def run():
    main(*sys.argv[1:])
