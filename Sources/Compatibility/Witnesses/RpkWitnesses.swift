internal import Evidence
internal import Foundation
internal import KafkaWire

// rpk, Redpanda's command line, which is franz-go underneath.
extension Witness {
    static let rpk: [Witness] = [
        Witness(
            name: "rpk-write", tool: "rpk", feature: .produce, title: "rpk writes records",
            why: "It is the producer of franz-go, with its newest request versions.",
            expected: "It writes 50 records and ends with 0; the log has them in order"
        ) { tool in
            try await writing(tool) { log in ["topic", "produce", log.topic, "--config", try rpkFile(tool)] }
        },
        Witness(
            name: "rpk-read", tool: "rpk", feature: .fetch, title: "rpk reads a topic from its beginning",
            why: "It is the consumer of franz-go, with its newest request versions.",
            expected: "It prints the 50 records that are in the log and ends with 0"
        ) { tool in
            try await reading(tool) { log in
                [
                    "topic", "consume", log.topic, "--config", try rpkFile(tool), "-o", "start", "-n", "50", "-f",
                    "%v\\n",
                ]
            }
        },
    ]

    /// rpk's section of a redpanda.yaml, which all its releases read.
    private static func rpkFile(_ tool: Tool) throws -> String {
        let properties = tool.probe.target.properties
        var lines = ["rpk:", "  kafka_api:", "    brokers:"]
        lines += tool.probe.settings.bootstrap.map { "      - \(quoted("\($0)"))" }
        if let mechanism = properties["sasl.mechanism"] ?? properties["sasl.mechanisms"] {
            guard ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"].contains(mechanism) else {
                throw CheckOutcome.notRun("A login by \(mechanism) is not handed to rpk")
            }
            lines += [
                "    sasl:", "      user: \(quoted(properties["sasl.username"] ?? ""))",
                "      password: \(quoted(properties["sasl.password"] ?? ""))", "      mechanism: \(mechanism)",
                "      type: \(mechanism)",
            ]
        }
        if properties["security.protocol"]?.lowercased().hasSuffix("ssl") == true {
            let files = [
                ("truststore_file", "ssl.ca.location"), ("cert_file", "ssl.certificate.location"),
                ("key_file", "ssl.key.location"),
            ]
            let named = files.compactMap { key, property in
                properties[property].map { "      \(key): \(quoted($0))" }
            }
            lines += named.isEmpty ? ["    tls: {}"] : ["    tls:"] + named
        }
        return try tool.folder.write(lines.joined(separator: "\n") + "\n", to: "redpanda.yaml").path
    }

    /// A scalar of YAML in single quotes.
    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
