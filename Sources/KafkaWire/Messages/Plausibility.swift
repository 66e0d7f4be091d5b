extension WireStructure {
    /// Goes on only where every number of the message is one that can be counted on from.
    ///
    /// Offsets, times and epochs near the ends of their types are no broker's: what adds to them would overflow.
    package func expectPlausible(version: Int16, from place: String) throws(WireError) {
        var coder = MessageCoder(describing: version, upTo: 0)
        var copy = self
        try coder.structure(&copy)
        if let found = coder.implausible { throw .malformed(at: place, found) }
    }
}

extension MessageCoder {
    /// Notes the first number that cannot be.
    mutating func look(at number: some FixedWidthInteger, of name: StaticString) {
        guard implausible == nil, !number.isPlausible(as: "\(name)") else { return }
        implausible = "'\(name)' is \(number), which cannot be"
    }
}

extension FixedWidthInteger {
    fileprivate func isPlausible(as name: String) -> Bool {
        switch Self.bitWidth {
        // Sizes of disks may be told as the largest number there is (KIP-827).
        case 64: name.hasSuffix("_bytes") || (-1 << 61...1 << 61).contains(Int64(truncatingIfNeeded: self))
        case 16, 32: !Self.isCountedOn(name) || (-1_000...(Self.max - 10_000)).contains(self)
        default: true
        }
    }

    private static func isCountedOn(_ name: String) -> Bool {
        name.hasSuffix("epoch") || name == "node_id" || name == "broker_id" || name == "controller_id"
    }
}
