/// Breaks a value behind its stamp, so that no decoder of its format takes it and the ledger still knows it.
struct MalformedValue {
    let random: CounterRandom

    /// Breaks the value from `start` to the end of `bytes`.
    ///
    /// JSON by turns: cut off at a place of its own, a bare word at the end of the object, or no closing brace. Avro:
    /// cut off.
    func spoil(_ bytes: inout [UInt8], from start: Int, isText: Bool, kind: Int) {
        let stamp = isText ? StampRoom.textOffset + StampRoom.textLength + 1 : StampRoom.binaryLength
        let body = bytes.count - start - stamp
        switch isText ? kind % 3 : 0 {
        case 0: bytes.removeLast(body - Int(random.sibling(.malformed).below(UInt64(max(1, body)), 0)))
        case 1:
            bytes.removeLast()
            bytes.append(contentsOf: ",\"state\":broken}".utf8)
        default: bytes.removeLast()
        }
    }
}
