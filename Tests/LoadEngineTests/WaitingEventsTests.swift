import Testing

@testable import LoadEngine

@Suite struct WaitingEventsTests {
    private func event(_ sequence: Int) -> WaitingEvents.Event {
        var event = WaitingEvents.Event()
        event.sequence = UInt32(sequence)
        return event
    }

    @Test func aFullQueueTakesNoMoreAndTheOthersDo() {
        var waiting = WaitingEvents(connections: 2, most: 2)
        var taken: [Bool] = []
        for sequence in 0..<3 { taken.append(waiting.append(event(sequence), to: 0)) }
        taken.append(waiting.append(event(3), to: 1))
        #expect(taken == [true, true, false, true])
        #expect(waiting.count == 3)
    }

    /// Against plain arrays, over random steps.
    @Test(arguments: 1...20) func eachQueueKeepsItsOrder(seed: Int) {
        var random = Seeded(state: UInt64(seed))
        var waiting = WaitingEvents(connections: 3, most: 8)
        var model: [[UInt32]] = [[], [], []]
        for step in 0..<500 {
            let connection = Int.random(in: 0..<3, using: &random)
            if Bool.random(using: &random) {
                let isTaken = waiting.append(event(step), to: connection)
                #expect(isTaken == (model[connection].count < 8))
                if isTaken { model[connection].append(UInt32(step)) }
            } else {
                #expect(waiting.first(connection)?.sequence == model[connection].first)
                if !model[connection].isEmpty {
                    waiting.removeFirst(connection)
                    model[connection].removeFirst()
                }
            }
            #expect(waiting.isEmpty(connection) == model[connection].isEmpty)
            #expect(waiting.count == model.reduce(0) { $0 + $1.count })
        }
    }
}

/// SplitMix64.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
