import Crypto
import Foundation

/// What a client's program tells of its tour: lines of `name: value`.
struct TourOutcomes {
    private(set) var values: [String: String] = [:]

    init(_ output: String) {
        for line in output.split(separator: "\n") {
            guard let colon = line.range(of: ": ") else { continue }
            values[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    /// The codecs that the client has: it writes forty records in each, in this order.
    var codecs: [String] { (values["codecs"] ?? "").split(separator: " ").map(String.init) }

    /// The names whose values are others than these, with both values.
    func differences(from wanted: [String: String]) -> [String] {
        wanted.keys.sorted().filter { values[$0] != wanted[$0] }.map { name in
            "\(name) is \(values[name] ?? "not told"), and should be \(wanted[name] ?? "")"
        }
    }
}

/// The records that each client writes: forty in each codec, in turn over three partitions, one a second.
struct TourRecords {
    let codecs: [String]
    let base: Int64

    static let each = 40
    static let partitions = 3

    private var numbers: Range<Int> { 0..<codecs.count * Self.each }

    func numbers(of partition: Int) -> [Int] { numbers.filter { $0 % Self.partitions == partition } }

    /// How many there are in each partition, as Python and Java print a list.
    var counts: String { "\((0..<Self.partitions).map { numbers(of: $0).count })" }

    /// How many records of each codec are in a partition.
    func codecs(of partition: Int) -> [String: Int] {
        numbers(of: partition).reduce(into: [:]) { $0[codecs[$1 / Self.each], default: 0] += 1 }
    }

    /// What whoever reads a partition in its order tells: how many records, and their digest.
    func reading(of partition: Int) -> String {
        var digest = SHA256()
        for (offset, number) in numbers(of: partition).enumerated() {
            let headers = "codec=\(codecs[number / Self.each]),number=\(number)"
            let value = String(repeating: "value-\(number) ", count: 20)
            digest.update(
                data: Data("\(offset)|\(base + Int64(number) * 1000)|key-\(number)|\(headers)|\(value)\n".utf8))
        }
        let hex = digest.finalize().map { String(format: "%02x", $0) }.joined()
        return "\(numbers(of: partition).count) \(hex)"
    }

    /// The outcomes of a client that reads all of them as a group, under a name.
    func readings(_ name: String) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (0..<Self.partitions).map { ("\(name) \($0)", reading(of: $0)) } + [
                ("\(name) committed", counts)
            ])
    }

    /// The first record in each partition that is not older than so many milliseconds after the first.
    func offsets(after time: Int) -> String {
        "\((0..<Self.partitions).map { numbers(of: $0).prefix { $0 * 1000 < time }.count })"
    }

    /// The last record of each partition.
    var lastOffsets: String { "\((0..<Self.partitions).map { numbers(of: $0).count - 1 })" }
}
