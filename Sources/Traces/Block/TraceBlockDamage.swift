/// What is wrong with the bytes of a block.
package enum TraceBlockDamage: String, Error, Hashable, Sendable, CustomStringConvertible {
    case checksum = "its checksum does not match its bytes"
    case endsTooEarly = "it ends too early"
    case leftOver = "it has bytes that belong to nothing"
    case unknownEncoding = "it is written in a way that this version does not know"
    case numberTooLarge = "it holds a number that is too large"
    case badCount = "it says a number of events that no block has"
    case elsewhere = "it is not the block that belongs there"
    case unknownKey = "it names a key that the trace has not"
    case badTime = "its times go past the end of time"

    package var description: String { rawValue }
}
