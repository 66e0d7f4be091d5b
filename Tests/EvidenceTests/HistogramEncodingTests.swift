import Evidence
import Quantities
import Testing

struct HistogramEncodingTests {
    @Test func theDocumentedBytesAreWritten() {
        var histogram = LatencyHistogram()
        #expect(histogram.encoded() == [1, 0x63, 0, 0, 0])
        histogram.record(microseconds: 3, count: 2)
        histogram.record(microseconds: 5)
        histogram.record(microseconds: 2048 + 1, count: 300)
        histogram.count(clamped: 200, negative: 1)
        // Buckets 3, 5 and 2048: distances 4, 2 and 2043 = 16 + 2027; counts 2, 1 and 300 = 16 + 284.
        #expect(
            histogram.encoded() == [1, 0x63, 0xc8, 1, 1, 4, 0xfe, 0x0f, 0x42, 0x21, 0x00, 0xeb, 0x0f, 0x9c, 0x02])
    }

    @Test func everyBucketComesBack() throws {
        var histogram = LatencyHistogram()
        var edge: UInt64 = 1
        while edge <= LatencyHistogram.highestMicroseconds {
            for microseconds in [edge - 1, edge, edge + 1, edge + edge / 3] {
                histogram.record(
                    microseconds: min(microseconds, LatencyHistogram.highestMicroseconds), count: edge % 37 + 1)
            }
            edge *= 2
        }
        histogram.record(microseconds: .max)
        let decoded = try LatencyHistogram(encoded: histogram.encoded())
        #expect(decoded == histogram)
        #expect(decoded.clamped == 1)
        #expect(decoded.maximum == histogram.maximum)
        #expect(decoded.encoded() == histogram.encoded())
    }

    @Test func whatIsDecodedCanBeMergedAndRecordedInto() throws {
        var random = SplitMix(state: 3)
        var (whole, left, right) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for _ in 0..<2000 {
            let microseconds = random.latency()
            left.record(microseconds: microseconds)
            right.record(microseconds: microseconds / 2, count: 20)
            whole.record(microseconds: microseconds)
            whole.record(microseconds: microseconds / 2, count: 20)
        }
        var merged = try LatencyHistogram(encoded: left.encoded())
        merged.merge(try LatencyHistogram(encoded: right.encoded()))
        #expect(merged == whole)
        #expect(merged.encoded() == whole.encoded())
    }

    @Test(
        arguments: [
            ([], .endsTooEarly),
            ([1], .endsTooEarly),
            ([2, 0x63, 0, 0, 0], .unknownVersion(2)),
            ([1, 0x93, 0, 0, 0], .unknownUnit(0x93)),
            ([1, 0x63, 0, 0], .endsTooEarly),
            ([1, 0x63, 0, 0, 0, 0], .extraBytes),
            ([1, 0x63, 0x80], .endsTooEarly),
            ([1, 0x63, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2], .numberTooLarge),
            ([1, 0x63, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0, 0], .tooManyEvents),
            ([1, 0x63, 0, 0, 4, 0], .extremesDisagree),
            ([1, 0x63, 0, 0, 4, 0, 0x31], .extremesDisagree),
            ([1, 0x63, 0, 0, 4, 1, 0x41], .extremesDisagree),
            ([1, 0x63, 0, 0, 4, 0, 0x01], .endsTooEarly),
            ([1, 0x63, 0, 0, 4, 0, 0x01, 0xff, 0xff, 0x7f], .bucketOutOfRange),
            ([1, 0x63, 0, 0, 4, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], .bucketOutOfRange),
            ([1, 0x63, 0, 0, 4, 0, 0x40, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], .numberTooLarge),
            ([1, 0x63, 0, 0, 4, 0, 0x40, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], .tooManyEvents),
        ] as [([UInt8], HistogramEncodingError)])
    func corruptBytesAreAnError(_ bytes: [UInt8], _ error: HistogramEncodingError) {
        #expect(throws: error) { try LatencyHistogram(encoded: bytes) }
    }

    @Test func anyDamageIsAnErrorOrAnotherValidDistribution() throws {
        var random = SplitMix(state: 11)
        var histogram = LatencyHistogram()
        for _ in 0..<300 { histogram.record(microseconds: random.latency(), count: random.next() % 30 + 1) }
        let encoded = histogram.encoded()
        var refused = 0
        for _ in 0..<5000 {
            var bytes = encoded
            switch random.next() % 3 {
            case 0: bytes.removeLast(Int(random.next() % UInt64(bytes.count)) + 1)
            case 1: bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            default: bytes = (0..<random.next() % 60).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            }
            do {
                let decoded = try LatencyHistogram(encoded: bytes)
                #expect(decoded.buckets.reduce(0) { $0 + $1.count } == decoded.count)
                var merged = histogram
                merged.merge(decoded)
                #expect(merged.count == histogram.count + decoded.count)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 1000)
    }
}
