internal import Detections
internal import Foundation
internal import LabCluster

/// Defects and their detections, as `seatrial lab` prints them.
enum DefectTable {
    static func print(_ defects: [LabDefect], asJSON: Bool) {
        if asJSON { return Console.print(json(defects.map(DefectRow.init))) }
        for defect in defects {
            Console.print("\(defect.id.padded(to: 32))\(defect.area.rawValue.padded(to: 15))\(defect.title)")
            Console.print("\("".padded(to: 47))found by \(defect.foundBy.map(\.description).joined(separator: ", "))")
        }
    }

    static func print(_ detection: DefectDetection) {
        let state = detection.isFound ? "found " : "MISSED"
        let id = detection.defect.id.padded(to: 32)
        Console.print("\(state)  \(id)\(detection.finder): \(detection.with.verdict), \(detection.with.words)")
        guard !detection.isFound else { return }
        if !detection.without.isContent {
            Console.print("        without the defect: \(detection.without.verdict), \(detection.without.words)")
        }
        if detection.strikes == 0 { Console.print("        it never struck") }
    }

    static func printJSON(_ detections: [DefectDetection]) {
        Console.print(json(detections.map(DetectionRow.init)))
    }

    private static func json(_ rows: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(rows), as: UTF8.self)
        } catch {
            preconditionFailure("plain strings and numbers cannot be encoded: \(error)")
        }
    }
}

private struct DefectRow: Encodable {
    var id, area, title: String
    var foundBy: [String]
    var nodes: Int

    init(_ defect: LabDefect) {
        (id, area, title) = (defect.id, defect.area.rawValue, defect.title)
        foundBy = defect.foundBy.map(\.description)
        nodes = defect.nodes
    }
}

private struct DetectionRow: Encodable {
    var defect, finder, without, with, words: String
    var strikes: Int
    var isFound: Bool

    init(_ detection: DefectDetection) {
        (defect, finder) = (detection.defect.id, detection.finder.description)
        (without, with, words) = (detection.without.verdict, detection.with.verdict, detection.with.words)
        (strikes, isFound) = (detection.strikes, detection.isFound)
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self + " "
    }
}
