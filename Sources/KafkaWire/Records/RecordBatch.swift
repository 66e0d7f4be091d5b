internal import CChecksum

/// A record batch of magic 2.
package struct RecordBatch: Hashable, Sendable {
    package var baseOffset: Int64 = 0
    package var partitionLeaderEpoch: Int32 = -1
    package var codec: CompressionCodec = .none
    package var hasLogAppendTime = false
    package var isTransactional = false
    package var isControl = false
    package var producerID: Int64 = -1
    package var producerEpoch: Int16 = -1
    package var baseSequence: Int32 = -1
    package var lastOffsetDelta: Int32 = 0
    package var maxTimestamp: Int64 = -1
    package var records: [WireRecord]

    package var nextOffset: Int64 { baseOffset + Int64(lastOffsetDelta) + 1 }

    package init(_ records: [WireRecord], codec: CompressionCodec = .none) {
        self.records = records
        self.codec = codec
    }

    package func encoded() throws(WireError) -> [UInt8] {
        var body = WireWriter(version: 2, isFlexible: false)
        body.write(Int16(Int16(codec.rawValue) | (isTransactional ? 16 : 0) | (isControl ? 32 : 0)))
        body.write(Int32(records.count - 1))
        let base = records.first?.timestamp ?? -1
        body.write(base)
        body.write(records.map(\.timestamp).max() ?? -1)
        body.write(producerID)
        body.write(producerEpoch)
        body.write(baseSequence)
        body.write(Int32(records.count))
        for (index, record) in records.enumerated() {
            var one = WireWriter(version: 2, isFlexible: false)
            one.write(Int8(0))
            one.writeVarlong(record.timestamp - base)
            one.writeVarint(Int32(index))
            for bytes in [record.key, record.value] {
                one.writeVarint(Int32(bytes?.count ?? -1))
                one.append(bytes ?? [])
            }
            one.writeVarint(Int32(record.headers.count))
            for header in record.headers {
                one.writeVarint(Int32(header.name.utf8.count))
                one.append(Array(header.name.utf8))
                one.writeVarint(Int32(header.value?.count ?? -1))
                one.append(header.value ?? [])
            }
            body.writeVarint(Int32(one.bytes.count))
            body.append(one.bytes)
        }
        var whole = WireWriter(version: 2, isFlexible: false)
        whole.write(Int64(0))
        whole.write(Int32(body.bytes.count + 9))
        whole.write(Int32(-1))
        whole.write(Int8(2))
        whole.write(body.bytes.withUnsafeBytes { seatrial_crc32c(0, $0.baseAddress, $0.count) })
        whole.append(body.bytes)
        return whole.bytes
    }

    package static func batches(in bytes: WireBytes, place: String) throws(WireError) -> [RecordBatch] {
        []
    }
}
