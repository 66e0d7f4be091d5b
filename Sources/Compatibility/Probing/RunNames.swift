/// The names of what runs make on a cluster: `seatrial-<run>-<check>-<number>-<what>`.
package enum RunNames {
    /// What all of them begin with.
    package static let prefix = "seatrial-"
    /// What stands in the place of a check in the names of topics that checks share.
    static let shared = "plain"

    static func name(run: String, check: String, number: Int, _ what: String) -> String {
        "\(prefix)\(run)-\(word(check))-\(number)-\(what)"
    }

    /// Whether a run gave this name; whatever else begins with the prefix is somebody's own.
    package static func isOurs(_ name: String) -> Bool {
        guard name.hasPrefix(prefix) else { return false }
        let rest = name.dropFirst(prefix.count)
        return words.contains { word in
            rest.ranges(of: "-\(word)-").contains { range in
                let run = rest[..<range.lowerBound]
                let tail = rest[range.upperBound...].split(
                    separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
                return (1...6).contains(run.count) && tail.count == 2 && Int(tail[0]) != nil && !tail[1].isEmpty
            }
        }
    }

    private static let words = Check.all.map { word($0.id) } + [shared]

    private static func word(_ check: String) -> String { check.replacing(".", with: "-") }
}
