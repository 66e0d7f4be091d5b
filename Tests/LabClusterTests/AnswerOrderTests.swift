import Testing

@testable import LabCluster

struct AnswerOrderTests {
    /// Answers three requests in an order; what was sent after each.
    private static func sent(_ numbers: [Int], silent: Set<Int> = []) -> [[UInt8]] {
        var order = AnswerOrder()
        for _ in numbers { order.begin() }
        return numbers.map { number in
            var sent: [UInt8] = []
            order.take(silent.contains(number) ? nil : [UInt8(number)], to: number) { sent += $0 }
            return sent
        }
    }

    @Test(
        arguments: [
            ([1, 2, 3], [[1], [2], [3]]), ([3, 2, 1], [[], [], [1, 2, 3]]), ([2, 1, 3], [[], [1, 2], [3]]),
            ([1, 3, 2], [[1], [], [2, 3]]),
        ] as [([Int], [[UInt8]])])
    func answersGoOutInTheOrderOfTheRequests(answered: [Int], sent: [[UInt8]]) {
        #expect(Self.sent(answered) == sent)
    }

    @Test func requestWithoutAnAnswerHoldsNothingBack() {
        #expect(Self.sent([3, 1, 2], silent: [2]) == [[], [1], [3]])
        #expect(Self.sent([2, 1, 3], silent: [1, 2]) == [[], [], [3]])
    }

    @Test func openAreThoseThatWereBegunAndNotSent() {
        var order = AnswerOrder()
        #expect(order.open == 0)
        order.begin()
        order.begin()
        #expect(order.open == 2)
        order.take([2], to: 2) { _ in }
        #expect(order.open == 2)
        order.take([1], to: 1) { _ in }
        #expect(order.open == 0)
    }
}
