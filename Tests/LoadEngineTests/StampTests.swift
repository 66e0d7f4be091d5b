import CChecksum
import Testing
import Workloads

@testable import LoadEngine

@Suite struct StampTests {
    private static let stamp = Stamp(
        trial: 0xfeed_beef_0123_4567, device: 77, sequence: 12, producer: 3, partition: 511, ordinal: 4_000_000_000,
        eventNs: 1, intendedNs: 2_000_000_000_000, sentNs: .max)

    /// A value of `length` bytes with room for the stamp, stamped.
    private static func value(isText: Bool, length: Int = 300) -> [UInt8] {
        var bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7) }
        if isText { bytes.replaceSubrange(0..<StampRoom.textOffset, with: Array(#"{"stamp":""#.utf8)) }
        bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            let sum = Stamp.bodyChecksum(UnsafeRawPointer(base), length: length, isText: isText)
            stamp.write(to: base, isText: isText, bodyChecksum: sum)
        }
        return bytes
    }

    private func read(_ bytes: [UInt8], trial: UInt64 = stamp.trial) -> Stamp.Reading {
        bytes.withUnsafeBytes { Stamp.read($0.baseAddress, length: bytes.count, trial: trial) }
    }

    @Test(arguments: [false, true]) func aStampComesBackAsItWasWritten(isText: Bool) {
        guard case .intact(let read) = read(StampTests.value(isText: isText)) else {
            Issue.record("not intact")
            return
        }
        #expect(read == StampTests.stamp)
    }

    @Test(arguments: [false, true]) func everyFlippedBitIsNoticed(isText: Bool) {
        let value = StampTests.value(isText: isText, length: 200)
        let begin = isText ? StampRoom.textOffset : 0
        for byte in begin..<value.count {
            for bit in 0..<8 {
                var damaged = value
                damaged[byte] ^= 1 << bit
                if case .intact = read(damaged) { Issue.record("bit \(bit) of byte \(byte) was not noticed") }
            }
        }
    }

    @Test(arguments: [false, true]) func aFrameBeforeTheStampIsSteppedOver(isText: Bool) {
        guard case .intact(let read) = read([0, 0, 0, 1, 7] + StampTests.value(isText: isText)) else {
            Issue.record("not intact")
            return
        }
        #expect(read == StampTests.stamp)
    }

    /// Every length and many damages, framed and not: an answer each time.
    @Test func hostileBytesCrashNothing() {
        var random = SplitMix(state: 3)
        for frame in [[], [0, 0, 0, 1, 7]] as [[UInt8]] {
            for isText in [false, true] {
                let value = frame + StampTests.value(isText: isText, length: 140)
                for length in 0..<value.count {
                    if case .intact = read(Array(value[..<length])) { Issue.record("\(length) bytes taken as whole") }
                }
                for _ in 0..<2000 {
                    var damaged = value
                    let place = Int(random.next() % UInt64(value.count))
                    damaged[place] = UInt8(truncatingIfNeeded: random.next())
                    _ = read(damaged)
                }
            }
        }
    }

    @Test func anotherTrialsEventIsForeign() {
        guard case .foreign = read(StampTests.value(isText: false), trial: 1) else {
            Issue.record("taken for our own")
            return
        }
    }

    @Test(arguments: [0, 1, 55]) func shortValuesAreForeign(length: Int) {
        guard case .foreign = read([UInt8](repeating: 0, count: length)) else {
            Issue.record("taken for an event")
            return
        }
    }

    /// RFC 3720, appendix B.4, and the check value of the polynomial.
    @Test func checksumsHaveTheirKnownAnswers() {
        let zeros = [UInt8](repeating: 0, count: 32)
        let ones = [UInt8](repeating: 0xff, count: 32)
        let rising = (0..<32).map { UInt8($0) }
        #expect(seatrial_crc32c(0, zeros, 32) == 0x8a91_36aa)
        #expect(seatrial_crc32c(0, ones, 32) == 0x62a8_ab43)
        #expect(seatrial_crc32c(0, rising, 32) == 0x46dd_794e)
        #expect(seatrial_crc32c(0, Array("123456789".utf8), 9) == 0xe306_9283)
    }

    @Test func theProcessorsChecksumAndTheTablesAgree() {
        var random = SplitMix(state: 1)
        for length in 0..<300 {
            let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(seatrial_crc32c(9, bytes, length) == seatrial_crc32c_portable(9, bytes, length))
        }
    }
}
