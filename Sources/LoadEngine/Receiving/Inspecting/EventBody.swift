internal import Workloads

/// A value apart from what stands before it: the frame of a Schema Registry, if it has one.
///
/// Framed: byte 0, the schema's id (big-endian, four bytes), then the value. Points into the record's memory.
struct EventBody {
    static let frameLength = 5

    /// nil: not framed.
    var schema: UInt32?
    var bytes: UnsafeRawPointer
    var count: Int

    @inline(__always)
    init(_ value: UnsafeRawPointer, length: Int) {
        if length > EventBody.frameLength, value.load(as: UInt8.self) == 0 {
            schema = UInt32(bigEndian: value.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
            bytes = value + EventBody.frameLength
            count = length - EventBody.frameLength
        } else {
            bytes = value
            count = length
        }
    }

    @inline(__always)
    var isJSON: Bool { count > 0 && bytes.load(as: UInt8.self) == UInt8(ascii: "{") }
}
