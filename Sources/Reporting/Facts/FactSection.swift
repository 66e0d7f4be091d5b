/// A part of a report that only some trials have: sentences and tables under a title, laid out by each renderer.
struct FactSection: Sendable {
    struct Sentence: Sendable {
        var text: String
        /// Not as it should be: shown so that it cannot be overlooked.
        var isAlarming = false
    }

    var title: String
    var sentences: [Sentence] = []
    /// Those without rows are left out.
    var tables: [FactTable] = []
    /// What the columns mean, where room is no object.
    var note: String?

    var isEmpty: Bool { sentences.isEmpty && tables.allSatisfy(\.rows.isEmpty) }
}
