/// Goes through the fields of a message and reads, writes or describes them.
///
/// A message names its fields once, in `fields(_:)`, with the versions that have them. A field that the version has
/// not keeps its default. In flexible versions every structure ends with tagged fields (KIP-482).
package struct MessageCoder: Sendable {
    enum Mode: Sendable {
        case reading
        case writing
        case describing
    }

    let mode: Mode
    /// The version of the API that the message is in.
    package private(set) var version: Int16
    var reader: WireReader
    var writer: WireWriter
    /// What a description has so far.
    var text = MessageText()
    /// The first number of what is described that no broker can mean; nil where there is none.
    var implausible: String?
    /// Tagged fields of the structure at hand, read and not yet asked for; nil before they were read.
    private var tagsRead: [UInt32: WireBytes]?
    /// Tagged fields of the structure at hand, to be written at its end.
    private var tagsToWrite: [UInt32: [UInt8]] = [:]

    init(reading reader: WireReader) {
        mode = .reading
        version = reader.version
        self.reader = reader
        writer = WireWriter(version: reader.version, isFlexible: reader.isFlexible)
    }

    init(writing writer: WireWriter) {
        mode = .writing
        version = writer.version
        self.writer = writer
        reader = WireReader([], version: writer.version, isFlexible: writer.isFlexible, place: "")
    }

    init(describing version: Int16, upTo limit: Int) {
        mode = .describing
        self.version = version
        writer = WireWriter(version: version, isFlexible: false)
        reader = WireReader([], version: version, isFlexible: false, place: "")
        text = MessageText(limit: limit)
    }

    var isFlexible: Bool { mode == .reading ? reader.isFlexible : writer.isFlexible }

    /// What is left is in version 0 if it is an array of elements of `width` bytes: ApiVersions answers so (KIP-511).
    ///
    /// Says whether it is not; then it is passed over.
    mutating func goOnInVersionZero(width: Int) -> Bool {
        guard mode == .reading else { return false }
        version = 0
        reader.goOn(inVersion: 0)
        return reader.passOver(unlessElementsOf: width)
    }
}

// What messages call.
extension MessageCoder {
    /// A field of the versions from `first` through `last`.
    package mutating func field(
        _ name: StaticString, _ value: inout some WireElement, since first: Int16 = 0, through last: Int16 = .max
    ) throws(WireError) {
        guard first...last ~= version else { return }
        beginField(name)
        try value.code(name, with: &self)
    }

    /// A field that may be null.
    package mutating func field<Element: NullableWireElement>(
        _ name: StaticString, _ value: inout Element?, since first: Int16 = 0, through last: Int16 = .max
    ) throws(WireError) {
        guard first...last ~= version else { return }
        beginField(name)
        try Element.codeNullable(&value, name, with: &self)
    }

    /// A structure that may be null from version `nullable` on, and has a byte in front for it only there.
    package mutating func field<Element: WireStructure>(
        _ name: StaticString, _ value: inout Element?, since first: Int16 = 0, through last: Int16 = .max,
        nullableSince nullable: Int16
    ) throws(WireError) {
        guard first...last ~= version else { return }
        beginField(name)
        guard version < nullable else { return try Element.codeNullable(&value, name, with: &self) }
        var there = value ?? Element()
        try there.code(name, with: &self)
        value = there
    }

    /// A tagged field: it is left out where it has its default.
    package mutating func tagged<Element: WireElement>(
        _ tag: UInt32, _ name: StaticString, _ value: inout Element, unless absent: Element, since first: Int16 = 0
    ) throws(WireError) {
        try tagged(tag, name, since: first, isThere: value != absent) { (coder) throws(WireError) in
            try value.code(name, with: &coder)
        }
    }

    /// A tagged field that may be null, and is left out where it is.
    package mutating func tagged<Element: NullableWireElement>(
        _ tag: UInt32, _ name: StaticString, _ value: inout Element?, since first: Int16 = 0
    ) throws(WireError) {
        try tagged(tag, name, since: first, isThere: value != nil) { (coder) throws(WireError) in
            try Element.codeNullable(&value, name, with: &coder)
        }
    }

    /// A structure in a structure, with the tagged fields at its end.
    mutating func structure(
        _ value: inout some WireStructure, extraTags: [UInt32: [UInt8]] = [:]
    ) throws(WireError) {
        let (outerRead, outerToWrite) = (tagsRead, tagsToWrite)
        (tagsRead, tagsToWrite) = (nil, extraTags)
        if mode == .describing { text.append("{") }
        try value.fields(&self)
        switch mode {
        case .reading: if isFlexible, tagsRead == nil { try reader.skipTags() }
        case .writing: if isFlexible { writer.writeTags(tagsToWrite) }
        case .describing: text.append("}")
        }
        (tagsRead, tagsToWrite) = (outerRead, outerToWrite)
    }
}

extension MessageCoder {
    private mutating func beginField(_ name: StaticString) {
        if mode == .describing { text.beginField(name) }
    }

    private mutating func tagged(
        _ tag: UInt32, _ name: StaticString, since first: Int16, isThere: Bool,
        _ code: (inout MessageCoder) throws(WireError) -> Void
    ) throws(WireError) {
        guard version >= first else { return }
        switch mode {
        case .describing:
            guard isThere else { return }
            beginField(name)
            try code(&self)
        case .writing:
            guard isFlexible, isThere else { return }
            var inner = MessageCoder(writing: WireWriter(version: version, isFlexible: true))
            try code(&inner)
            tagsToWrite[tag] = inner.writer.bytes
        case .reading:
            guard isFlexible else { return }
            if tagsRead == nil { tagsRead = try reader.tags() }
            guard let bytes = tagsRead?[tag] else { return }
            var inner = MessageCoder(reading: reader.beginning(with: bytes))
            try code(&inner)
            try inner.reader.expectEnd()
        }
    }
}
