// The elements that every message is made of.

extension FixedWidthInteger where Self: Sendable {
    fileprivate mutating func codeNumber(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        switch coder.mode {
        case .reading: self = try coder.reader.integer("\(name)")
        case .writing: coder.writer.write(self)
        case .describing:
            coder.look(at: self, of: name)
            coder.text.append("\(self)")
        }
    }
}

extension Int8: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        try codeNumber(name, with: &coder)
    }
}

extension Int16: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        try codeNumber(name, with: &coder)
    }
}

extension UInt16: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        try codeNumber(name, with: &coder)
    }
}

extension Int32: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        try codeNumber(name, with: &coder)
    }
}

extension Int64: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        try codeNumber(name, with: &coder)
    }
}

extension Double: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        switch coder.mode {
        case .reading: self = Double(bitPattern: try coder.reader.integer("\(name)"))
        case .writing: coder.writer.write(bitPattern)
        case .describing: coder.text.append("\(self)")
        }
    }
}

extension Bool: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        switch coder.mode {
        case .reading: self = try coder.reader.bool("\(name)")
        case .writing: coder.writer.write(self)
        case .describing: coder.text.append("\(self)")
        }
    }
}

extension BrokerCode: WireElement {
    package init() { self = .none }

    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        switch coder.mode {
        case .reading: self = try coder.reader.code("\(name)")
        case .writing: coder.writer.write(rawValue)
        case .describing: coder.text.append("\(self)")
        }
    }
}

extension WireID: WireElement {
    package init() { self.init(high: 0, low: 0) }

    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        switch coder.mode {
        case .reading:
            self = WireID(high: try coder.reader.integer("\(name)"), low: try coder.reader.integer("\(name)"))
        case .writing:
            coder.writer.write(high)
            coder.writer.write(low)
        case .describing: coder.text.append("\(self)")
        }
    }
}

extension String: NullableWireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        switch coder.mode {
        case .reading: self = try coder.reader.string("\(name)")
        case .writing: coder.writer.write(self)
        case .describing: coder.text.append(debugDescription)
        }
    }

    package static func codeNullable(
        _ value: inout String?, _ name: StaticString, with coder: inout MessageCoder
    ) throws(WireError) {
        switch coder.mode {
        case .reading: value = try coder.reader.nullableString("\(name)")
        case .writing: coder.writer.write(value)
        case .describing: coder.text.append(value?.debugDescription ?? "null")
        }
    }
}

extension ArraySlice: WireElement, NullableWireElement where Element == UInt8 {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        switch coder.mode {
        case .reading: self = try coder.reader.bytes("\(name)")
        case .writing: coder.writer.writeBytes(self)
        case .describing: coder.text.append("<\(count) bytes>")
        }
    }

    package static func codeNullable(
        _ value: inout Self?, _ name: StaticString, with coder: inout MessageCoder
    ) throws(WireError) {
        switch coder.mode {
        case .reading: value = try coder.reader.nullableBytes("\(name)")
        case .writing: coder.writer.writeBytes(value)
        case .describing: coder.text.append(value.map { "<\($0.count) bytes>" } ?? "null")
        }
    }
}

extension Array: WireElement, NullableWireElement where Element: WireElement {
    package mutating func code(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        if coder.mode == .reading {
            self = try coder.elements(name)
        } else {
            try codeEach(name, with: &coder)
        }
    }

    package static func codeNullable(
        _ value: inout Self?, _ name: StaticString, with coder: inout MessageCoder
    ) throws(WireError) {
        if coder.mode == .reading {
            value = try coder.nullableElements(name)
        } else if value != nil {
            try value?.codeEach(name, with: &coder)
        } else if coder.mode == .writing {
            coder.writer.writeCount(nil)
        } else {
            coder.text.append("null")
        }
    }

    private mutating func codeEach(_ name: StaticString, with coder: inout MessageCoder) throws(WireError) {
        if coder.mode == .writing { coder.writer.writeCount(count) } else { coder.text.append("[") }
        for index in indices {
            if coder.mode == .describing, index > 0 { coder.text.append(", ") }
            try self[index].code(name, with: &coder)
        }
        if coder.mode == .describing { coder.text.append("]") }
    }
}

extension MessageCoder {
    fileprivate mutating func elements<Element: WireElement>(_ name: StaticString) throws(WireError) -> [Element] {
        guard let elements: [Element] = try nullableElements(name) else {
            throw reader.fault("\(name)", "is null, and may not be")
        }
        return elements
    }

    fileprivate mutating func nullableElements<Element: WireElement>(
        _ name: StaticString
    ) throws(WireError) -> [Element]? {
        guard let count = try reader.elementCount("\(name)") else { return nil }
        // Nothing is reserved ahead: a length alone costs no memory.
        var elements: [Element] = []
        for _ in 0..<count {
            var element = Element()
            try element.code(name, with: &self)
            elements.append(element)
        }
        return elements
    }
}
