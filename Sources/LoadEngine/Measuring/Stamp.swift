internal import CChecksum
package import Workloads

/// What every event carries to be told apart and timed: 56 bytes, written in place when the event is handed over.
///
/// Layout (little-endian): 0 magic, 2 version, 3 marks, 4 CRC-32C, 8 trial, 16 device, 20 sequence, 24 producer,
/// 26 partition, 28 ordinal, 32 event time, 40 intended time, 48 sent. The checksum covers the value behind the stamp,
/// then the marks, then the stamp from byte 8 on, so that the part which never changes is summed once per payload. In a
/// JSON value the same bytes stand as 112 hexadecimal digits. Before either may stand the frame of a Schema Registry (byte
/// 0 and the schema's id), which the checksum does not cover. Instants are nanoseconds since the trial's zero.
package struct Stamp: Hashable, Sendable {
    /// Tells this trial's events from others in the same topic.
    package var trial: UInt64
    package var device: UInt32
    /// Counts a device's events from 0.
    package var sequence: UInt32
    package var producer: UInt16
    package var partition: UInt16
    /// Counts a producer's events on one partition from 0: what the ledger goes by.
    package var ordinal: UInt32
    package var eventNs: UInt64
    package var intendedNs: UInt64
    package var sentNs: UInt64
    /// What is special about the event, as planned; the checksum covers it.
    package var marks: EventMarks

    package init(
        trial: UInt64, device: UInt32, sequence: UInt32, producer: UInt16, partition: UInt16, ordinal: UInt32,
        eventNs: UInt64, intendedNs: UInt64, sentNs: UInt64, marks: EventMarks = []
    ) {
        self.trial = trial
        self.device = device
        self.sequence = sequence
        self.producer = producer
        self.partition = partition
        self.ordinal = ordinal
        self.eventNs = eventNs
        self.intendedNs = intendedNs
        self.sentNs = sentNs
        self.marks = marks
    }

    /// Magic 0x5EA7, version 1; the marks stand in the byte above.
    private static let head: UInt32 = 0x0001_5EA7
    private static let headMask: UInt32 = 0x00FF_FFFF
    private static let length = StampRoom.binaryLength

    /// The sum over the part of a value that sending never changes.
    static func bodyChecksum(_ value: UnsafeRawPointer, length: Int, isText: Bool) -> UInt32 {
        let begin = isText ? StampRoom.textOffset + StampRoom.textLength : Stamp.length
        return seatrial_crc32c(0, value + begin, length - begin)
    }

    /// Writes the stamp into its room at the beginning of `value`.
    @inline(__always)
    func write(to value: UnsafeMutableRawPointer, isText: Bool, bodyChecksum: UInt32) {
        if isText {
            withUnsafeTemporaryAllocation(byteCount: Stamp.length, alignment: 8) { room in
                guard let binary = room.baseAddress else { return }
                writeBinary(to: binary, bodyChecksum: bodyChecksum)
                Hexadecimal.encode(binary, count: Stamp.length, to: value + StampRoom.textOffset)
            }
        } else {
            writeBinary(to: value, bodyChecksum: bodyChecksum)
        }
    }

    @inline(__always)
    private func writeBinary(to room: UnsafeMutableRawPointer, bodyChecksum: UInt32) {
        room.storeBytes(of: Stamp.head | UInt32(marks.rawValue) << 24, as: UInt32.self)
        room.storeBytes(of: trial, toByteOffset: 8, as: UInt64.self)
        room.storeBytes(of: device, toByteOffset: 16, as: UInt32.self)
        room.storeBytes(of: sequence, toByteOffset: 20, as: UInt32.self)
        room.storeBytes(of: producer, toByteOffset: 24, as: UInt16.self)
        room.storeBytes(of: partition, toByteOffset: 26, as: UInt16.self)
        room.storeBytes(of: ordinal, toByteOffset: 28, as: UInt32.self)
        room.storeBytes(of: eventNs, toByteOffset: 32, as: UInt64.self)
        room.storeBytes(of: intendedNs, toByteOffset: 40, as: UInt64.self)
        room.storeBytes(of: sentNs, toByteOffset: 48, as: UInt64.self)
        room.storeBytes(
            of: seatrial_crc32c(bodyChecksum ^ UInt32(marks.rawValue), room + 8, Stamp.length - 8), toByteOffset: 4,
            as: UInt32.self)
    }

    /// What reading a value found.
    enum Reading {
        case intact(Stamp)
        /// The head is a stamp's, and the checksum does not fit.
        case corrupted(Stamp)
        /// No stamp, or another trial's.
        case foreign
    }

    /// Reads the stamp of a value of `length` bytes and checks the whole value.
    @inline(__always)
    static func read(_ value: UnsafeRawPointer?, length: Int, trial: UInt64) -> Reading {
        guard let value, length >= Stamp.length else { return .foreign }
        if value.loadUnaligned(as: UInt32.self) & headMask == head {
            return readBinary(value, body: value + Stamp.length, bodyLength: length - Stamp.length, trial: trial)
        }
        let body = EventBody(value, length: length)
        return body.schema == nil
            ? readText(value, length: length, trial: trial) : readFramed(body.bytes, length: body.count, trial: trial)
    }

    private static func readFramed(_ value: UnsafeRawPointer, length: Int, trial: UInt64) -> Reading {
        if length >= Stamp.length, value.loadUnaligned(as: UInt32.self) & headMask == head {
            return readBinary(value, body: value + Stamp.length, bodyLength: length - Stamp.length, trial: trial)
        }
        return readText(value, length: length, trial: trial)
    }

    private static func readText(_ value: UnsafeRawPointer, length: Int, trial: UInt64) -> Reading {
        let end = StampRoom.textOffset + StampRoom.textLength
        guard length >= end, value.load(as: UInt8.self) == UInt8(ascii: "{") else { return .foreign }
        return withUnsafeTemporaryAllocation(byteCount: Stamp.length, alignment: 8) { room in
            guard let binary = room.baseAddress,
                Hexadecimal.decode(value + StampRoom.textOffset, count: Stamp.length, to: binary),
                binary.load(as: UInt32.self) & headMask == head
            else { return .foreign }
            return readBinary(UnsafeRawPointer(binary), body: value + end, bodyLength: length - end, trial: trial)
        }
    }

    @inline(__always)
    private static func readBinary(
        _ room: UnsafeRawPointer, body: UnsafeRawPointer, bodyLength: Int, trial: UInt64
    ) -> Reading {
        let stamp = Stamp(
            trial: room.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            device: room.loadUnaligned(fromByteOffset: 16, as: UInt32.self),
            sequence: room.loadUnaligned(fromByteOffset: 20, as: UInt32.self),
            producer: room.loadUnaligned(fromByteOffset: 24, as: UInt16.self),
            partition: room.loadUnaligned(fromByteOffset: 26, as: UInt16.self),
            ordinal: room.loadUnaligned(fromByteOffset: 28, as: UInt32.self),
            eventNs: room.loadUnaligned(fromByteOffset: 32, as: UInt64.self),
            intendedNs: room.loadUnaligned(fromByteOffset: 40, as: UInt64.self),
            sentNs: room.loadUnaligned(fromByteOffset: 48, as: UInt64.self),
            marks: EventMarks(rawValue: room.loadUnaligned(fromByteOffset: 3, as: UInt8.self)))
        guard stamp.trial == trial else { return .foreign }
        let sum = seatrial_crc32c(
            seatrial_crc32c(0, body, bodyLength) ^ UInt32(stamp.marks.rawValue), room + 8, Stamp.length - 8)
        return sum == room.loadUnaligned(fromByteOffset: 4, as: UInt32.self) ? .intact(stamp) : .corrupted(stamp)
    }
}
