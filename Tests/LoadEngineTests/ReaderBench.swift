import Evidence
import KafkaClient
import ScenarioModel
import Workloads

@testable import LoadEngine

/// One member of a reader that is handed records by a test instead of a client.
final class MemberBench {
    private let control: ReaderControl
    private let member: Int
    private let reader: String
    private var recorder: ReceiveRecorder

    init(_ plan: ReceivePlan, control: ReaderControl, member: Int = 0) {
        self.control = control
        self.member = member
        reader = plan.reader
        recorder = ReceiveRecorder(plan: plan)
    }

    /// Hands one record over; gives how many the validator rejected of it.
    @discardableResult
    func hand(_ value: [UInt8], at offset: Int64, topic: Int32 = 0, partition: Int32 = 0) -> Int {
        value.withUnsafeBytes { bytes in
            recorder.beginBatch()
            recorder.received(
                IncomingRecord(
                    value: bytes.baseAddress, valueLength: bytes.count, topic: topic, partition: partition,
                    offset: offset, code: 0),
                at: 0, nowNs: 1_000, control: control)
            return recorder.rejected.count
        }
    }

    var recording: ReceiveRecording { recorder.recording(reader: reader, member: member) }
}

extension ReceivePlan {
    /// A reader of one topic with so many partitions, which are the trial's only lanes.
    static func bench(
        partitions: Int = 1, producers: Int = 1, inspection: InspectionPlan? = nil, ownsTopics: Bool = true
    ) -> ReceivePlan {
        ReceivePlan(
            reader: "r", trial: StampedValue.trial, topics: ["t"], laneBase: [0], partitions: [partitions],
            lanes: partitions, producers: producers, phases: PhaseClock(endsNs: [.max], isWarmUp: [false]),
            settings: [:], limit: nil, ownsTopics: ownsTopics, inspection: inspection)
    }
}

extension ReaderControl {
    static func bench(lanes: Int = 1, members: Int = 1, start: Int64 = 0) -> ReaderControl {
        ReaderControl(
            members: members, positions: Array(repeating: start, count: lanes), mode: .running, isHeldBack: false)
    }
}

/// Values of events as a producer hands them over.
enum StampedValue {
    static let trial: UInt64 = 0xfeed_beef_0123_4567

    static func stamp(
        _ ordinal: UInt32, device: UInt32 = 0, sequence: UInt32? = nil, producer: UInt16 = 0, partition: UInt16 = 0,
        marks: EventMarks = []
    ) -> Stamp {
        Stamp(
            trial: trial, device: device, sequence: sequence ?? ordinal, producer: producer, partition: partition,
            ordinal: ordinal, eventNs: 1, intendedNs: 2, sentNs: 3, marks: marks)
    }

    static func binary(_ stamp: Stamp, body: [UInt8] = [1, 2, 3], frame: UInt32? = nil) -> [UInt8] {
        stamped(stamp, [UInt8](repeating: 0, count: StampRoom.binaryLength) + body, isText: false, frame: frame)
    }

    /// `rest`: what follows the stamp's string, `,"rpm":900}`.
    static func json(_ stamp: Stamp, _ rest: String = "}", frame: UInt32? = nil) -> [UInt8] {
        let zeros = String(repeating: "0", count: StampRoom.textLength)
        return stamped(stamp, Array("{\"stamp\":\"\(zeros)\"\(rest)".utf8), isText: true, frame: frame)
    }

    private static func stamped(_ stamp: Stamp, _ body: [UInt8], isText: Bool, frame: UInt32?) -> [UInt8] {
        var bytes = body
        bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            let sum = Stamp.bodyChecksum(UnsafeRawPointer(base), length: body.count, isText: isText)
            stamp.write(to: base, isText: isText, bodyChecksum: sum)
        }
        guard let frame else { return bytes }
        return [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: frame >> $0) } + bytes
    }
}

extension EventBody {
    /// What `look` makes of the bytes, as of a record's value.
    static func of<Result>(_ bytes: [UInt8], _ look: (EventBody) -> Result) -> Result? {
        bytes.withUnsafeBytes { buffer in
            buffer.baseAddress.map { look(EventBody($0, length: buffer.count)) }
        }
    }
}

/// Avro binary, written plainly.
enum AvroBytes {
    static func long(_ value: Int64) -> [UInt8] {
        var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    static func double(_ value: Double) -> [UInt8] {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }

    /// Also what `bytes` look like.
    static func string(_ text: String) -> [UInt8] { long(Int64(text.utf8.count)) + Array(text.utf8) }
}
