@testable import KafkaWire

/// Batches as the classes of Kafka 4.0's Java client wrote them (`MemoryRecords`).
enum JavaBatches {
    /// Producer 4001, epoch 7, from sequence 120, transactional; the three records of `records` at 1000 to 1002.
    static let byCodec: [CompressionCodec: [UInt8]] = [
        .none: hex(
            """
            00000000000003e80000008f0000000502c659bcd30010000000020000018bcfe568000000018bcfe568fa0000000000000fa1000700
            000078000000039601000000046b31786161616161616161616161616161616161616161616161616161616161616161616161616161
            616161616161616161616161616161616161616161610402680276026e010e00f4030201000010001304046b330100
            """),
        .gzip: hex(
            """
            00000000000003e80000006900000005022fe3f5a30011000000020000018bcfe568000000018bcfe568fa0000000000000fa1000700
            000078000000031f8b08000000000000ff9bc6c8c0c0c0926d589148016061ca602a63ca63e463f8c2cc0434508041988525db989101
            00efab72e75e000000
            """),
        .snappy: hex(
            """
            00000000000003e80000006e00000005020b4f5e490012000000020000018bcfe568000000018bcfe568fa0000000000000fa1000700
            0000780000000382534e41505059000000000100000001000000295e249601000000046b317861ea0100600402680276026e010e00f4
            030201000010001304046b330100
            """),
        .lz4: hex(
            """
            00000000000003e8000000690000000502a466faa60013000000020000018bcfe568000000018bcfe568fa0000000000000fa1000700
            0000780000000304224d1860408229000000af9601000000046b317861010028f00a0402680276026e010e00f4030201000010001304
            046b33010000000000
            """),
        .zstd: hex(
            """
            00000000000003e8000000670000000502bafdd7470014000000020000018bcfe568000000018bcfe568fa0000000000000fa1000700
            0000780000000328b52ffd005854010034029601000000046b3178610402680276026e010e00f4030201000010001304046b33010001
            00900012010000
            """),
    ]

    /// At 5, by producer 4001: committed, by the coordinator of epoch 42.
    static let commit = hex(
        """
        00000000000000050000004200000003026554b0970030000000000000018bcfe568000000018bcfe568000000000000000fa10007ffff
        ffff000000012000000008000000010c00000000002a00
        """)

    /// The same, aborted.
    static let abort = hex(
        """
        00000000000000050000004200000003 02916a66df0030000000000000018bcfe568000000018bcfe568000000000000000fa10007ffff
        ffff000000012000000008000000000c00000000002a00
        """)

    /// One record at 77 of 2023, appended by a broker in 2026.
    static let appended = hex(
        """
        000000000000004d00000039ffffffff029cab59f30008000000000000018bcfe56800000001a1fd6a1ae6ffffffffffffffffffffffff
        ffff000000010e00000001027800
        """)

    static let records = [
        WireRecord(
            key: Array("k1".utf8), value: Array(repeating: 0x61, count: 60), timestamp: 1_700_000_000_000,
            headers: [.init(name: "h", value: Array("v".utf8)), .init(name: "n", value: nil)]),
        WireRecord(value: [], timestamp: 1_700_000_000_250),
        WireRecord(key: Array("k3".utf8), value: nil, timestamp: 1_699_999_999_990),
    ]

    /// What `byCodec` holds, as it is before it is written.
    static func batch(_ codec: CompressionCodec) -> RecordBatch {
        var batch = RecordBatch(
            records, codec: codec, producerID: 4001, producerEpoch: 7, baseSequence: 120, isTransactional: true)
        batch.baseOffset = 1000
        batch.partitionLeaderEpoch = 5
        return batch
    }
}

extension RecordBatch {
    /// The batch with the offsets that a broker gives its records.
    var numbered: RecordBatch {
        var batch = self
        for index in records.indices { batch.records[index].offset = baseOffset + Int64(index) }
        return batch
    }
}

/// A batch altered somewhere, with a checksum that agrees again.
func resummed(_ batch: [UInt8]) -> [UInt8] {
    var batch = batch
    let sum = RecordBatchHeader.checksum(of: batch[21...])
    batch.replaceSubrange(17..<21, with: withUnsafeBytes(of: sum.bigEndian, Array.init))
    return batch
}
