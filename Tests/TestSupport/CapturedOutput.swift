import Foundation

/// What a process has written to one of its streams so far.
struct CapturedOutput: Sendable {
    private(set) var bytes: [UInt8] = []
    /// The stream is closed: nothing more comes.
    private(set) var isComplete = false

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ chunk: some Sequence<UInt8>) { bytes.append(contentsOf: chunk) }

    mutating func complete() { isComplete = true }

    /// The first complete line that contains the words; a last line without an end counts once the stream is closed.
    func line(containing words: String) -> String? {
        // strstr and not String.contains: this runs again with every chunk of a long log.
        let found: Int? = (bytes + [0]).withUnsafeBufferPointer { hay in
            hay.withMemoryRebound(to: CChar.self) { hay in
                guard let base = hay.baseAddress, let hit = strstr(base, words) else { return nil }
                return base.distance(to: UnsafePointer(hit))
            }
        }
        guard let found else { return nil }
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<found].lastIndex(of: newline).map { $0 + 1 } ?? 0
        guard let end = bytes[found...].firstIndex(of: newline) ?? (isComplete ? bytes.count : nil) else { return nil }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
