import Testing
import Trials

@Suite struct ProcessorTimesTests {
    @Test func sharesAreOfTheTimeBetweenTwoReadings() throws {
        let before = try #require(ProcessorTimes(procStat: "cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 2 3\n"))
        let after = try #require(ProcessorTimes(procStat: "cpu  140 0 110 830 10 0 0 10 0 0\n"))
        let shares = after.shares(since: before)
        #expect(shares.busy == 0.5)
        #expect(shares.steal == 0.1)
    }

    @Test func noTimeBetweenTwoReadingsIsNoLoad() throws {
        let times = try #require(ProcessorTimes(procStat: "cpu  1 2 3 4 5 6 7 8\n"))
        #expect(times.shares(since: times) == (0, 0))
    }

    @Test(arguments: ["", "cpu0 1 2 3 4 5 6 7 8", "cpu  1 2 3", "intr 5"])
    func otherTextHasNoTimes(text: String) {
        #expect(ProcessorTimes(procStat: text) == nil)
    }
}
