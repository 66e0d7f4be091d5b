internal import Evidence
internal import Foundation
internal import KafkaWire

// The two clients of Python programs.
extension Witness {
    static let python: [Witness] = [
        python("confluent-kafka", module: "confluent_kafka", script: confluentScript),
        python("kafka-python", module: "kafka", script: kafkaPythonScript),
    ]

    private static func python(_ library: String, module: String, script: String) -> Witness {
        Witness(
            name: library, tool: "python3", feature: .classicGroups,
            title: "A Python program writes and reads with \(library)",
            why: "Analysts and test benches use it; its defaults are not those of the Java client.",
            expected: "It writes 50 records, which the log has in order, and its group reads them and commits"
        ) { tool in
            let log = try await ownLog(tool)
            let records = WitnessRecords(50)
            let group = tool.probe.name("group")
            let settings = tool.probe.target.properties.merging(["bootstrap.servers": tool.bootstrap]) { $1 }
            let file = try tool.folder.write(
                String(decoding: try JSONEncoder().encode(settings), as: UTF8.self), to: "settings.json")
            // In a file of its own folder: Python looks for modules beside the program, and not where this one runs.
            let program = try tool.folder.write(preamble(module) + script, to: "witness.py")
            let run = try await tool.run([program.path, file.path, log.topic, group, "50"])
            if run.end == .exited(77) { throw CheckOutcome.notRun("\(tool.title) has no module \(module)") }
            let version = run.lines.first.map { ["library": "\(library) \($0)"] } ?? [:]
            let written = run.judged(writing: records.values, found: try await log.values())
            let committed = try await tool.probe.committed(of: log, group: group).committedOffset
            var outcome = written.requiring(
                Array(run.lines.dropFirst()) == records.values, "its group read \(max(0, run.lines.count - 1)) of 50"
            ).requiring(committed == 50, "the group has committed \(committed) of 50")
            outcome.observed = (version["library"].map { "\($0): " } ?? "") + outcome.observed
            outcome.facts.merge(version) { $1 }
            return outcome
        }
    }

    /// Reads what it was handed, and ends with 77 where the library is not there.
    private static func preamble(_ module: String) -> String {
        let modules = "import importlib.util, json, sys, time\n"
        return modules + """
            if importlib.util.find_spec("\(module)") is None:
                sys.exit(77)
            settings = json.load(open(sys.argv[1]))
            topic, group, count = sys.argv[2], sys.argv[3], int(sys.argv[4])

            """ + "import \(module)\n"
    }

    private static let confluentScript = """
        print(confluent_kafka.version()[0] if isinstance(confluent_kafka.version(), tuple) else confluent_kafka.version())
        producer = confluent_kafka.Producer(settings)
        failures = []
        for number in range(count):
            producer.produce(topic, f"value-{number}", partition=0, on_delivery=lambda e, m: e and failures.append(e))
        left = producer.flush(30)
        if left or failures:
            sys.exit(f"error: {left} records not sent, {failures[:1]}")
        consumer = confluent_kafka.Consumer(
            {**settings, "group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False})
        consumer.subscribe([topic])
        seen, end = 0, time.monotonic() + 40
        while seen < count and time.monotonic() < end:
            message = consumer.poll(1)
            if message is not None and not message.error():
                print(message.value().decode())
                seen += 1
        if seen:
            consumer.commit(asynchronous=False)
        consumer.close()
        if seen < count:
            sys.exit(f"error: {seen} of {count} records read")
        """

    private static let kafkaPythonScript = """
        print(kafka.__version__)
        names = {"bootstrap.servers": "bootstrap_servers", "security.protocol": "security_protocol",
                 "sasl.mechanism": "sasl_mechanism", "sasl.username": "sasl_plain_username",
                 "sasl.password": "sasl_plain_password", "ssl.ca.location": "ssl_cafile",
                 "ssl.certificate.location": "ssl_certfile", "ssl.key.location": "ssl_keyfile"}
        options = {names[key]: value for key, value in settings.items() if key in names}
        if "security_protocol" in options:
            options["security_protocol"] = options["security_protocol"].upper()
        producer = kafka.KafkaProducer(**options)
        for sent in [producer.send(topic, f"value-{number}".encode(), partition=0) for number in range(count)]:
            sent.get(timeout=30)
        producer.close(timeout=10)
        consumer = kafka.KafkaConsumer(
            topic, group_id=group, auto_offset_reset="earliest", enable_auto_commit=False,
            consumer_timeout_ms=40000, **options)
        seen = 0
        for message in consumer:
            print(message.value.decode())
            seen += 1
            if seen == count:
                break
        if seen:
            consumer.commit()
        consumer.close()
        if seen < count:
            sys.exit(f"error: {seen} of {count} records read")
        """
}
