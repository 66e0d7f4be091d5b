import Testing

@testable import KafkaWire

struct WireWriterTests {
    @Test func plainFormIsByteExact() {
        var writer = WireWriter(version: 1, isFlexible: false)
        writer.write(Int16(-2))
        writer.write("é")
        writer.write(String?.none)
        writer.writeBytes([1, 2, 3])
        writer.writeBytes(nil)
        writer.writeCount(2)
        writer.writeCount(nil)
        writer.write(true)
        #expect(writer.bytes == hex("fffe 0002c3a9 ffff 00000003010203 ffffffff 00000002 ffffffff 01"))
    }

    @Test func compactFormIsByteExact() {
        var writer = WireWriter(version: 9, isFlexible: true)
        writer.write("é")
        writer.write(String?.none)
        writer.writeBytes([1, 2, 3])
        writer.writeBytes(nil)
        writer.writeCount(2)
        writer.writeCount(nil)
        writer.writeCount(0)
        writer.writeTags([:])
        #expect(writer.bytes == hex("03c3a9 00 04010203 00 03 00 01 00"))
    }

    @Test func taggedFieldsAreInTheOrderOfTheirNumbers() {
        var writer = WireWriter(version: 9, isFlexible: true)
        writer.writeTags([300: [7], 0: [], 1: [1, 2]])
        #expect(writer.bytes == hex("03  00 00  01 02 0102  ac02 01 07"))
    }

    @Test func compactLengthGrowsAByteAt127() {
        var writer = WireWriter(version: 9, isFlexible: true)
        writer.write(String(repeating: "x", count: 127))
        #expect(writer.bytes.prefix(3) == [0x80, 0x01, 0x78])
        #expect(writer.bytes.count == 129)
    }

    @Test func everyNumberComesBack() throws {
        var generator = SeededGenerator(state: 7)
        let edges: [Int64] = [0, 1, -1, 63, 64, -64, -65, .max, .min, Int64(Int32.max), Int64(Int32.min)]
        for value in edges
            + (0..<2_000).map({ _ in
                Int64(truncatingIfNeeded: generator.next() >> UInt64.random(in: 0..<64, using: &generator))
            })
        {
            var writer = WireWriter(version: 0, isFlexible: true)
            writer.write(value)
            writer.writeVarlong(value)
            writer.writeVarint(Int32(truncatingIfNeeded: value))
            writer.writeUnsignedVarint(UInt32(truncatingIfNeeded: value))
            var reader = WireReader.of(writer.bytes, flexible: true)
            #expect(try reader.int64("a") == value)
            #expect(try reader.varlong("b") == value)
            #expect(try reader.varint("c") == Int32(truncatingIfNeeded: value))
            #expect(try reader.unsignedVarint("d") == UInt32(truncatingIfNeeded: value))
            try reader.expectEnd()
        }
    }
}
