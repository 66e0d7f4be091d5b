import Foundation
import KafkaClient
import KafkaWire
import TestSupport
import Testing

@testable import LabCluster

/// Ports with TLS, from outside: by this program's own client and by librdkafka.
@Suite(.timeLimit(.minutes(15))) struct TLSTests {
    /// A cluster with topic `t`, and where and how its clients begin.
    private struct Lab {
        let cluster: LabCluster
        let authority: String

        func properties(of kind: LabListenerKind) async throws -> [String: String] {
            ["bootstrap.servers": try await cluster.bootstrap(of: kind), "security.protocol": kind.rawValue]
        }

        /// The same for a client that trusts the cluster's authority.
        func trusting(_ kind: LabListenerKind) async throws -> [String: String] {
            try await properties(of: kind).merging(["ssl.ca.location": authority]) { $1 }
        }

        func connect(_ properties: [String: String]) async throws -> BrokerConnection {
            let settings = try WireSettings(properties: properties)
            return try await BrokerConnection.connect(to: try #require(settings.bootstrap.first), settings: settings)
        }
    }

    private func lab(_ body: (Lab) async throws -> Void) async throws {
        var settings = LabSettings()
        settings.listeners = [.plaintext, .tls, .saslTLS]
        settings.topics = ["t": 1]
        try await withLab(settings) { cluster in
            try await body(Lab(cluster: cluster, authority: try #require(try await cluster.authorityFile)))
        }
    }

    private static let admin = [
        "sasl.mechanism": "SCRAM-SHA-256", "sasl.username": "admin", "sasl.password": "admin-secret",
    ]

    @Test func whatIsWrittenByTLSIsReadByTLS() async throws {
        try await lab { lab in
            let batch = try RecordBatch([WireRecord(value: Array("a".utf8), timestamp: 1)]).encoded()[...]
            let writer = try await lab.connect(try await lab.trusting(.saslTLS).merging(Self.admin) { $1 })
            let written = try await writer.send(ProduceRequest(batch, to: "t"), version: 12)
            #expect(written.responses.first?.partitionResponses.first?.errorCode == BrokerCode.none)
            // The nodes that Metadata names are to be reached by the same kind of port.
            let ports = try await writer.send(MetadataRequest { $0.topics = [] }).brokers.map {
                "\($0.host):\($0.port)"
            }
            #expect(ports == [try await lab.cluster.bootstrap(of: .saslTLS)])
            await writer.close()

            let settings = try WireSettings(properties: try await lab.trusting(.tls))
            let samples = try await WireCluster(settings).sampleBatches(
                topic: "t", from: .earliest, maxBytesPerPartition: 1 << 20, within: .seconds(30))
            #expect(samples.compactMap(\.recordCount) == [1])
        }
    }

    @Test func librdkafkaWritesAndReadsByTLS() async throws {
        try await lab { lab in
            // Before 2.6.1 its SCRAM repeats the nonce, which Apache Kafka 4.0 refuses, as the lab does.
            let login = Self.admin.merging(["sasl.mechanism": "PLAIN"]) { $1 }
            let settings = try await lab.trusting(.saslTLS).merging(login) { $1 }
            let record = try await offPool { () throws -> LogRecord? in
                let producer = try Producer(settings: settings, topics: ["t"])
                try producer.connect(timeoutMs: 10_000)
                #expect(acknowledged(of: [UInt8](repeating: 7, count: 200_000), by: producer) == 1)
                let reader = try LogReader(settings: settings, topics: ["t"])
                try reader.start(topic: 0, partition: 0, offset: 0)
                var batch = LogBatch()
                for _ in 0..<100 where batch.records.isEmpty { reader.poll(into: &batch, timeoutMs: 100) }
                reader.stop(topic: 0, partition: 0)
                return batch.records.first
            }
            #expect(record?.offset == 0)
        }
    }

    /// Sends one value; how many reports of success came.
    private func acknowledged(of value: [UInt8], by producer: Producer) -> Int {
        value.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            var record = OutgoingRecord(
                value: base, valueLength: bytes.count, key: nil, keyLength: 0, partition: 0, tag: 0)
            guard producer.enqueue(topic: 0, &record, count: 1) == 1 else { return 0 }
            return withUnsafeTemporaryAllocation(of: DeliveryReport.self, capacity: Producer.batchCapacity) { buffer in
                guard let into = buffer.baseAddress else { return 0 }
                var count = 0
                while count == 0 { count = producer.poll(into: into, timeoutMs: 1000) }
                return (0..<count).count { into[$0].outcome == .acknowledged }
            }
        }
    }

    @Test func clientsThatDoNotTrustTheAuthorityAreToldWhatToSet() async throws {
        try await lab { lab in
            let properties = try await lab.properties(of: .tls)
            let error = await #expect(throws: WireError.self) { _ = try await lab.connect(properties) }
            #expect(error?.what.contains("CERTIFICATE_VERIFY_FAILED") == true, "\(String(describing: error))")
            #expect(error?.remedy?.contains("ssl.ca.location") == true)

            let admin = try Admin(settings: properties)
            let isTold = try await eventually(within: .seconds(10)) {
                let notices = try await offPool { () throws -> [ClientNotice] in
                    #expect(throws: KafkaError.self) { try admin.metadata(topics: [], timeoutMs: 1500) }
                    return admin.takeNotices()
                }
                return notices.contains { notice in
                    let told = KafkaError(code: notice.code, operation: "connect", reason: notice.text)
                    return notice.kind == .error && told.advice?.contains("ssl.ca.location") == true
                }
            }
            #expect(isTold)
        }
    }

    @Test func aClientWithoutTLSIsHungUpOnAndHurtsNobody() async throws {
        try await lab { lab in
            let other = try await lab.connect(try await lab.trusting(.tls))
            let settings = try WireSettings(properties: try await lab.trusting(.tls))
            let address = try #require(settings.bootstrap.first)
            let plain = try await RawConnection.open(
                to: address, settings: try WireSettings(properties: ["bootstrap.servers": "\(address)"]))
            // ApiVersions, version 0.
            try await plain.send([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff])
            #expect(try await eventually(within: .seconds(10)) { plain.isClosed })
            #expect(try await other.send(MetadataRequest { $0.topics = [] }).brokers.count == 1)
            await plain.close()
            await other.close()
        }
    }

    @Test func aNodeThatComesBackShowsTheSameCertificate() async throws {
        try await lab { lab in
            let properties = try await lab.trusting(.tls)
            let connection = try await lab.connect(properties)
            try await lab.cluster.stopNode(1)
            #expect(try await eventually(within: .seconds(10)) { connection.isClosed })
            try await lab.cluster.startNode(1)
            let again = try await lab.connect(properties)
            #expect(try await again.send(MetadataRequest { $0.topics = [] }).brokers.count == 1)
            await again.close()
        }
    }

    @Test func onlyTheAuthoritysCertificateIsOnDiskAndGoesWithTheCluster() async throws {
        var file = URL(filePath: "/")
        try await lab { lab in
            file = URL(filePath: lab.authority)
            let folder = file.deletingLastPathComponent()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["ca.pem"])
            #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\n") && !text.contains("KEY"))
        }
        #expect(!FileManager.default.fileExists(atPath: file.deletingLastPathComponent().path))
    }
}
