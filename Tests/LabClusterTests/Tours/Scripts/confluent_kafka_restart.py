"""An idempotent producer of librdkafka writes on while a node goes and comes back; a group reads what is there."""

import time

import confluent_kafka as ck
from confluent_kafka import admin as ca

from tour_records import BOOTSTRAP, LIMIT, PARTITIONS, tell, until

COUNT = 600

admin = ca.AdminClient({"bootstrap.servers": BOOTSTRAP})
admin.create_topics([ca.NewTopic("restart", PARTITIONS, 3)])["restart"].result(LIMIT)

acknowledged, failures = [0], []


def delivered(error, _):
    if error:
        failures.append(error)
    else:
        acknowledged[0] += 1
        if acknowledged[0] % 200 == 0:
            tell("written", acknowledged[0])


producer = ck.Producer({"bootstrap.servers": BOOTSTRAP, "enable.idempotence": True, "linger.ms": 1,
                        "reconnect.backoff.max.ms": 200})
for number in range(COUNT):
    producer.produce("restart", str(number), partition=number % PARTITIONS, on_delivery=delivered)
    producer.poll(0)
    time.sleep(0.003)
producer.flush(LIMIT)
tell("failed", len(failures))

reader = ck.Consumer({"bootstrap.servers": BOOTSTRAP, "group.id": "restart", "auto.offset.reset": "earliest",
                      "enable.auto.commit": False})
reader.subscribe(["restart"])
found = [[] for _ in range(PARTITIONS)]


def finished():
    message = reader.poll(0.5)
    if message is not None and not message.error():
        found[message.partition()].append(int(message.value()))
    return sum(map(len, found)) >= COUNT


until(finished, f"{COUNT} records", pause=0)
# Nothing comes behind them: a record that was written twice would.
while (message := reader.poll(0.3)) is not None:
    if not message.error():
        found[message.partition()].append(int(message.value()))
in_order = all(found[p] == list(range(p, COUNT, PARTITIONS)) for p in range(PARTITIONS))
tell("read", f"{sum(map(len, found))} {'in order' if in_order else found}")
reader.commit(asynchronous=False)
tell("committed", sum(p.offset for p in reader.committed(
    [ck.TopicPartition("restart", p) for p in range(PARTITIONS)], LIMIT)))
reader.close()
