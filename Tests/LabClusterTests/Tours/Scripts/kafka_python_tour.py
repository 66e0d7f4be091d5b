"""kafka-python, of version 3 or newer."""

import kafka
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, OffsetAndMetadata, OffsetSpec, TopicPartition, codec
from kafka import admin as ka
from kafka.errors import (
    KafkaError, ProducerFencedError, SaslAuthenticationFailedError, TopicAuthorizationFailedError)

from tour_records import BASE, BOOTSTRAP, LIMIT, LOGINS, PARTITIONS, Reading, records, tell, until

PLAIN = {"bootstrap_servers": BOOTSTRAP}
CODECS = [name for name in ["gzip", "snappy", "lz4", "zstd"] if getattr(codec, f"has_{name}")()]
TOPIC, PAID = "tour", "tour-paid"
ALL = [TopicPartition(TOPIC, partition) for partition in range(PARTITIONS)]


def consumer(group, *topics, base=PLAIN, **settings):
    return KafkaConsumer(*topics, **base, group_id=group, auto_offset_reset="earliest", enable_auto_commit=False,
                         **settings)


def read(source, count):
    """The next records, as many as are asked for."""
    found = []

    def enough():
        for messages in source.poll(500).values():
            found.extend(messages)
        return len(found) >= count

    until(enough, f"{count} records", pause=0)
    return found


admin = KafkaAdminClient(**PLAIN)


def topics():
    admin.create_topics({name: {"num_partitions": count, "replication_factor": 3}
                         for name, count in [(TOPIC, PARTITIONS), (PAID, 1)]}, wait_for_metadata=True)
    (told,) = admin.describe_topics([TOPIC])
    partitions = told["partitions"]
    tell("topic", f"{len(partitions)} partitions, {len(partitions[0]['replica_nodes'])} replicas")


def producing():
    for name in CODECS:
        producer = KafkaProducer(**PLAIN, enable_idempotence=True, acks="all", compression_type=name, linger_ms=20)
        sent = []
        for record in records(CODECS):
            if record.pop("codec") == name:
                record["timestamp_ms"] = record.pop("timestamp")
                sent.append(producer.send(TOPIC, **record))
        for future in sent:
            future.get(LIMIT)
        producer.close()
    tell("codecs", " ".join(CODECS))


def grouping():
    reader, reading = consumer("classic", TOPIC), Reading()
    for message in read(reader, len(list(records(CODECS)))):
        reading.add(message.partition, message.offset, message.timestamp, message.key, message.value, message.headers)
    reading.tell("classic")
    reader.commit()
    told = admin.describe_groups(["classic"])["classic"]
    assigned = sorted(partition for member in told["members"]
                      for topic in member["member_assignment"]["assigned_partitions"]
                      for partition in topic["partitions"])
    tell("classic group", f"{told['group_state'].upper()} {len(told['members'])} {assigned}")
    reader.close()
    told = admin.list_group_offsets("classic")["classic"]
    tell("classic committed", [told[partition].offset for partition in ALL])
    tell("classic group left", admin.describe_groups(["classic"])["classic"]["group_state"].upper())
    tell("classic group deleted", admin.delete_groups(["classic"])["classic"])
    tell("classic group listed", "classic" in [group["group_id"] for group in admin.list_groups()])


def times():
    reader = consumer("times")
    told = reader.offsets_for_times({partition: BASE + 30_500 for partition in ALL})
    tell("offsets for times", [told[partition].offset for partition in ALL])
    reader.close()
    told = admin.list_partition_offsets({partition: OffsetSpec.MAX_TIMESTAMP for partition in ALL})
    tell("offsets of the latest times", [told[partition].offset for partition in ALL])


