/// One way in which a broker can be wrong, switched on by its name.
///
/// Each stands in a file of `Catalogue`; what finds it is said beside it, and a test holds that to be true.
package struct LabDefect: Sendable {
    /// What a user of a cluster would call the trouble.
    package enum Area: String, CaseIterable, Sendable {
        case loss, repetition, order, corruption, slowness, compatibility, operations
    }

    /// What must find the defect.
    package enum Finder: Hashable, Sendable {
        /// A check of the compatibility catalogue.
        case check(String)
        /// A criterion of a trial's scorecard, by its id.
        case criterion(String)

        /// The id alone.
        package var id: String {
            switch self {
            case .check(let id), .criterion(let id): id
            }
        }
    }

    /// `lose-acked`: small letters and dashes.
    package let id: String
    package let area: Area
    /// What the broker does, as a sentence without its full stop.
    package let title: String
    package let foundBy: [Finder]
    /// How many nodes a cluster must have for it to show.
    package let nodes: Int
    let hooks: [DefectHook]

    init(
        _ id: String, _ area: Area, _ title: String, foundBy: [Finder], nodes: Int = 1, _ hooks: DefectHook...
    ) {
        self.id = id
        self.area = area
        self.title = title
        self.foundBy = foundBy
        self.nodes = nodes
        self.hooks = hooks
    }
}

extension LabDefect.Finder: CustomStringConvertible {
    package var description: String {
        switch self {
        case .check(let id): "check \(id)"
        case .criterion(let id): "criterion \(id)"
        }
    }
}
