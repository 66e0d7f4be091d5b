import Foundation
import Quantities
import ScenarioModel
import Testing

/// docs/scenarios.md, between its two marks, is made from the table that the decoder reads by.
struct KeyReference {
    static let opening = "<!-- made from the field table: UPDATE_DOCS=1 swift test --filter KeyReference -->"
    static let closing = "<!-- end of the field table -->"

    /// A section for each kind of mapping, in the order in which they are met.
    static func markdown(_ shape: Shape, path: String) -> String {
        var text = "### \(path.isEmpty ? "The file" : "`\(path)`"): \(shape.titleWithArticle)\n\n"
        if !shape.alternatives.isEmpty {
            let sets = shape.alternatives.map { $0.map { "`\($0)`" }.joined(separator: " and ") }
            text += "Exactly one of: \(sets.joined(separator: "; ")).\n\n"
        }
        text += "| key | value | default | |\n| --- | --- | --- | --- |\n"
        for field in shape.fields {
            let fallback = field.isRequired ? "required" : field.defaultText.map { "`\($0)`" } ?? "–"
            text += "| `\(field.key)` | \(name(field.kind)) | \(fallback) | \(field.summary) |\n"
        }
        for field in shape.fields {
            let here = path.isEmpty ? field.key : "\(path).\(field.key)"
            if let (inner, suffix) = nested(field.kind) { text += "\n" + markdown(inner, path: here + suffix) }
        }
        return text
    }

    private static func nested(_ kind: Kind) -> (Shape, String)? {
        switch kind {
        case .object(let shape), .either(_, let shape): (shape, "")
        case .named(_, let shape, _): (shape, ".NAME")
        case .list(let element): nested(element).map { ($0.0, "[]" + $0.1) }
        default: nil
        }
    }

    private static func plural(_ shape: Shape) -> String {
        shape.title == "criterion" ? "criteria" : shape.title + "s"
    }

    private static func name(_ kind: Kind) -> String {
        switch kind {
        case .text: "text"
        case .identifier: "name"
        case .topicName: "topic name"
        case .integer(let range):
            range.upperBound == .max
                ? "whole number from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "number, \(range.lowerBound.significant(6)) to \(range.upperBound.significant(6))"
        case .duration(.aboveZero): "duration"
        case .duration(.zeroAllowed): "duration, may be `0s`"
        case .rate: "rate"
        case .bandwidth: "bandwidth"
        case .flag: "`true` or `false`"
        case .keyStrategy: "key"
        case .fieldName: "field name"
        case .feature: "feature"
        case .table(_, let value): "by name: \(name(value))"
        case .size: "size"
        case .percent(let range): "percentage up to \(Int(range.upperBound * 100))%"
        case .choice(let choices): choices.map { "`\($0)`" }.joined(separator: ", ")
        case .properties: "properties"
        case .bound: "duration, percentage or number"
        case .list(.object(let shape)): "list of \(plural(shape))"
        case .list(let element): "list of \(name(element))s"
        case .object(let shape): shape.titleWithArticle
        case .named(_, let shape, _): "\(plural(shape)) by \(shape.title == "criterion" ? "id" : "name")"
        case .either(let single, let shape): "\(name(single)), or \(shape.titleWithArticle)"
        }
    }
}

@Suite struct KeyReferences {
    @Test(arguments: [
        ("docs/scenarios.md", ScenarioTable.scenario), ("docs/targets.md", TargetsTable.file),
        ("docs/compatibility.md", EstateTable.file),
    ])
    func areCurrent(path: String, shape: Shape) throws {
        let page = try Repository.text(path)
        let opening = try #require(page.firstRange(of: KeyReference.opening))
        let closing = try #require(page.firstRange(of: KeyReference.closing))
        let made = "\n\n" + KeyReference.markdown(shape, path: "") + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] == "1" {
            let new = page[..<opening.upperBound] + made + page[closing.lowerBound...]
            try String(new).write(to: Repository.root.appending(path: path), atomically: true, encoding: .utf8)
        } else {
            #expect(
                page[opening.upperBound..<closing.lowerBound] == made,
                "\(path) is out of date. Please run 'UPDATE_DOCS=1 swift test --filter KeyReference'.")
        }
    }

    /// The example on the page is a scenario.
    @Test func exampleOfTheScenarioPageDecodes() throws {
        let scenario = try decode(example(in: "docs/scenarios.md", 0))
        #expect(scenario.name == "reader-outage")
    }

    @Test func examplesOfTheTargetsPageDecode() throws {
        let examples = try Repository.text("docs/targets.md").components(separatedBy: "```yaml\n").dropFirst()
        #expect(examples.count >= 4)
        for index in examples.indices {
            let text = try example(in: "docs/targets.md", index - 1)
            let targets = try TargetsFile.decode(text: text, file: "docs/targets.md")
            for name in targets.names {
                let profile = try TargetProfile.resolve(
                    name, targets: targets,
                    secrets: SecretSource(environment: { _ in "s3cret" }, file: { _ in "s3cret" }))
                #expect(!profile.redactedProperties.values.contains { $0.contains("s3cret") })
            }
        }
    }

    @Test func examplesOfTheCompatibilityPageDecode() throws {
        let estate = try EstateFile.decode(
            text: example(in: "docs/compatibility.md", 0), file: "docs/compatibility.md")
        #expect(estate.entries.count >= 3)
    }

    private func example(in path: String, _ index: Int) throws -> String {
        let parts = try Repository.text(path).components(separatedBy: "```yaml\n").dropFirst()
        let part = try #require(parts.dropFirst(index).first)
        return try #require(part.components(separatedBy: "```").first)
    }
}