def transactions():
    producer = KafkaProducer(**PLAIN, transactional_id="tour")
    producer.init_transactions()
    reader = consumer("tour-paid", TOPIC)
    read(reader, 1)
    for name, offset in [("a", 7), ("b", 1000), ("c", 11)]:
        producer.begin_transaction()
        for number in range(5):
            producer.send(PAID, f"{name}{number}".encode())
        producer.send_offsets_to_transaction({ALL[0]: OffsetAndMetadata(offset, "", -1)}, reader.group_metadata())
        producer.flush()
        if name == "b":
            producer.abort_transaction()
        else:
            producer.commit_transaction()
    # Told as soon as the markers are written, which may be after the transaction's end was answered.
    tell("transaction's offsets", until(lambda: (reader.committed(ALL[0]) or 0) > 7 and reader.committed(ALL[0]), "11"))
    reader.close()
    for level in ["read_committed", "read_uncommitted"]:
        reader, paid = consumer(f"tour-{level}", isolation_level=level), TopicPartition(PAID, 0)
        reader.assign([paid])
        reader.seek_to_beginning()
        found = []
        # Behind fifteen records and three markers there is nothing more.
        until(lambda: found.extend(read(reader, 0)) or reader.position(paid) == 18, f"the end of {PAID}", pause=0)
        tell(level, " ".join(message.value.decode() for message in found))
        reader.close()
    newer = KafkaProducer(**PLAIN, transactional_id="tour")
    newer.init_transactions()
    try:
        producer.begin_transaction()
        producer.send(PAID, b"late")
        producer.commit_transaction()
        tell("fenced", False)
    except KafkaError as error:
        tell("fenced", isinstance(error, ProducerFencedError) or type(error).__name__)
    newer.close()


def logins():
    for mechanism in [ka.ScramMechanism.SCRAM_SHA_256, ka.ScramMechanism.SCRAM_SHA_512]:
        admin.alter_user_scram_credentials([ka.UserScramCredentialUpsertion("tourist", mechanism, "tourist-secret")])
    told = admin.describe_user_scram_credentials(["tourist"])["tourist"]["credential_infos"]
    tell("credentials", " ".join(sorted(f"{info['mechanism'].name} {info['iterations']}" for info in told)))
    admin.create_acls([ka.ACL("User:tourist", "*", ka.ACLOperation.ALL, ka.ACLPermissionType.ALLOW,
                              ka.ResourcePattern(ka.ResourceType.TOPIC, PAID))])
    for mechanism in ["SCRAM-SHA-256", "SCRAM-SHA-512"]:
        login = {"bootstrap_servers": LOGINS, "security_protocol": "SASL_PLAINTEXT", "sasl_mechanism": mechanism,
                 "sasl_plain_username": "tourist", "sasl_plain_password": "tourist-secret"}
        # Idempotence needs no rule of its own since 2.8 where a topic may be written.
        producer = KafkaProducer(**login)
        tell(mechanism, producer.send(PAID, mechanism.encode()).get(LIMIT).offset)
        producer.close()
        stranger = KafkaAdminClient(**login)
        try:
            stranger.create_topics({"forbidden": {"num_partitions": 1, "replication_factor": 1}})
            tell(f"{mechanism} without a rule", "allowed")
        except TopicAuthorizationFailedError as error:
            tell(f"{mechanism} without a rule", type(error).__name__)
        stranger.close()
        try:
            KafkaAdminClient(**{**login, "sasl_plain_password": "wrong"}, bootstrap_timeout_ms=500)
            tell(f"{mechanism} with a wrong password", "allowed")
        except KafkaError as error:
            tell(f"{mechanism} with a wrong password", type(error).__name__)


def configs():
    admin.alter_configs([ka.ConfigResource("TOPIC", TOPIC, {"retention.ms": "7200000"})])

    def told():
        # Any broker is asked, and one may hear of it later than another.
        told = admin.describe_configs([ka.ConfigResource("TOPIC", TOPIC)], config_filter="all")["topic"][TOPIC]
        return told["retention.ms"]["value"] == "7200000" and told

    found = until(told, "the changed config")
    for name in ["retention.ms", "cleanup.policy"]:
        tell(name, f"{found[name]['value']} {found[name]['config_source']}")


def deletions():
    tell("deleted before", admin.delete_records({ALL[1]: 10})[ALL[1]]["low_watermark"])
    reader = consumer("deletions")
    first, end = reader.beginning_offsets([ALL[1]])[ALL[1]], reader.end_offsets([ALL[1]])[ALL[1]]
    tell("watermarks", f"{first} {end}")
    reader.close()
    admin.create_partitions({PAID: 2})
    tell("more partitions", until(
        lambda: len(admin.describe_topics([PAID])[0]["partitions"]) == 2 and 2, "2 partitions"))
    admin.delete_topics([PAID])
    tell("deleted topic", until(lambda: PAID not in admin.list_topics() and "gone", "its end"))


tell("version", kafka.__version__)
topics()
producing()
grouping()
times()
transactions()
logins()
configs()
deletions()
admin.close()
