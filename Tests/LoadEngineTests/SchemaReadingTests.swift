import ScenarioModel
import Testing

@testable import LoadEngine

@Suite struct SchemaReadingTests {
    private func firmware(_ version: String, _ format: Firmware.Format, _ fields: [SchemaField]) -> Firmware {
        Firmware(version: version, format: format, fields: fields)
    }

    /// What a reader of the last version makes of a value; nil: it can read it.
    private func drift(_ versions: [Firmware], _ value: [UInt8]) -> String? {
        var reading = SchemaReading(SchemaBook(versions), version: versions.count - 1)
        let words = reading.words
        return EventBody.of(value) { reading.drift(of: $0) }?.map { words[$0] }
    }

    // MARK: Avro

    /// A record of one field `f` beside the stamp and the pad, framed as of the first version.
    private func record(_ field: [UInt8], pad: String = "pad", schema: UInt32 = 1) -> [UInt8] {
        StampedValue.binary(StampedValue.stamp(0), body: field + AvroBytes.string(pad), frame: schema)
    }

    private static let whole = SchemaField(name: "f", kind: .long)
    private static let real = SchemaField(name: "f", kind: .double)
    private static let text = SchemaField(name: "f", kind: .string)
    private static let flag = SchemaField(name: "f", kind: .boolean)

    private static func optional(_ field: SchemaField) -> SchemaField {
        SchemaField(name: field.name, kind: field.kind, isOptional: true)
    }

    /// What the writer has, what the reader asks, the field's bytes, and what the reader misses.
    static let resolutions: [([SchemaField], [SchemaField], [UInt8], String?)] = [
        ([whole], [whole], AvroBytes.long(-70), nil),
        ([whole], [real], AvroBytes.long(.min), nil),
        ([real], [whole], AvroBytes.double(1), "f: long, found another type"),
        ([real], [real], AvroBytes.double(1), nil),
        ([text], [text], AvroBytes.string("abc"), nil),
        ([text], [flag], AvroBytes.string("abc"), "f: boolean, found another type"),
        ([flag], [flag], [1], nil),
        ([flag], [flag], [2], "a record that decodes as its own schema, found none"),
        ([whole], [], AvroBytes.long(1), nil),
        ([], [whole], [], "f: long, found none"),
        ([], [optional(whole)], [], nil),
        ([whole], [optional(whole)], AvroBytes.long(1), nil),
        ([whole], [optional(real)], AvroBytes.long(1), nil),
        ([whole], [optional(text)], AvroBytes.long(1), "f: string, found another type"),
        ([optional(whole)], [whole], AvroBytes.long(1) + AvroBytes.long(7), nil),
        ([optional(whole)], [whole], AvroBytes.long(0), "f: long, found none"),
        ([optional(whole)], [optional(whole)], AvroBytes.long(0), nil),
        ([optional(whole)], [], AvroBytes.long(0), nil),
        ([optional(whole)], [whole], AvroBytes.long(2), "a record that decodes as its own schema, found none"),
    ]

    @Test(arguments: resolutions)
    func avroIsResolvedAsTheSpecificationSays(
        writer: [SchemaField], reader: [SchemaField], field: [UInt8], missing: String?
    ) {
        let versions = [firmware("1", .avro, writer), firmware("2", .avro, reader)]
        #expect(drift(versions, record(field)) == missing)
    }

    @Test func everyTruncationOfAnAvroRecordIsNoticed() {
        let version = firmware(
            "1", .avro, [Self.whole, SchemaReadingTests.optional(SchemaField(name: "g", kind: .string))])
        let validator = ValueValidator(SchemaBook([version]))
        let value = record(AvroBytes.long(300) + AvroBytes.long(1) + AvroBytes.string("text"))
        #expect(EventBody.of(value) { validator.accepts($0) } == true)
        for length in 6..<value.count {
            let isAccepted = EventBody.of(Array(value[..<length])) { validator.accepts($0) }
            #expect(isAccepted == false, "\(length) of \(value.count)")
        }
        #expect(EventBody.of(value + [0]) { validator.accepts($0) } == false)
    }

