// The Java clients and Kafka Streams. Arguments: as the Python tours, and a folder for the state of Streams.

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.Supplier;
import java.util.stream.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.*;
import org.apache.kafka.common.acl.*;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.*;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.resource.*;
import org.apache.kafka.common.serialization.*;
import org.apache.kafka.streams.*;
import org.apache.kafka.streams.kstream.*;
import org.apache.kafka.streams.state.Stores;

public class ClientTour {
    static final String TOPIC = "tour", PAID = "tour-paid", COUNTS = "tour-counts";
    static final List<String> CODECS = List.of("gzip", "snappy", "lz4", "zstd");
    static final List<TopicPartition> ALL =
        IntStream.range(0, 3).mapToObj(p -> new TopicPartition(TOPIC, p)).toList();
    static final Duration STEP = Duration.ofMillis(500);
    static String bootstrap, logins, folder;
    static long base;
    static Admin admin;

    static void tell(String name, Object value) { System.out.println(name + ": " + value); }

    static Map<String, Object> plain(Object... more) {
        Map<String, Object> all = new HashMap<>(Map.of("bootstrap.servers", bootstrap));
        for (int i = 0; i < more.length; i += 2) all.put((String) more[i], more[i + 1]);
        return all;
    }

    static KafkaProducer<String, String> producer(Object... more) {
        return new KafkaProducer<>(plain(more), new StringSerializer(), new StringSerializer());
    }

