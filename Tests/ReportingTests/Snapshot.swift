import Foundation
import Testing

/// Compares a rendering with the file checked in under its name; `UPDATE_SNAPSHOTS=1` writes the file instead.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
        try text.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    let isSame = expected == text
    #expect(
        isSame,
        "\(name) differs from line \(firstDifference(expected, text)) on: look, then UPDATE_SNAPSHOTS=1 swift test",
        sourceLocation: sourceLocation)
}

private func firstDifference(_ left: String, _ right: String) -> Int {
    let (left, right) = (
        left.split(separator: "\n", omittingEmptySubsequences: false),
        right.split(separator: "\n", omittingEmptySubsequences: false)
    )
    return
        (zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(left.count, right.count))
        + 1
}
