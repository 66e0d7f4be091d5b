import Scorecards

/// A part of a report that only some trials have: sentences and tables under a title, laid out by each renderer.
struct FactSection: Sendable {
    struct Sentence: Sendable {
        var text: String
        /// Not as it should be: shown so that it cannot be overlooked.
        var isAlarming = false
        /// Where the sentence is a finding's.
        var rating: Rating?
    }

    var title: String
    var sentences: [Sentence] = []
    /// Those without rows are left out.
    var tables: [FactTable] = []
    /// What the columns mean, where room is no object.
    var note: String?

    var isEmpty: Bool { sentences.isEmpty && tables.allSatisfy(\.rows.isEmpty) }
}

extension FactSection.Sentence {
    /// For formats in which a rating is a word before the sentence.
    var words: String { rating.map { "\($0.word): \(text)" } ?? text }
}
