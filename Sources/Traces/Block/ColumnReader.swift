/// Reads a column value by value from a block's bytes, and never past the column's end.
///
/// Holds no values: what a small block says about very many events costs no memory.
struct ColumnReader: Sendable {
    private let way: UInt8
    private var position: Int
    private let end: Int
    /// The constant, the value of the run, or the smallest value.
    private var value: UInt64 = 0
    private var runLeft: UInt64 = 0
    private let width: Int
    private var bits: UInt64 = 0
    private var held = 0

    /// Starts at `position`, which moves behind the column.
    init(_ bytes: [UInt8], at position: inout Int, end: Int) throws(TraceBlockDamage) {
        way = try bytes.byte(at: &position, end: end)
        let length = try bytes.varint(at: &position, end: end)
        guard length <= UInt64(end - position) else { throw .endsTooEarly }
        self.position = position
        self.end = position + Int(length)
        position = self.end
        switch way {
        case BlockColumn.constant:
            value = try bytes.varint(at: &self.position, end: self.end)
            width = 0
        case BlockColumn.packed:
            value = try bytes.varint(at: &self.position, end: self.end)
            width = Int(try bytes.byte(at: &self.position, end: self.end))
            guard (1...32).contains(width) else { throw .unknownEncoding }
        case BlockColumn.runs, BlockColumn.varints: width = 0
        default: throw .unknownEncoding
        }
    }

    mutating func next(_ bytes: [UInt8]) throws(TraceBlockDamage) -> UInt64 {
        switch way {
        case BlockColumn.constant: return value
        case BlockColumn.varints: return try bytes.varint(at: &position, end: end)
        case BlockColumn.runs:
            if runLeft == 0 {
                runLeft = try bytes.varint(at: &position, end: end)
                value = try bytes.varint(at: &position, end: end)
                guard runLeft > 0 else { throw .badCount }
            }
            runLeft -= 1
            return value
        default:
            while held < width {
                bits |= UInt64(try bytes.byte(at: &position, end: end)) << UInt64(held)
                held += 8
            }
            let (sum, overflow) = value.addingReportingOverflow(bits & ((1 << UInt64(width)) - 1))
            guard !overflow else { throw .numberTooLarge }
            bits >>= UInt64(width)
            held -= width
            return sum
        }
    }

    /// Whether everything was read; the bits that fill up the last byte are no values.
    var isAtEnd: Bool { position == end && runLeft == 0 && bits == 0 && held < 8 }
}
