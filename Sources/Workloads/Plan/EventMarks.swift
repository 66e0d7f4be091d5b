/// What is special about a planned event; also a byte of its stamp.
package struct EventMarks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Sent again: same device and sequence as an earlier record.
    package static let resent = EventMarks(rawValue: 1)
    /// Its content is broken.
    package static let malformed = EventMarks(rawValue: 2)
    /// It was kept on a dark device, or behind what was.
    package static let buffered = EventMarks(rawValue: 4)
    /// The first since its device came back: a connection of the device's own opens anew here.
    package static let reconnected = EventMarks(rawValue: 8)
    /// Held up on the way.
    package static let late = EventMarks(rawValue: 16)
}
