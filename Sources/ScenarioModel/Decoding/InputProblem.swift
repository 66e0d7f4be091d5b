/// One thing that is wrong in what a user wrote: where, what, and what would be right.
package struct InputProblem: Hashable, Sendable {
    package var place: Place
    /// What is wrong, in a few words: `unknown key 'partition'`.
    package var what: String
    /// What would be right: `did you mean 'partitions'?`.
    package var remedy: String

    package init(place: Place, what: String, remedy: String) {
        self.place = place
        self.what = what
        self.remedy = remedy
    }
}

extension InputProblem: CustomStringConvertible {
    /// `file:line:column: what; remedy`.
    package var description: String { "\(place): \(what); \(remedy)" }
}

/// Every problem of one input at once, in the order of the file, those of the command line last.
package struct InputProblems: Error, Hashable, Sendable {
    package let list: [InputProblem]

    package init(_ list: [InputProblem]) {
        self.list = list.enumerated().sorted { left, right in
            let (one, other) = (left.element.place, right.element.place)
            return (one.line ?? .max, one.column ?? .max, left.offset)
                < (other.line ?? .max, other.column ?? .max, right.offset)
        }.map(\.element)
    }
}

extension InputProblems: CustomStringConvertible {
    /// One line a problem.
    package var description: String { list.map(\.description).joined(separator: "\n") }
}

/// Where something was written: in a file, or on the command line.
package struct Place: Hashable, Sendable {
    /// The file's path as given, or the option as typed (`--set phases.steady.for=20s`).
    package var source: String
    /// Counts from 1; nil on the command line, and for a file as a whole.
    package var line: Int?
    /// Counts Unicode scalars from 1; nil where `line` is.
    package var column: Int?

    package init(source: String, line: Int? = nil, column: Int? = nil) {
        self.source = source
        self.line = line
        self.column = column
    }
}

extension Place: CustomStringConvertible {
    package var description: String {
        guard let line, let column else { return source }
        return "\(source):\(line):\(column)"
    }
}

/// Problems as they are found; reading goes on after each, so that all are reported together.
struct ProblemList {
    private(set) var found: [InputProblem] = []

    mutating func add(_ place: Place, _ what: String, _ remedy: String) {
        found.append(InputProblem(place: place, what: what, remedy: remedy))
    }

    mutating func add(contentsOf problems: [InputProblem]) {
        found += problems
    }

    /// Throws everything found so far, if anything.
    func report() throws(InputProblems) {
        if !found.isEmpty { throw InputProblems(found) }
    }
}
