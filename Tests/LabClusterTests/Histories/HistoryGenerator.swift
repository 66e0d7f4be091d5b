@testable import LabCluster

/// What may come in a history; not every cluster can do everything.
struct HistoryScope: Sendable {
    var steps = 40
    /// Nodes that may go and come; 0 for none.
    var nodes: Int32 = 0
    /// Whether followers only fetch when a step says so.
    var lags = false
    var members = true
    /// Whether the time of transactions and of retention can be moved.
    var movesTime = true
}

/// Steps from a seed: the same ones each time.
struct HistoryGenerator {
    private var random: LabRandom
    private let scope: HistoryScope

    static let partitions = 2
    static let idempotent = 2
    static let transactional = 2
    static let members = 3

    init(seed: UInt64, _ scope: HistoryScope) {
        random = LabRandom(seed: seed)
        self.scope = scope
    }

    private enum Kind { case write, idempotent, transaction, read, trim, node, member, offsets }

    mutating func history() -> [HistoryOperation] {
        // Each history has its own likings, so that some go deep where others go wide.
        let kinds: [Kind] = [.write, .idempotent, .transaction, .read, .trim, .node, .member, .offsets]
        var weights = kinds.map { _ in number(1...6) * number(1...6) }
        if scope.nodes == 0 { weights[5] = 0 }
        if !scope.members { weights[6] = 0 } else if chance(20) { weights[6] = 100 }
        return (0..<scope.steps).map { _ in
            var left = number(0...weights.reduce(0, +) - 1)
            let kind = zip(kinds, weights).first { _, weight in
                left -= weight
                return left < 0
            }
            return operation(kind?.0 ?? .read)
        }
    }

    private mutating func operation(_ kind: Kind) -> HistoryOperation {
        switch kind {
        case .write: chance(80) || !scope.lags ? .produce(production(.plain, .next)) : .replicate
        case .idempotent: .produce(production(.idempotent(number(0...Self.idempotent - 1)), idempotentForm()))
        case .transaction: transactionStep()
        case .read: chance(60) ? .fetch(reading()) : listing()
        case .trim:
            chance(70) || !scope.movesTime || scope.lags
                ? .deleteRecords(partition: partition(), share: number(0...1000)) : .retain
        case .node: nodeStep()
        case .member: memberStep()
        case .offsets: offsetsStep()
        }
    }

    private mutating func production(_ sender: Production.Sender, _ form: Production.Form) -> Production {
        Production(
            sender: sender, form: form, partition: partition(),
            records: (0..<number(1...(chance(70) ? 2 : 6))).map { _ in
                (time: Int64(number(0...1000)), size: chance(80) ? number(0...40) : number(0...600))
            },
            codec: chance(75) ? 0 : chance(50) ? 1 : 3, awaitsAll: chance(60), isOld: chance(20))
    }

    private mutating func idempotentForm() -> Production.Form {
        switch number(0...99) {
        case ..<50: .next
        case ..<70: .again(number(0...6))
        case ..<77: .gap
        case ..<82: .longer
        case ..<88: .nextEpoch(atZero: true)
        case ..<91: .nextEpoch(atZero: false)
        default: .oldEpoch
        }
    }

    private mutating func transactionalForm() -> Production.Form {
        switch number(0...99) {
        case ..<70: .next
        case ..<80: .again(number(0...5))
        case ..<85: .gap
        case ..<95: .oldEpoch
        default: .outside(gap: chance(25))
        }
    }

    private mutating func transactionStep() -> HistoryOperation {
        let producer = number(0...Self.transactional - 1)
        let stale = chance(10)
        switch number(0...99) {
        case ..<8: return .initiate(producer: producer)
        case ..<26: return .add(producer: producer, partition: partition(), stale: stale)
        case ..<33: return .addOffsets(producer: producer, stale: stale)
        case ..<46:
            return .commitInTransaction(producer: producer, partition: partition(), offset: offset(), stale: stale)
        case ..<78: return .produce(production(.transactional(producer), transactionalForm()))
        case ..<97: return .end(producer: producer, commits: chance(50), stale: stale)
        default: return scope.movesTime ? .minutePasses : .end(producer: producer, commits: false, stale: false)
        }
    }

    private mutating func reading() -> Reading {
        let limits: [Int32] = [1, 100, 200, 1000, 1 << 20, 1 << 20]
        return Reading(
            partition: partition(), share: number(0...1000), committed: chance(60),
            mostBytes: limits[number(0...5)], mostBytesOfPartition: limits[number(0...5)],
            version: chance(50) ? 12 : 17)
    }

    private mutating func listing() -> HistoryOperation {
        let questions: [OffsetQuestion] = [
            .earliest, .latest, .latestRecord, .time(Int64(number(0...1000))), .time(Int64(number(900...1100))),
        ]
        return .listOffsets(partition: partition(), questions[number(0...4)], committed: chance(50))
    }

    private mutating func nodeStep() -> HistoryOperation {
        let node = Int32(number(1...Int(scope.nodes)))
        switch number(0...99) {
        case ..<45: return .start(node: node)
        case ..<70: return .stop(node: node)
        default: return .kill(node: node)
        }
    }

    private mutating func memberStep() -> HistoryOperation {
        let member = number(0...Self.members - 1)
        let stale = chance(15)
        switch number(0...99) {
        case ..<45: return .join(member: member, goesOn: chance(75))
        case ..<70: return .sync(member: member, stale: stale)
        case ..<82: return .heartbeat(member: member, stale: stale)
        case ..<90: return .leave(member: member)
        default: return .commit(member: member, partition: partition(), offset: offset(), stale: stale)
        }
    }

    private mutating func offsetsStep() -> HistoryOperation {
        chance(50)
            ? .committed(stable: chance(50))
            : .commit(member: nil, partition: partition(), offset: offset(), stale: false)
    }

    private mutating func partition() -> Int { number(0...Self.partitions - 1) }

    private mutating func offset() -> Int64 { Int64(number(0...50)) }

    private mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(random.next() % UInt64(range.count))
    }
}
