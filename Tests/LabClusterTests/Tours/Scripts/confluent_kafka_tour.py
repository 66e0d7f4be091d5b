"""librdkafka through confluent-kafka."""

import confluent_kafka as ck
from confluent_kafka import admin as ca

from tour_records import BASE, BOOTSTRAP, LIMIT, LOGINS, PARTITIONS, Reading, records, tell, until

PLAIN = {"bootstrap.servers": BOOTSTRAP}
CODECS = ["gzip", "snappy", "lz4", "zstd"]
TOPIC, PAID = "tour", "tour-paid"


def one(futures):
    """The result of the one future there is."""
    (future,) = futures.values()
    return future.result(LIMIT)


def consumer(group, *topics, base=PLAIN, **settings):
    made = ck.Consumer({
        **base, "group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False,
        **{name.replace("_", "."): value for name, value in settings.items()}})
    if topics:
        made.subscribe(list(topics))
    return made


def read(source, count):
    """The next records, as many as are asked for."""
    found = []

    def enough():
        message = source.poll(0.5)
        if message is not None:
            if message.error():
                raise ck.KafkaException(message.error())
            found.append(message)
        return len(found) >= count

    until(enough, f"{count} records", pause=0)
    return found


def write(base, topic, values, **settings):
    failures = []
    producer = ck.Producer({**base, **settings})
    for value in values:
        producer.produce(topic, value, partition=0, on_delivery=lambda error, _: error and failures.append(error))
    left = producer.flush(LIMIT)
    assert not left and not failures, (left, failures)


admin = ca.AdminClient(PLAIN)


def topics():
    for name, count in [(TOPIC, PARTITIONS), (PAID, 1)]:
        one(admin.create_topics([ca.NewTopic(name, count, 3)]))
    told = one(admin.describe_topics(ck.TopicCollection([TOPIC])))
    tell("topic", f"{len(told.partitions)} partitions, {len(told.partitions[0].replicas)} replicas")


def producing():
    failures = []
    for codec in CODECS:
        producer = ck.Producer({**PLAIN, "enable.idempotence": True, "acks": "all", "compression.type": codec,
                                "linger.ms": 20})
        for record in records(CODECS):
            if record.pop("codec") == codec:
                producer.produce(TOPIC, on_delivery=lambda error, _: error and failures.append(error), **record)
        left = producer.flush(LIMIT)
        assert not left and not failures, (left, failures)
    tell("codecs", " ".join(CODECS))


def grouping(group, kind, **settings):
    reader, reading = consumer(group, TOPIC, **settings), Reading()
    for message in read(reader, 160):
        reading.add(message.partition(), message.offset(), message.timestamp()[1], message.key(), message.value(),
                    message.headers())
    reading.tell(kind)
    reader.commit(asynchronous=False)
    told = one(admin.describe_consumer_groups([group]))
    assigned = sorted(p.partition for member in told.members for p in member.assignment.topic_partitions)
    tell(f"{kind} group", f"{told.state.name} {told.type.name} {len(told.members)} {assigned}")
    reader.close()
    told = one(admin.list_consumer_group_offsets([ck.ConsumerGroupTopicPartitions(group)]))
    tell(f"{kind} committed", [p.offset for p in sorted(told.topic_partitions, key=lambda p: p.partition)])
    told = one(admin.describe_consumer_groups([group]))
    tell(f"{kind} group left", told.state.name)
    one(admin.delete_consumer_groups([group]))
    tell(f"{kind} group listed", group in [g.group_id for g in admin.list_consumer_groups().result(LIMIT).valid])


def sharing():
    """A second member comes and goes, with assignments that change in steps (KIP-429)."""
    members = [consumer("shared", TOPIC, partition_assignment_strategy="cooperative-sticky", heartbeat_interval_ms=200)]

    def have(wanted):
        def counts():
            for member in members:
                member.poll(0.02)
            found = [len(member.assignment()) for member in members]
            return sorted(found) == wanted and found

        return until(counts, f"members with {wanted} partitions", pause=0)

    have([3])
    members.append(consumer(
        "shared", TOPIC, partition_assignment_strategy="cooperative-sticky", heartbeat_interval_ms=200))
    have([1, 2])
    tell("shared", sorted(p.partition for member in members for p in member.assignment()))
    members.pop().close()
    tell("shared no more", have([3]))
    members.pop().close()


def times():
    reader = consumer("times")
    asked = [ck.TopicPartition(TOPIC, p, BASE + 30_500) for p in range(PARTITIONS)]
    tell("offsets for times", [p.offset for p in reader.offsets_for_times(asked, LIMIT)])
    reader.close()
    asked = {ck.TopicPartition(TOPIC, p): ca.OffsetSpec.max_timestamp() for p in range(PARTITIONS)}
    told = {p.partition: f.result(LIMIT).offset for p, f in admin.list_offsets(asked).items()}
    tell("offsets of the latest times", [told[p] for p in range(PARTITIONS)])


