"""
Plays the calls of calls.py against a region at URL and against moto's own server, and prints as JSON what differs and
is not in reviewed.json, which reviewed lines no longer occur, and how many calls were made.
`compare.py URL all` prints every difference, one a line.
"""

import json
import logging
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "server/python"))

from moto.server import ThreadedMotoServer  # noqa: E402

from calls import play  # noqa: E402
from region_clients import Clients  # noqa: E402
from side import Side, differences  # noqa: E402


class NoWatch:
    """The other server's answers are not ours to judge."""

    def over(self, client):
        return client


def recorded(clients):
    side = Side(clients)
    play(side)
    return side.seen


def main(url, how="reviewed"):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    server.start()
    try:
        host, port = server.get_host_and_port()
        moto = recorded(Clients(f"http://{host}:{port}", NoWatch()))
    finally:
        server.stop()
    clients = Clients(url)
    ours = recorded(clients)
    found = differences(ours, moto)
    if how == "all":
        print("\n".join(found))
        return
    reviewed = json.loads((HERE / "reviewed.json").read_text())
    patterns = [re.compile(each["difference"]) for each in reviewed]
    unknown = [line for line in found if not any(pattern.fullmatch(line) for pattern in patterns)]
    gone = [each.pattern for each in patterns if not any(each.fullmatch(line) for line in found)]
    print(json.dumps({"calls": len(ours), "unknown": unknown, "gone": gone, "faults": clients.watch.faults}))


if __name__ == "__main__":
    main(*sys.argv[1:])
