"""What the tours of all Python clients have in common: the records, and how outcomes are told.

Arguments: bootstrap servers, bootstrap servers with logins, the time in milliseconds of the first record.
"""

import hashlib
import sys
import time

BOOTSTRAP, LOGINS, BASE = sys.argv[1], sys.argv[2], int(sys.argv[3])
EACH, PARTITIONS = 40, 3
LIMIT = 30


def tell(name, value):
    """One outcome, a line of `name: value`."""
    print(f"{name}: {value}", flush=True)


def records(codecs):
    """EACH records for each codec, in turn over the partitions, one a second."""
    for number in range(EACH * len(codecs)):
        codec = codecs[number // EACH]
        yield {
            "codec": codec,
            "partition": number % PARTITIONS,
            "timestamp": BASE + number * 1000,
            "key": f"key-{number}".encode(),
            "value": (f"value-{number} " * 20).encode(),
            "headers": [("codec", codec.encode()), ("number", str(number).encode())],
        }


class Reading:
    """What a consumer was given, partition by partition, in the order in which it came."""

    def __init__(self):
        self.count = 0
        self.counts = [0] * PARTITIONS
        self.digests = [hashlib.sha256() for _ in range(PARTITIONS)]

    def add(self, partition, offset, timestamp, key, value, headers):
        told = ",".join(f"{name}={content.decode()}" for name, content in headers)
        line = f"{offset}|{timestamp}|{key.decode()}|{told}|{value.decode()}\n"
        self.count += 1
        self.counts[partition] += 1
        self.digests[partition].update(line.encode())

    def tell(self, name):
        for partition in range(PARTITIONS):
            tell(f"{name} {partition}", f"{self.counts[partition]} {self.digests[partition].hexdigest()}")


def until(condition, what, pause=0.05):
    """Asks until the condition gives something, and returns that; no pause where the condition waits itself."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(pause)
    sys.exit(f"error: {what} not within {LIMIT} seconds")
