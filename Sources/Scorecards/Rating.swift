/// The word that a criterion, an area or a scorecard ends with.
///
/// Unknown is never green.
package enum Rating: String, CaseIterable, Hashable, Sendable, Codable {
    case green, yellow, red, unknown

    /// The rating of a whole: red where anything is red, else unknown where anything is unknown, else yellow, else green.
    ///
    /// Nothing to rate is unknown.
    package static func worst(_ ratings: some Sequence<Rating>) -> Rating {
        ratings.max { $0.weight < $1.weight } ?? .unknown
    }

    private var weight: Int {
        switch self {
        case .green: 0
        case .yellow: 1
        case .unknown: 2
        case .red: 3
        }
    }
}
