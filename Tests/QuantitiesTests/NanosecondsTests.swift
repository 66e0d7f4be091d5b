import Quantities
import Testing

struct NanosecondsTests {
    @Test(
        arguments: [
            (0, "0 s"), (1, "1 ns"), (999, "999 ns"), (-999, "-999 ns"),
            (1000, "1 µs"), (1234, "1.23 µs"), (850_000, "850 µs"), (999_499, "999 µs"), (999_500, "1 ms"),
            (12_345_678, "12.3 ms"), (999_499_999, "999 ms"), (999_500_000, "1 s"), (-4_980_000_000, "-4.98 s"),
            (9_996_000_000, "10 s"), (99_960_000_000, "100 s"), (119_499_999_999, "119 s"),
            (119_500_000_000, "2 min 00 s"), (125_000_000_000, "2 min 05 s"), (179_500_000_000, "3 min 00 s"),
            (3_599_499_999_999, "59 min 59 s"), (3_599_500_000_000, "1 h 00 min"), (3_629_999_999_999, "1 h 00 min"),
            (7_199_000_000_000, "2 h 00 min"), (172_800_000_000_000, "48 h 00 min"),
        ] as [(Int64, String)])
    func aSpanIsShownInTheUnitAPersonWouldChoose(_ nanoseconds: Int64, _ text: String) {
        #expect(Nanoseconds(nanoseconds).description == text)
    }

    @Test func theSmallestSpanIsShownWithoutOverflow() {
        #expect(Nanoseconds(.min).description == "-2562047 h 47 min")
    }

    @Test func secondsAreRoundedToTheNearestNanosecond() {
        #expect(Nanoseconds.seconds(0.000_000_001_6).rawValue == 2)
        #expect(Nanoseconds.milliseconds(1.5).rawValue == 1_500_000)
        #expect(Nanoseconds.microseconds(7).rawValue == 7000)
        #expect(Nanoseconds(2_500_000_000).seconds == 2.5)
        #expect(Nanoseconds(2_500_000).milliseconds == 2.5)
    }

    @Test(
        arguments: [
            (.milliseconds(1500), 1_500_000_000), (.nanoseconds(-7), -7),
            (.seconds(-2) + .nanoseconds(5), -1_999_999_995),
            (.seconds(Int64.max), .max), (.seconds(Int64.min), .min), (.seconds(9_223_372_037), .max),
        ] as [(Duration, Int64)])
    func aDurationIsTakenAsFarAsItFits(_ duration: Duration, _ nanoseconds: Int64) {
        #expect(Nanoseconds(duration).rawValue == nanoseconds)
    }

    @Test func differencesMayBeNegative() {
        #expect(Nanoseconds(3) - Nanoseconds(5) == Nanoseconds(-2))
        #expect(Nanoseconds(3) + Nanoseconds(5) == Nanoseconds(8))
        #expect(Nanoseconds(-2) < .zero)
    }
}
