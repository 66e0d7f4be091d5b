extension KeyTable {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// Keys of a replay: of each length as often as told, one behind the other, each distinct.
    ///
    /// A key is its number in base 62 behind as many `-` as its length asks for; one that is too short for its number is
    /// as long as that.
    init(lengths: [Int32], copies: Int) {
        self.init()
        offset.reserveCapacity(lengths.count * copies)
        length.reserveCapacity(lengths.count * copies)
        for (key, wanted) in lengths.enumerated() {
            for copy in 0..<copies { append(number: key * copies + copy, length: Int(wanted)) }
        }
    }

    private mutating func append(number: Int, length wanted: Int) {
        var text: [UInt8] = []
        var rest = number
        repeat {
            text.append(KeyTable.digits[rest % 62])
            rest /= 62
        } while rest > 0
        offset.append(bytes.count)
        length.append(max(wanted, text.count))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "-"), count: max(0, wanted - text.count)))
        bytes.append(contentsOf: text.reversed())
    }
}
