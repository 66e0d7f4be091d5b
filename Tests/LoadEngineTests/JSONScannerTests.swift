import Testing

@testable import LoadEngine

@Suite struct JSONScannerTests {
    private func isObject(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { bytes in
            bytes.baseAddress.map { JSONScanner.readObject($0, count: bytes.count) { _, _ in } } ?? false
        }
    }

    static let valid = [
        "{}", " {\t\r\n} ", #"{"a":1}"#, #"{"a":-0}"#, #"{"a":0.5e-10,"b":1E+2,"c":123456789012345678901234567890}"#,
        #"{"":""}"#, #"{"a":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"}"#, #"{"a":"é€😀"}"#, #"{"a":[]}"#, #"{"a":[[],{}]}"#,
        #"{"a":[1,[2,{"b":[null,true,false]}]],"c":{"d":{"e":"f"}}}"#, #"{ "a" : [ 1 , 2 ] , "b" : { } }"#,
        #"{"a":1,"a":2}"#, #"{"pad":"................................................................"}"#,
    ]

    static let invalid = [
        "", " ", "{", "}", "[]", "1", "null", "\"a\"", "{}{}", "{} x", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#,
        #"{"a" 1}"#,
        #"{a:1}"#, #"{'a':1}"#, #"{"a":01}"#, #"{"a":+1}"#, #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":1e}"#, #"{"a":1e+}"#,
        #"{"a":-}"#,
        #"{"a":0x1}"#, #"{"a":NaN}"#, #"{"a":Infinity}"#, #"{"a":tru}"#, #"{"a":True}"#, #"{"a":nul}"#,
        #"{"a":broken}"#,
        #"{"a":[1,]}"#, #"{"a":[,1]}"#, #"{"a":[1 2]}"#, #"{"a":[1}"#, #"{"a":{"b":1]}"#, #"{"a":[}]"#, #"{"a":"\x"}"#,
        #"{"a":"\u12g4"}"#,
        #"{"a":"\u123"}"#, "{\"a\":\"\t\"}", "{\"a\":\"\n\"}", "{\"a\":\"\u{0}\"}", #"{"a":"b}"#, #"{"a":1}]"#,
        #"{"a":1,"b"}"#, "{\"a\":1}\u{0}",
        #"{"a":1 /* why */}"#, #"{"a":"b""c"}"#, #"{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}"#,
    ]

    @Test(arguments: valid) func validObjectIsTaken(text: String) {
        #expect(isObject(Array(text.utf8)))
    }

    @Test(arguments: invalid) func anythingElseIsNot(text: String) {
        #expect(!isObject(Array(text.utf8)))
    }

    /// No prefix of an object is one: what was cut off on the way is always noticed.
    @Test(arguments: valid) func everyTruncationIsNoticed(text: String) {
        let bytes = Array(text.utf8)
        let end = (bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0) + 1
        for length in 0..<end { #expect(!isObject(Array(bytes[..<length])), "\(length) of \(text)") }
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xE2, 0x82],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]])
    func brokenUTF8IsNoticed(character: [UInt8]) {
        // At every place of a word of eight.
        for before in 0..<9 {
            let text = Array(#"{"a":""#.utf8) + Array(repeating: 0x2E, count: before) + character + Array(#""}"#.utf8)
            #expect(!isObject(text), "after \(before)")
        }
    }

    @Test func nestingHasABound() {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: #"{"a":["#, count: depth / 2) + String(repeating: "]}", count: depth / 2)).utf8)
        }
        #expect(isObject(nested(64)))
        #expect(!isObject(nested(66)))
        #expect(!isObject(nested(1_000_000)))
    }

    /// Hostile bytes: whatever is changed, it answers, and never reads beyond the end.
    @Test func noByteIsTooHostile() {
        var random = SplitMix(state: 5)
        let text = Array(#"{"stamp":"00ff","lat":51.9,"on":true,"list":[1,{"a":null}],"pad":"....\u00e9é"}"#.utf8)
        var taken = 0
        for _ in 0..<20_000 {
            var changed = text
            for _ in 0..<3 {
                changed[Int(random.next() % UInt64(text.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            if isObject(changed) { taken += 1 }
        }
        #expect(taken > 0 && taken < 10_000)
    }

    @Test func membersAreNamedAndTheirKindsKnown() {
        let text = Array(#"{"a":1,"b":1.5,"c":2.0,"d":1e3,"e":"x","f":true,"g":null,"h":[{"i":1}],"j":{"k":1}}"#.utf8)
        var found: [String: JSONScanner.Kind] = [:]
        text.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            _ = JSONScanner.readObject(base, count: bytes.count) { found[String(decoding: $0, as: UTF8.self)] = $1 }
        }
        #expect(
            found == [
                "a": .whole, "b": .fraction, "c": .whole, "d": .fraction, "e": .string, "f": .boolean, "g": .null,
                "h": .array, "j": .object,
            ])
    }
}
