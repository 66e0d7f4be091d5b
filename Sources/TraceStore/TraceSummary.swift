package import Quantities

/// What a finished trace amounts to.
package struct TraceSummary: Hashable, Sendable {
    package var events: Int64
    /// Distinct ones.
    package var keys: Int
    package var gaps: Int
    /// Events whose time was raised to that of the record ahead of them.
    package var raisedTimes: Int64
    /// Of the file.
    package var size: ByteCount
}
