import Testing

@testable import Scorecards

@Suite struct GateTests {
    @Test(
        arguments: [
            (Rating.green, false, 0), (.green, true, 0), (.yellow, false, 0), (.yellow, true, 10), (.red, false, 20),
            (.red, true, 20), (.unknown, false, 30), (.unknown, true, 30),
        ] as [(Rating, Bool, Int32)])
    func ratingBecomesExitCode(rating: Rating, strict: Bool, code: Int32) {
        #expect(Gate.exitCode(rating, strict: strict) == code)
    }
}