    @Test func lengthsThatLieAreNoticed() {
        let version = firmware("1", .avro, [Self.text])
        let validator = ValueValidator(SchemaBook([version]))
        for length in [-1, .min, .max, 1 << 40] as [Int64] {
            #expect(EventBody.of(record(AvroBytes.long(length))) { validator.accepts($0) } == false)
        }
        let endless = [UInt8](repeating: 0xFF, count: 20)
        #expect(EventBody.of(record(endless)) { validator.accepts($0) } == false)
    }

    @Test func aFrameThatNobodyKnowsIsNoRecord() {
        let versions = [firmware("1", .avro, [Self.whole])]
        let value = record(AvroBytes.long(1), schema: 77)
        #expect(drift(versions, value) == "a schema of the scenario, found an unknown id")
        #expect(EventBody.of(value) { ValueValidator(SchemaBook(versions)).accepts($0) } == false)
        let book = SchemaBook(versions, registered: ["1": 77])
        #expect(EventBody.of(value) { ValueValidator(book).accepts($0) } == true)
    }

    @Test func plainBytesHaveNoFormToBeBroken() {
        let value = StampedValue.binary(StampedValue.stamp(0))
        #expect(EventBody.of(value) { ValueValidator(SchemaBook([])).accepts($0) } == true)
    }

    // MARK: JSON

    private static let rpm = SchemaField(name: "rpm", kind: .long)
    private static let fuel = SchemaField(name: "fuel", kind: .double)
    private static let note = SchemaField(name: "note", kind: .string, isOptional: true)
    private static let on = SchemaField(name: "on", kind: .boolean)

    @Test(arguments: [
        (#","rpm":900,"fuel":0.5,"note":"x","on":true}"#, nil),
        (#","on":false,"fuel":1,"rpm":0}"#, nil),
        (#","rpm":900,"fuel":0.5,"on":true,"extra":{"rpm":"x"}}"#, nil),
        (#","rpm":9.5,"fuel":0.5,"on":true}"#, "rpm: long, found another type"),
        (#","rpm":"900","fuel":0.5,"on":true}"#, "rpm: long, found another type"),
        (#","rpm":null,"fuel":0.5,"on":true}"#, "rpm: long, found another type"),
        (#","fuel":0.5,"on":true}"#, "rpm: long, found none"),
        (#","rpm":900,"fuel":0.5,"on":true,"note":7}"#, "note: string, found another type"),
        (#","nested":{"rpm":900,"fuel":0.5,"on":true}}"#, "rpm: long, found none"),
        (#","rpm":900,"fuel":0.5,"on":true"#, "a record that decodes as its own schema, found none"),
    ])
    func jsonIsReadAsTheSchemaAsks(rest: String, missing: String?) {
        let version = firmware("1", .json, [Self.rpm, Self.fuel, Self.note, Self.on])
        #expect(drift([version], StampedValue.json(StampedValue.stamp(0), rest)) == missing)
        #expect(drift([version], StampedValue.json(StampedValue.stamp(0), rest, frame: 1)) == missing)
    }

    @Test func whatOneObjectHadIsForgottenWithTheNext() {
        var expectation = JSONExpectation(firmware("1", .json, [Self.rpm]))
        let with = StampedValue.json(StampedValue.stamp(0), #","rpm":1}"#)
        let without = StampedValue.json(StampedValue.stamp(0))
        #expect(EventBody.of(with) { expectation.outcome($0) } == .readable)
        #expect(EventBody.of(without) { expectation.outcome($0) } == .unreadable(Drift.missing(field: 0)))
    }

    @Test func oneFormatDoesNotReadTheOther() {
        let (json, avro) = (firmware("1", .json, [Self.rpm]), firmware("2", .avro, [Self.rpm]))
        let (text, binary) = (
            StampedValue.json(StampedValue.stamp(0), #","rpm":1}"#, frame: 1),
            StampedValue.binary(StampedValue.stamp(0), body: AvroBytes.long(1) + AvroBytes.string(""), frame: 2)
        )
        #expect(drift([json, avro], text) == "an Avro record, found another format")
        #expect(drift([json, avro], binary) == nil)
        var reading = SchemaReading(SchemaBook([json, avro]), version: 0)
        #expect(EventBody.of(binary) { reading.drift(of: $0) } == .some(.some(Drift.otherFormat)))
        #expect(EventBody.of(text) { reading.drift(of: $0) } == .some(nil))
    }
}
