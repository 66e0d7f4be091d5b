"""aiokafka: no SCRAM users, access rules or deletion of groups in its admin client, and no groups of KIP-848."""

import asyncio
import time

import aiokafka
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition, codec
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic, RecordsToDelete
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, ProducerFenced

from tour_records import BASE, BOOTSTRAP, LIMIT, LOGINS, PARTITIONS, Reading, records, tell

PLAIN = {"bootstrap_servers": BOOTSTRAP}
CODECS = [name for name in ["gzip", "snappy", "lz4", "zstd"] if getattr(codec, f"has_{name}")()]
TOPIC, PAID = "tour", "tour-paid"
ALL = [TopicPartition(TOPIC, partition) for partition in range(PARTITIONS)]
PAID_0 = TopicPartition(PAID, 0)


async def consumer(group, *topics, base=PLAIN, **settings):
    made = AIOKafkaConsumer(*topics, **base, group_id=group, auto_offset_reset="earliest", enable_auto_commit=False,
                            **settings)
    await made.start()
    return made


async def until(condition, what):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        found = await condition()
        if found:
            return found
        await asyncio.sleep(0.05)
    raise SystemExit(f"error: {what} not within {LIMIT} seconds")


async def topics(admin):
    await admin.create_topics([NewTopic(TOPIC, PARTITIONS, 3), NewTopic(PAID, 1, 3)])

    async def told():
        (topic,) = await admin.describe_topics([TOPIC])
        return len(topic["partitions"]) == PARTITIONS and topic["partitions"]

    partitions = await until(told, "the topic")
    tell("topic", f"{len(partitions)} partitions, {len(partitions[0]['replicas'])} replicas")


async def producing():
    for name in CODECS:
        producer = AIOKafkaProducer(**PLAIN, enable_idempotence=True, acks="all", compression_type=name, linger_ms=20)
        await producer.start()
        sent = []
        for record in records(CODECS):
            if record.pop("codec") == name:
                record["timestamp_ms"] = record.pop("timestamp")
                sent.append(await producer.send(TOPIC, **record))
        await asyncio.wait_for(asyncio.gather(*sent), LIMIT)
        await producer.stop()
    tell("codecs", " ".join(CODECS))


async def state(admin, group):
    (response,) = await admin.describe_consumer_groups([group])
    (_, _, name, _, _, members, *_) = response.groups[0]
    return f"{name.upper()} {len(members)}"


async def grouping(admin):
    reader, reading = await consumer("classic", TOPIC), Reading()
    while reading.count < len(list(records(CODECS))):
        message = await asyncio.wait_for(reader.getone(), LIMIT)
        reading.add(message.partition, message.offset, message.timestamp, message.key, message.value, message.headers)
    reading.tell("classic")
    await reader.commit()
    tell("classic group", f"{await state(admin, 'classic')} {sorted(p.partition for p in reader.assignment())}")
    await reader.stop()
    told = await admin.list_consumer_group_offsets("classic")
    tell("classic committed", [told[partition].offset for partition in ALL])
    tell("classic group left", await state(admin, "classic"))
    tell("classic group listed", "classic" in [group[0] for group in await admin.list_consumer_groups()])


async def times():
    reader = await consumer(None)
    told = await reader.offsets_for_times({partition: BASE + 30_500 for partition in ALL})
    tell("offsets for times", [told[partition].offset for partition in ALL])
    await reader.stop()


async def transactions():
    producer = AIOKafkaProducer(**PLAIN, transactional_id="tour")
    await producer.start()
    reader = await consumer("tour-paid")
    for name, offset in [("a", 7), ("b", 1000), ("c", 11)]:
        await producer.begin_transaction()
        sent = [await producer.send(PAID, f"{name}{number}".encode(), partition=0) for number in range(5)]
        await asyncio.wait_for(asyncio.gather(*sent), LIMIT)
        await producer.send_offsets_to_transaction({ALL[0]: offset}, "tour-paid")
        if name == "b":
            await producer.abort_transaction()
        else:
            await producer.commit_transaction()

    async def committed():
        # Told as soon as the markers are written, which may be after the transaction's end was answered.
        offset = await reader.committed(ALL[0]) or 0
        return offset > 7 and offset

    tell("transaction's offsets", await until(committed, "the commits of three transactions"))
    await reader.stop()
    for level in ["read_committed", "read_uncommitted"]:
        reader, found = await consumer(None, isolation_level=level), []
        reader.assign([PAID_0])
        await reader.seek_to_beginning(PAID_0)

        async def finished():
            for messages in (await reader.getmany(timeout_ms=500)).values():
                found.extend(message.value.decode() for message in messages)
            # Behind fifteen records and three markers there is nothing more.
            return await reader.position(PAID_0) == 18

        await until(finished, f"the end of {PAID}")
        tell(level, " ".join(found))
        await reader.stop()
    newer = AIOKafkaProducer(**PLAIN, transactional_id="tour")
    await newer.start()
    try:
        await producer.begin_transaction()
        await producer.send_and_wait(PAID, b"late", partition=0)
        await producer.commit_transaction()
        tell("fenced", False)
    except ProducerFenced:
        tell("fenced", True)
    await producer.stop()
    await newer.stop()


async def logins():
    for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-512"]:
        login = {"bootstrap_servers": LOGINS, "security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": mechanism,
                 "sasl_plain_username": "admin", "sasl_plain_password": "admin-secret"}
        producer = AIOKafkaProducer(**login)
        await producer.start()
        sent = await producer.send_and_wait(PAID, mechanism.encode(), partition=0)
        tell(mechanism, sent.offset)
        await producer.stop()
        refused = AIOKafkaProducer(**{**login, "sasl_plain_password": "wrong"})
        try:
            await refused.start()
            tell(f"{mechanism} with a wrong password", "allowed")
        except KafkaError as error:
            tell(f"{mechanism} with a wrong password", type(error).__name__)
        await refused.stop()


async def configs(admin):
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, TOPIC, {"retention.ms": "7200000"})])

    async def told():
        # Any broker is asked, and one may hear of it later than another.
        (response,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, TOPIC)])
        entries = {name: value for name, value, *_ in response.resources[0][4]}
        return entries["retention.ms"] == "7200000" and entries

    found = await until(told, "the changed config")
    for name in ["retention.ms", "cleanup.policy"]:
        tell(name, found[name])


async def deletions(admin):
    tell("deleted before", (await admin.delete_records({ALL[1]: RecordsToDelete(10)}))[ALL[1]])
    reader = await consumer(None)
    first, end = await reader.beginning_offsets([ALL[1]]), await reader.end_offsets([ALL[1]])
    tell("watermarks", f"{first[ALL[1]]} {end[ALL[1]]}")
    await reader.stop()
    await admin.create_partitions({PAID: NewPartitions(2)})

    async def told():
        (topic,) = await admin.describe_topics([PAID])
        return len(topic["partitions"]) == 2 and 2

    tell("more partitions", await until(told, "2 partitions"))
    await admin.delete_topics([PAID])

    async def gone():
        return PAID not in await admin.list_topics() and "gone"

    tell("deleted topic", await until(gone, "its end"))


async def tour():
    tell("version", aiokafka.__version__)
    admin = AIOKafkaAdminClient(**PLAIN)
    await admin.start()
    await topics(admin)
    await producing()
    await grouping(admin)
    await times()
    await transactions()
    await logins()
    await configs(admin)
    await deletions(admin)
    await admin.close()


asyncio.run(tour())
