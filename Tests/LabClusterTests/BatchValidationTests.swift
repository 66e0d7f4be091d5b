import KafkaWire
import Testing

@testable import LabCluster

struct BatchValidationTests {
    private static func verdict(
        on bytes: [UInt8]?, configs: [String: String] = [:], version: Int16 = 12
    ) -> BrokerCode {
        let validation = BatchValidation(
            settings: TopicSettings(configs), version: version, now: 1_000_000, partition: "t-0")
        do throws(BatchRefusal) {
            let header = try validation.header(of: bytes?[...])
            _ = try validation.records(bytes?[...] ?? [], header)
            return .none
        } catch {
            return error.code
        }
    }

    private static func batch(_ change: (inout RecordBatch) -> Void = { _ in }) throws -> [UInt8] {
        var batch = RecordBatch([WireRecord(key: [1], value: [2], timestamp: 1_000_000)])
        change(&batch)
        return try batch.encoded()
    }

    @Test func rightBatchIsTaken() throws { #expect(Self.verdict(on: try Self.batch()) == .none) }

    @Test func nothingAndTooLittleAreRefused() throws {
        #expect(Self.verdict(on: nil) == .invalidRecord)
        #expect(Self.verdict(on: []) == .invalidRecord)
        let whole = try Self.batch()
        for count in 1..<whole.count { #expect(Self.verdict(on: Array(whole.prefix(count))) != .none) }
        #expect(Self.verdict(on: whole + whole) == .invalidRecord)
    }

    @Test func everyChangedByteIsNoticed() throws {
        let whole = try Self.batch()
        // The base offset and the leader's epoch are the broker's to set.
        for index in whole.indices where index >= 8 && !(12..<16).contains(index) {
            var bytes = whole
            bytes[index] ^= 0x55
            #expect(Self.verdict(on: bytes) != .none, "byte \(index)")
        }
    }

    @Test func highestNumbersAreRefusedAndEndNothing() throws {
        #expect(Self.verdict(on: try Self.batch { $0.lastOffsetDelta = .max }) == .invalidRecord)
        #expect(Self.verdict(on: try Self.batch { $0.maxTimestamp = .max }) == .invalidTimestamp)
    }

    @Test func batchesThatClientsMayNotWriteAreRefused() throws {
        #expect(Self.verdict(on: try Self.batch { $0.isControl = true }) == .invalidRecord)
        #expect(Self.verdict(on: try Self.batch { $0.isTransactional = true }) == .invalidRecord)
        #expect(Self.verdict(on: try Self.batch { $0.codec = .zstd }, version: 6) == .unsupportedCompressionType)
        #expect(Self.verdict(on: try Self.batch { $0.codec = .zstd }, version: 7) == .none)
    }

    @Test func topicsHaveTheirOwnRules() throws {
        #expect(Self.verdict(on: try Self.batch(), configs: ["max.message.bytes": "60"]) == .messageTooLarge)
        let keyless = try Self.batch { $0.records[0].key = nil }
        #expect(Self.verdict(on: keyless, configs: ["cleanup.policy": "compact"]) == .invalidRecord)
        let old = ["message.timestamp.before.max.ms": "10"]
        #expect(Self.verdict(on: try Self.batch { $0.records[0].timestamp = 5 }, configs: old) == .invalidTimestamp)
    }
}
