/// Where a transactional id stands; the text is what Kafka's tools show, the number what its log of transactions holds.
enum TransactionState: Int8, CaseIterable {
    /// It has an id, and never began a transaction since it has it.
    case empty = 0
    case ongoing = 1
    /// The outcome is settled; markers are being written.
    case prepareCommit = 2
    case prepareAbort = 3
    case completeCommit = 4
    case completeAbort = 5
    case dead = 6
    case prepareEpochFence = 7

    var name: String {
        switch self {
        case .empty: "Empty"
        case .ongoing: "Ongoing"
        case .prepareCommit: "PrepareCommit"
        case .prepareAbort: "PrepareAbort"
        case .completeCommit: "CompleteCommit"
        case .completeAbort: "CompleteAbort"
        case .dead: "Dead"
        case .prepareEpochFence: "PrepareEpochFence"
        }
    }

    /// Whether markers are still to be written.
    var isEnding: Bool { self == .prepareCommit || self == .prepareAbort }
}
