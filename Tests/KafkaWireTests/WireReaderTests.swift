import Testing

@testable import KafkaWire

struct WireReaderTests {
    @Test func numbersAreBigEndian() throws {
        var reader = WireReader.of(hex("80  ff fe  00 00 01 00  80 00 00 00 00 00 00 00  ff ff ff ff  02"))
        #expect(try reader.int8("a") == -128)
        #expect(try reader.int16("b") == -2)
        #expect(try reader.int32("c") == 256)
        #expect(try reader.int64("d") == .min)
        #expect(try reader.uint32("e") == .max)
        #expect(try reader.bool("f"))
        try reader.expectEnd()
    }

    @Test(arguments: [
        ("00", 0), ("01", 1), ("7f", 127), ("80 01", 128), ("ac 02", 300), ("ff ff ff ff 0f", UInt32.max),
    ])
    func unsignedVarintIsRead(bytes: String, value: UInt32) throws {
        var reader = WireReader.of(hex(bytes))
        #expect(try reader.unsignedVarint("n") == value)
        try reader.expectEnd()
    }

    @Test(arguments: [
        ("00", 0), ("01", -1), ("02", 1), ("7f", -64), ("80 01", 64), ("fe ff ff ff 0f", Int32.max),
        ("ff ff ff ff 0f", .min),
    ])
    func zigzagIsRead(bytes: String, value: Int32) throws {
        var reader = WireReader.of(hex(bytes))
        #expect(try reader.varint("n") == value)
    }

    @Test(arguments: [
        ("01", -1), ("fe ff ff ff ff ff ff ff ff 01", Int64.max), ("ff ff ff ff ff ff ff ff ff 01", .min),
    ])
    func longZigzagIsRead(bytes: String, value: Int64) throws {
        var reader = WireReader.of(hex(bytes))
        #expect(try reader.varlong("n") == value)
    }

    @Test(arguments: ["ff ff ff ff 10", "80 80 80 80 80 00", "ff ff ff ff ff ff ff ff ff ff"])
    func varintOfMoreThan32BitsIsAnError(bytes: String) {
        let error = wireError { () throws(WireError) in
            var reader = WireReader.of(hex(bytes))
            _ = try reader.unsignedVarint("n")
        }
        #expect(error?.what.contains("more than 32 bits") == true)
    }

    @Test func varlongOfMoreThan64BitsIsAnError() {
        let error = wireError { () throws(WireError) in
            var reader = WireReader.of(hex("ff ff ff ff ff ff ff ff ff 02"))
            _ = try reader.varlong("n")
        }
        #expect(error?.kind == .malformed)
    }

    @Test func stringsAreReadInBothForms() throws {
        var plain = WireReader.of(hex("0003 61c3a9  ffff  0000"))
        #expect(try plain.string("s") == "aé")
        #expect(try plain.nullableString("s") == nil)
        #expect(try plain.string("s").isEmpty)
        var compact = WireReader.of(hex("04 61c3a9  00  01"), flexible: true)
        #expect(try compact.string("s") == "aé")
        #expect(try compact.nullableString("s") == nil)
        #expect(try compact.string("s").isEmpty)
    }

    @Test func countsAreReadInBothForms() throws {
        var plain = WireReader.of(hex("00000002 ffffffff 00000000 0001"))
        #expect(try plain.elementCount("a") == 2)
        #expect(try plain.elementCount("a") == nil)
        #expect(try plain.elementCount("a") == 0)
        var compact = WireReader.of(hex("03 00 01 0001"), flexible: true)
        #expect(try compact.elementCount("a") == 2)
        #expect(try compact.elementCount("a") == nil)
        #expect(try compact.elementCount("a") == 0)
    }

    @Test func bytesAreReadInBothForms() throws {
        var plain = WireReader.of(hex("00000002 0102 ffffffff"))
        #expect(try plain.bytes("b") == [1, 2])
        #expect(try plain.nullableBytes("b") == nil)
        var compact = WireReader.of(hex("03 0102 00"), flexible: true)
        #expect(try compact.bytes("b") == [1, 2])
        #expect(try compact.nullableBytes("b") == nil)
    }

    @Test func tagsAreReadByTheirNumbers() throws {
        var reader = WireReader.of(hex("02  00 03 aabbcc  85 01 00  2a"), flexible: true)
        #expect(try reader.tags() == [0: [0xaa, 0xbb, 0xcc], 133: []])
        #expect(try reader.int8("next") == 42)
    }

    @Test func taggedFieldsAreReadOver() throws {
        var reader = WireReader.of(hex("02  00 03 aabbcc  85 01 00  2a"), flexible: true)
        try reader.skipTags()
        #expect(try reader.int8("next") == 42)
    }

    @Test(arguments: [
        ("7fffffff 00", "claims 2147483647 elements"), ("fffffffe", "claims -2 elements"),
        ("00000002 00", "claims 2 elements, and 1 bytes are left"),
    ])
    func hostileCountIsRefusedBeforeAnythingIsAllocated(bytes: String, what: String) {
        let error = wireError { () throws(WireError) in
            var reader = WireReader.of(hex(bytes))
            _ = try reader.elementCount("things")
        }
        #expect(error?.what.contains("'things'") == true)
        #expect(error?.what.contains(what) == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        ("7fff 61", false), ("fffe", false), ("ffffffff0f 61", true), ("03 61", true), ("0001 ff", false),
    ])
    func hostileStringIsAnError(bytes: String, isFlexible: Bool) {
        let error = wireError { () throws(WireError) in
            var reader = WireReader.of(hex(bytes), flexible: isFlexible)
            _ = try reader.string("name")
        }
        #expect(error?.kind == .malformed)
        #expect(error?.place == "test")
        #expect(error?.what.contains("'name'") == true)
    }

    @Test func hostileTagsAreAnError() {
        for bytes in ["01", "01 00", "01 00 05 aa", "ff ff ff ff 0f 00 00", "01 00 ff ff ff ff 0f"] {
            let error = wireError { () throws(WireError) in
                var reader = WireReader.of(hex(bytes), flexible: true)
                try reader.skipTags()
            }
            #expect(error?.kind == .malformed, "\(bytes)")
        }
    }

    @Test func errorSaysWhichFieldAndWhere() {
        let error = wireError { () throws(WireError) in
            var reader = WireReader.of(hex("0001 00"))
            _ = try reader.int16("first")
            _ = try reader.int32("second")
        }
        #expect(error?.what == "'second' at byte 2 needs 4 bytes, and 1 are left")
    }

    @Test func leftoverBytesAreAnError() {
        #expect(wireError { () throws(WireError) in try WireReader.of([1, 2]).expectEnd() }?.kind == .malformed)
    }
}