    static KafkaConsumer<String, String> consumer(String group, Object... more) {
        Map<String, Object> all = plain(more);
        all.putAll(Map.of("group.id", group, "auto.offset.reset", "earliest", "enable.auto.commit", false));
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    /** Asks until the answer is not null. */
    static <T> T until(String what, Supplier<T> ask) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            T found = ask.get();
            if (found != null) return found;
            Thread.sleep(20);
        }
        throw new IllegalStateException(what + " not within 30 seconds");
    }

    /** The cause of what an admin call ends with, by its simple name. */
    static String refusal(Callable<?> call) {
        try {
            call.call();
            return "allowed";
        } catch (ExecutionException e) {
            return e.getCause().getClass().getSimpleName();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    static void topics() throws Exception {
        admin.createTopics(List.of(
            new NewTopic(TOPIC, 3, (short) 3), new NewTopic(PAID, 1, (short) 3), new NewTopic(COUNTS, 1, (short) 3)))
            .all().get();
        TopicDescription told = until("the topic", () -> {
            try {
                return admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
            } catch (Exception e) {
                return null;
            }
        });
        tell("topic", told.partitions().size() + " partitions, " + told.partitions().get(0).replicas().size()
            + " replicas");
    }

    static void producing() throws Exception {
        for (int c = 0; c < CODECS.size(); c++) {
            String codec = CODECS.get(c);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            try (var producer = producer("compression.type", codec, "linger.ms", 20)) {
                for (int n = c * 40; n < c * 40 + 40; n++) {
                    List<Header> headers = List.of(
                        new RecordHeader("codec", codec.getBytes()),
                        new RecordHeader("number", String.valueOf(n).getBytes()));
                    sent.add(producer.send(new ProducerRecord<>(
                        TOPIC, n % 3, base + n * 1000L, "key-" + n, ("value-" + n + " ").repeat(20), headers)));
                }
                for (var future : sent) future.get();
            }
        }
        tell("codecs", String.join(" ", CODECS));
    }

    static void grouping(String name, String protocol) throws Exception {
        MessageDigest[] digests = new MessageDigest[3];
        for (int p = 0; p < 3; p++) digests[p] = MessageDigest.getInstance("SHA-256");
        int[] counts = new int[3];
        try (var reader = consumer(name, "group.protocol", protocol)) {
            reader.subscribe(List.of(TOPIC));
            until("160 records", () -> {
                for (var record : reader.poll(STEP)) {
                    String headers = Arrays.stream(record.headers().toArray())
                        .map(h -> h.key() + "=" + new String(h.value())).collect(Collectors.joining(","));
                    digests[record.partition()].update((record.offset() + "|" + record.timestamp() + "|"
                        + record.key() + "|" + headers + "|" + record.value() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
                    counts[record.partition()]++;
                }
                return counts[0] + counts[1] + counts[2] < 160 ? null : true;
            });
            reader.commitSync();
            var told = admin.describeConsumerGroups(List.of(name)).all().get().get(name);
            var assigned = told.members().stream().flatMap(m -> m.assignment().topicPartitions().stream())
                .map(TopicPartition::partition).sorted().toList();
            tell(name + " group", told.groupState() + " " + told.type() + " " + told.members().size() + " " + assigned);
        }
        for (int p = 0; p < 3; p++)
            tell(name + " " + p, counts[p] + " " + HexFormat.of().formatHex(digests[p].digest()));
        var offsets = admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get();
        tell(name + " committed", ALL.stream().map(p -> offsets.get(p).offset()).toList());
        tell(name + " group left", admin.describeConsumerGroups(List.of(name)).all().get().get(name).groupState());
        admin.deleteConsumerGroups(List.of(name)).all().get();
        tell(name + " group listed", admin.listGroups().all().get().stream().anyMatch(g -> g.groupId().equals(name)));
    }

    static void times() throws Exception {
        try (var reader = consumer("times")) {
            var asked = ALL.stream().collect(Collectors.toMap(p -> p, p -> base + 30_500));
            var told = reader.offsetsForTimes(asked);
            tell("offsets for times", ALL.stream().map(p -> told.get(p).offset()).toList());
        }
        var told = admin.listOffsets(ALL.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.maxTimestamp())))
            .all().get();
        tell("offsets of the latest times", ALL.stream().map(p -> told.get(p).offset()).toList());
    }

    static void transactions() throws Exception {
        var producer = producer("transactional.id", "tour");
        producer.initTransactions();
        for (var next : List.of(Map.entry("a", 7L), Map.entry("b", 1000L), Map.entry("c", 11L))) {
            producer.beginTransaction();
            for (int n = 0; n < 5; n++) producer.send(new ProducerRecord<>(PAID, 0, null, next.getKey() + n));
            producer.sendOffsetsToTransaction(
                Map.of(ALL.get(0), new OffsetAndMetadata(next.getValue())), new ConsumerGroupMetadata("tour-paid"));
            producer.flush();
            if (next.getKey().equals("b")) {
                var open = admin.describeTransactions(List.of("tour")).description("tour").get();
                tell("open transaction", open.state() + " "
                    + open.topicPartitions().stream().map(TopicPartition::topic).sorted().toList());
                producer.abortTransaction();
            } else {
                producer.commitTransaction();
            }
        }
        // Told as soon as the markers are written, which may be after the transaction's end was answered.
        tell("transaction's offsets", until("the commits of three transactions", () -> {
            try {
                var told = admin.listConsumerGroupOffsets("tour-paid").partitionsToOffsetAndMetadata().get();
                var found = told.get(ALL.get(0));
                return found == null || found.offset() <= 7 ? null : found.offset();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        var paid = new TopicPartition(PAID, 0);
        for (String level : List.of("read_committed", "read_uncommitted")) {
            try (var reader = consumer("tour-" + level, "isolation.level", level)) {
                reader.assign(List.of(paid));
                List<String> found = new ArrayList<>();
                until("the end of " + PAID, () -> {
                    reader.poll(STEP).forEach(r -> found.add(r.value()));
                    // Behind fifteen records and three markers there is nothing more.
                    return reader.position(paid) == 18 ? true : null;
                });
                tell(level, String.join(" ", found));
            }
        }
        try (var newer = producer("transactional.id", "tour")) {
            newer.initTransactions();
            tell("fenced", refusal(() -> {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(PAID, 0, null, "late"));
                producer.commitTransaction();
                return null;
            }));
        }
        producer.close(Duration.ZERO);
        tell("transaction listed", admin.listTransactions().all().get().stream()
            .filter(t -> t.transactionalId().equals("tour")).count());
    }

    /** Counts the records of each codec exactly once, over a repartition topic, and reads the counts as committed. */
    static void streams() throws Exception {
        var builder = new StreamsBuilder();
        builder.stream(TOPIC, Consumed.with(Serdes.String(), Serdes.String()))
            .process(() -> new org.apache.kafka.streams.processor.api.ContextualProcessor<
                String, String, String, String>() {
                public void process(org.apache.kafka.streams.processor.api.Record<String, String> record) {
                    String codec = new String(record.headers().lastHeader("codec").value());
                    context().forward(record.withKey(codec).withValue(codec));
                }
            })
            .repartition(Repartitioned.with(Serdes.String(), Serdes.String()).withNumberOfPartitions(2))
            .groupByKey(Grouped.with(Serdes.String(), Serdes.String()))
            .count(Materialized.<String, Long>as(Stores.inMemoryKeyValueStore("counts"))
                .withKeySerde(Serdes.String()).withValueSerde(Serdes.Long()))
            .toStream().mapValues(String::valueOf)
            .to(COUNTS, Produced.with(Serdes.String(), Serdes.String()));
        var settings = new Properties();
        settings.putAll(plain("application.id", "tour-app", "state.dir", folder, "commit.interval.ms", 100,
            "processing.guarantee", "exactly_once_v2", "auto.offset.reset", "earliest", "replication.factor", 3));
        var counts = new TreeMap<String, Integer>();
        try (var app = new KafkaStreams(builder.build(), settings);
             var reader = consumer("tour-counts", "isolation.level", "read_committed")) {
            app.start();
            reader.subscribe(List.of(COUNTS));
            until("160 records counted", () -> {
                reader.poll(STEP).forEach(r -> counts.put(r.key(), Integer.valueOf(r.value())));
                return counts.values().stream().mapToInt(n -> n).sum() < 160 ? null : true;
            });
            app.close(new KafkaStreams.CloseOptions().leaveGroup(true).timeout(Duration.ofSeconds(20)));
        }
        tell("streams", counts);
        tell("streams committed", admin.listConsumerGroupOffsets("tour-app").partitionsToOffsetAndMetadata().get()
            .entrySet().stream().filter(e -> e.getKey().topic().equals(TOPIC)).mapToLong(e -> e.getValue().offset())
            .sum());
        tell("streams topics", admin.listTopics().names().get().stream().filter(n -> n.startsWith("tour-app")).count());
    }

    static void logins() throws Exception {
        for (var mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512))
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                "tourist", new ScramCredentialInfo(mechanism, 4096), "tourist-secret"))).all().get();
        tell("credentials", admin.describeUserScramCredentials(List.of("tourist")).all().get().get("tourist")
            .credentialInfos().stream().map(c -> c.mechanism() + " " + c.iterations()).sorted()
            .collect(Collectors.joining(" ")));
        admin.createAcls(List.of(new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, PAID, PatternType.LITERAL),
            new AccessControlEntry("User:tourist", "*", AclOperation.ALL, AclPermissionType.ALLOW)))).all().get();
        for (String mechanism : List.of("SCRAM-SHA-256", "SCRAM-SHA-512")) {
            Object[] login = login(mechanism, "tourist-secret");
            try (var producer = producer(login)) {
                tell(mechanism, producer.send(new ProducerRecord<>(PAID, 0, null, mechanism)).get().offset());
            }
            try (var stranger = Admin.create(plain(login))) {
                tell(mechanism + " without a rule", refusal(() ->
                    stranger.createTopics(List.of(new NewTopic("forbidden", 1, (short) 1))).all().get()));
            }
            try (var refused = Admin.create(plain(login(mechanism, "wrong")))) {
                tell(mechanism + " with a wrong password", refusal(() -> refused.describeCluster().nodes().get()));
            }
        }
    }

    static Object[] login(String mechanism, String password) {
        return new Object[] {
            "bootstrap.servers", logins, "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", mechanism,
            "sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required "
                + "username=\"tourist\" password=\"" + password + "\";"
        };
    }

    static void configs() throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(
            new AlterConfigOp(new ConfigEntry("retention.ms", "7200000"), AlterConfigOp.OpType.SET)))).all().get();
        Config found = until("the changed config", () -> {
            try {
                Config told = admin.describeConfigs(List.of(topic)).all().get().get(topic);
                return told.get("retention.ms").value().equals("7200000") ? told : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (String name : List.of("retention.ms", "cleanup.policy"))
            tell(name, found.get(name).value() + " " + found.get(name).source());
    }

    static void deletions() throws Exception {
        var second = ALL.get(1);
        tell("deleted before", admin.deleteRecords(Map.of(second, RecordsToDelete.beforeOffset(10)))
            .lowWatermarks().get(second).get().lowWatermark());
        try (var reader = consumer("deletions")) {
            tell("watermarks", reader.beginningOffsets(List.of(second)).get(second) + " "
                + reader.endOffsets(List.of(second)).get(second));
        }
        admin.createPartitions(Map.of(PAID, NewPartitions.increaseTo(2))).all().get();
        tell("more partitions", until("2 partitions", () -> {
            try {
                int n = admin.describeTopics(List.of(PAID)).allTopicNames().get().get(PAID).partitions().size();
                return n == 2 ? n : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
        admin.deleteTopics(List.of(PAID)).all().get();
        tell("deleted topic", until("its end", () -> {
            try {
                return admin.listTopics().names().get().contains(PAID) ? null : "gone";
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    public static void main(String[] arguments) throws Exception {
        bootstrap = arguments[0];
        logins = arguments[1];
        base = Long.parseLong(arguments[2]);
        folder = arguments[3];
        try (var made = Admin.create(plain())) {
            admin = made;
            topics();
            producing();
            grouping("classic", "classic");
            grouping("next", "consumer");
            times();
            transactions();
            streams();
            logins();
            configs();
            deletions();
        }
    }
}