def transactions():
    producer = ck.Producer({**PLAIN, "transactional.id": "tour"})
    producer.init_transactions(LIMIT)
    reader = consumer("tour-paid", TOPIC)
    read(reader, 1)
    for name, offset in [("a", 7), ("b", 1000), ("c", 11)]:
        producer.begin_transaction()
        for number in range(5):
            producer.produce(PAID, f"{name}{number}", partition=0)
        producer.send_offsets_to_transaction(
            [ck.TopicPartition(TOPIC, 0, offset)], reader.consumer_group_metadata(), LIMIT)
        producer.flush(LIMIT)
        if name == "b":
            producer.abort_transaction(LIMIT)
        else:
            producer.commit_transaction(LIMIT)

    def committed():
        # Told as soon as the markers are written, which may be after the transaction's end was answered.
        offset = reader.committed([ck.TopicPartition(TOPIC, 0)], LIMIT)[0].offset
        return offset > 7 and offset

    tell("transaction's offsets", until(committed, "the commits of three transactions"))
    reader.close()
    for level in ["read_committed", "read_uncommitted"]:
        reader = consumer(f"tour-{level}", PAID, isolation_level=level, enable_partition_eof=True)
        found = []

        def finished():
            message = reader.poll(0.5)
            if message is None:
                return False
            if message.error() and message.error().code() == ck.KafkaError._PARTITION_EOF:
                return True
            found.append(message.value().decode())

        until(finished, f"the end of {PAID}", pause=0)
        tell(level, " ".join(found))
        reader.close()
    older = ck.Producer({**PLAIN, "transactional.id": "tour"})
    older.init_transactions(LIMIT)
    producer.begin_transaction()
    producer.produce(PAID, "late")
    try:
        producer.commit_transaction(LIMIT)
        tell("fenced", False)
    except ck.KafkaException as error:
        tell("fenced", error.args[0].name())


def logins():
    users = [ca.UserScramCredentialUpsertion(
        "tourist", ca.ScramCredentialInfo(mechanism, 4096), b"tourist-secret")
        for mechanism in [ca.ScramMechanism.SCRAM_SHA_256, ca.ScramMechanism.SCRAM_SHA_512]]
    for user in users:
        one(admin.alter_user_scram_credentials([user]))
    told = admin.describe_user_scram_credentials(["tourist"])["tourist"].result(LIMIT)
    tell("credentials", " ".join(sorted(f"{c.mechanism.name} {c.iterations}" for c in told.scram_credential_infos)))
    one(admin.create_acls([ca.AclBinding(
        ca.ResourceType.TOPIC, PAID, ca.ResourcePatternType.LITERAL, "User:tourist", "*", ca.AclOperation.ALL,
        ca.AclPermissionType.ALLOW)]))
    for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-512"]:
        login = {"bootstrap.servers": LOGINS, "security.protocol": "sasl_plaintext", "sasl.mechanism": mechanism,
                 "sasl.username": "tourist", "sasl.password": "tourist-secret"}
        write(login, PAID, [mechanism])
        reader = consumer("unused", base=login)
        tell(mechanism, reader.get_watermark_offsets(ck.TopicPartition(PAID, 0), LIMIT)[1])
        stranger = ca.AdminClient(login)
        try:
            one(stranger.create_topics([ca.NewTopic("forbidden", 1, 1)]))
            tell(f"{mechanism} without a rule", "allowed")
        except ck.KafkaException as error:
            tell(f"{mechanism} without a rule", error.args[0].name())
        reader.close()
        errors = []
        refused = ck.Producer({**login, "sasl.password": "wrong", "error_cb": errors.append})
        until(lambda: refused.poll(0.1) or errors, "a refusal", pause=0)
        tell(f"{mechanism} with a wrong password", errors[0].name())


def configs():
    entry = ca.ConfigEntry("retention.ms", "7200000", incremental_operation=ca.AlterConfigOpType.SET)
    resource = ca.ConfigResource(ca.ConfigResource.Type.TOPIC, TOPIC, incremental_configs=[entry])
    one(admin.incremental_alter_configs([resource]))

    def told():
        # Any broker is asked, and one may hear of it later than another.
        told = one(admin.describe_configs([ca.ConfigResource(ca.ConfigResource.Type.TOPIC, TOPIC)]))
        return told["retention.ms"].value == "7200000" and told

    found = until(told, "the changed config")
    for name in ["retention.ms", "cleanup.policy"]:
        tell(name, f"{found[name].value} {ca.ConfigSource(found[name].source).name}")


def deletions():
    told = one(admin.delete_records([ck.TopicPartition(TOPIC, 1, 10)]))
    tell("deleted before", told.low_watermark)
    reader = consumer("deletions")
    tell("watermarks", "{} {}".format(*reader.get_watermark_offsets(ck.TopicPartition(TOPIC, 1), LIMIT)))
    reader.close()
    one(admin.create_partitions([ca.NewPartitions(PAID, 2)]))
    tell("more partitions", until(
        lambda: len(admin.list_topics(PAID, LIMIT).topics[PAID].partitions) == 2 and 2, "2 partitions"))
    one(admin.delete_topics([PAID]))
    tell("deleted topic", until(lambda: PAID not in admin.list_topics(timeout=LIMIT).topics and "gone", "its end"))


tell("version", f"{ck.version()} {ck.libversion()[0]}")
topics()
producing()
grouping("classic", "classic")
grouping("next", "next", group_protocol="consumer")
sharing()
times()
transactions()
logins()
configs()
deletions()
