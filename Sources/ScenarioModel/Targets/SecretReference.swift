import Foundation

/// Where the values behind `${env:NAME}` and `${file:PATH}` come from.
package struct SecretSource: Sendable {
    package let environment: @Sendable (_ name: String) -> String?
    /// The text of a file, or nil where it cannot be read.
    package let file: @Sendable (_ path: String) -> String?

    package init(
        environment: @escaping @Sendable (String) -> String?, file: @escaping @Sendable (String) -> String?
    ) {
        self.environment = environment
        self.file = file
    }

    /// The process's environment and the file system.
    package static let process = SecretSource(
        environment: { ProcessInfo.processInfo.environment[$0] },
        file: { path in
            FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) }
        })
}

/// Text with `${env:NAME}` and `${file:PATH}` in it, taken apart.
///
/// Everything else, a lone `$` too, is itself.
struct SecretTemplate {
    enum Part: Equatable {
        case literal(String)
        case environment(String)
        case file(String)
    }

    private(set) var parts: [Part] = []
    /// What is wrong with the references, without the text around them; empty where they are well formed.
    private(set) var faults: [String] = []

    init(_ text: String) {
        var rest = text[...]
        while let opening = rest.firstRange(of: "${") {
            if opening.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<opening.lowerBound]))) }
            rest = rest[opening.upperBound...]
            guard let closing = rest.firstIndex(of: "}") else {
                faults.append("a '${' without its '}'")
                return
            }
            let reference = rest[..<closing]
            if reference.hasPrefix("env:"), reference.count > 4 {
                parts.append(.environment(String(reference.dropFirst(4))))
            } else if reference.hasPrefix("file:"), reference.count > 5 {
                parts.append(.file(String(reference.dropFirst(5))))
            } else {
                faults.append("a '${…}' that is neither ${env:NAME} nor ${file:PATH}")
            }
            rest = rest[rest.index(after: closing)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
    }

    /// The text with every reference filled in, and the values that were filled in; problems name what is missing.
    func resolved(from source: SecretSource, in directory: String, _ place: Place, _ problems: inout ProblemList)
        -> (text: String, secrets: [String])
    {
        var secrets: [String] = []
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .environment(let name):
                guard let value = source.environment(name) else {
                    problems.add(
                        place, "the environment variable \(name) is not set", "set it, or export it to this process")
                    continue
                }
                text += value
                secrets.append(value)
            case .file(let path):
                let path = path.hasPrefix("/") || directory.isEmpty ? path : "\(directory)/\(path)"
                guard var value = source.file(path) else {
                    problems.add(
                        place, "the file \(path) cannot be read", "check that it is there, readable and UTF-8 text")
                    continue
                }
                // Files end with a line break that the secret does not have.
                while value.last?.isNewline == true { value.removeLast() }
                text += value
                secrets.append(value)
            }
        }
        return (text, secrets)
    }
}
